"""The addresses of the workspace."""

from django.urls import path

from tracker.workspace import again, log_views, views
from tracker.workspace.topics import Topic

app_name = "workspace"
TARGET = "committees/<slug:slug>/targets/<uuid:place_target>/"
REPORT = "reports/<uuid:uuid>/"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("again/", again.again, name="again"),
    path("committees/<slug:slug>/", views.committee, name="committee"),
    path(TARGET, log_views.log, name="log"),
    path(f"{TARGET}one-page/", log_views.log_whole, name="log_whole"),
    path(f"{TARGET}keep/", log_views.log_keep, name="log_keep"),
    *(path(f"{TARGET}{one}/", log_views.log_topic, {"topic": one}, name=f"log_{one}") for one in Topic),
    path(REPORT, log_views.edit, name="edit"),
    path(f"{REPORT}one-page/", log_views.edit_whole, name="edit_whole"),
    path(f"{REPORT}keep/", log_views.edit_keep, name="edit_keep"),
    *(path(f"{REPORT}{one}/", log_views.edit_topic, {"topic": one}, name=f"edit_{one}") for one in Topic),
    path(f"{REPORT}check/", views.check, name="check"),
    path(f"{REPORT}receipt/", views.receipt, name="receipt"),
    path(f"{REPORT}review/", views.review, name="review"),
    path(f"{REPORT}publish/", views.publish, name="publish"),
    path(f"{REPORT}send-back/", views.send_back, name="send_back"),
]

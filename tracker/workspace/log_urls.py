"""The addresses of the form: by the target before anything is begun, and then by the number of draft and report."""

from django.urls import path

from tracker.workspace import again, log_views
from tracker.workspace.topics import Topic

TARGET = "committees/<slug:slug>/targets/<uuid:place_target>/"
REPORT = "reports/<uuid:uuid>/"
urlpatterns = [
    path("again/", again.again, name="again"),
    path(f"{TARGET}one-page/", log_views.log_whole, name="log_whole"),
    path(f"{TARGET}keep/", log_views.log_keep, name="log_keep"),
    *(path(f"{TARGET}{one}/", log_views.log_topic, {"topic": one}, name=f"log_{one}") for one in Topic),
    path(f"{REPORT}one-page/", log_views.edit_whole, name="edit_whole"),
    path(f"{REPORT}keep/", log_views.edit_keep, name="edit_keep"),
    *(path(f"{REPORT}{one}/", log_views.edit_topic, {"topic": one}, name=f"edit_{one}") for one in Topic),
]

"""The addresses of the workspace."""

from django.urls import path

from tracker.workspace import log_urls, log_views, views

app_name = "workspace"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("committees/<slug:slug>/", views.committee, name="committee"),
    path("committees/<slug:slug>/targets/<uuid:place_target>/", log_views.log, name="log"),
    path("reports/<uuid:uuid>/", log_views.edit, name="edit"),
    *log_urls.urlpatterns,
    path("reports/<uuid:uuid>/check/", views.check, name="check"),
    path("reports/<uuid:uuid>/receipt/", views.receipt, name="receipt"),
    path("reports/<uuid:uuid>/review/", views.review, name="review"),
    path("reports/<uuid:uuid>/publish/", views.publish, name="publish"),
    path("reports/<uuid:uuid>/send-back/", views.send_back, name="send_back"),
]

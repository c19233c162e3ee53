"""The addresses of the workspace."""

from django.urls import path

from tracker.workspace import file_views, views

app_name = "workspace"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("committees/<slug:slug>/", views.committee, name="committee"),
    path("committees/<slug:slug>/targets/<uuid:place_target>/", views.log, name="log"),
    path("reports/<uuid:uuid>/", views.edit, name="edit"),
    path("reports/<uuid:uuid>/check/", views.check, name="check"),
    path("reports/<uuid:uuid>/files/", file_views.file_list, name="files"),
    path("reports/<uuid:uuid>/files/<small:number>/", file_views.file, name="file"),
    path("reports/<uuid:uuid>/files/<small:number>/answer/", file_views.file_confirm, name="file_confirm"),
    path("reports/<uuid:uuid>/files/<small:number>/remove/", file_views.file_remove, name="file_remove"),
    path("reports/<uuid:uuid>/receipt/", views.receipt, name="receipt"),
    path("reports/<uuid:uuid>/review/", views.review, name="review"),
    path("reports/<uuid:uuid>/publish/", views.publish, name="publish"),
    path("reports/<uuid:uuid>/send-back/", views.send_back, name="send_back"),
]

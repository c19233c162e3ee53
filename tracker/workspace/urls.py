"""The addresses of the workspace."""

from django.urls import path

from tracker.workspace import dispute_views, review_views, state_views, views

app_name = "workspace"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("committees/<slug:slug>/", views.committee, name="committee"),
    path("committees/<slug:slug>/targets/<uuid:place_target>/", views.log, name="log"),
    path("reports/<uuid:uuid>/", views.edit, name="edit"),
    path("reports/<uuid:uuid>/check/", views.check, name="check"),
    path("reports/<uuid:uuid>/receipt/", views.receipt, name="receipt"),
    path("reports/<uuid:uuid>/review/", review_views.review, name="review"),
    path("reports/<uuid:uuid>/publish/", review_views.publish, name="publish"),
    path("reports/<uuid:uuid>/send-back/", review_views.send_back, name="send_back"),
    path("reports/<uuid:uuid>/take-back/", review_views.take_back, name="take_back"),
    path("reports/<uuid:uuid>/withdraw/", review_views.withdraw, name="withdraw"),
    path("states/", state_views.states, name="states"),
    path("states/<slug:code>/", state_views.state, name="state"),
    path("states/<slug:code>/reports/<uuid:uuid>/", state_views.reply, name="reply"),
    path(
        "states/<slug:code>/reports/<uuid:uuid>/withdraw/", state_views.withdraw_reply, name="withdraw_reply"
    ),
    path("disputes/", dispute_views.dispute_list, name="disputes"),
    path("disputes/<uuid:uuid>/", dispute_views.dispute, name="dispute"),
    path("disputes/<uuid:uuid>/take-up/", dispute_views.take_up, name="take_up"),
    path("waiting/", review_views.waiting, name="waiting"),
    path("waiting/confirm/", review_views.confirm, name="confirm"),
    path("waiting/publish/", review_views.publish_chosen, name="publish_chosen"),
]

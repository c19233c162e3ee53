"""The addresses of the workspace."""

from django.urls import path

from tracker.workspace import (
    again,
    committee_views,
    dispute_views,
    endorsement_views,
    file_views,
    hint_views,
    log_views,
    practice_views,
    review_views,
    round_views,
    state_views,
    views,
)
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
    path("reports/<uuid:uuid>/files/", file_views.file_list, name="files"),
    path("reports/<uuid:uuid>/files/<small:number>/", file_views.file, name="file"),
    path("reports/<uuid:uuid>/files/<small:number>/answer/", file_views.file_confirm, name="file_confirm"),
    path("reports/<uuid:uuid>/files/<small:number>/remove/", file_views.file_remove, name="file_remove"),
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
    path("committees/<slug:slug>/rounds/<slug:round_slug>/", round_views.round_page, name="round"),
    path("committees/<slug:slug>/rounds/<slug:round_slug>/assign/", round_views.assign, name="assign"),
    path("reports/<uuid:uuid>/unlock/", round_views.ask_unlock, name="ask_unlock"),
    path("unlocks/<uuid:uuid>/", round_views.unlock, name="unlock"),
    path("practices/", practice_views.practices_desk, name="practices"),
    path("practices/<uuid:uuid>/", practice_views.edit, name="practice_edit"),
    path("practices/<uuid:uuid>/check/", practice_views.check, name="practice_check"),
    path("practices/<uuid:uuid>/review/", practice_views.review, name="practice_review"),
    path("practices/<uuid:uuid>/publish/", practice_views.publish, name="practice_publish"),
    path("practices/<uuid:uuid>/send-back/", practice_views.send_back, name="practice_send_back"),
    path("committees/<slug:slug>/practices/propose/", practice_views.propose, name="practice_propose"),
    path("endorsements/", endorsement_views.endorsements, name="endorsements"),
    path("endorsements/<int:pk>/withdraw/", endorsement_views.take_back, name="endorsement_withdraw"),
    path("hints/", hint_views.hints, name="hints"),
    path("hints/keep/", hint_views.keep, name="keep_word"),
    path("committees/<slug:slug>/protection/", committee_views.protection, name="protection"),
    path("committees/<slug:slug>/members/", committee_views.members, name="members"),
    path("committees/<slug:slug>/members/add/", committee_views.add_member, name="add_member"),
    path(
        "committees/<slug:slug>/invitations/<uuid:invitation>/withdraw/",
        committee_views.withdraw,
        name="withdraw_invitation",
    ),
    path("committees/<slug:slug>/seats/<int:seat>/role/", committee_views.change_role, name="change_role"),
    path("committees/<slug:slug>/seats/<int:seat>/end/", committee_views.end_seat, name="end_seat"),
]

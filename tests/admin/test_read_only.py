"""What the desk shows and never takes, over every noun that is registered; and what it never deletes."""

import pytest
from django.apps import apps
from django.urls import reverse

from tests.cast import drafted, published
from tracker.admin import desk as site
from tracker.models import AuditEvent, Evidence, ProgressReport, Score

READ_ONLY = {
    "Area",
    "AuditEvent",
    "CommitmentVersion",
    "DirtyScore",
    "Edition",
    "Endorsement",
    "Evidence",
    "GoodPractice",
    "Outbox",
    "PlaceTargetVersion",
    "Principle",
    "ProgressReport",
    "Score",
    "TargetVersion",
    "TermOverride",
}
# An edition is added by freezing it, and by nothing that such a form could send. A State replies for itself, and
# committees hand in their files: only personal data is taken out of either here.
# A change that two decide on is asked for on the screen of what it changes.
NEVER_ADDED = (READ_ONLY | {"ChangeRequest", "EvidenceFile", "Objective", "PlaceTarget", "Reply"}) - {
    "Edition"
}
MAY_BE_DELETED = {"Horizon", "Organisation", "Source", "Spokesperson", "Term"}
# What has no screen, and why: the product keeps its own notes there, a process's screen shows its memberships, the
# parts of an edition are bytes, the index of the search and the log of marks are made of what is published and have
# pages of their own, and whose name a reference or a salt stands for, where somebody is signed in, or who follows
# what by mail, is nobody's to look up. What a committee types, hands in, notes and shares out before anything is
# public is the committee's alone, and so is what a State prepares as its reply; it decides on unlocks and disputes
# on its own pages, where those who may not are refused.
NOTES = {"EditionPart", "EndorsementLetter", "Lease", "Loading", "Membership", "PracticeLink", "Publication"}
MADE_OF_WHAT_IS_PUBLISHED = {
    "MarkChange",
    "SearchEntry",
    "SearchPosting",
    "SearchSpelling",
    "SearchState",
    "SearchWord",
}
WITHIN_COMMITTEES = {
    "Assignment",
    "Dispute",
    "DisputeNotice",
    "Draft",
    "ReminderDay",
    "ReplyDraft",
    "ReviewNote",
    "Submission",
    "Unlock",
}
# Tables that are brought in have pages of their own: tracker/admin/imports.py.
ON_PAGES_OF_THEIR_OWN = {"ImportBatch", "ImportRow"}
NOBODY_S_TO_LOOK_UP = {"ActorRef", "ObjectSalt", "Session", "Subscription"}
WITHOUT_A_SCREEN = (
    NOTES | MADE_OF_WHAT_IS_PUBLISHED | WITHIN_COMMITTEES | ON_PAGES_OF_THEIR_OWN | NOBODY_S_TO_LOOK_UP
)
# As Django's own inlines would send them, beside the fields themselves.
FORGED = {
    "_save": "Save",
    "versions-TOTAL_FORMS": "1",
    "versions-INITIAL_FORMS": "0",
    "versions-0-title": "Forged",
    "versions-0-reason": "Forged",
    "evidence-TOTAL_FORMS": "1",
    "evidence-INITIAL_FORMS": "0",
    "evidence-0-title": "Forged",
    "form-TOTAL_FORMS": "1",
    "form-INITIAL_FORMS": "1",
    "form-0-id": "1",
    "form-0-state": "published",
    "title": "Forged",
    "reason": "Forged",
    "narrative": "Forged",
    "state": "published",
    "mark": "met",
    "action": "delete_selected",
    "_selected_action": "1",
    "index": "0",
    "post": "yes",
}


def names(registered):
    return [model.__name__ for model in registered]


def address(model, page, *args):
    return reverse(f"admin:tracker_{model._meta.model_name}_{page}", args=args)


def everything():
    """Every row of the app, to be compared."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("tracker").get_models()
    }


def test_every_noun_has_a_screen_or_a_reason():
    registered = set(names(site._registry))

    assert registered | WITHOUT_A_SCREEN == {
        model.__name__ for model in apps.get_app_config("tracker").get_models()
    }
    assert registered >= NEVER_ADDED | MAY_BE_DELETED


@pytest.mark.parametrize("model", site._registry, ids=names(site._registry))
def test_screens_offer_what_the_matrix_says(cast, desk, model):
    published(cast)
    row = site._registry[model].get_queryset(desk.client.get("/desk/").wsgi_request).first()

    listed = desk.client.get(address(model, "changelist"))
    added = desk.client.get(address(model, "add"))
    deleted = desk.client.get(address(model, "delete", row.pk if row else 1))

    assert listed.status_code == 200
    # People are invited: adding one leads there.
    may_add = 302 if model.__name__ == "User" else 200
    assert added.status_code == (403 if model.__name__ in NEVER_ADDED else may_add)
    if row:
        assert deleted.status_code == (200 if model.__name__ in MAY_BE_DELETED else 403)
        assert desk.client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize(
    "model",
    [model for model in site._registry if model.__name__ in READ_ONLY],
    ids=[name for name in names(site._registry) if name in READ_ONLY],
)
def test_forged_form_changes_nothing(cast, desk, model):
    published(cast)
    row = model._default_manager.first()
    before = everything()

    key = row.pk if row else 1
    answers = [
        desk.client.post(url, FORGED)
        for url in (
            address(model, "changelist"),
            address(model, "add"),
            address(model, "change", key),
            address(model, "delete", key),
        )
    ]

    assert everything() == before
    # A list shows itself again; nothing else answers as if something had been done.
    added = 422 if model.__name__ == "Edition" else 403
    assert [answer.status_code for answer in answers[1:]] == [added, 403, 403]


@pytest.mark.parametrize("page", ["commitment", "target", "placetarget"])
def test_forged_form_about_a_versioned_noun_changes_nothing(addresses, desk, page):
    before = everything()

    answers = [
        desk.client.post(f"{addresses[page]}change/", FORGED),
        desk.client.post(f"{addresses[page]}delete/", FORGED),
        desk.client.post(f"/desk/tracker/{page}/", FORGED),
        desk.client.post(f"/desk/tracker/{page}/add/", FORGED),
    ]

    assert everything() == before
    assert [answer.status_code for answer in answers[:2]] == [422, 403]


def test_what_something_rests_on_is_not_deleted(cast, desk):
    organisation = cast.reporter.seats.get().organisation
    url = address(type(organisation), "delete", organisation.pk)

    desk.client.post(url, {"post": "yes"})

    organisation.refresh_from_db()


def test_draft_is_its_authors_alone(cast, desk):
    report = drafted(cast)
    evidence = report.evidence.get()

    listed = desk.client.get(address(ProgressReport, "changelist")).content.decode()
    opened = desk.client.get(address(ProgressReport, "change", report.pk))
    shown = desk.client.get(address(Evidence, "change", evidence.pk))

    assert str(report.uuid) not in listed
    assert (opened.status_code, shown.status_code) == (302, 302)


def test_token_of_a_report_is_not_shown(cast, desk):
    report = published(cast)

    page = desk.client.get(address(ProgressReport, "change", report.pk)).content.decode()

    assert str(report.uuid) in page or "7000" in page
    assert str(report.submit_token) not in page


def test_scores_and_acts_have_no_fields_to_type_in(cast, desk):
    published(cast)

    for row in (Score.objects.first(), AuditEvent.objects.first()):
        page = desk.open(address(type(row), "change", row.pk))

        assert set(page.typed) == {"csrfmiddlewaretoken"}

"""The way of a good practice: proposed, handed in, sent back, published; by whom, and by whom not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cast import make_commitment
from tests.practices import LINK, handed_in, made_public, proposal, proposed, sent_back
from tests.recorded import recorded
from tracker.actions import practices, protection
from tracker.actions.entries import BadEntry
from tracker.actions.proposals import proposal_of
from tracker.actions.reports import Changed
from tracker.enums import CommitmentStatus, Credit, ReportState
from tracker.models import Commitment, GoodPractice, Seat
from tracker.permissions import Refused
from tracker.selectors.publication import public_version
from tracker.workflow import StepRefused


def state(practice):
    practice.refresh_from_db()
    return ReportState(practice.state), practice.version, practice.decided_by


def test_a_practice_goes_from_draft_to_public(cast):
    practice = proposed(cast)
    practices.submit(practice, by=cast.reporter)
    practices.send_back(practice, by=cast.reviewer, reason="Name the year.")
    practices.rewrite(practice, proposal(done="In 2024 the town opened it."), by=cast.reporter, version=3)
    practices.submit(practice, by=cast.reporter)
    before = public_version()

    practices.publish(practice, by=cast.coordinator)

    practice.refresh_from_db()
    assert state(practice) == (ReportState.PUBLISHED, 6, cast.coordinator)
    assert (practice.place, practice.credit, practice.return_reason) == (cast.arcadia, Credit.NAMED, "")
    assert proposal_of(practice) == proposal(done="In 2024 the town opened it.")
    assert public_version() != before
    assert [(act, by) for act, about, by in recorded() if about == str(practice.uuid)] == [
        ("practice.drafted", cast.reporter),
        ("practice.submitted", cast.reporter),
        ("practice.sent_back", cast.reviewer),
        ("practice.redrafted", cast.reporter),
        ("practice.submitted", cast.reporter),
        ("practice.published", cast.coordinator),
    ]


def test_nothing_public_changes_before_it_is_published(cast):
    before = public_version()

    sent_back(cast)

    assert public_version() == before


@pytest.mark.parametrize("who", ["reviewer", "observer", "stranger", "administrator"])
def test_whoever_does_not_report_proposes_nothing(cast, who):
    with pytest.raises(Refused):
        practices.propose(cast.committee, proposal(), by=getattr(cast, who), token=uuid4())

    assert not GoodPractice.objects.exists()


@pytest.mark.parametrize("who", ["reporter", "observer", "stranger", "administrator"])
@pytest.mark.parametrize("act", ["publish", "send_back"])
def test_whoever_does_not_decide_decides_nothing(cast, who, act):
    practice = handed_in(cast)
    more = {"reason": "No."} if act == "send_back" else {}

    with pytest.raises(Refused):
        getattr(practices, act)(practice, by=getattr(cast, who), **more)

    assert state(practice) == (ReportState.SUBMITTED, 2, None)


def test_the_author_never_decides_whatever_the_seat(cast):
    practice = handed_in(cast, by=cast.coordinator)

    with pytest.raises(Refused):
        practices.publish(practice, by=cast.coordinator)

    assert state(practice) == (ReportState.SUBMITTED, 2, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoodPractice.objects.update(decided_by=cast.coordinator)


def test_a_committee_that_is_not_constituted_publishes_nothing(cast):
    practice = handed_in(cast)
    Seat.objects.filter(user=cast.coordinator).update(ends_on="2020-01-01")

    with pytest.raises(Refused):
        practices.publish(practice, by=cast.reviewer)

    assert state(practice) == (ReportState.SUBMITTED, 2, None)


@pytest.mark.parametrize(
    ("made", "act"),
    [
        (proposed, lambda one, cast: practices.publish(one, by=cast.reviewer)),
        (proposed, lambda one, cast: practices.send_back(one, by=cast.reviewer, reason="No.")),
        (made_public, lambda one, cast: practices.publish(one, by=cast.coordinator)),
        (made_public, lambda one, cast: practices.send_back(one, by=cast.coordinator, reason="No.")),
        (made_public, lambda one, cast: practices.rewrite(one, proposal(), by=cast.reporter, version=3)),
        (handed_in, lambda one, cast: practices.rewrite(one, proposal(), by=cast.reporter, version=2)),
    ],
)
def test_a_step_that_is_not_possible_changes_nothing(cast, made, act):
    practice = made(cast)
    before = state(practice)

    with pytest.raises(StepRefused):
        act(practice, cast)

    assert state(practice) == before


def test_a_form_sent_twice_makes_one_draft(cast):
    token = uuid4()

    first, second = (
        practices.propose(cast.committee, proposal(), by=cast.reporter, token=token) for _ in "ab"
    )

    assert first == second
    with pytest.raises(practices.PracticeTokenSpent):
        practices.propose(cast.committee, proposal(title="Another"), by=cast.reporter, token=token)
    with pytest.raises(practices.PracticeTokenSpent):
        practices.propose(cast.committee, proposal(), by=cast.coordinator, token=token)
    assert GoodPractice.objects.count() == 1


def test_an_old_page_overwrites_nothing(cast):
    practice = proposed(cast)
    practices.rewrite(practice, proposal(title="Second"), by=cast.reporter, version=1)

    with pytest.raises(Changed):
        practices.rewrite(practice, proposal(title="Third"), by=cast.reporter, version=1)

    practice.refresh_from_db()
    assert practice.title == "Second"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"done": ""}, "done"),
        ({"outcome": ""}, "outcome"),
        ({"commitments": ()}, "commitments"),
        ({"commitments": ("GCM99-9",)}, "commitments"),
        ({"commitments": ("OLD-1",)}, "commitments"),
        ({"links": ()}, "link_url"),
    ],
)
def test_what_is_missing_is_refused(cast, changes, field):
    make_commitment("OLD-1", objective=cast.objective, status=CommitmentStatus.RETIRED)

    with pytest.raises(BadEntry) as refused:
        proposed(cast, proposal(**changes))

    assert [fault.field for fault in refused.value.faults] == [field]
    assert not GoodPractice.objects.exists()


def test_a_reason_is_needed_to_send_back(cast):
    practice = handed_in(cast)

    with pytest.raises(BadEntry):
        practices.send_back(practice, by=cast.reviewer, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        GoodPractice.objects.update(state=ReportState.RETURNED)

    assert state(practice)[0] == ReportState.SUBMITTED


@pytest.mark.parametrize(
    "changes",
    [
        {"state": ReportState.PUBLISHED},
        {"state": ReportState.SUPERSEDED},
        {"state": ReportState.DECIDED},
        {"published_at": "2026-01-01T00:00Z"},
        {"release_at": "2026-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_what_no_act_does(cast, changes):
    handed_in(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        GoodPractice.objects.update(**changes)


def test_what_a_protected_committee_decides_goes_out_later_under_its_label(cast):
    practice = handed_in(cast)
    protection.set_credit(cast.committee, Credit.PSEUDONYM, by=cast.coordinator)
    before = public_version()

    practices.publish(practice, by=cast.reviewer)
    decided, early = state(practice)[0], practices.release_practices()
    seen = public_version()
    GoodPractice.objects.update(release_at=timezone.now() - timedelta(seconds=1))
    released, again = practices.release_practices(), practices.release_practices()

    practice.refresh_from_db()
    assert (decided, early, seen) == (ReportState.DECIDED, 0, before)
    assert (released, again) == (1, 0)
    assert (practice.state, practice.credit, practice.release_at) == (
        ReportState.PUBLISHED,
        "pseudonym",
        None,
    )
    assert recorded("practice.published") == [("practice.published", str(practice.uuid), None)]


def test_evidence_is_kept_as_typed(cast):
    practice = proposed(cast, proposal(links=(LINK, LINK)))

    assert [(one.title, one.url) for one in practice.evidence.all()] == [(LINK.title, LINK.url)] * 2
    assert list(practice.commitments.all()) == [Commitment.objects.get(code="GCM10-9")]

"""A new commitment, what one may say, and who leads a place."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cast import figure, make_committee, published, seat
from tests.recorded import recorded
from tracker.actions.commitments import BadSaying, Proposal, Saying, propose, revise, saying_of
from tracker.actions.committees import set_leading
from tracker.actions.versions import Overtaken
from tracker.enums import CommitmentStatus, Origin, Scope, SeatRole
from tracker.models import AuditEvent, Commitment, CommitmentVersion, DirtyScore, Score

SAYING = Saying(
    title="A promise", text="The text.", weight=2, status=CommitmentStatus.ADOPTED, verifiable=True
)


@pytest.fixture
def proposal(cast):
    return Proposal(
        code="GCM10-10", objective=cast.objective, area=cast.commitment.area, scope=Scope.EACH_STATE
    )


def test_commitment_is_proposed_with_its_first_version(cast, proposal):
    commitment = propose(proposal, SAYING, by=cast.administrator, reason="Asked for.")

    version = commitment.versions.get()
    said = replace(SAYING, status=CommitmentStatus.PROPOSED)
    assert (saying_of(commitment), saying_of(version)) == (said, said)
    assert (commitment.origin, commitment.scope, commitment.driver_level) == (
        Origin.PROPOSED,
        Scope.EACH_STATE,
        "",
    )
    assert (version.number, version.in_force_from, version.author, version.reason) == (
        1,
        timezone.localdate(),
        cast.administrator,
        "Asked for.",
    )
    assert recorded() == [("commitment.proposed", "GCM10-10", cast.administrator)]
    assert not Score.objects.filter(commitment=commitment).exists()


def test_code_that_is_taken_stores_nothing(cast, proposal):
    with pytest.raises(IntegrityError), transaction.atomic():
        propose(replace(proposal, code="GCM10-9"), SAYING, by=cast.administrator, reason="Asked for.")

    assert (Commitment.objects.count(), CommitmentVersion.objects.count()) == (1, 1)


@pytest.mark.parametrize("changes", [{"verifiable": False}, {"why_not_verifiable": "Nobody knows."}])
def test_commitment_says_why_nobody_can_verify_it(cast, proposal, changes):
    saying = replace(SAYING, **changes)

    with pytest.raises(BadSaying):
        propose(proposal, saying, by=cast.administrator, reason="Asked for.")
    with pytest.raises(BadSaying) as refused:
        revise(cast.commitment, saying, by=cast.administrator, reason="Asked for.")

    assert [fault.field for fault in refused.value.faults] == ["why_not_verifiable"]
    assert (Commitment.objects.count(), CommitmentVersion.objects.count()) == (1, 1)


def test_commitment_revised_from_an_old_page_is_refused(cast):
    saying = replace(saying_of(cast.commitment), title="Another")
    revise(cast.commitment, saying, by=cast.administrator, reason="First.", after=1)

    with pytest.raises(Overtaken):
        revise(cast.commitment, replace(saying, title="Mine"), by=cast.administrator, reason="Late.", after=1)

    cast.commitment.refresh_from_db()
    assert cast.commitment.title == "Another"


def test_change_of_who_leads_leaves_the_mark_with_the_figure_that_led(cast):
    second = make_committee("second", cast.arcadia, leads=False)
    seat(second, cast.coordinator, "private-sector", SeatRole.COORDINATOR)
    seat(second, cast.reviewer, "civil-society", SeatRole.REVIEWER)
    seat(second, cast.reporter, "migrants", SeatRole.REPORTER)
    leading = published(cast, figure(7_000))
    published(cast, figure(1_000), committee=second)
    before, since = list(Score.objects.order_by("pk").values()), len(recorded())

    set_leading(cast.committee, leads=False, by=cast.administrator)
    set_leading(second, leads=True, by=cast.administrator)

    cast.committee.refresh_from_db()
    second.refresh_from_db()
    assert (cast.committee.leads, second.leads) == (False, True)
    assert recorded()[since:] == [
        ("committee.leading", "arcadia", cast.administrator),
        ("committee.leading", "second", cast.administrator),
    ]
    assert Score.objects.get(place_target=cast.place_target).used == leading
    assert list(Score.objects.order_by("pk").values()) == before
    assert not DirtyScore.objects.exists()


def test_committee_that_leads_already_is_no_act(cast):
    before = AuditEvent.objects.count()

    set_leading(cast.committee, leads=True, by=cast.administrator)

    assert AuditEvent.objects.count() == before


def test_second_leading_committee_is_refused_by_the_database(cast):
    second = make_committee("second", cast.arcadia, leads=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        set_leading(second, leads=True, by=cast.administrator)

    second.refresh_from_db()
    assert second.leads is False

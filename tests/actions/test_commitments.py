"""Changing what a commitment says: its row and its next version together, from today on."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.actions.look import everything
from tests.cast import make_indicator, named_by_all, published
from tracker import chain
from tracker.actions.commitments import BadSaying, first_version, revise, saying_of
from tracker.enums import CommitmentStatus
from tracker.models import AuditEvent, CommitmentVersion, ObjectSalt, Score
from tracker.scoring import Status


def change(cast, *, reason="Agreed at the review.", **changes):
    saying = replace(saying_of(cast.commitment), **changes)
    return revise(cast.commitment, saying, by=cast.administrator, reason=reason)


def versions(cast):
    return [(one.number, one.title) for one in cast.commitment.versions.order_by("number")]


def test_change_is_in_the_row_and_in_the_next_version(cast):
    version = change(cast, title="A better title", weight=3)

    cast.commitment.refresh_from_db()
    assert saying_of(cast.commitment) == saying_of(version)
    assert (cast.commitment.title, cast.commitment.weight) == ("A better title", 3)
    assert (version.number, version.in_force_from, version.author) == (
        2,
        timezone.localdate(),
        cast.administrator,
    )
    assert versions(cast) == [(1, "Commitment GCM10-9"), (2, "A better title")]
    event = AuditEvent.objects.get(action="commitment.revised")
    assert (event.object_ref, event.actor_ref) == ("GCM10-9", cast.administrator.actor_ref.ref)


def test_indicator_named_later_is_a_version_and_changes_no_mark(cast):
    published(cast)
    indicator, marks = make_indicator("IND-7"), list(Score.objects.order_by("pk").values_list("key", "share"))

    version = change(cast, indicator=indicator)

    cast.commitment.refresh_from_db()
    named = list(cast.commitment.versions.order_by("number").values_list("number", "indicator__code"))
    assert (cast.commitment.indicator, version.indicator) == (indicator, indicator)
    assert named == [(1, None), (2, "IND-7")]
    assert list(Score.objects.order_by("pk").values_list("key", "share")) == marks
    event = AuditEvent.objects.get(action="commitment.revised")
    salt = ObjectSalt.objects.get(object_ref="GCM10-9").salt
    says = {**vars(saying_of(version)), "indicator": "IND-7"}
    content = {"version": 2, "reason": "Agreed at the review.", "says": says}
    assert event.digest == chain.digest_of(content, salt=salt)


def test_another_indicator_takes_the_place_of_one_and_the_first_version_keeps_its_own(cast):
    named_by_all(code="IND-1")
    cast.commitment.refresh_from_db()

    change(cast, indicator=make_indicator("IND-2"))

    named = cast.commitment.versions.order_by("number").values_list("number", "indicator__code")
    assert list(named) == [(1, "IND-1"), (2, "IND-2")]


def test_change_of_nothing_makes_no_version(cast):
    before = everything()

    assert change(cast) is None
    assert (versions(cast), everything()) == ([(1, "Commitment GCM10-9")], before)


def test_change_is_measured_against_what_is_stored_and_not_what_is_in_hand(cast):
    change(cast, title="A better title")
    cast.commitment.title = "Something typed and never stored"

    version = change(cast, title="A better title")

    assert version is None


def test_commitment_that_nobody_can_verify_is_not_assessable(cast):
    published(cast)

    change(cast, verifiable=False, why_not_verifiable="Nobody counts it.")

    rows = Score.objects.filter(key="GCM10-9:5", place_target__isnull=False)
    assert {row.status for row in rows} == {Status.NOT_ASSESSABLE}


def test_retired_commitment_leaves_no_score_anywhere_and_comes_back_when_adopted_again(cast):
    named_by_all()
    cast.commitment.refresh_from_db()
    published(cast)
    before = set(Score.objects.values_list("place", "key", "status", "share"))

    change(cast, status=CommitmentStatus.RETIRED)
    assert list(Score.objects.all()) == []

    cast.commitment.refresh_from_db()
    change(cast, status=CommitmentStatus.ADOPTED)
    assert set(Score.objects.values_list("place", "key", "status", "share")) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"weight": 0},
        {"verifiable": False},
        {"why_not_verifiable": "Nobody counts it."},
        {"title": "A better title", "reason": ""},
    ],
)
def test_change_that_cannot_be_changes_nothing(cast, changes):
    before = everything(), versions(cast)

    with pytest.raises((IntegrityError, BadSaying)), transaction.atomic():
        change(cast, **changes)

    cast.commitment.refresh_from_db()
    assert (everything(), versions(cast), cast.commitment.weight) == (*before, 1)


def test_first_version_says_what_the_row_says(cast):
    day = timezone.localdate()

    version = first_version(cast.commitment, by=None, reason="First wording.", from_on=day)

    assert (version.pk, version.number, version.in_force_from) == (None, 1, day)
    assert saying_of(version) == saying_of(cast.commitment)
    assert CommitmentVersion.objects.filter(commitment=cast.commitment).count() == 1

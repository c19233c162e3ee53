"""Changing a target, or what it means in a place: always a new version, never backdated, checked everywhere."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.actions.look import everything
from tests.cast import (
    ADOPTED_ON,
    BASELINE_ON,
    DUE,
    LEVEL,
    make_commitment,
    make_target,
    published,
)
from tracker.actions.target_words import REFUSAL_WORDS, BadTarget
from tracker.actions.targets import Local, revise, revise_place
from tracker.actions.wordings import Wording, columns_of, wording_of
from tracker.models import AuditEvent, PlaceTargetVersion, Score, TargetVersion
from tracker.scoring import Better, ChangeIn, Kind, Path, Refusal, Status

STRICTER = Wording(**{**LEVEL, "goal": Decimal(3_000)})
YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)


def today():
    return timezone.localdate()


def change(cast, wording=STRICTER, *, by=None, reason="Agreed at the review.", days=timedelta(0), **more):
    target = cast.place_target.target
    return revise(target, wording, by=by or cast.administrator, reason=reason, from_on=today() + days, **more)


def change_here(cast, local, *, reason="Recounted.", days=timedelta(0)):
    return revise_place(
        cast.place_target, local, by=cast.administrator, reason=reason, from_on=today() + days
    )


def here(**changes):
    return Local(**{"baseline": Decimal(10_000), "baseline_on": BASELINE_ON, **changes})


def versions(of):
    return [(one.number, one.reason) for one in of.versions.order_by("number")]


def refused_fields(refused):
    return [(fault.field, fault.place and fault.place.code) for fault in refused.value.faults]


def status(place):
    return Score.objects.get(place=place, key="GCM10-9:5").status


def test_every_refusal_of_scoring_has_its_field_and_words():
    assert set(REFUSAL_WORDS) == set(Refusal)
    assert {field for field, _words in REFUSAL_WORDS.values()} <= {
        *Wording.__dataclass_fields__,
        "baseline",
        "change_in",
    }
    assert len({str(words) for _field, words in REFUSAL_WORDS.values()}) == len(Refusal)


def test_change_is_the_next_version_with_its_reason_author_and_day(cast):
    target = cast.place_target.target

    version = change(cast)

    stored = TargetVersion.objects.get(pk=version.pk)
    assert versions(target) == [(1, "First wording."), (2, "Agreed at the review.")]
    assert (stored.author, stored.in_force_from) == (cast.administrator, today())
    assert wording_of(stored) == STRICTER
    assert wording_of(target.versions.get(number=1)) == Wording(**LEVEL)


def test_change_is_recorded(cast):
    change(cast)

    event = AuditEvent.objects.get(action="target.revised")
    assert (event.object_ref, event.actor_ref) == ("GCM10-9:5", cast.administrator.actor_ref.ref)


def test_change_is_scored_in_every_place_the_target_applies_to(cast):
    published(cast)
    later = replace(STRICTER, due_on=today() + timedelta(days=400))

    change(cast, later)

    assert status(cast.arcadia) not in {Status.OVERDUE, Status.NO_DATA}
    versions_used = Score.objects.filter(key="GCM10-9:5", place_target__isnull=False)
    assert {row.target_version.number for row in versions_used} == {2}


def test_change_from_a_later_day_on_turns_the_score_on_that_day(cast):
    change(cast, days=TOMORROW)

    row = Score.objects.get(place=cast.arcadia, key="GCM10-9:5")
    assert (row.target_version.number, row.turns_on) == (1, today() + TOMORROW)


@pytest.mark.parametrize("days", [YESTERDAY, timedelta(days=-2_000)])
def test_change_that_reaches_back_is_refused(cast, days):
    before = everything(), versions(cast.place_target.target)

    with pytest.raises(BadTarget) as refused:
        change(cast, days=days)

    assert refused_fields(refused) == [("in_force_from", None)]
    assert (everything(), versions(cast.place_target.target)) == before


def test_first_version_may_hold_since_before_today(cast):
    commitment = make_commitment("GCM10-8", objective=cast.objective)
    target = make_target(commitment, 5, Wording(**LEVEL))
    TargetVersion.objects.filter(target=target).delete()

    version = revise(target, STRICTER, by=None, reason="First wording.", from_on=ADOPTED_ON)

    assert (version.number, version.in_force_from) == (1, ADOPTED_ON)


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        ({"goal": None}, "goal"),
        ({"better": None}, "better"),
        ({"due_on": BASELINE_ON}, "due_on"),
        ({"tolerance": Decimal(1)}, "tolerance"),
        ({"path": Path.STEPS}, "steps"),
        ({"kind": Kind.RELATIVE_CHANGE, "goal": None}, "change"),
        ({"kind": Kind.SHARE, "goal": Decimal(101), "better": Better.HIGHER}, "goal"),
        ({"kind": Kind.MILESTONES, "goal": None, "better": None}, "milestones"),
    ],
)
def test_wording_that_scoring_refuses_is_not_stored(cast, wording, field):
    before = everything(), versions(cast.place_target.target)

    with pytest.raises(BadTarget) as refused:
        change(cast, Wording(**{**LEVEL, **wording}))

    assert field in {name for name, _place in refused_fields(refused)}
    assert (everything(), versions(cast.place_target.target)) == before


def test_goal_beyond_the_baseline_of_a_place_is_refused_and_names_the_place(cast):
    PlaceTargetVersion.objects.filter(place_target=cast.place_target).update(baseline=Decimal(5_000))

    with pytest.raises(BadTarget) as refused:
        change(cast, replace(STRICTER, goal=Decimal(6_000)))

    assert refused_fields(refused) == [("goal", "arcadia")]
    assert change(cast, replace(STRICTER, goal=Decimal(4_999))).number == 2


def test_place_where_the_target_does_not_apply_or_has_no_baseline_is_not_asked(cast):
    mine = PlaceTargetVersion.objects.filter(place_target=cast.place_target)
    mine.update(baseline=Decimal(1), applies=False, why_not="It has no coast.")
    theirs = PlaceTargetVersion.objects.exclude(place_target=cast.place_target)
    theirs.update(baseline=None, baseline_on=None)

    assert change(cast).number == 2


def test_change_of_a_percentage_is_asked_what_it_is_counted_in(cast):
    wording = Wording(
        **{**LEVEL, "kind": Kind.RELATIVE_CHANGE, "goal": None, "change": Decimal(-60), "unit": "%"}
    )

    with pytest.raises(BadTarget) as refused:
        change(cast, wording)

    assert {name for name, _place in refused_fields(refused)} == {"change_in"}
    assert change(cast, wording, change_in=ChangeIn.PER_CENT).number == 2


@pytest.mark.parametrize(
    "wording",
    [
        Wording(**LEVEL),
        replace(
            STRICTER,
            path=Path.STEPS,
            steps=({"on": "2021-12-31", "value": "6500"},),
            weight=3,
            tolerance=Decimal("0.05"),
            grace_months=6,
        ),
        Wording(
            title="Steps",
            kind=Kind.MILESTONES,
            due_on=DUE[5],
            milestones=({"code": "law", "title": "A law", "weight": 2},),
        ),
        Wording(title="Yes", kind=Kind.YES_NO, due_on=DUE[12]),
    ],
)
def test_wording_comes_back_as_it_was_stored(cast, wording):
    stored = TargetVersion.objects.create(
        target=cast.place_target.target,
        number=2,
        in_force_from=today(),
        reason="To read it back.",
        **columns_of(wording),
    )

    assert wording_of(TargetVersion.objects.get(pk=stored.pk)) == wording


def test_change_in_a_place_is_the_next_version_there_and_scored(cast):
    published(cast)
    before = Score.objects.get(place=cast.arcadia, key="GCM10-9:5").share

    version = change_here(cast, here(baseline=Decimal(9_000)))

    row = Score.objects.get(place=cast.arcadia, key="GCM10-9:5")
    assert versions(cast.place_target) == [(1, "First baseline."), (2, "Recounted.")]
    assert (version.author, version.baseline) == (cast.administrator, Decimal(9_000))
    assert row.place_version == version
    assert row.share != before
    assert AuditEvent.objects.get(action="place_target.revised").object_ref == str(cast.place_target.uuid)


def test_place_where_the_target_applies_no_more_leaves_every_count(cast):
    change_here(cast, here(applies=False, why_not="It has no coast."))

    assert status(cast.arcadia) == Status.NOT_APPLICABLE
    assert Score.objects.get(place=cast.world, key="all").applicable == 1


@pytest.mark.parametrize(
    ("local", "days", "field"),
    [
        ({}, YESTERDAY, "in_force_from"),
        ({"baseline": Decimal(4_000)}, timedelta(0), "goal"),
        ({"baseline": Decimal(3_000)}, timedelta(0), "goal"),
        ({"baseline_on": DUE[5]}, timedelta(0), "due_on"),
    ],
)
def test_change_in_a_place_that_cannot_be_is_refused_there(cast, local, days, field):
    before = everything(), versions(cast.place_target)

    with pytest.raises(BadTarget) as refused:
        change_here(cast, here(**local), days=days)

    assert refused_fields(refused) == [(field, "arcadia")]
    assert (everything(), versions(cast.place_target)) == before

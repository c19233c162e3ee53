"""What scoring is told of a version of a target in a place."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import BASELINE_ON, DUE
from tests.models import build
from tracker.models import TargetVersion
from tracker.scoring import Better, Kind, Milestone, Path, PathStep, TargetSpec

NOT_HERE = {"baseline_on": date(2018, 12, 31), "assessable": True}


def test_version_in_a_place_is_measured_from_its_baseline(cast):
    version = build.target_version(cast)
    local = build.place_version(cast, baseline_on=date(2019, 6, 30))

    assert version.spec(local, **NOT_HERE) == TargetSpec(
        kind=Kind.LEVEL,
        baseline_on=date(2019, 6, 30),
        due_on=DUE[5],
        better=Better.LOWER,
        baseline=Decimal(9_000),
        goal=Decimal(3_000),
    )


@pytest.mark.parametrize(("own", "counts"), [(None, 3_000), (2_000, 2_000), (0, 0)])
def test_stricter_goal_of_a_place_takes_the_place_of_the_targets(cast, own, counts):
    local = build.place_version(cast, goal=own if own is None else Decimal(own))

    assert build.target_version(cast).spec(local, **NOT_HERE).goal == Decimal(counts)


def test_version_in_no_place_applies_and_has_no_baseline(cast):
    spec = build.target_version(cast).spec(None, baseline_on=BASELINE_ON, assessable=False)

    assert (spec.baseline, spec.baseline_on, spec.applies, spec.assessable) == (
        None,
        BASELINE_ON,
        True,
        False,
    )


def test_place_where_the_target_does_not_apply_says_so(cast):
    local = build.place_version(cast, applies=False, why_not="It has no coast.")

    assert build.target_version(cast).spec(local, **NOT_HERE).applies is False


def test_steps_and_milestones_come_back_as_scoring_reads_them(cast):
    on_the_way = {"on": "2021-12-31", "value": "6500.5"}
    graduated = build.target_version(cast, path=Path.STEPS, steps=[on_the_way])
    stepwise = build.target_version(
        cast,
        number=3,
        kind=Kind.MILESTONES,
        goal=None,
        better="",
        milestones=[{"code": "law", "title": "A law", "weight": 2}],
    )
    graduated.save()
    stepwise.save()

    specs = [TargetVersion.objects.get(pk=one.pk).spec(None, **NOT_HERE) for one in (graduated, stepwise)]

    assert specs[0].steps == (PathStep(on=date(2021, 12, 31), value=Decimal("6500.5")),)
    assert specs[1].milestones == (Milestone(code="law", weight=2),)

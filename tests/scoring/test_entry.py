"""What is refused when a target is entered. What is accepted beside it shows where the line runs."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tracker.scoring import (
    Better,
    ChangeIn,
    Kind,
    Milestone,
    Path,
    PathStep,
    Refusal,
    check_target,
)

from .build import direction, end_of, level, milestones, relative, yes_no


def stepped(*steps, **more):
    way = tuple(PathStep(on=end_of(year), value=Decimal(value)) for year, value in steps)
    return level(100, 50, due=2030, path=Path.STEPS, steps=way, **more)


SHARE = level(40, 100, kind=Kind.SHARE)
TWICE = (Milestone(code="a", weight=1), Milestone(code="a", weight=1))
WEIGHTLESS = (Milestone(code="a", weight=1), Milestone(code="b", weight=0))

ACCEPTED = [
    level(),
    level(40, 150),
    level(-5, -2),
    relative(100, -60),
    relative(100, 20, better=Better.HIGHER),
    SHARE,
    level(40, 0, kind=Kind.SHARE),
    direction(Kind.IMPROVE),
    direction(Kind.MAINTAIN, Better.HIGHER),
    milestones(),
    yes_no(),
    stepped((2020, 95), (2023, 80)),
    stepped((2020, 100), (2023, 100), (2025, 50)),
    replace(
        stepped((2020, 50), (2023, "50.5")), baseline=Decimal(50), goal=Decimal(51), better=Better.HIGHER
    ),
    level(tolerance=Decimal(0), grace_months=0),
]

REFUSED = [
    (level(due=2018), [Refusal.DUE_NOT_AFTER_BASELINE]),
    (yes_no(due=2017), [Refusal.DUE_NOT_AFTER_BASELINE]),
    (level(None, 4_000, better=Better.LOWER), [Refusal.BASELINE_MISSING]),
    (relative(None, -60), [Refusal.BASELINE_MISSING]),
    (direction(Kind.IMPROVE, baseline=None), [Refusal.BASELINE_MISSING]),
    (direction(Kind.MAINTAIN, baseline=None), [Refusal.BASELINE_MISSING]),
    (replace(level(), goal=None), [Refusal.GOAL_MISSING]),
    (replace(SHARE, goal=None), [Refusal.GOAL_MISSING]),
    (replace(relative(100, -60), change=None), [Refusal.CHANGE_MISSING]),
    (level(better=None), [Refusal.BETTER_MISSING]),
    (direction(Kind.IMPROVE, better=None), [Refusal.BETTER_MISSING]),
    (direction(Kind.MAINTAIN, better=None), [Refusal.BETTER_MISSING]),
    (relative(0, -60), [Refusal.CHANGE_OF_ZERO]),
    (relative(100, 0), [Refusal.GOAL_IS_BASELINE]),
    (level(4_000, 4_000), [Refusal.GOAL_IS_BASELINE]),
    (relative(100, 60), [Refusal.GOAL_ON_WRONG_SIDE]),
    (relative(-100, -60), [Refusal.GOAL_ON_WRONG_SIDE]),
    (level(better=Better.HIGHER), [Refusal.GOAL_ON_WRONG_SIDE]),
    (level(40, 101, kind=Kind.SHARE), [Refusal.SHARE_OUT_OF_RANGE]),
    (level(140, 100, kind=Kind.SHARE), [Refusal.SHARE_OUT_OF_RANGE]),
    (level(-1, 100, kind=Kind.SHARE), [Refusal.SHARE_OUT_OF_RANGE]),
    (level(tolerance=Decimal(1)), [Refusal.TOLERANCE_OUT_OF_RANGE]),
    (level(tolerance=Decimal("-0.01")), [Refusal.TOLERANCE_OUT_OF_RANGE]),
    (level(grace_months=-1), [Refusal.GRACE_BELOW_ZERO]),
    (stepped(), [Refusal.STEPS_MISSING]),
    (stepped((2018, 95)), [Refusal.STEPS_OUTSIDE_TIME]),
    (stepped((2030, 60)), [Refusal.STEPS_OUTSIDE_TIME]),
    (stepped((2023, 80), (2023, 70)), [Refusal.STEPS_OUTSIDE_TIME]),
    (stepped((2020, 101)), [Refusal.STEPS_TURN_BACK]),
    (stepped((2020, 90), (2023, 95)), [Refusal.STEPS_TURN_BACK]),
    (stepped((2020, 40)), [Refusal.STEPS_TURN_BACK]),
    (stepped((2023, 95), (2020, 80)), [Refusal.STEPS_OUTSIDE_TIME]),
    (milestones(steps=()), [Refusal.MILESTONES_MISSING]),
    (milestones(steps=TWICE), [Refusal.MILESTONE_TWICE]),
    (milestones(steps=WEIGHTLESS), [Refusal.MILESTONE_WITHOUT_WEIGHT]),
    (
        replace(level(due=2018), goal=None, better=None),
        [Refusal.DUE_NOT_AFTER_BASELINE, Refusal.GOAL_MISSING, Refusal.BETTER_MISSING],
    ),
]


@pytest.mark.parametrize("spec", ACCEPTED)
def test_accepted(spec):
    assert check_target(spec) == []


@pytest.mark.parametrize(("spec", "refusals"), REFUSED)
def test_refused(spec, refusals):
    assert check_target(spec) == refusals


def test_every_refusal_is_tried():
    tried = {refusal for _, refusals in REFUSED for refusal in refusals}

    assert tried | {Refusal.PER_CENT_OR_POINTS} == set(Refusal)


@pytest.mark.parametrize(
    ("spec", "unit_is_percent", "change_in", "refusals"),
    [
        (level(70, -60, kind=Kind.SHARE), True, None, [Refusal.PER_CENT_OR_POINTS]),
        (level(70, -60, kind=Kind.SHARE), False, None, [Refusal.PER_CENT_OR_POINTS]),
        (level(70, -60, kind=Kind.SHARE), True, ChangeIn.POINTS, [Refusal.SHARE_OUT_OF_RANGE]),
        (level(70, 10, kind=Kind.SHARE, change=Decimal(-60)), True, None, [Refusal.PER_CENT_OR_POINTS]),
        (level(70, 10, kind=Kind.SHARE, change=Decimal(-60)), True, ChangeIn.POINTS, []),
        (relative(70, -60), True, None, [Refusal.PER_CENT_OR_POINTS]),
        (relative(70, -60), True, ChangeIn.PER_CENT, []),
        (relative(70, -60), False, None, []),
        (level(70, -60), True, None, []),
    ],
)
def test_change_of_a_share_says_what_it_is_counted_in(spec, unit_is_percent, change_in, refusals):
    assert check_target(spec, unit_is_percent=unit_is_percent, change_in=change_in) == refusals


@pytest.mark.parametrize(
    ("spec", "refusals"),
    [
        (level(None, 4_000, better=Better.LOWER), []),
        (relative(None, -60), []),
        (level(None, 101, kind=Kind.SHARE), [Refusal.SHARE_OUT_OF_RANGE]),
        (stepped((2020, 40)), [Refusal.STEPS_TURN_BACK]),
        (replace(stepped((2020, 40)), baseline=None), []),
        (replace(stepped((2020, 40), (2022, 60)), baseline=None), [Refusal.STEPS_TURN_BACK]),
    ],
)
def test_wording_of_a_target_is_checked_before_its_baselines_are_known(spec, refusals):
    assert check_target(spec, needs_baseline=False) == refusals

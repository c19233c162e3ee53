"""What is refused when a target is entered, so that no score ever rests on it."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from tracker.scoring.facts import TargetSpec
from tracker.scoring.progress import PER_CENT, WITH_BASELINE, WITH_GOAL, goal_of, is_ahead
from tracker.scoring.words import Kind, Path


class ChangeIn(StrEnum):
    """What a typed change of a share is counted in."""

    PER_CENT = "per_cent"
    POINTS = "points"


class Refusal(StrEnum):
    """Why a version of a target is refused; each has its own message."""

    DUE_NOT_AFTER_BASELINE = "due_not_after_baseline"
    BASELINE_MISSING = "baseline_missing"
    GOAL_MISSING = "goal_missing"
    CHANGE_MISSING = "change_missing"
    BETTER_MISSING = "better_missing"
    CHANGE_OF_ZERO = "change_of_zero"
    GOAL_IS_BASELINE = "goal_is_baseline"
    GOAL_ON_WRONG_SIDE = "goal_on_wrong_side"
    SHARE_OUT_OF_RANGE = "share_out_of_range"
    PER_CENT_OR_POINTS = "per_cent_or_points"
    TOLERANCE_OUT_OF_RANGE = "tolerance_out_of_range"
    GRACE_BELOW_ZERO = "grace_below_zero"
    STEPS_MISSING = "steps_missing"
    STEPS_OUTSIDE_TIME = "steps_outside_time"
    STEPS_TURN_BACK = "steps_turn_back"
    MILESTONES_MISSING = "milestones_missing"
    MILESTONE_TWICE = "milestone_twice"
    MILESTONE_WITHOUT_WEIGHT = "milestone_without_weight"


def check_target(
    spec: TargetSpec,
    *,
    unit_is_percent: bool = False,
    change_in: ChangeIn | None = None,
    needs_baseline: bool = True,
) -> list[Refusal]:
    """Everything that is wrong with a version, in the order of `Refusal`; empty when it may be entered.

    `unit_is_percent` says that the figures themselves are in per cent; `change_in` what the form was told a change
    of such a figure is counted in, None when it was not told. `needs_baseline` is False for the wording of a target
    whose baselines are set place by place; what can be checked without one is checked.
    """
    found = {
        *_about_dates(spec),
        *_about_presence(spec, needs_baseline=needs_baseline),
        *_about_goal(spec),
        *_about_shares(spec, unit_is_percent=unit_is_percent, change_in=change_in),
        *_about_steps(spec),
        *_about_milestones(spec),
    }
    return [refusal for refusal in Refusal if refusal in found]


def goal_after_change(baseline: Decimal, change: Decimal, *, change_in: ChangeIn) -> Fraction:
    """The figure a change leads to: -60 on 70 is 28 counted in per cent, and 10 counted in points."""
    if change_in is ChangeIn.POINTS:
        return Fraction(baseline) + Fraction(change)
    return Fraction(baseline) * (1 + Fraction(change) / PER_CENT)


def _about_dates(spec: TargetSpec) -> set[Refusal]:
    refused = {
        Refusal.DUE_NOT_AFTER_BASELINE: spec.due_on <= spec.baseline_on,
        Refusal.TOLERANCE_OUT_OF_RANGE: not 0 <= spec.tolerance < 1,
        Refusal.GRACE_BELOW_ZERO: spec.grace_months < 0,
    }
    return {refusal for refusal, applies in refused.items() if applies}


def _about_presence(spec: TargetSpec, *, needs_baseline: bool) -> set[Refusal]:
    """What the kind needs and is not there. Which way is better must be said even where the goal tells."""
    by_change = spec.kind is Kind.RELATIVE_CHANGE
    refused = {
        Refusal.BASELINE_MISSING: needs_baseline and spec.kind in WITH_BASELINE and spec.baseline is None,
        Refusal.BETTER_MISSING: spec.kind in WITH_BASELINE and spec.better is None,
        Refusal.CHANGE_MISSING: by_change and spec.change is None,
        Refusal.GOAL_MISSING: spec.kind in WITH_GOAL and not by_change and spec.goal is None,
    }
    return {refusal for refusal, applies in refused.items() if applies}


def _about_goal(spec: TargetSpec) -> set[Refusal]:
    """The goal against the baseline; improve and maintain have none."""
    if spec.kind is Kind.RELATIVE_CHANGE and spec.baseline == 0:
        return {Refusal.CHANGE_OF_ZERO}
    goal = goal_of(spec)
    if goal is None or spec.baseline is None:
        return set()
    if goal == Fraction(spec.baseline):
        return {Refusal.GOAL_IS_BASELINE}
    return set() if is_ahead(goal, Fraction(spec.baseline), spec.better) else {Refusal.GOAL_ON_WRONG_SIDE}


def _about_shares(spec: TargetSpec, *, unit_is_percent: bool, change_in: ChangeIn | None) -> set[Refusal]:
    """A share lies within 0 to 100; whether a change of one is meant in per cent or in points is never guessed."""
    if change_in is None and _may_be_points(spec, unit_is_percent=unit_is_percent):
        return {Refusal.PER_CENT_OR_POINTS}
    if spec.kind is not Kind.SHARE:
        return set()
    figures = (spec.baseline, spec.goal, *(step.value for step in spec.steps))
    within = all(0 <= figure <= PER_CENT for figure in figures if figure is not None)
    return set() if within else {Refusal.SHARE_OUT_OF_RANGE}


def _may_be_points(spec: TargetSpec, *, unit_is_percent: bool) -> bool:
    """Whether a change was typed where per cent and points differ: a share below 0 can only be meant as a change."""
    if spec.kind is Kind.SHARE:
        return spec.change is not None or (spec.goal is not None and spec.goal < 0)
    return spec.kind is Kind.RELATIVE_CHANGE and unit_is_percent


def _about_steps(spec: TargetSpec) -> set[Refusal]:
    """Graduated steps lie between baseline and due date, one a date, and lead to the goal without turning back."""
    if spec.path is not Path.STEPS:
        return set()
    if not spec.steps:
        return {Refusal.STEPS_MISSING}
    days = [spec.baseline_on, *(step.on for step in spec.steps), spec.due_on]
    refused = set()
    if any(earlier >= later for earlier, later in pairwise(days)):
        refused.add(Refusal.STEPS_OUTSIDE_TIME)
    if _turns_back(spec):
        refused.add(Refusal.STEPS_TURN_BACK)
    return refused


def _turns_back(spec: TargetSpec) -> bool:
    way = (spec.baseline, *(step.value for step in spec.steps), goal_of(spec))
    values = [Fraction(value) for value in way if value is not None]
    moves = [later - earlier for earlier, later in pairwise(values)]
    return any(move > 0 for move in moves) and any(move < 0 for move in moves)


def _about_milestones(spec: TargetSpec) -> set[Refusal]:
    if spec.kind is not Kind.MILESTONES:
        return set()
    codes = [milestone.code for milestone in spec.milestones]
    refused = {
        Refusal.MILESTONES_MISSING: not codes,
        Refusal.MILESTONE_TWICE: len(set(codes)) < len(codes),
        Refusal.MILESTONE_WITHOUT_WEIGHT: any(milestone.weight < 1 for milestone in spec.milestones),
    }
    return {refusal for refusal, applies in refused.items() if applies}

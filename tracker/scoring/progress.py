"""How far a figure is on the way from the baseline to the goal, and how far it should be by its date."""

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.scoring.dates import position
from tracker.scoring.facts import TargetSpec
from tracker.scoring.words import Better, Kind, Path

WITH_GOAL = frozenset({Kind.LEVEL, Kind.RELATIVE_CHANGE, Kind.SHARE})
WITHOUT_GOAL = frozenset({Kind.IMPROVE, Kind.MAINTAIN})
WITH_BASELINE = WITH_GOAL | WITHOUT_GOAL
PER_CENT = 100


def goal_of(spec: TargetSpec) -> Fraction | None:
    """The figure to reach; None where the kind has none, or where it is missing or hangs on a missing baseline."""
    if spec.kind is Kind.RELATIVE_CHANGE:
        if spec.baseline is None or spec.change is None:
            return None
        return Fraction(spec.baseline) * (1 + Fraction(spec.change) / PER_CENT)
    if spec.kind in WITH_GOAL and spec.goal is not None:
        return Fraction(spec.goal)
    return None


def milestone_weight(spec: TargetSpec) -> int:
    """The weights of all the steps of a milestone target together."""
    return sum(milestone.weight for milestone in spec.milestones)


def is_measurable(spec: TargetSpec) -> bool:
    """Whether an observation can say how far the target is; entry refuses a version of which this is not so."""
    if spec.kind in WITHOUT_GOAL:
        return spec.baseline is not None and spec.better is not None and spec.baseline_on < spec.due_on
    return _ends(spec) is not None


def has_share(spec: TargetSpec) -> bool:
    """Whether the target has a share of the way: improve and maintain have no number to reach."""
    return spec.kind not in WITHOUT_GOAL and is_measurable(spec)


def share_of_way(spec: TargetSpec, value: Decimal | Fraction | int) -> Fraction:
    """(v - b)/(T - b): 0 at the baseline, 1 at the goal, below 0 when worse than the baseline, above 1 past the goal.

    For milestones `value` is the weight done, for yes/no it is 1 or 0. Raises ValueError where there is no share.
    """
    ends = _ends(spec)
    if ends is None:
        raise ValueError(f"this {spec.kind} target has no way from a baseline to a goal")
    start, goal = ends
    return (Fraction(value) - start) / (goal - start)


def _ends(spec: TargetSpec) -> tuple[Fraction, Fraction] | None:
    """Where the way begins and ends; None where an end is missing, or the goal is no better than the baseline."""
    if spec.kind is Kind.YES_NO:
        return Fraction(0), Fraction(1)
    if spec.kind is Kind.MILESTONES:
        weight = milestone_weight(spec)
        return (Fraction(0), Fraction(weight)) if weight > 0 else None
    goal = goal_of(spec)
    if goal is None or spec.baseline is None or spec.due_on <= spec.baseline_on:
        return None
    start = Fraction(spec.baseline)
    return (start, goal) if is_ahead(goal, start, spec.better) else None


def is_ahead(goal: Fraction, start: Fraction, better: Better | None) -> bool:
    """Whether a goal differs from the start, on the side that is better (either side, where none is said to be)."""
    if better is None:
        return goal != start
    return goal < start if better is Better.LOWER else goal > start


def gain(spec: TargetSpec, value: Decimal | Fraction | int) -> Fraction:
    """How much better than the baseline a figure is, in its own unit, below 0 when worse; ValueError without one."""
    if spec.baseline is None:
        raise ValueError("nothing is better or worse without a baseline")
    moved = Fraction(value) - Fraction(spec.baseline)
    return -moved if spec.better is Better.LOWER else moved


def elapsed(spec: TargetSpec, on: date, *, yearly: bool = False) -> Fraction:
    """The share of the time from baseline to due date gone by: 0 to 1, in whole years for a yearly figure."""
    now, start, end = (position(day, yearly=yearly) for day in (on, spec.baseline_on, spec.due_on))
    if now >= end:
        return Fraction(1)
    return Fraction(max(now - start, 0), end - start) if start < end else Fraction(0)


def expected_share(spec: TargetSpec, on: date, *, yearly: bool = False) -> Fraction:
    """The share of the way that should be behind by a date: the elapsed time, or what the graduated steps ask for."""
    required = required_at(spec, on, yearly=yearly)
    return elapsed(spec, on, yearly=yearly) if required is None else share_of_way(spec, required)


def required_at(spec: TargetSpec, on: date, *, yearly: bool = False) -> Fraction | None:
    """The figure that should be reached by a date; None where there is no goal to lead to."""
    ends = _ends(spec)
    if ends is None or spec.kind not in WITH_GOAL:
        return None
    points = _path(spec, ends, yearly=yearly)
    now = max(position(on, yearly=yearly), points[0][0])
    after = bisect_right([time for time, _ in points], now)
    if after == len(points):
        return ends[1]
    (left, low), (right, high) = points[after - 1], points[after]
    return low + (high - low) * Fraction(now - left, right - left)


def _path(spec: TargetSpec, ends: tuple[Fraction, Fraction], *, yearly: bool) -> list[tuple[int, Fraction]]:
    """The corners of the path: the baseline, the graduated steps that lie within the time, the goal."""
    points = {position(spec.baseline_on, yearly=yearly): ends[0]}
    if spec.path is Path.STEPS:
        for step in sorted(spec.steps, key=lambda step: step.on):
            if spec.baseline_on < step.on < spec.due_on:
                points[position(step.on, yearly=yearly)] = Fraction(step.value)
    points[position(spec.due_on, yearly=yearly)] = ends[1]
    return sorted(points.items())

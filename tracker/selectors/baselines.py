"""In which places a target can be measured, from where, and what a goal comes to in one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.models import PlaceTarget, PlaceTargetVersion, Target, TargetVersion
from tracker.scoring import goal_of


@dataclass(frozen=True, kw_only=True)
class SampleGoal:
    """What a wording asks of one place: from its baseline to a figure, where the kind has one."""

    place: str
    baseline: Decimal
    baseline_on: date
    goal: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a version of a target reaches: the places it applies to, those with a baseline, and one of them."""

    places: int
    measured: int
    sample: SampleGoal | None


def measured_in(target: Target, *, day: date) -> Iterable[PlaceTargetVersion]:
    """The place versions in force on a day that set a baseline, one for each place the target applies to."""
    return [row for row in _in_force(target, day=day) if row.baseline is not None and row.applies]


def baselines_in(target: Target, *, day: date) -> list[Decimal]:
    """The baselines in force on a day in the places that the target applies to."""
    return [one.baseline for one in measured_in(target, day=day) if one.baseline is not None]


def reach_of(version: TargetVersion) -> Reach:
    """How far a version reaches, stored or not, on the day it comes into force. Two queries."""
    rows = _in_force(version.target, day=version.in_force_from)
    measured = [row for row in rows if row.baseline is not None and row.applies]
    everywhere = PlaceTarget.objects.filter(target=version.target).count()
    return Reach(
        places=everywhere - sum(not row.applies for row in rows),
        measured=len(measured),
        sample=sample_of(version, measured[0]) if measured else None,
    )


def sample_of(version: TargetVersion, place_version: PlaceTargetVersion) -> SampleGoal | None:
    """What a wording asks of one place; None where the place has no baseline."""
    if place_version.baseline is None or place_version.baseline_on is None:
        return None
    spec = version.spec(place_version, baseline_on=place_version.baseline_on, assessable=True)
    return SampleGoal(
        place=place_version.place_target.place.name,
        baseline=place_version.baseline,
        baseline_on=place_version.baseline_on,
        goal=goal_of(spec),
    )


def _in_force(target: Target, *, day: date) -> list[PlaceTargetVersion]:
    """What the target means on a day in each place that says so, in the order of the places."""
    found = PlaceTargetVersion.objects.in_force_on(day).filter(place_target__target=target)
    rows = found.select_related("place_target__place").order_by("place_target__place__code", "number")
    return list({row.place_target_id: row for row in rows}.values())

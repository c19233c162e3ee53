"""The history of a target: every version of it, and of what it means in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.models import PlaceTargetVersion, TargetVersion
from tracker.scoring import TargetSpec, goal_of


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version of the target or of what it means in the place: what, from when, why.

    A version of the target has its own `spec`, `goal` and `unit`; one of the place has the other fields.
    """

    number: int
    of_place: bool
    in_force_from: date
    recorded_on: date
    reason: str
    current: bool
    title: str = ""
    unit: str = ""
    spec: TargetSpec | None = None
    goal: Fraction | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    own_goal: Decimal | None = None
    why_not: str = ""


def version_rows(
    versions: Iterable[TargetVersion],
    local: Iterable[PlaceTargetVersion],
    *,
    in_force: tuple[TargetVersion, PlaceTargetVersion | None],
    spec: TargetSpec,
) -> tuple[VersionRow, ...]:
    """Every version of the target and of what it means in the place, the latest first."""
    of_target, of_place = in_force
    rows = [
        *(_of_target(one, of_place, spec=spec, current=one == of_target) for one in versions),
        *(_of_place(one, unit=of_target.unit, current=one == of_place) for one in local),
    ]
    return tuple(sorted(rows, key=lambda row: (row.in_force_from, row.recorded_on, row.number), reverse=True))


def _of_target(
    version: TargetVersion, local: PlaceTargetVersion | None, *, spec: TargetSpec, current: bool
) -> VersionRow:
    """What the target said; its goal is worked out from the baseline that is in force in the place."""
    said = version.spec(local, baseline_on=spec.baseline_on, assessable=spec.assessable)
    return VersionRow(
        number=version.number,
        of_place=False,
        in_force_from=version.in_force_from,
        recorded_on=version.recorded_at.date(),
        reason=version.reason,
        current=current,
        title=version.title,
        unit=version.unit,
        spec=said,
        goal=goal_of(said),
    )


def _of_place(version: PlaceTargetVersion, *, unit: str, current: bool) -> VersionRow:
    return VersionRow(
        number=version.number,
        of_place=True,
        in_force_from=version.in_force_from,
        recorded_on=version.recorded_at.date(),
        reason=version.reason,
        current=current,
        unit=unit,
        baseline=version.baseline,
        baseline_on=version.baseline_on,
        own_goal=version.goal,
        why_not=version.why_not,
    )

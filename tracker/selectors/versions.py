"""The history of a target: every version of it, and of what it means in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.models import PlaceTargetVersion, TargetVersion
from tracker.scoring import TargetSpec, goal_of
from tracker.selectors.facts import TargetFacts


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
    versions: Iterable[TargetVersion], place_versions: Iterable[PlaceTargetVersion], facts: TargetFacts
) -> tuple[VersionRow, ...]:
    """Every version of the target and of what it means here, the latest first."""
    rows = [
        *(_target_version(one, facts) for one in versions),
        *(_place_version(one, facts) for one in place_versions),
    ]
    return tuple(sorted(rows, key=lambda row: (row.in_force_from, row.recorded_on, row.number), reverse=True))


def _target_version(version: TargetVersion, facts: TargetFacts) -> VersionRow:
    """What the target said; its goal is worked out from the place's baseline in force."""
    spec = version.spec(facts.place_version, baseline_on=facts.spec.baseline_on, assessable=True)
    return VersionRow(
        number=version.number,
        of_place=False,
        in_force_from=version.in_force_from,
        recorded_on=version.recorded_at.date(),
        reason=version.reason,
        current=version == facts.version,
        title=version.title,
        unit=version.unit,
        spec=spec,
        goal=goal_of(spec),
    )


def _place_version(version: PlaceTargetVersion, facts: TargetFacts) -> VersionRow:
    return VersionRow(
        number=version.number,
        of_place=True,
        in_force_from=version.in_force_from,
        recorded_on=version.recorded_at.date(),
        reason=version.reason,
        current=version == facts.place_version,
        unit=facts.version.unit,
        baseline=version.baseline,
        baseline_on=version.baseline_on,
        own_goal=version.goal,
        why_not=version.why_not,
    )

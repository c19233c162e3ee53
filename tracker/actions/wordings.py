"""What one version of a target says, as plain values, and what a change typed in per cent or in points means."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.actions.target_words import POINTS_DIFFER, POINTS_WITHOUT_BASELINE, BadTarget, TargetFault
from tracker.enums import Origin
from tracker.models import TargetVersion
from tracker.scoring import Better, ChangeIn, Kind, Path


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What one version of a target says. `steps` are {on, value}, `milestones` {code, title, weight}, as stored."""

    title: str
    kind: Kind
    due_on: date
    better: Better | None = None
    goal: Decimal | None = None
    change: Decimal | None = None
    unit: str = ""
    weight: int = 1
    path: Path = Path.LINEAR
    steps: tuple[dict[str, str], ...] = ()
    milestones: tuple[dict[str, Any], ...] = ()
    tolerance: Decimal = Decimal("0.02")
    grace_months: int = 12
    origin: Origin = Origin.PROPOSED

    @property
    def is_percent(self) -> bool:
        """Whether its figures are in per cent themselves, so that a change in per cent may mean two things."""
        return self.unit.startswith("%")


def wording_of(version: TargetVersion) -> Wording:
    """What a stored version says."""
    return Wording(
        title=version.title,
        kind=Kind(version.kind),
        due_on=version.due_on,
        better=Better(version.better) if version.better else None,
        goal=version.goal,
        change=version.change,
        unit=version.unit,
        weight=version.weight,
        path=Path(version.path),
        steps=tuple(version.steps),
        milestones=tuple(version.milestones),
        tolerance=version.tolerance,
        grace_months=version.grace_months,
        origin=Origin(version.origin),
    )


def columns_of(wording: Wording) -> dict[str, Any]:
    """The wording as a version's columns."""
    values = asdict(wording)
    values["better"] = wording.better.value if wording.better else ""
    values["kind"], values["path"] = wording.kind.value, wording.path.value
    values["steps"], values["milestones"] = list(wording.steps), list(wording.milestones)
    return values


def meant(wording: Wording, *, change_in: ChangeIn | None, baselines: Collection[Decimal]) -> Wording:
    """The wording as it is stored, once it was said what a change of a share is counted in.

    In per cent of the baseline it stays a change; in points it becomes the share it leads to, which is one goal
    only where the places have one baseline: else BadTarget.
    """
    change = _change_of_a_share(wording)
    if change is None or change_in is None:
        return wording
    if change_in is ChangeIn.PER_CENT:
        return replace(wording, kind=Kind.RELATIVE_CHANGE, change=change, goal=None)
    if len(set(baselines)) != 1:
        raise BadTarget([TargetFault(*(POINTS_DIFFER if baselines else POINTS_WITHOUT_BASELINE))])
    (baseline,) = set(baselines)
    return replace(wording, kind=Kind.SHARE, goal=baseline + change, change=None)


def _change_of_a_share(wording: Wording) -> Decimal | None:
    """The change that was typed where per cent and points differ: a share below 0 can only be meant as one."""
    if wording.kind is Kind.RELATIVE_CHANGE:
        return wording.change if wording.is_percent else None
    if wording.kind is not Kind.SHARE:
        return None
    if wording.change is not None:
        return wording.change
    return wording.goal if wording.goal is not None and wording.goal < 0 else None

"""Changing what a target asks for, or what it means in a place: always a new version, with its reason."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.marking import mark_commitment, mark_dirty
from tracker.actions.target_words import REFUSAL_WORDS
from tracker.enums import Cause, Origin
from tracker.models import Place, PlaceTarget, PlaceTargetVersion, Source, Target, TargetVersion, User
from tracker.scoring import Better, ChangeIn, Kind, Path, check_target


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


@dataclass(frozen=True, kw_only=True)
class Local:
    """What one version of a target means in a place."""

    baseline: Decimal | None = None
    baseline_on: date | None = None
    source: Source | None = None
    vintage: str = ""
    note: str = ""
    goal: Decimal | None = None
    applies: bool = True
    why_not: str = ""


@dataclass(frozen=True)
class TargetFault:
    """What is wrong with a version: the field, the words, and the place where it shows (None: everywhere)."""

    field: str
    message: str | Promise
    place: Place | None = None


class BadTarget(Exception):
    """The version breaks an entry rule of scoring; nothing was stored."""

    def __init__(self, faults: list[TargetFault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults


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


@transaction.atomic
def revise(
    target: Target,
    wording: Wording,
    *,
    by: User | None,
    reason: str,
    from_on: date,
    change_in: ChangeIn | None = None,
) -> TargetVersion:
    """Make the next version of a target, in force from a day, and compute anew every place it applies to.

    Raises BadTarget where an entry check of scoring refuses it, here or in a place with a baseline.
    """
    held = Target.objects.select_for_update().get(pk=target.pk)
    version = TargetVersion(
        target=held,
        number=_next_number(held),
        in_force_from=from_on,
        reason=reason,
        author=by,
        **columns_of(wording),
    )
    faults = [*_backdated(version), *faults_in_target(version, change_in=change_in)]
    if faults:
        raise BadTarget(faults)
    version.save(force_insert=True)
    mark_commitment(held.commitment_id, cause=Cause.TARGET)
    record("target.revised", by=by, about=str(held), version=version.number, reason=reason)
    return version


@transaction.atomic
def revise_place(
    place_target: PlaceTarget, local: Local, *, by: User | None, reason: str, from_on: date
) -> PlaceTargetVersion:
    """Make the next version of what a target means in a place, and compute the place anew.

    Raises BadTarget where an entry check of scoring refuses it.
    """
    held = (
        PlaceTarget.objects.select_for_update(of=("self",))
        .select_related("place", "target__horizon")
        .get(pk=place_target.pk)
    )
    version = PlaceTargetVersion(
        place_target=held,
        number=_next_number(held),
        in_force_from=from_on,
        reason=reason,
        author=by,
        **{name: getattr(local, name) for name in Local.__dataclass_fields__},
    )
    wording = held.target.versions.in_force_on(from_on).order_by("-number").first()
    faults = [*_backdated(version), *(_faults(wording, version, held.target) if wording else [])]
    if faults:
        raise BadTarget([TargetFault(fault.field, fault.message, held.place) for fault in faults])
    version.save(force_insert=True)
    mark_dirty([(held.place, held.target.commitment_id)], cause=Cause.TARGET)
    record("place_target.revised", by=by, about=str(held.uuid), version=version.number, reason=reason)
    return version


def faults_in_target(version: TargetVersion, *, change_in: ChangeIn | None = None) -> list[TargetFault]:
    """What is wrong with a wording, by itself and in every place that has a baseline of its own."""
    faults = _faults(version, None, version.target, change_in=change_in)
    if faults:
        return faults
    for place_version in _latest_of_places(version.target, day=version.in_force_from):
        found = _faults(version, place_version, version.target, change_in=change_in)
        faults += [TargetFault(one.field, one.message, place_version.place_target.place) for one in found]
    return faults


def _latest_of_places(target: Target, *, day: date) -> Iterable[PlaceTargetVersion]:
    """The place versions in force on a day that set a baseline, one for each place."""
    found = PlaceTargetVersion.objects.in_force_on(day).filter(place_target__target=target)
    rows = found.select_related("place_target__place").order_by("place_target", "number")
    latest = {row.place_target_id: row for row in rows}
    return [row for row in latest.values() if row.baseline is not None and row.applies]


def _faults(
    version: TargetVersion,
    place_version: PlaceTargetVersion | None,
    target: Target,
    *,
    change_in: ChangeIn | None = None,
) -> list[TargetFault]:
    spec = version.spec(place_version, baseline_on=target.horizon.baseline_on, assessable=True)
    percent = version.unit.startswith("%")
    # A place without a baseline is not assessable there; that is no fault of the wording.
    refused = check_target(spec, unit_is_percent=percent, change_in=change_in, needs_baseline=False)
    return [TargetFault(*REFUSAL_WORDS[one]) for one in refused]


def _backdated(version: TargetVersion | PlaceTargetVersion) -> list[TargetFault]:
    """A change may not reach back: what a mark said on a day that has passed stays what it said."""
    if version.number == 1 or version.in_force_from >= timezone.localdate():
        return []
    return [
        TargetFault(
            "in_force_from", _("A change holds from today or a later day, never from an earlier one.")
        )
    ]


def _next_number(versioned: Target | PlaceTarget) -> int:
    latest = versioned.versions.order_by("-number").first()
    return latest.number + 1 if latest else 1


def columns_of(wording: Wording) -> dict[str, Any]:
    """The wording as a version's columns."""
    values = asdict(wording)
    values["better"] = wording.better.value if wording.better else ""
    values["kind"], values["path"] = wording.kind.value, wording.path.value
    values["steps"], values["milestones"] = list(wording.steps), list(wording.milestones)
    return values

"""Changing what a target asks for, or what it means in a place: always a new version, with its reason."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from tracker.actions.audit import record
from tracker.actions.marking import mark_commitment, mark_dirty
from tracker.actions.target_checks import backdated, faults_in_local, faults_in_target
from tracker.actions.target_words import BadTarget, TargetFault
from tracker.actions.versions import next_number
from tracker.actions.wordings import Wording, columns_of, meant, wording_of
from tracker.enums import Cause
from tracker.models import PlaceTarget, PlaceTargetVersion, Source, Target, TargetVersion, User
from tracker.scoring import ChangeIn
from tracker.selectors.baselines import baselines_in
from tracker.selectors.standings import key_of


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


def local_of(version: PlaceTargetVersion) -> Local:
    """What a stored version says."""
    return Local(**{name: getattr(version, name) for name in Local.__dataclass_fields__})


@transaction.atomic
def revise(
    target: Target,
    wording: Wording,
    *,
    by: User | None,
    reason: str,
    from_on: date,
    change_in: ChangeIn | None = None,
    after: int | None = None,
) -> TargetVersion:
    """Make the next version of a target, in force from a day, and compute anew every place it applies to.

    Raises BadTarget where an entry check of scoring refuses it, here or in a place with a baseline, and Overtaken
    where version `after` is not the latest any more.
    """
    held = Target.objects.select_for_update(no_key=True).get(pk=target.pk)
    version = keep_wording(
        held, wording, by=by, reason=reason, from_on=from_on, change_in=change_in, after=after
    )
    record_wording(version)
    return version


def keep_wording(
    held: Target,
    wording: Wording,
    *,
    by: User | None,
    reason: str,
    from_on: date,
    change_in: ChangeIn | None = None,
    after: int | None = None,
) -> TargetVersion:
    """Store the next version of a target that is held, and mark what it touches; its act writes it down."""
    version = drafted(held, wording, from_on=from_on, change_in=change_in, after=after)
    version.reason, version.author = reason, by
    version.save(force_insert=True)
    mark_commitment(held.commitment_id, cause=Cause.TARGET)
    return version


def record_wording(version: TargetVersion) -> None:
    """Write down what a target asks for from now on."""
    about = key_of(version.target.commitment.code, version.target.horizon.years)
    _record("target.revised", version, about, asdict(wording_of(version)))


def drafted(
    target: Target,
    wording: Wording,
    *,
    from_on: date,
    change_in: ChangeIn | None = None,
    after: int | None = None,
) -> TargetVersion:
    """The next version of a target, checked and not stored: what the form reads back and the act keeps."""
    baselines = baselines_in(target, day=from_on)
    kept = meant(wording, change_in=change_in, baselines=baselines)
    version = TargetVersion(
        target=target,
        number=next_number(target, after=after),
        in_force_from=from_on,
        **columns_of(kept),
    )
    faults = [*backdated(version), *faults_in_target(version, change_in=change_in)]
    if faults:
        raise BadTarget(faults)
    return version


@transaction.atomic
def revise_place(
    place_target: PlaceTarget,
    local: Local,
    *,
    by: User | None,
    reason: str,
    from_on: date,
    after: int | None = None,
) -> PlaceTargetVersion:
    """Make the next version of what a target means in a place, and compute the place anew.

    Raises BadTarget where an entry check of scoring refuses it, and Overtaken where version `after` is not the
    latest any more.
    """
    held = (
        PlaceTarget.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place", "target__horizon")
        .get(pk=place_target.pk)
    )
    version = keep_local(held, local, by=by, reason=reason, from_on=from_on, after=after)
    mark_dirty([(held.place, held.target.commitment_id)], cause=Cause.TARGET)
    record_local(version)
    return version


def keep_local(
    held: PlaceTarget,
    local: Local,
    *,
    by: User | None,
    reason: str,
    from_on: date,
    after: int | None = None,
) -> PlaceTargetVersion:
    """Store the next version of what a target means in a place that is held; its act marks it and writes it down."""
    version = drafted_local(held, local, from_on=from_on, after=after)
    version.reason, version.author = reason, by
    version.save(force_insert=True)
    return version


def record_local(version: PlaceTargetVersion) -> None:
    """Write down what a target means in a place from now on."""
    _record("place_target.revised", version, str(version.place_target.uuid), said_of(version))


def said_of(version: PlaceTargetVersion) -> dict[str, Any]:
    """Everything that a version of a place says, as it is written down."""
    return {**vars(local_of(version)), "source": version.source.code if version.source else None}


def _record(
    action: str, version: TargetVersion | PlaceTargetVersion, about: str, says: dict[str, Any]
) -> None:
    """Write down a new version, with everything it says."""
    number, day, reason = version.number, version.in_force_from, version.reason
    record(action, by=version.author, about=about, version=number, from_on=day, reason=reason, says=says)


def drafted_local(
    place_target: PlaceTarget, local: Local, *, from_on: date, after: int | None = None
) -> PlaceTargetVersion:
    """The next version of what a target means in a place, checked and not stored."""
    number = next_number(place_target, after=after)
    wording = place_target.target.versions.in_force_on(from_on).order_by("-number").first()
    return drafted_next_local(place_target, local, number, wording=wording, from_on=from_on)


def drafted_next_local(
    place_target: PlaceTarget, local: Local, number: int, *, wording: TargetVersion | None, from_on: date
) -> PlaceTargetVersion:
    """The same, where its number and the wording of the target on that day are known. No query."""
    version = PlaceTargetVersion(
        place_target=place_target,
        number=number,
        in_force_from=from_on,
        **{name: getattr(local, name) for name in Local.__dataclass_fields__},
    )
    faults = [*backdated(version), *faults_in_local(version, wording)]
    if faults:
        raise BadTarget([TargetFault(fault.field, fault.message, place_target.place) for fault in faults])
    return version

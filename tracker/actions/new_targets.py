"""Giving a commitment a target by a horizon where it had none, in every place it is meant for."""

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.marking import mark_commitment
from tracker.actions.target_checks import faults_in_target
from tracker.actions.target_words import HAS_A_TARGET, HORIZON_GONE, BadTarget, TargetFault
from tracker.actions.wordings import Wording, columns_of, meant
from tracker.enums import Cause, Scope
from tracker.models import Commitment, Horizon, PlaceTarget, Target, TargetVersion, User
from tracker.scoring import ChangeIn
from tracker.selectors.place_grid import places_of
from tracker.selectors.standings import key_of


@transaction.atomic
def add_target(
    commitment: Commitment,
    horizon: Horizon,
    wording: Wording,
    *,
    by: User,
    reason: str,
    change_in: ChangeIn | None = None,
) -> Target:
    """Set the first version of a new target, in force from today, and apply it to the places of its commitment.

    No place has a baseline for it yet. Raises BadTarget where an entry check of scoring refuses it.
    """
    held = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    version = keep_first(held, horizon, wording, by=by, reason=reason, change_in=change_in)
    record_first(version)
    return version.target


def keep_first(
    held: Commitment,
    horizon: Horizon,
    wording: Wording,
    *,
    by: User | None,
    reason: str,
    change_in: ChangeIn | None = None,
) -> TargetVersion:
    """Store the first version of a new target of a commitment that is held; its act writes it down.

    The horizon is held from here on. Raises BadTarget.
    """
    # Nobody changes or deletes the horizon meanwhile: from the commit on it is settled.
    by_then = Horizon.objects.select_for_update(no_key=True).filter(pk=horizon.pk).first()
    if by_then is None:
        raise BadTarget([TargetFault(*HORIZON_GONE)])
    version = drafted_first(held, by_then, wording, change_in=change_in)
    version.target.save(force_insert=True)
    version.reason, version.author = reason, by
    version.save(force_insert=True)
    places = places_of(Scope(held.scope))
    PlaceTarget.objects.bulk_create(PlaceTarget(target=version.target, place=place) for place in places)
    mark_commitment(held.pk, cause=Cause.TARGET)
    return version


def record_first(version: TargetVersion) -> None:
    """Write down that a commitment has a target where it had none."""
    target = version.target
    about = key_of(target.commitment.code, target.horizon.years)
    places = target.place_targets.count()
    record("target.added", by=version.author, about=about, places=places, reason=version.reason)


def drafted_first(
    commitment: Commitment, horizon: Horizon, wording: Wording, *, change_in: ChangeIn | None = None
) -> TargetVersion:
    """The first version of a new target, checked and not stored."""
    if Target.objects.filter(commitment=commitment, horizon=horizon).exists():
        raise BadTarget([TargetFault(*HAS_A_TARGET)])
    version = TargetVersion(
        target=Target(commitment=commitment, horizon=horizon),
        number=1,
        in_force_from=timezone.localdate(),
        **columns_of(meant(wording, change_in=change_in, baselines=())),
    )
    faults = faults_in_target(version, change_in=change_in)
    if faults:
        raise BadTarget(faults)
    return version

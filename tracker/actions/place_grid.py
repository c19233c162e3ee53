"""Changing what a target means in many places at once: all of them or none, each by a version of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tracker.actions.marking import mark_dirty
from tracker.actions.target_words import BadTarget, TargetFault
from tracker.actions.targets import Local, drafted_local, keep_local, record_local
from tracker.enums import Cause
from tracker.models import Place, PlaceTarget, PlaceTargetVersion, Target, User
from tracker.scoring import Status
from tracker.selectors.computed import moment_at, standings_of
from tracker.selectors.score_rows import Moment

Mark = tuple[Status, int | None]


@dataclass(frozen=True, kw_only=True)
class PlaceChange:
    """What a target is to mean in a place from now on, after the version with that number (0: the first)."""

    place: Place
    local: Local
    after: int


@dataclass(frozen=True, kw_only=True)
class ForeseenMark:
    """A mark that would change: the status and the score (cut off to a whole) on the day the change holds from."""

    place: Place
    before: Mark | None
    after: Mark | None


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What storing would come to: what is refused, and the marks that would change where nothing is."""

    faults: tuple[TargetFault, ...]
    marks: tuple[ForeseenMark, ...]


@transaction.atomic
def revise_places(
    target: Target, changes: Sequence[PlaceChange], *, by: User, reason: str, from_on: date
) -> list[PlaceTargetVersion]:
    """Make the next version in each of these places, and compute them anew; a place without the target gets it.

    Raises BadTarget where an entry check of scoring refuses one of them, and Overtaken where a place has another
    version by now; nothing is stored then.
    """
    # Every row is held before the first link of the audit is: whoever holds the chain waits for nobody.
    held = _held(target, changes)
    versions = [
        keep_local(held[one.place.pk], one.local, by=by, reason=reason, from_on=from_on, after=one.after)
        for one in changes
    ]
    pairs = [(one.place, target.commitment_id) for one in changes]
    mark_dirty(pairs, cause=Cause.TARGET)
    for version in versions:
        record_local(version)
    return versions


def foreseen(target: Target, changes: Sequence[PlaceChange], *, from_on: date) -> Foreseen:
    """What these changes come to: made and computed by the engine, and rolled back. Raises Overtaken."""
    places = {one.place.pk: one.place for one in changes}
    moment = moment_at(from_on)
    before = _marks(target, places, moment)
    with transaction.atomic():
        faults = _tried(target, changes, from_on=from_on)
        after = {} if faults else _marks(target, places, moment)
        transaction.set_rollback(True)
    if faults:
        return Foreseen(faults=tuple(faults), marks=())
    marks = (
        ForeseenMark(place=place, before=before.get(pk), after=after.get(pk)) for pk, place in places.items()
    )
    return Foreseen(faults=(), marks=tuple(one for one in marks if one.before != one.after))


def _tried(target: Target, changes: Sequence[PlaceChange], *, from_on: date) -> list[TargetFault]:
    """Store what can be stored; the caller takes it back."""
    held = _held(target, changes)
    faults: list[TargetFault] = []
    for one in changes:
        try:
            version = drafted_local(held[one.place.pk], one.local, from_on=from_on, after=one.after)
        except BadTarget as bad:
            faults += bad.faults
        else:
            version.reason = "-"
            version.save(force_insert=True)
    return faults


def _held(target: Target, changes: Sequence[PlaceChange]) -> dict[int, PlaceTarget]:
    """The target in each of these places until the commit, set where it was not set yet."""
    Target.objects.select_for_update().get(pk=target.pk)
    places = [one.place for one in changes]
    found = PlaceTarget.objects.filter(target=target, place__in=places)
    there = set(found.values_list("place", flat=True))
    PlaceTarget.objects.bulk_create(
        PlaceTarget(target=target, place=place) for place in places if place.pk not in there
    )
    rows = found.select_for_update(of=("self",)).select_related("place", "target__horizon").order_by("pk")
    return {row.place_id: row for row in rows}


def _marks(target: Target, places: Mapping[int, Place], moment: Moment) -> dict[int, Mark]:
    """The status and score of the target in each place, by the place’s id."""
    found: dict[int, Mark] = {}
    for row in standings_of(places, moment=moment, commitments={target.commitment_id}):
        if row.facts and row.assessment and row.facts.place_target.target_id == target.pk:
            score = row.assessment.score
            found[row.facts.place_target.place_id] = (
                row.assessment.status,
                None if score is None else int(score),
            )
    return found

"""The part of a batch that is about places: what targets mean there, in few queries however many places there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from tracker.actions.changes.faults import ChangeFault, faults_of
from tracker.actions.changes.kinds import Made, PlaceChange
from tracker.actions.marking import mark_dirty
from tracker.actions.target_words import BadTarget
from tracker.actions.targets import drafted_next_local
from tracker.actions.versions import AnyVersion, Overtaken
from tracker.enums import Cause, Versioned
from tracker.models import (
    CommitmentVersion,
    PlaceTarget,
    PlaceTargetVersion,
    Target,
    TargetVersion,
    User,
)

BATCH = 1_000
Pair = tuple[int, int]


@dataclass(kw_only=True)
class Stored:
    """What came of a batch, by the index of the change: the versions, which were the first, and the faults."""

    versions: dict[int, AnyVersion] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    faults: list[ChangeFault] = field(default_factory=list)

    @property
    def made(self) -> tuple[Made, ...]:
        """The versions by their names, in the order of the changes."""
        return tuple(
            Made(what=what, of=of, number=version.number, fresh=index in self.fresh)
            for index, version in sorted(self.versions.items())
            for what, of in [_name_of(version)]
        )


def store_places(
    changes: Mapping[int, PlaceChange], stored: Stored, *, by: User | None, reason: str, from_on: date
) -> None:
    """Store the next version in each of these places that no rule refuses; the targets are held already."""
    if not changes:
        return
    held, fresh = _held(changes.values())
    numbers, wordings = _numbers(held), _wordings(changes.values(), from_on)
    made: list[PlaceTargetVersion] = []
    for index, one in changes.items():
        pair = (one.target.pk, one.place.pk)
        row, wording = held[pair], wordings.get(one.target.pk)
        number = numbers.get(row.pk, 0)
        if number != one.after:
            raise Overtaken
        try:
            version = drafted_next_local(row, one.local, number + 1, wording=wording, from_on=from_on)
        except BadTarget as refusal:
            stored.faults += faults_of(index, refusal)
            continue
        version.reason, version.author = reason, by
        stored.versions[index] = version
        stored.fresh |= {index} if pair in fresh else set()
        made.append(version)
    PlaceTargetVersion.objects.bulk_create(made, batch_size=BATCH)
    mark_dirty({(one.place, one.target.commitment_id) for one in changes.values()}, cause=Cause.TARGET)


def _name_of(version: AnyVersion) -> tuple[Versioned, int]:
    match version:
        case CommitmentVersion():
            return Versioned.COMMITMENT, version.commitment_id
        case TargetVersion():
            return Versioned.TARGET, version.target_id
        case PlaceTargetVersion():
            return Versioned.PLACE_TARGET, version.place_target_id


def _held(changes: Collection[PlaceChange]) -> tuple[dict[Pair, PlaceTarget], set[Pair]]:
    """The target in each of these places until the commit, and which of them are set only now."""
    wanted = {(one.target.pk, one.place.pk): one for one in changes}
    targets = {pair[0] for pair in wanted}
    found = PlaceTarget.objects.filter(target__in=targets, place__in={pair[1] for pair in wanted})
    there = set(found.values_list("target", "place"))
    fresh = wanted.keys() - there
    PlaceTarget.objects.bulk_create(
        [PlaceTarget(target_id=target, place_id=place) for target, place in sorted(fresh)], batch_size=BATCH
    )
    rows = found.select_for_update(of=("self",), no_key=True).order_by("pk")
    held: dict[Pair, PlaceTarget] = {}
    for row in rows:
        change = wanted.get((row.target_id, row.place_id))
        if change:
            row.place, row.target = change.place, change.target
            held[row.target_id, row.place_id] = row
    return held, fresh


def _numbers(held: Mapping[Pair, PlaceTarget]) -> dict[int, int]:
    """The number of the latest version of each, by its id."""
    targets, ids = {pair[0] for pair in held}, {row.pk for row in held.values()}
    found = PlaceTargetVersion.objects.filter(place_target__target__in=targets).order_by()
    latest = found.values_list("place_target").annotate(Max("number"))
    return {pk: number for pk, number in latest if pk in ids}


def _wordings(changes: Collection[PlaceChange], day: date) -> dict[int, TargetVersion]:
    """The wording of each target that is in force on the day."""
    targets: dict[int, Target] = {one.target.pk: one.target for one in changes}
    found = TargetVersion.objects.in_force_on(day).filter(target__in=targets).order_by("number")
    return {one.target_id: one for one in found}

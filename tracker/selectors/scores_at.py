"""The scores that pages show: those that are kept, or where a date is asked for, those computed for it.

`as_of` is None for what is kept. Whoever reads scores for a page asks here, and need not know the difference. What is
told of a row stands beside it: of a kept one that cannot be read, that another method made, or that is held, why
nothing is told; what is computed can always be told, and never waits to be computed anew.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tracker.enums import PlaceKind, Scope, Subject
from tracker.models import Commitment, Place, PlaceTargetVersion, Process, ProgressReport, Score
from tracker.selectors import standings as kept
from tracker.selectors.cells import Cell, Slice, named
from tracker.selectors.computed_at import WHOLE, Asked, cells_at, computed_at
from tracker.selectors.holders import Holder, columns_of
from tracker.selectors.spoilable import SPOILABLE
from tracker.selectors.standings import Told, as_stored, key_of, standing, stored, told

UPPER = [PlaceKind.WORLD, PlaceKind.REGION]


@dataclass(frozen=True)
class Found:
    """A score with what is told of it. What may be spoilt in the row itself is not to be read."""

    row: Any
    told: Told


@dataclass(frozen=True)
class OnCommitment:
    """Every place's standings on a commitment, by the place's id and the key; `world` is the code of the world."""

    world: str
    of_world: dict[str, Told]
    of_places: dict[int, dict[str, Told]]


def rows_of(holder: Holder, *, as_of: date | None = None) -> list[Found]:
    """Every score of a place or process, with horizon, objective and commitment. Today's take one query."""
    if as_of is None:
        return _as_kept(Score.objects.filter(**columns_of(holder)))
    return _as_computed(Asked(as_of=as_of, holders=(holder,)))


def rows_with_whole(
    holder: Holder, others: Iterable[Place], *, as_of: date | None = None
) -> tuple[list[Found], dict[int, Told]]:
    """Every score of a holder, and by id what is told over everything of others, as of those below it or in it.

    Today's take one query.
    """
    below = tuple(others)
    if as_of is None:
        beside = Q(place__parent=holder) if isinstance(holder, Place) else Q(place__in=below)
        found = _as_kept(Score.objects.filter(Q(**columns_of(holder)) | beside & Q(key=WHOLE)))
    else:
        found = _as_computed(Asked(as_of=as_of, holders=(holder,), wholes=below))
    own = [one for one in found if _is_of(holder, one.row)]
    return own, {one.row.place_id: one.told for one in found if not _is_of(holder, one.row)}


def _is_of(holder: Holder, row: Any) -> bool:
    return bool(holder.pk == (row.process_id if isinstance(holder, Process) else row.place_id))


def wholes_of(places: Iterable[Place], *, as_of: date | None = None) -> dict[int, Told]:
    """What is told over everything by the place's id: of these places, or of all. Today's takes one query."""
    if as_of is None:
        return {pk: found for (pk, _key), found in kept.standings_by_place(WHOLE).items()}
    found = _as_computed(Asked(as_of=as_of, wholes=tuple(places)))
    return {one.row.place_id: one.told for one in found if one.row.place_id}


def wholes_of_processes(processes: Iterable[Process], *, as_of: date | None = None) -> dict[int, Told]:
    """What is told over everything by the process' id. Today's takes one query."""
    if as_of is None:
        rows = Score.objects.filter(process__isnull=False, key=WHOLE)
        return {one.row.process_id: one.told for one in plain_kept(rows, "process_id")}
    found = _as_computed(Asked(as_of=as_of, holders=tuple(processes)))
    return {one.row.process_id: one.told for one in found if one.row.key == WHOLE}


def told_of(
    holders: Iterable[Holder],
    *subjects: Subject,
    commitments: Collection[int] | None = None,
    as_of: date | None = None,
) -> dict[tuple[bool, int], dict[str, Told]]:
    """What is told of several holders on these kinds of subject, by whether each is a process, its id, and the key.

    With `commitments`, by their ids, only of what is about these. Today's takes one query.
    """
    several = tuple(holders)
    if as_of is None:
        rows = _kept_of(several, subjects, commitments)
    else:
        rows = _as_computed(Asked(as_of=as_of, holders=several))
    found: dict[tuple[bool, int], dict[str, Told]] = {}
    for one in rows:
        wanted = commitments is None or one.row.commitment_id in commitments
        if wanted and one.row.subject in subjects:
            whose = (True, one.row.process_id) if one.row.process_id else (False, one.row.place_id)
            found.setdefault(whose, {})[one.told.key] = one.told
    return found


def _kept_of(
    holders: Iterable[Holder], subjects: Iterable[Subject], commitments: Collection[int] | None
) -> list[Found]:
    several = tuple(holders)
    places = [one.pk for one in several if isinstance(one, Place)]
    processes = [one.pk for one in several if isinstance(one, Process)]
    rows = Score.objects.filter(Q(place__in=places) | Q(process__in=processes), subject__in=subjects)
    if commitments is not None:
        rows = rows.filter(commitment__in=commitments)
    return plain_kept(rows, "place_id", "process_id", "commitment_id")


def standings(place: Place, *subjects: Subject, as_of: date | None = None) -> dict[str, Told]:
    """What is told of one place on these kinds of subject, by key. Today's takes one query."""
    if as_of is None:
        return kept.standings(place, *subjects)
    return {one.row.key: one.told for one in rows_of(place, as_of=as_of) if one.row.subject in subjects}


def world_standings(*subjects: Subject, as_of: date | None = None) -> dict[Subject, dict[str, Told]]:
    """What is told of the world on each of these kinds of subject, by key. Today's takes one query."""
    if as_of is None:
        return kept.world_standings(*subjects)
    found: dict[Subject, dict[str, Told]] = {subject: {} for subject in subjects}
    for one in _of_world(as_of):
        if one.row.subject in found:
            found[Subject(one.row.subject)][one.row.key] = one.told
    return found


def world_rows(keys: Collection[str], *, as_of: date | None = None) -> dict[str, Score]:
    """The world's scores of these keys, with the baseline and the reading each rests on. Today's take one query.

    They say what marks are about and rest on; what may be spoilt in them is not to be read.
    """
    if as_of is None:
        found = Score.objects.filter(place__kind=PlaceKind.WORLD, key__in=keys).defer(*SPOILABLE)
        about = ("place", "horizon", "commitment__indicator", "place_version", "used")
        return {row.key: row for row in found.select_related(*about)}
    rows = [one.row for one in _of_world(as_of) if one.row.key in keys]
    baselines = PlaceTargetVersion.objects.in_bulk([row.place_version_id for row in rows])
    readings = ProgressReport.objects.in_bulk([row.used_id for row in rows])
    for row in rows:
        row.place_version = baselines.get(row.place_version_id)
        row.used = readings.get(row.used_id)
    return {row.key: row for row in rows}


def cells(
    wanted: Slice,
    names: Iterable[str],
    *,
    places: Collection[int] | None = None,
    process: int | None = None,
    as_of: date | None = None,
) -> list[Cell]:
    """What is told of these places (None: of all) and of a process on subjects of one kind, by their names.

    Today's take one query.
    """
    keys = {key_of(name, wanted.years) for name in names}
    if as_of is None:
        whose = Q(place__isnull=False) if places is None else Q(place__in=places)
        rows = Score.objects.filter(whose if process is None else whose | Q(process=process), key__in=keys)
        return _kept_cells(rows)
    found = (one for one in cells_at(as_of, wanted) if one.told.key in keys)
    return named(
        one
        for one in found
        if (one.process == process if one.place is None else places is None or one.place in places)
    )


def by_one_horizon(years: int, *, world: int | None, as_of: date | None = None) -> list[Cell]:
    """What is told of the world, by its id, on everything it has by one horizon, and of all places on the whole.

    Today's take one query.
    """
    if as_of is None:
        whose = Q(place=world) | Q(place__isnull=False, key=key_of(WHOLE, years))
        rows = Score.objects.filter(whose, horizon__years=years)
        return _kept_cells(rows)
    found = [one for subject in Subject for one in cells_at(as_of, Slice(subject, years)) if one.place]
    return named(one for one in found if one.place == world or one.told.key == key_of(WHOLE, years))


def _kept_cells(rows: QuerySet[Score]) -> list[Cell]:
    found = ((one.row, one.told) for one in plain_kept(rows, "place_id", "process_id"))
    return [
        Cell(row.place_id, row.process_id, row.place_code or row.process_code, said) for row, said in found
    ]


def on_commitment(commitment: Commitment, *, as_of: date | None = None) -> OnCommitment:
    """How the world, the regions and the States stand on a commitment. Today's take one query."""
    found = OnCommitment("", {}, {})
    for place, code, is_world, key, said in _on_commitment(commitment, as_of):
        rows = found.of_places.setdefault(place, {})
        rows[key] = said
        if is_world:
            found = OnCommitment(code, rows, found.of_places)
    return found


def _on_commitment(commitment: Commitment, as_of: date | None) -> list[tuple[int, str, bool, str, Told]]:
    """The place's id and code, whether it is the world, the key, and what is told."""
    if as_of is None:
        rows = Score.objects.filter(commitment=commitment, place__isnull=False)
        return [
            (
                one.row.place_id,
                one.row.place_code,
                one.row.place__kind == PlaceKind.WORLD,
                one.row.key,
                one.told,
            )
            for one in plain_kept(rows, "place_id", "place__kind")
        ]
    kinds = [*UPPER, PlaceKind.COUNTRY] if commitment.scope == Scope.EACH_STATE else UPPER
    holders = tuple(Place.objects.filter(kind__in=kinds))
    return [
        (one.row.place_id, one.row.place.code, one.row.place.kind == PlaceKind.WORLD, one.row.key, one.told)
        for one in on_one(commitment, holders, as_of=as_of)
    ]


def on_one(commitment: Commitment, holders: Iterable[Holder], *, as_of: date) -> list[Found]:
    """Of a past date: every score of these holders on one commitment, by one horizon and over all."""
    return _as_computed(Asked(as_of=as_of, holders=tuple(holders), commitments=(commitment.pk,)))


def _of_world(as_of: date) -> list[Found]:
    return [
        row for world in Place.objects.filter(kind=PlaceKind.WORLD) for row in rows_of(world, as_of=as_of)
    ]


def as_kept(rows: QuerySet[Score]) -> list[Found]:
    """The rows of a query, whole but for what may be spoilt in them. One query."""
    return [Found(row, told(row)) for row in as_stored(rows)]


def plain_kept(rows: QuerySet[Score], *more: str) -> list[Found]:
    """The rows of a query as plain values, with these columns besides. One query."""
    return [Found(row, told(row)) for row in stored(rows, *more)]


def _as_kept(rows: QuerySet[Score]) -> list[Found]:
    return as_kept(rows.select_related("horizon", "objective", "commitment__objective"))


def _as_computed(asked: Asked) -> list[Found]:
    return [Found(row, standing(row)) for row in computed_at(asked)]

"""The scores that pages show: those that are kept, or where a date is asked for, those computed for it.

`as_of` is None for what is kept. Whoever reads scores for a page asks here, and need not know the difference.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tracker.enums import PlaceKind, Scope, Subject
from tracker.models import Commitment, Place, PlaceTargetVersion, ProgressReport, Score
from tracker.scoring import Mark
from tracker.selectors import standings as kept
from tracker.selectors.computed_at import WHOLE, Asked, computed_at
from tracker.selectors.holders import Holder, columns_of
from tracker.selectors.standings import Standing, standing

UPPER = [PlaceKind.WORLD, PlaceKind.REGION]


@dataclass(frozen=True)
class OnCommitment:
    """The scores of the world and the regions on a commitment, and of a past date each State's marks by years.

    `marks` are by the State's id; None for today, when one query finds the States with their marks.
    """

    upper: list[Score]
    marks: dict[int, dict[int, Mark]] | None


def rows_of(holder: Holder, *, as_of: date | None = None) -> list[Score]:
    """Every score of a place or process, with horizon, objective and commitment. Today's take one query."""
    if as_of is None:
        return list(_with_subjects().filter(**columns_of(holder)))
    return computed_at(Asked(as_of=as_of, holders=(holder,)))


def rows_with_below(
    place: Place, below: Iterable[Place], *, as_of: date | None = None
) -> tuple[list[Score], dict[int, Standing]]:
    """Every score of a place, and by id the standing over everything of those below it. Today's take one query."""
    if as_of is None:
        rows = list(_with_subjects().filter(Q(place=place) | Q(place__parent=place, key=WHOLE)))
    else:
        rows = computed_at(Asked(as_of=as_of, holders=(place,), wholes=tuple(below)))
    own = [row for row in rows if row.place_id == place.pk]
    return own, {row.place_id: standing(row) for row in rows if row.place_id not in {None, place.pk}}


def wholes_of(places: Iterable[Place], *, as_of: date | None = None) -> dict[int, Standing]:
    """The standings over everything by the place's id: of these places, or of all. Today's take one query."""
    if as_of is None:
        return {pk: found for (pk, _key), found in kept.standings_by_place(WHOLE).items()}
    rows = computed_at(Asked(as_of=as_of, wholes=tuple(places)))
    return {row.place_id: standing(row) for row in rows if row.place_id}


def standings(place: Place, *subjects: Subject, as_of: date | None = None) -> dict[str, Standing]:
    """The standings of one place on these kinds of subject, by key. Today's take one query."""
    if as_of is None:
        return kept.standings(place, *subjects)
    return {row.key: standing(row) for row in rows_of(place, as_of=as_of) if row.subject in subjects}


def world_standings(*subjects: Subject, as_of: date | None = None) -> dict[Subject, dict[str, Standing]]:
    """The world's standings on each of these kinds of subject, by key. Today's take one query."""
    if as_of is None:
        return kept.world_standings(*subjects)
    found: dict[Subject, dict[str, Standing]] = {subject: {} for subject in subjects}
    for row in _of_world(as_of):
        if row.subject in found:
            found[Subject(row.subject)][row.key] = standing(row)
    return found


def world_rows(keys: Collection[str], *, as_of: date | None = None) -> dict[str, Score]:
    """The world's scores of these keys, with the baseline and the reading each rests on. Today's take one query."""
    if as_of is None:
        found = Score.objects.filter(place__kind=PlaceKind.WORLD, key__in=keys)
        about = ("place", "horizon", "commitment", "place_version", "used")
        return {row.key: row for row in found.select_related(*about)}
    rows = [row for row in _of_world(as_of) if row.key in keys]
    baselines = PlaceTargetVersion.objects.in_bulk([row.place_version_id for row in rows])
    readings = ProgressReport.objects.in_bulk([row.used_id for row in rows])
    for row in rows:
        row.place_version = baselines.get(row.place_version_id)
        row.used = readings.get(row.used_id)
    return {row.key: row for row in rows}


def on_commitment(commitment: Commitment, *, as_of: date | None = None) -> OnCommitment:
    """How the world and the regions stand on a commitment, and of a past date the States. Today's take one query."""
    if as_of is None:
        found = Score.objects.filter(commitment=commitment, place__kind__in=UPPER)
        return OnCommitment(list(found.select_related("horizon", "place")), None)
    kinds = [*UPPER, PlaceKind.COUNTRY] if commitment.scope == Scope.EACH_STATE else UPPER
    holders = tuple(Place.objects.filter(kind__in=kinds))
    rows = computed_at(Asked(as_of=as_of, holders=holders, commitments=(commitment.pk,)))
    marks: dict[int, dict[int, Mark]] = {}
    for row in rows:
        if row.place_target_id and row.place_id and row.horizon:
            marks.setdefault(row.place_id, {})[row.horizon.years] = Mark(row.mark)
    return OnCommitment([row for row in rows if row.place and row.place.kind in UPPER], marks)


def on_targets(place: Place, commitment: Commitment, *, as_of: date) -> dict[int, Score]:
    """Of a past date: how a place stands on its own targets of a commitment, by the ids of the place's targets."""
    rows = computed_at(Asked(as_of=as_of, holders=(place,), commitments=(commitment.pk,)))
    return {row.place_target_id: row for row in rows if row.place_target_id}


def _of_world(as_of: date) -> list[Score]:
    return [
        row for world in Place.objects.filter(kind=PlaceKind.WORLD) for row in rows_of(world, as_of=as_of)
    ]


def _with_subjects() -> QuerySet[Score]:
    return Score.objects.select_related("horizon", "objective", "commitment__objective")

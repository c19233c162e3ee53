"""What the first page is made of in one question: the world, the regions, and the whole of every place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from tracker.enums import PlaceKind, Subject
from tracker.models import Place, Score
from tracker.selectors.cells import Slice
from tracker.selectors.computed_at import WHOLE
from tracker.selectors.scores_at import cells, plain_kept, world_standings
from tracker.selectors.standings import Told

# What the grouping of places needs of one, and how pages name it.
OF_A_PLACE = ("code", "kind", "level", "names", "iso3", "parent_id", "fictional")


@dataclass(frozen=True)
class Front:
    """The world's scores by kind and key, the regions' by place and key, and every place's whole by place."""

    places: Mapping[int, Place]
    of_world: Mapping[Subject, dict[str, Told]]
    of_regions: dict[int, dict[str, Told]]
    wholes: dict[int, Told]


def front(*, as_of: date | None = None) -> Front:
    """Today's in one query, in which the places come along; those that have no score at all are not in it."""
    if as_of is not None:
        return _front_then(as_of)
    found = Front({}, {subject: {} for subject in Subject}, {}, {})
    kinds = {
        kind: Place.objects.filter(kind=kind).values("pk") for kind in (PlaceKind.WORLD, PlaceKind.REGION)
    }
    regions = Q(place__in=kinds[PlaceKind.REGION], subject=Subject.OBJECTIVE, horizon=None)
    wholes = Q(key=WHOLE, place__isnull=False)
    rows = Score.objects.filter(Q(place__in=kinds[PlaceKind.WORLD]) | regions | wholes)
    places: dict[int, Place] = {}
    for one in plain_kept(rows, "place_id", *(f"place__{name}" for name in OF_A_PLACE)):
        place = places.get(one.row.place_id) or places.setdefault(one.row.place_id, _place(one.row))
        if place.kind == PlaceKind.WORLD:
            found.of_world[Subject(one.row.subject)][one.row.key] = one.told
        elif one.row.subject == Subject.OBJECTIVE:
            found.of_regions.setdefault(place.pk, {})[one.row.key] = one.told
        if one.row.key == WHOLE:
            found.wholes[place.pk] = one.told
    return Front(places, found.of_world, found.of_regions, found.wholes)


def _place(row: Any) -> Place:
    """The place of a row, to be read."""
    return Place(pk=row.place_id, **{name: getattr(row, f"place__{name}") for name in OF_A_PLACE})


def _front_then(as_of: date) -> Front:
    """The same of a past date, out of what is computed for it."""
    places = {one.pk: one for one in Place.objects.all()}
    regions = [pk for pk, one in places.items() if one.kind == PlaceKind.REGION]
    world = world_standings(*Subject, as_of=as_of)
    of_regions: dict[int, dict[str, Told]] = {}
    names = [key for key in world[Subject.OBJECTIVE] if ":" not in key]
    for cell in cells(Slice(Subject.OBJECTIVE, None), names, places=regions, as_of=as_of):
        of_regions.setdefault(cell.place or 0, {})[cell.told.key] = cell.told
    wholes = cells(Slice(Subject.PLACE, None), [WHOLE], as_of=as_of)
    return Front(places, world, of_regions, {one.place: one.told for one in wholes if one.place})

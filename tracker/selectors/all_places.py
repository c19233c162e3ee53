"""All places: every State in its sub-region and region, or those whose name is searched for."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from tracker.enums import PlaceKind, UnStatus
from tracker.models import Place
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.scores_at import wholes_of
from tracker.selectors.standings import Told, is_updating


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """A State in the list of places: how many of its targets have something to score."""

    place: PlaceRef
    un_status: UnStatus | None
    standing: Told | None


@dataclass(frozen=True, kw_only=True)
class SubregionRow:
    """A sub-region and its States."""

    place: PlaceRef
    states: tuple[StateRow, ...]


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """A region and its sub-regions."""

    place: PlaceRef
    subregions: tuple[SubregionRow, ...]


@dataclass(frozen=True, kw_only=True)
class PlacesPage:
    """All places, the fictional ones apart; or, where a name was asked for, those that bear it."""

    world: PlaceRef | None
    updating: bool
    regions: tuple[RegionRow, ...]
    fictional: tuple[StateRow, ...]
    named: str
    found: tuple[StateRow, ...]


def places_page(*, named: str = "", as_of: date | None = None) -> PlacesPage:
    """Every place in its region, or with a name every place that bears it in some language. Two queries.

    The places are today's; how they stand, that of today or of a past date.
    """
    places = sorted(Place.objects.all(), key=lambda place: plain_name(place.name))
    found = [place for place in places if named and _bears(place, named)]
    listed = found if named else [place for place in places if place.kind == PlaceKind.COUNTRY]
    overall = wholes_of(listed, as_of=as_of)
    children: dict[int | None, list[Place]] = {}
    for place in [] if named else places:
        children.setdefault(place.parent_id, []).append(place)
    world = next((place for place in places if place.kind == PlaceKind.WORLD), None)
    return PlacesPage(
        world=place_ref(world) if world else None,
        updating=is_updating(overall.values()),
        regions=tuple(
            _region(region, children, overall) for region in children.get(world.pk if world else 0, [])
        ),
        fictional=tuple(_state(place, overall) for place in children.get(None, []) if place.fictional),
        named=named,
        found=tuple(_state(place, overall) for place in found),
    )


def _bears(place: Place, name: str) -> bool:
    """Whether the name is part of one of the place's names, or its ISO code."""
    wanted = plain_name(name)
    codes = {plain_name(code) for code in (place.iso2, place.iso3) if code}
    return wanted in codes or any(wanted in plain_name(one) for one in place.names.values())


def plain_name(name: str) -> str:
    """A name without accents and capitals, so that `cote` finds Côte."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _region(region: Place, children: dict[int | None, list[Place]], overall: dict[int, Told]) -> RegionRow:
    return RegionRow(
        place=place_ref(region),
        subregions=tuple(
            SubregionRow(
                place=place_ref(subregion),
                states=tuple(_state(state, overall) for state in children.get(subregion.pk, [])),
            )
            for subregion in children.get(region.pk, [])
        ),
    )


def _state(place: Place, overall: dict[int, Told]) -> StateRow:
    return StateRow(
        place=place_ref(place),
        un_status=UnStatus(place.un_status) if place.un_status else None,
        standing=overall.get(place.pk),
    )

"""The States in their sub-regions and regions, for views of all of them at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tracker.enums import PlaceKind
from tracker.models import Place
from tracker.selectors.all_places import plain_name


@dataclass(frozen=True)
class Group:
    """A place that gathers States, and those of them that stand right below it. Nothing gathers the fictional ones.

    `whole` says that all its States were asked for, so that its own scores are about what is shown.
    """

    place: Place | None
    states: tuple[Place, ...]
    whole: bool


def groups_of(
    places: Mapping[int, Place], *, region: str = "", members: Collection[int] | None = None
) -> tuple[Group, ...]:
    """The world, each region, each of its sub-regions with its States; by name, the fictional States last.

    Of a region or sub-region by its code: itself and what is in it. Of members by their ids: these States alone,
    under the name of their sub-region.
    """
    below = _below(places.values())
    if members is not None:
        return _of_members(below, region, members)
    if region:
        top = next(one for one in places.values() if one.code == region)
        return tuple(_and_below(top, below))
    fictional = tuple(one for one in below.get(None, ()) if one.fictional)
    worlds = [one for one in below.get(None, ()) if one.kind == PlaceKind.WORLD]
    found = [group for world in worlds for group in _and_below(world, below)]
    return (*found, Group(None, fictional, whole=False)) if fictional else tuple(found)


def _below(places: Iterable[Place]) -> dict[int | None, list[Place]]:
    """What is part of each place, by name."""
    found: dict[int | None, list[Place]] = {}
    for place in sorted(places, key=lambda one: plain_name(one.name)):
        found.setdefault(place.parent_id, []).append(place)
    return found


def _and_below(top: Place, below: Mapping[int | None, list[Place]]) -> Iterable[Group]:
    """A place with its States, and then each of the places in it that have States themselves."""
    parts = below.get(top.pk, [])
    yield Group(top, tuple(one for one in parts if one.kind == PlaceKind.COUNTRY), whole=True)
    for part in parts:
        if part.kind in {PlaceKind.REGION, PlaceKind.SUBREGION}:
            yield from _and_below(part, below)


def _of_members(
    below: Mapping[int | None, list[Place]], region: str, members: Collection[int]
) -> tuple[Group, ...]:
    everywhere = [group for top in below.get(None, ()) for group in _and_below(top, below)]
    within = everywhere
    if region:
        top = next(group.place for group in everywhere if group.place and group.place.code == region)
        within = list(_and_below(top, below)) if top else []
    found = (Group(one.place, tuple(s for s in one.states if s.pk in members), whole=False) for one in within)
    return tuple(group for group in found if group.states)

"""The tile map: one equal tile for each State, by sub-region, on everything, an objective or a commitment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tracker.enums import CommitmentStatus, PlaceKind, Scope, Subject
from tracker.models import Commitment, Place
from tracker.scoring import Mark
from tracker.selectors.cells import Slice
from tracker.selectors.choices import Choice, Option, horizons_to_choose, years_in
from tracker.selectors.compact import HorizonDate, ObjectiveHead, Outline, outline
from tracker.selectors.geography import Group, groups_of
from tracker.selectors.objectives import latest
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import cells
from tracker.selectors.standings import Told, is_updating, shown

WHOLE = "all"


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A State, by what it is told short, with what is told of it; None where it has no target."""

    place: PlaceRef
    short: str
    told: Told | None


@dataclass(frozen=True, kw_only=True)
class TileGroup:
    """The States of a sub-region; `region` is the code of what it is part of. Without a place: the fictional ones."""

    place: PlaceRef | None
    region: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """Every tile. Where something was asked that there is not, `wrong` names it and no tile is shown.

    `objective` or `commitment` is what the subject is, where it is not everything. `own` says that it is one target
    of the world as a whole, so that no State has one.
    """

    as_of: date | None
    updating: bool
    choices: tuple[Choice, ...]
    wrong: tuple[str, ...]
    years: int | None
    horizons: tuple[HorizonDate, ...]
    subject: str
    about: str
    objective: ObjectiveHead | None
    commitment: Commitment | None
    own: bool
    world: Told | None
    regions: tuple[PlaceRef, ...]
    groups: tuple[TileGroup, ...]
    counts: tuple[tuple[Mark, int], ...]
    without: int

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles of States that there are."""
        return tuple(tile for group in self.groups if group.place for tile in group.tiles)

    @property
    def silent(self) -> tuple[PlaceRef, ...]:
        """The States that have targets here on which nothing was reported, by name."""
        found = ((tile.place, shown(tile.told)) for tile in self.tiles)
        silent = (place for place, told in found if told and told.applicable and not told.coverage)
        return tuple(sorted(silent, key=lambda one: one.name))


def tile_map(asked: Mapping[str, str], *, as_of: date | None = None) -> TileMap:
    """The tile map that an address asks for, today's or of a past date. Four queries."""
    about = outline(as_of)
    commitments = _commitments(as_of or timezone.localdate())
    places = {one.pk: one for one in Place.objects.all()}
    subject = _subjects_to_choose(about, commitments, asked=asked.get("subject", ""))
    horizon = horizons_to_choose(about.horizons, asked=asked.get("horizon", ""))
    wrong = tuple(one.name for one in (subject, horizon) if one.wrong)
    name, years = subject.asked or WHOLE, years_in(horizon)
    found = {} if wrong else _found(name, years, as_of=as_of)
    groups = () if wrong else groups_of(places)
    tiles = tile_groups(groups, places, found)
    world = next((one for one in groups if one.place and one.place.kind == PlaceKind.WORLD), None)
    of_states = [tile.told for group in tiles if group.place for tile in group.tiles]
    marks = [one.mark for one in map(shown, of_states) if one]
    commitment = next((one for one in commitments if one.code == name), None)
    return TileMap(
        as_of=as_of or latest(found.values()),
        updating=is_updating(found.values()),
        choices=(subject, horizon),
        wrong=wrong,
        years=years,
        horizons=about.horizons,
        subject=name,
        about=str(subject.chosen.label) if subject.chosen else "",
        objective=next((one for one in about.objectives if one.name == name), None),
        commitment=commitment,
        own=commitment is not None and commitment.scope == Scope.WORLD,
        world=found.get(world.place.pk) if world and world.place else None,
        regions=regions_of(groups),
        groups=tiles,
        counts=tuple((mark, marks.count(mark)) for mark in Mark if mark in marks),
        without=of_states.count(None),
    )


def _commitments(day: date) -> list[Commitment]:
    """Those that were scored on that day, by objective and code. One query."""
    said = [one for one in commitments_on(day).values() if one.status != CommitmentStatus.RETIRED]
    return sorted(said, key=lambda one: (one.objective.number, one.code))


def _subjects_to_choose(about: Outline, commitments: Iterable[Commitment], *, asked: str) -> Choice:
    """Each objective, followed by its commitments. Everything is what is asked for by nothing."""
    options = []
    by_objective: dict[int, list[Option]] = {}
    for one in commitments:
        option = Option(one.code, f"{one.code} {one.title}", 1)
        by_objective.setdefault(one.objective.number, []).append(option)
    for objective in about.objectives:
        options.append(Option(objective.name, f"{objective.number}. {objective.label}"))
        options += by_objective.get(objective.number, [])
    return Choice(name="subject", options=tuple(options), asked=asked)


def _found(name: str, years: int | None, *, as_of: date | None) -> dict[int, Told]:
    """What is told of each place, by its id. One query."""
    subject = Subject.COMMITMENT
    if name == WHOLE or name.startswith("objective-"):
        subject = Subject.PLACE if name == WHOLE else Subject.OBJECTIVE
    found = cells(Slice(subject, years), [name], as_of=as_of)
    return {one.place: one.told for one in found if one.place is not None}


def regions_of(groups: Iterable[Group]) -> tuple[PlaceRef, ...]:
    """The regions among these groups."""
    found = (one.place for one in groups if one.place and one.place.kind == PlaceKind.REGION)
    return tuple(place_ref(one) for one in found)


def tile_groups(
    groups: Iterable[Group], places: Mapping[int, Place], found: Mapping[int, Told]
) -> tuple[TileGroup, ...]:
    """The States of these groups as tiles, with what is told of each, by its id."""
    return tuple(_tiles(one, places, found) for one in groups if one.states)


def _tiles(group: Group, places: Mapping[int, Place], found: Mapping[int, Told]) -> TileGroup:
    above = places.get(group.place.parent_id or 0) if group.place else None
    return TileGroup(
        place=place_ref(group.place) if group.place else None,
        region=above.code if above else "",
        tiles=tuple(
            Tile(place=place_ref(one), short=one.iso3 or one.name[:3].upper(), told=found.get(one.pk))
            for one in group.states
        ),
    )

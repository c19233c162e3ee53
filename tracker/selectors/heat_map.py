"""The heat map: places by objectives, narrowed down by region, process, date, and what commitments are about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from tracker.enums import PlaceKind, Subject
from tracker.models import Commitment, Membership, Place, Process
from tracker.selectors.cells import Slice, objective_over
from tracker.selectors.choices import (
    Choice,
    Option,
    fits,
    horizons_to_choose,
    regions_to_choose,
    tags_to_choose,
    years_in,
)
from tracker.selectors.compact import HorizonDate, ObjectiveHead, outline
from tracker.selectors.front import Front
from tracker.selectors.gathered import Gathered
from tracker.selectors.geography import Group, groups_of
from tracker.selectors.objectives import latest
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import cells
from tracker.selectors.standings import Told, is_updating, key_of

FILTERS = ("region", "process", "horizon", "population", "driver", "governance", "area")
UPPER = {PlaceKind.WORLD, PlaceKind.REGION}
# A place by its id, or the process that was asked for.
Whose = int | None


@dataclass(frozen=True, kw_only=True)
class HeatRow:
    """A place, or the process that was asked for, with what is told of it on each objective in turn."""

    place: PlaceRef | None
    process: str
    name: str
    cells: tuple[Told | None, ...]


@dataclass(frozen=True, kw_only=True)
class HeatGroup:
    """Rows that belong together under a head: the place or process they are part of, told where all of it is shown.

    Without a head they are the fictional ones.
    """

    head: HeatRow | None
    told: bool
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """Every cell that was asked for. `wrong` names what was asked for that there is not; no row is told then.

    `commitments` are the codes of those that carry the tags asked for, by the number of their objective; None where
    no tag was asked for, and each cell is the objective as it is kept.
    """

    as_of: date | None
    updating: bool
    choices: tuple[Choice, ...]
    wrong: tuple[str, ...]
    years: int | None
    horizons: tuple[HorizonDate, ...]
    objectives: tuple[ObjectiveHead, ...]
    groups: tuple[HeatGroup, ...]
    commitments: Mapping[int, tuple[str, ...]] | None

    @property
    def states(self) -> tuple[HeatRow, ...]:
        """The rows of States that there are."""
        return tuple(row for group in self.groups if group.head for row in group.rows)

    @property
    def boxed(self) -> tuple[HeatRow, ...]:
        """The rows with boxes: a region or process whose States are not all shown has none of its own."""
        heads = ((group.head,) if group.head and group.told else () for group in self.groups)
        return tuple(
            row for head, group in zip(heads, self.groups, strict=True) for row in (*head, *group.rows)
        )


@dataclass(frozen=True)
class _Ground:
    """What there is to choose from: the commitments of the day, every place by its id, the processes."""

    commitments: tuple[Commitment, ...]
    places: Mapping[int, Place]
    processes: Sequence[Any]


@dataclass(frozen=True)
class _Wanted:
    """Whose cells by which horizon, over which commitments (None: over all, as kept)."""

    groups: tuple[Group, ...]
    process: Process | None
    years: int | None
    tagged: tuple[Commitment, ...] | None


def heat_map(asked: Mapping[str, str], *, as_of: date | None = None) -> HeatMap:
    """The heat map that an address asks for, today's or of a past date. Five queries.

    Where places lie, and what commitments are about, is known of today only.
    """
    day, about = as_of or timezone.localdate(), outline(as_of)
    said = sorted(commitments_on(day).values(), key=lambda one: one.code)
    ground = _Ground(tuple(said), {one.pk: one for one in Place.objects.all()}, _processes(day))
    choices = _choices(ground, about.horizons, asked)
    wrong = tuple(one.name for one in choices if one.wrong)
    wanted = _Wanted((), None, None, None) if wrong else _wanted(ground, choices)
    found = {} if wrong else _found(wanted, about.objectives, as_of=as_of)
    told = [one for rows in found.values() for one in rows.values()]
    return HeatMap(
        as_of=as_of or latest(told),
        updating=is_updating(told),
        choices=choices,
        wrong=wrong,
        years=wanted.years,
        horizons=about.horizons,
        objectives=about.objectives,
        groups=_rows(wanted, about.objectives, found),
        commitments=None if wanted.tagged is None else _by_objective(wanted.tagged),
    )


def _choices(
    ground: _Ground, horizons: Iterable[HorizonDate], asked: Mapping[str, str]
) -> tuple[Choice, ...]:
    """The closed lists, with what was asked of each; in the order of FILTERS."""
    processes = tuple(Option(one.code, one.name) for one in ground.processes)
    return (
        regions_to_choose(ground.places.values(), asked=asked.get("region", "")),
        Choice(name="process", options=processes, asked=asked.get("process", "")),
        horizons_to_choose(horizons, asked=asked.get("horizon", "")),
        *tags_to_choose(ground.commitments, asked=asked),
    )


def _wanted(ground: _Ground, choices: Sequence[Choice]) -> _Wanted:
    """What good choices ask for."""
    region, talks, horizon, *tags = choices
    process = next((one for one in ground.processes if one.code == talks.asked), None)
    members = set(process.ids or ()) if process else None
    has_tags = any(one.asked for one in tags)
    return _Wanted(
        groups=groups_of(ground.places, region=region.asked, members=members),
        process=process,
        years=years_in(horizon),
        tagged=tuple(one for one in ground.commitments if fits(one, tags)) if has_tags else None,
    )


def _processes(day: date) -> list[Any]:
    """Every process by name, with the `ids` of its members of that day. One query."""
    held = Membership.objects.held_on(day).filter(process=OuterRef("pk")).order_by().values("process")
    return list(Process.objects.annotate(ids=Subquery(held.annotate(all=Gathered(F("place"))).values("all"))))


def _by_objective(commitments: Iterable[Commitment]) -> dict[int, tuple[str, ...]]:
    """The codes of commitments by the number of their objective."""
    found: dict[int, tuple[str, ...]] = {}
    for one in commitments:
        number = one.objective.number
        found[number] = (*found.get(number, ()), one.code)
    return found


def _found(
    wanted: _Wanted, objectives: Sequence[ObjectiveHead], *, as_of: date | None
) -> dict[Whose, dict[str, Told]]:
    """What is told of each, by key: of the objectives, or where there are tags, of their commitments. One query."""
    shown = {one.pk for group in wanted.groups for one in (*group.states, group.place) if one}
    process = wanted.process.pk if wanted.process else None
    subject, names = Subject.OBJECTIVE, [one.name for one in objectives]
    if wanted.tagged is not None:
        subject, names = Subject.COMMITMENT, [one.code for one in wanted.tagged]
    found: dict[Whose, dict[str, Told]] = {}
    asked = Slice(subject, wanted.years)
    for cell in cells(asked, names, places=shown, process=process, as_of=as_of):
        found.setdefault(cell.place, {})[cell.told.key] = cell.told
    return found


def _rows(
    wanted: _Wanted, objectives: Sequence[ObjectiveHead], found: Mapping[Whose, Mapping[str, Told]]
) -> tuple[HeatGroup, ...]:
    def row(place: Place) -> HeatRow:
        told = _told(wanted, objectives, found.get(place.pk, {}))
        return HeatRow(place=place_ref(place), process="", name=place.name, cells=told)

    groups = [
        HeatGroup(
            head=row(group.place) if group.place else None,
            told=group.whole,
            rows=tuple(row(one) for one in group.states),
        )
        for group in wanted.groups
    ]
    if wanted.process:
        told = _told(wanted, objectives, found.get(None, {}))
        head = HeatRow(place=None, process=wanted.process.code, name=wanted.process.name, cells=told)
        groups.insert(0, HeatGroup(head=head, told=True, rows=()))
    return tuple(groups)


def _told(
    wanted: _Wanted, objectives: Sequence[ObjectiveHead], found: Mapping[str, Told]
) -> tuple[Told | None, ...]:
    """One cell for each objective: as it is kept, or over the commitments that carry the tags."""
    if wanted.tagged is None:
        return tuple(found.get(key_of(one.name, wanted.years)) for one in objectives)
    weights: dict[int, dict[str, int]] = {one.number: {} for one in objectives}
    for one in wanted.tagged:
        weights[one.objective.number][one.code] = one.weight
    return tuple(objective_over(found, number, weights[number], years=wanted.years) for number in weights)


def small_heat_map(found: Front, objectives: tuple[ObjectiveHead, ...], groups: Iterable[Group]) -> HeatMap:
    """The rows of the world and of its regions over all dates, out of what is at hand."""
    upper = tuple(Group(one.place, (), whole=True) for one in groups if one.place and one.place.kind in UPPER)
    wanted = _Wanted(upper, None, None, None)
    told: dict[Whose, dict[str, Told]] = {
        one.place.pk: found.of_regions.get(one.place.pk, {})
        if one.place.kind == PlaceKind.REGION
        else found.of_world[Subject.OBJECTIVE]
        for one in upper
        if one.place
    }
    return HeatMap(
        as_of=None,
        updating=False,
        choices=(),
        wrong=(),
        years=None,
        horizons=(),
        objectives=objectives,
        groups=_rows(wanted, objectives, told),
        commitments=None,
    )

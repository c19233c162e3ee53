"""One horizon: what was due by then, what came of it, and what nobody has reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tracker.enums import PlaceKind, Scope
from tracker.models import Commitment, Place
from tracker.scoring import Mark, Status
from tracker.selectors.compact import HorizonDate, ObjectiveHead, outline
from tracker.selectors.credits import CommitteeRef, who_could_report
from tracker.selectors.geography import Group, groups_of
from tracker.selectors.objectives import latest
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import by_one_horizon
from tracker.selectors.standings import Told, is_updating, key_of, shown


@dataclass(frozen=True, kw_only=True)
class ObjectiveBar:
    """An objective with the world's standing by the horizon."""

    head: ObjectiveHead
    told: Told


@dataclass(frozen=True, kw_only=True)
class CommitmentTally:
    """How many of a commitment's targets by the horizon stand how, the world's and the States' together.

    `silent` are those on which nothing was ever reported, `overdue` those whose last figures are too old to decide,
    `awaited` those whose last figures may still come.
    """

    code: str
    title: str
    objective: int
    scope: Scope
    told: Told
    targets: int
    silent: int
    overdue: int
    awaited: int
    missed: int


@dataclass(frozen=True, kw_only=True)
class SilentState:
    """A place on whose targets something is missing, with who could report it; `told` is all of them as one."""

    place: PlaceRef
    told: Told
    silent: int
    committees: tuple[CommitteeRef, ...]


@dataclass(frozen=True, kw_only=True)
class SilentGroup:
    """On how many States of a sub-region something is missing that no committee could report."""

    place: PlaceRef
    states: int


@dataclass(frozen=True, kw_only=True)
class HorizonPage:
    """One horizon. `past` says that its date is over; who could report is known of today only."""

    as_of: date | None
    updating: bool
    years: int
    due_on: date
    past: bool
    others: tuple[HorizonDate, ...]
    world: str
    whole: Told | None
    counts: tuple[tuple[Mark, int], ...]
    objectives: tuple[ObjectiveBar, ...]
    commitments: tuple[CommitmentTally, ...]
    reachable: tuple[SilentState, ...]
    silent: tuple[SilentGroup, ...]


def horizon_page(years: int, *, as_of: date | None = None) -> HorizonPage | None:
    """One horizon, today or on a past date; None where there is none of so many years. Five queries."""
    about, day = outline(as_of), as_of or timezone.localdate()
    horizon = next((one for one in about.horizons if one.years == years), None)
    if horizon is None:
        return None
    places = {one.pk: one for one in Place.objects.all()}
    world = next((one for one in places.values() if one.kind == PlaceKind.WORLD), None)
    found = by_one_horizon(years, world=world.pk if world else None, as_of=as_of)
    of_world = {one.told.key: one.told for one in found if world and one.place == world.pk}
    wholes = {one.place: one.told for one in found if one.told.key == key_of("all", years)}
    tallies = _tallies(commitments_on(day).values(), of_world, years)
    told = [shown(one.told) for one in tallies]
    marks = [one.mark for one in told if one]
    reachable = () if as_of else _reachable(wholes)
    return HorizonPage(
        as_of=as_of or latest(one.told for one in found),
        updating=is_updating(one.told for one in found),
        years=years,
        due_on=horizon.due_on,
        past=day > horizon.due_on,
        others=tuple(one for one in about.horizons if one != horizon),
        world=world.code if world else "",
        whole=of_world.get(key_of("all", years)),
        counts=tuple((mark, marks.count(mark)) for mark in Mark if mark in marks),
        objectives=_bars(about.objectives, of_world, years),
        commitments=tallies,
        reachable=reachable,
        silent=_silent(groups_of(places), wholes, {one.place.code for one in reachable}),
    )


def _bars(
    objectives: Iterable[ObjectiveHead], found: Mapping[str, Told], years: int
) -> tuple[ObjectiveBar, ...]:
    """The objectives with a target by the horizon."""
    pairs = ((one, found.get(key_of(one.name, years))) for one in objectives)
    return tuple(ObjectiveBar(head=one, told=told) for one, told in pairs if told)


def _tallies(
    commitments: Iterable[Commitment], found: Mapping[str, Told], years: int
) -> tuple[CommitmentTally, ...]:
    """The commitments with a target by the horizon, by code: nothing is ranked."""
    ordered = sorted(commitments, key=lambda one: one.code)
    pairs = ((one, found.get(key_of(one.code, years))) for one in ordered)
    return tuple(_tally(one, told) for one, told in pairs if told)


def _tally(commitment: Commitment, told: Told) -> CommitmentTally:
    standing = shown(told)
    statuses = dict(standing.statuses) if standing else {}
    return CommitmentTally(
        code=commitment.code,
        title=commitment.title,
        objective=commitment.objective.number,
        scope=Scope(commitment.scope),
        told=told,
        targets=standing.applicable if standing else 0,
        silent=statuses.get(Status.NO_DATA, 0),
        overdue=statuses.get(Status.OVERDUE, 0),
        awaited=statuses.get(Status.AWAITING_END_LINE, 0),
        missed=statuses.get(Status.MISSED, 0),
    )


def _reachable(wholes: Mapping[int | None, Told]) -> tuple[SilentState, ...]:
    """The places with a committee on whose targets nothing was reported, by name. One query."""
    rows = [
        SilentState(
            place=place_ref(place),
            told=wholes[place.pk],
            silent=_missing(wholes[place.pk]),
            committees=committees,
        )
        for place, committees in who_could_report().items()
        if place.pk in wholes and _missing(wholes[place.pk])
    ]
    return tuple(sorted(rows, key=lambda row: row.place.name))


def _missing(told: Told | None) -> int:
    """On how many targets nothing was ever reported, as far as it can be told."""
    found = shown(told)
    return dict(found.statuses).get(Status.NO_DATA, 0) if found else 0


def _silent(
    groups: Sequence[Group], wholes: Mapping[int | None, Told], reachable: set[str]
) -> tuple[SilentGroup, ...]:
    """The sub-regions with States on which something is missing, but for those that are within reach."""
    found = []
    for group in groups:
        states = [one for one in group.states if one.code not in reachable and _missing(wholes.get(one.pk))]
        if group.place and states:
            found.append(SilentGroup(place=place_ref(group.place), states=len(states)))
    return tuple(found)

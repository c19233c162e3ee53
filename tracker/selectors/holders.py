"""Who holds scores: places and processes; whose scores go up into whose."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tracker.enums import PlaceKind
from tracker.models import Membership, Place, Process

Holder = Place | Process


def gathers(holder: Holder) -> bool:
    """Whether the holder's scores come from the States below it or in it."""
    return isinstance(holder, Process) or holder.level < Place.level_of(PlaceKind.COUNTRY)


def states_in(holder: Holder, *, on: date) -> list[int]:
    """The ids of the States that a holder gathers on that day.

    Ids, not a condition to put into a larger query: right after a loading the database has no statistics, and may
    then walk all places again for every row it looks at.
    """
    states = Place.objects.filter(kind=PlaceKind.COUNTRY)
    if isinstance(holder, Process):
        found = states.filter(pk__in=_members(holder, on))
    else:
        found = states.filter(Q(parent=holder) | Q(parent__parent=holder) | Q(parent__parent__parent=holder))
    return list(found.order_by().values_list("pk", flat=True))


def states_by_holder(holders: Iterable[Holder], *, on: date) -> dict[Holder, set[int]]:
    """The ids of the States that each of these holders gathers on that day, if any. Two queries for all of them."""
    places: dict[int, set[int]] = defaultdict(set)
    countries = Place.objects.filter(kind=PlaceKind.COUNTRY).order_by()
    for pk, *higher in countries.values_list("pk", "parent", "parent__parent", "parent__parent__parent"):
        for one in filter(None, higher):
            places[one].add(pk)
    processes: dict[int, set[int]] = defaultdict(set)
    for process, pk in Membership.objects.held_on(on).values_list("process", "place"):
        processes[process].add(pk)
    return {
        holder: (processes if isinstance(holder, Process) else places)[holder.pk]
        for holder in holders
        if gathers(holder)
    }


def members_of(process: Process, *, on: date) -> QuerySet[Place]:
    """The States that take part in a process on that day."""
    return Place.objects.filter(pk__in=_members(process, on))


def _members(process: Process, on: date) -> list[int]:
    held = Membership.objects.held_on(on).filter(process=process)
    return list(held.values_list("place", flat=True))


def gatherers_of(place: Place, *, on: date) -> list[Holder]:
    """The holders that gather a State on that day: the places above it, the lowest first, and its processes.

    A State outside the geography, as a fictional one, is gathered by none; other kinds of place never are.
    """
    if place.kind != PlaceKind.COUNTRY:
        return []
    return [*above(place), *Process.objects.filter(memberships__in=_held(place, on)).order_by("id")]


def _held(place: Place, on: date) -> Iterable[Membership]:
    return Membership.objects.held_on(on).filter(place=place)


def above(place: Place) -> list[Place]:
    """The places this one is part of, the lowest first. One query."""
    one = Place.objects.select_related("parent__parent__parent").get(pk=place.pk)
    found: list[Place] = []
    while one.parent:
        one = one.parent
        found.append(one)
    return found


def columns_of(holder: Holder) -> dict[str, Holder]:
    """The holder as the column of a row that belongs to it."""
    return {"process": holder} if isinstance(holder, Process) else {"place": holder}


def all_holders() -> list[Holder]:
    """Everyone who holds scores, in an order in which whoever gathers comes after those it gathers."""
    places = Place.objects.filter(
        Q(place_targets__isnull=False) | Q(level__lt=Place.level_of(PlaceKind.COUNTRY))
    )
    return [*places.distinct().order_by("-level", "code"), *Process.objects.order_by("code")]

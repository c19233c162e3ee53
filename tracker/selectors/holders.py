"""Who holds scores: places and processes; whose scores go up into whose."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tracker.enums import PlaceKind
from tracker.models import Membership, Place, Process

Holder = Place | Process


def gathers(holder: Holder) -> bool:
    """Whether the holder's scores come from the States below it or in it."""
    return isinstance(holder, Process) or holder.level < Place.level_of(PlaceKind.COUNTRY)


def states_in(holder: Holder, *, on: date) -> Q:
    """A condition on places: the States that a holder gathers on that day."""
    if isinstance(holder, Process):
        members = Membership.objects.held_on(on).filter(process=holder)
        return Q(kind=PlaceKind.COUNTRY, pk__in=members.values("place"))
    below = Q(parent=holder) | Q(parent__parent=holder) | Q(parent__parent__parent=holder)
    return below & Q(kind=PlaceKind.COUNTRY)


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

"""Committees in public: who sits on them by constituency, never by name, and whether they may publish."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from tracker.models import Committee, Constituency, ProgressReport, Seat
from tracker.models.committees import SeatQuerySet
from tracker.permissions import Constitution, constitution
from tracker.selectors.places import RecentReport, recent_reports
from tracker.selectors.targets import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class CommitteeRow:
    """A committee in the list of all."""

    slug: str
    name: str
    place: PlaceRef
    seats: int
    constituted: bool


@dataclass(frozen=True, kw_only=True)
class CommitteePage:
    """What the page of one committee shows."""

    slug: str
    name: str
    about: str
    place: PlaceRef
    leads: bool
    gaps: tuple[str | Promise, ...]
    seats: tuple[tuple[str, int], ...]
    organisations: tuple[str, ...]
    recent: tuple[RecentReport, ...]


def constitution_of(committee: Committee, *, on: date) -> Constitution:
    """What the committee lacks on that day, if anything. Two queries."""
    return constitution(_seats(on).filter(committee=committee), _required())


def committee_rows(*, on: date) -> tuple[CommitteeRow, ...]:
    """Every committee. Three queries."""
    seats: dict[int, list[Seat]] = {}
    for seat in _seats(on):
        seats.setdefault(seat.committee_id, []).append(seat)
    required = _required()
    return tuple(
        CommitteeRow(
            slug=committee.slug,
            name=committee.name,
            place=place_ref(committee.place),
            seats=len(seats.get(committee.pk, [])),
            constituted=constitution(seats.get(committee.pk, []), required).complete,
        )
        for committee in Committee.objects.select_related("place")
    )


def committee_page(slug: str, *, on: date) -> CommitteePage | None:
    """One committee, or None where there is none at that address."""
    committee = Committee.objects.select_related("place").filter(slug=slug).first()
    if committee is None:
        return None
    seats = list(_seats(on).filter(committee=committee))
    return CommitteePage(
        slug=committee.slug,
        name=committee.name,
        about=committee.about,
        place=place_ref(committee.place),
        leads=committee.leads,
        gaps=constitution(seats, _required()).gaps,
        seats=tuple(sorted(Counter(seat.constituency.name for seat in seats).items())),
        organisations=tuple(sorted({seat.organisation.name for seat in seats if seat.organisation})),
        recent=recent_reports(ProgressReport.objects.filter(committee=committee)),
    )


def _seats(on: date) -> SeatQuerySet:
    return Seat.objects.held_on(on).select_related("user", "constituency", "organisation")


def _required() -> list[str]:
    return list(Constituency.objects.filter(required=True).values_list("code", flat=True))

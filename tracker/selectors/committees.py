"""Committees in public: who sits on them by constituency, never by name, and whether they may publish.

A protected one has a page under its label, or none, and says of its members nothing at all.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q
from django.utils.functional import Promise

from tracker.enums import Credit
from tracker.models import Committee, Constituency, Seat, User
from tracker.models.committees import SeatQuerySet
from tracker.permissions import Constitution, constitution
from tracker.selectors.credits import credit_of, listed_with
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.places import RecentReport, recent_reports

# A committee with fewer members than this never shows how many they are: the number would narrow down who.
FEWEST_COUNTED = 5


@dataclass(frozen=True, kw_only=True)
class CommitteeRow:
    """A committee in the list of all."""

    slug: str
    name: str
    place: PlaceRef
    members: int | None
    constituted: bool


@dataclass(frozen=True, kw_only=True)
class CommitteePage:
    """What the page of one committee shows; the numbers of members and seats only where they give nobody away."""

    slug: str
    name: str
    about: str
    place: PlaceRef
    leads: bool
    protected: bool
    missing: tuple[str, ...]
    gaps: tuple[str | Promise, ...]
    members: int | None
    seats: tuple[tuple[str, int | None], ...]
    recent: tuple[RecentReport, ...]
    reports: int


def constitution_of(committee: Committee, *, on: date) -> Constitution:
    """What the committee lacks on that day, if anything. Two queries."""
    return constitution(_seats(on).filter(committee=committee), _required())


def seats_and_required(committee: Committee, *, on: date) -> tuple[list[Seat], list[str]]:
    """Who sits on the committee on that day, and the codes of the constituencies it must have. One query.

    The seats are made for `permissions.constitution` and know nothing beside what it asks of them.
    """
    runs = Q(seats__ends_on__isnull=True) | Q(seats__ends_on__gt=on)
    held = FilteredRelation(
        "seats", condition=Q(seats__committee=committee.pk) & Q(seats__starts_on__lte=on) & runs
    )
    asked = Constituency.objects.annotate(held=held).filter(Q(required=True) | Q(held__isnull=False))
    rows = asked.values_list(
        "pk", "code", "required", "held__pk", "held__role", "held__user", "held__user__is_active"
    )
    found = list(rows.order_by("pk", "held__pk"))
    seats = [
        Seat(
            pk=seat,
            committee=committee,
            role=role,
            user=User(pk=user, is_active=active),
            constituency=Constituency(pk=pk, code=code),
        )
        for pk, code, _required, seat, role, user, active in found
        if seat is not None
    ]
    return seats, list(dict.fromkeys(code for _pk, code, required, *_seat in found if required))


def committee_rows(*, on: date) -> tuple[CommitteeRow, ...]:
    """Every committee that has a page, by the name it is known by. Three queries."""
    seats: dict[int, list[Seat]] = {}
    for seat in _seats(on):
        seats.setdefault(seat.committee_id, []).append(seat)
    required = _required()
    known = Committee.objects.exclude(credit=Credit.REGION).select_related("place__parent")
    rows = (_row(committee, seats.get(committee.pk, []), required) for committee in known)
    return tuple(sorted(rows, key=lambda row: row.name))


def committee_page(slug: str, *, on: date) -> CommitteePage | None:
    """One committee, or None where there is none at that address. Five queries."""
    committee = Committee.objects.at(slug).select_related("place__parent").first()
    if committee is None:
        return None
    seats = list(_seats(on).filter(committee=committee))
    known, required = credit_of(committee), _required()
    listed = listed_with(committee)
    found, hidden = constitution(seats, required), committee.is_protected
    return CommitteePage(
        slug=known.slug,
        name=str(known.name),
        about="" if hidden else committee.about,
        place=place_ref(committee.place),
        leads=committee.leads,
        protected=hidden,
        missing=tuple(sorted(required[code] for code in found.missing)),
        gaps=found.gaps,
        members=None if hidden else _members(seats),
        seats=() if hidden else _by_constituency(seats),
        recent=recent_reports(listed),
        reports=listed.published().count(),
    )


def _row(committee: Committee, seats: Sequence[Seat], required: Mapping[str, str]) -> CommitteeRow:
    known = credit_of(committee)
    return CommitteeRow(
        slug=known.slug,
        name=str(known.name),
        place=place_ref(committee.place),
        members=None if committee.is_protected else _members(seats),
        constituted=constitution(seats, required).complete,
    )


def _members(seats: Sequence[Seat]) -> int | None:
    """How many people sit on the committee, unless they are so few that the number says who they are."""
    number = len({seat.user_id for seat in seats})
    return number if number >= FEWEST_COUNTED else None


def _by_constituency(seats: Sequence[Seat]) -> tuple[tuple[str, int | None], ...]:
    """The constituencies that hold seats, and how many each, on the same condition."""
    held = Counter(seat.constituency.name for seat in seats)
    counted = _members(seats) is not None
    return tuple((name, number if counted else None) for name, number in sorted(held.items()))


def _seats(on: date) -> SeatQuerySet:
    return Seat.objects.held_on(on).select_related("user", "constituency")


def _required() -> dict[str, str]:
    """The constituencies that a committee must have, by code, each with its name."""
    return {one.code: one.name for one in Constituency.objects.filter(required=True)}

"""Where a member starts: the committees, what waits for the member, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from tracker.enums import Duty, ReportState, SeatRole
from tracker.models import Committee, Constituency, ProgressReport, Seat, User
from tracker.models.reports import ReportQuerySet
from tracker.permissions import DUTIES, committees_of, constitution
from tracker.selectors.targets import PlaceRef, place_ref
from tracker.wording import short_reference

# How much of what was decided the desk still shows.
LATELY = 5


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    """One of the member's committees, and what it lacks before it may publish."""

    slug: str
    name: str
    place: PlaceRef
    reports: bool
    decides: bool
    waiting: int
    gaps: tuple[str | Promise, ...]


@dataclass(frozen=True, kw_only=True)
class OpenReport:
    """A report as a list shows it: a draft, one sent back, one that waits, or one that was decided."""

    uuid: UUID
    reference: str
    commitment_code: str
    title: str
    years: int
    place: PlaceRef
    state: ReportState
    committee: str
    author: str
    reference_on: date
    yearly: bool
    return_reason: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The first page of the workspace."""

    committees: tuple[DeskRow, ...]
    mine: tuple[OpenReport, ...]
    to_decide: tuple[OpenReport, ...]
    lately: tuple[OpenReport, ...]


def desk(user: User, *, today: date) -> Desk:
    """The member's committees and the reports that wait for them. Five queries, whatever there is."""
    held = _seats_of_committees(user, today=today)
    own = {committee: _duties(user, seats) for committee, seats in held.items()}
    deciding = [committee for committee, duties in own.items() if Duty.DECIDE in duties]
    handed_in = ProgressReport.objects.waiting().filter(committee__in=deciding).exclude(author=user)
    waiting = _loaded(handed_in.order_by("submitted_at", "id"))
    required = list(Constituency.objects.filter(required=True).values_list("code", flat=True))
    rows = (
        DeskRow(
            slug=committee.slug,
            name=committee.name,
            place=place_ref(committee.place),
            reports=Duty.REPORT in own[committee],
            decides=Duty.DECIDE in own[committee],
            waiting=sum(one.committee_id == committee.pk for one in waiting),
            gaps=constitution(seats, required).gaps,
        )
        for committee, seats in held.items()
    )
    mine = ProgressReport.objects.unpublished().filter(author=user, committee__in=list(held))
    return Desk(
        committees=tuple(rows),
        mine=tuple(open_report(one) for one in _loaded(mine.order_by("id"))),
        to_decide=tuple(open_report(one) for one in waiting),
        lately=_lately(user, held),
    )


def _seats_of_committees(user: User, *, today: date) -> dict[Committee, list[Seat]]:
    """Every seat of the committees the person sits on, by committee. One query."""
    seats = Seat.objects.held_on(today).filter(committee__in=committees_of(user, on=today))
    loaded = seats.select_related("committee__place", "user", "constituency")
    found: dict[Committee, list[Seat]] = {}
    for seat in loaded.order_by("committee__name", "id"):
        found.setdefault(seat.committee, []).append(seat)
    return found


def _duties(user: User, seats: Iterable[Seat]) -> frozenset[Duty]:
    return frozenset().union(*(DUTIES[SeatRole(seat.role)] for seat in seats if seat.user_id == user.pk))


def _lately(user: User, committees: Iterable[Committee]) -> tuple[OpenReport, ...]:
    """What the person wrote or decided on and is public now, the latest first."""
    published = ProgressReport.objects.once_public().filter(committee__in=list(committees))
    involved = published.filter(Q(author=user) | Q(decided_by=user))
    return tuple(open_report(one) for one in _loaded(involved.order_by("-published_at", "-id"))[:LATELY])


def _loaded(reports: ReportQuerySet) -> ReportQuerySet:
    return reports.select_related(
        "committee",
        "author",
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
    )


def open_report(report: ProgressReport) -> OpenReport:
    """A report as members list it."""
    target = report.place_target.target
    return OpenReport(
        uuid=report.uuid,
        reference=short_reference(report.uuid),
        commitment_code=target.commitment.code,
        title=target.commitment.title,
        years=target.horizon.years,
        place=place_ref(report.place_target.place),
        state=ReportState(report.state),
        committee=report.committee.name if report.committee else "",
        author=str(report.author),
        reference_on=report.reference_on,
        yearly=report.yearly,
        return_reason=report.return_reason,
    )

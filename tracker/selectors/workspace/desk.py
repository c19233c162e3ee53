"""Where a member starts: the committees, what waits for the member, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.functional import Promise

from tracker.enums import DisputeState, Duty, ReportState, SeatRole
from tracker.models import Committee, Constituency, Dispute, ProgressReport, Seat, User
from tracker.models.report_rows import ReportQuerySet
from tracker.permissions import DUTIES, committees_of, constitution
from tracker.selectors.gathered import Gathered
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.workspace.rounds import AssignedRow, RoundWork, open_work, own_rows, works
from tracker.selectors.workspace.unlocks import UnlockRow, unlocks_waiting
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
    coordinates: bool
    coordinated: bool
    disputes: int


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
    assigned: tuple[AssignedRow, ...]
    work: tuple[RoundWork, ...]
    unlocks: tuple[UnlockRow, ...]
    mine: tuple[OpenReport, ...]
    to_decide: tuple[OpenReport, ...]
    lately: tuple[OpenReport, ...]

    @property
    def late(self) -> tuple[AssignedRow, ...]:
        """What the member should have reported on by now."""
        return tuple(one for one in self.assigned if one.late)

    @property
    def to_report(self) -> tuple[AssignedRow, ...]:
        """What the member reports on, and is not late with."""
        return tuple(one for one in self.assigned if not one.late)

    @property
    def nothing_waits(self) -> bool:
        """Whether the member has nothing to do."""
        return not (self.assigned or self.unlocks or self.mine or self.to_decide)


def desk(user: User, *, today: date) -> Desk:
    """The member's committees, and the reports and targets that wait. Five queries, whatever there is."""
    held, required = _seats_of_committees(user, today=today)
    own = {committee: _duties(user, seats) for committee, seats in held.items()}
    deciding = [committee for committee, duties in own.items() if Duty.DECIDE in duties]
    mine, waiting = _on_their_way(user, held, deciding)
    work = open_work(list(held), user, today=today)
    rows = (
        DeskRow(
            slug=committee.slug,
            name=committee.name,
            place=place_ref(committee.place),
            reports=Duty.REPORT in own[committee],
            decides=Duty.DECIDE in own[committee],
            waiting=sum(one.committee_id == committee.pk for one in waiting),
            gaps=constitution(seats, required).gaps,
            coordinates=Duty.COORDINATE in own[committee],
            disputes=getattr(seats[0], "disputes", None) or 0,
            coordinated=any(seat.role == SeatRole.COORDINATOR and seat.user.is_active for seat in seats),
        )
        for committee, seats in held.items()
    )
    return Desk(
        committees=tuple(rows),
        assigned=own_rows(work, user, today=today),
        work=works(work, today=today),
        unlocks=unlocks_waiting(user, today=today),
        mine=tuple(open_report(one) for one in mine),
        to_decide=tuple(open_report(one) for one in waiting),
        lately=_lately(user, held),
    )


def _on_their_way(
    user: User, held: Iterable[Committee], deciding: Iterable[Committee]
) -> tuple[list[ProgressReport], list[ProgressReport]]:
    """The member's own reports, and those of others that wait for a decision, the oldest first. One query."""
    own = Q(author=user, committee__in=list(held))
    handed_in = Q(state=ReportState.SUBMITTED, committee__in=list(deciding)) & ~Q(author=user)
    found = list(_loaded(ProgressReport.objects.unpublished().filter(own | handed_in).order_by("id")))
    waiting = [one for one in found if one.author_id != user.pk]
    mine = [one for one in found if one.author_id == user.pk]
    return mine, sorted(waiting, key=lambda one: (str(one.submitted_at), one.pk))


def _seats_of_committees(user: User, *, today: date) -> tuple[dict[Committee, list[Seat]], list[str]]:
    """Every seat of the committees the person sits on, by committee, and whom each must seat. One query."""
    seats = Seat.objects.held_on(today).filter(committee__in=committees_of(user, on=today))
    loaded = seats.select_related("committee__place", "user", "constituency")
    # Without an order: rows that are ordered by what is gathered would not be gathered.
    required = Constituency.objects.filter(required=True).order_by().values("required")
    codes = required.annotate(codes=Gathered("code")).values("codes")
    found: dict[Committee, list[Seat]] = {}
    asked: list[str] = []
    waiting = Dispute.objects.exclude(state=DisputeState.DECIDED).order_by()
    theirs = waiting.filter(report__committee=OuterRef("committee")).values("report__committee")
    disputes = Subquery(theirs.annotate(number=Count("pk")).values("number"))
    rows: Iterable[Any] = loaded.annotate(required=Subquery(codes), disputes=disputes).order_by(
        "committee__name", "id"
    )
    for seat in rows:
        found.setdefault(seat.committee, []).append(seat)
        asked = sorted(seat.required or ())
    return found, asked


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

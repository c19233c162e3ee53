"""What waits for an administrator, and how the machinery is: the front page of the desk."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Model, Q, Value
from django.utils import timezone

from tracker.chain import Anchor
from tracker.enums import DisputeState, ImportState
from tracker.models import (
    Benchmark,
    ChangeRequest,
    Commitment,
    Committee,
    Constituency,
    Dispute,
    Framework,
    ImportBatch,
    Indicator,
    Lease,
    Objective,
    Process,
    Round,
    Seat,
    Term,
)
from tracker.permissions import constitution
from tracker.selectors.audit import newest_head
from tracker.selectors.disputes import CLOCK
from tracker.selectors.health import Backlog, backlog

# The lease of the sweeps: `actions/sweep.py`.
SWEEP = "sweep"
# What an administrator can check against its source, and say so on its screen.
CHECKABLE: tuple[type[Model], ...] = (
    Objective,
    Commitment,
    Indicator,
    Framework,
    Benchmark,
    Process,
    Constituency,
    Term,
)


@dataclass(frozen=True, kw_only=True)
class Attention:
    """What is late, lacking or not checked, what waits to be computed, and where the record of acts stands."""

    rounds_over: tuple[Round, ...]
    changes_asked: int
    tables_waiting: int
    tables_failed: int
    disputes_open: int
    disputes_late: int
    committees_lacking: tuple[Committee, ...]
    not_checked: tuple[tuple[type[Model], int], ...]
    backlog: Backlog
    swept_until: datetime | None
    head: Anchor | None


def attention(*, today: date) -> Attention:
    """All of it as of now. Fourteen queries, whatever there is."""
    # The day on which each was to be decided is over: `disputes.due_on`.
    late = Q(raised_at__date__lt=today - CLOCK)
    waiting = Dispute.objects.exclude(state=DisputeState.DECIDED)
    disputes = waiting.aggregate(open=Count("pk"), late=Count("pk", filter=late))
    tables = ImportBatch.objects.aggregate(
        waiting=Count("pk", filter=Q(state=ImportState.CHECKED, needs_second=True)),
        failed=Count("pk", filter=Q(state=ImportState.FAILED)),
    )
    return Attention(
        rounds_over=tuple(Round.objects.filter(closed_at=None, closes_on__lt=today).order_by("closes_on")),
        changes_asked=ChangeRequest.objects.waiting().count(),
        tables_waiting=tables["waiting"],
        tables_failed=tables["failed"],
        disputes_open=disputes["open"],
        disputes_late=disputes["late"],
        committees_lacking=_lacking(today),
        not_checked=_not_checked(),
        backlog=backlog(timezone.now()),
        swept_until=Lease.objects.filter(name=SWEEP).values_list("until", flat=True).first(),
        head=newest_head(),
    )


def _lacking(today: date) -> tuple[Committee, ...]:
    """The committees that may not publish as they are made up today. Three queries."""
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.held_on(today).select_related("user", "constituency"):
        seats[seat.committee_id].append(seat)
    required = list(Constituency.objects.filter(required=True).values_list("code", flat=True))
    return tuple(
        one
        for one in Committee.objects.order_by("name")
        if not constitution(seats[one.pk], required).complete
    )


def _not_checked() -> tuple[tuple[type[Model], int], ...]:
    """How many of each noun were not checked against their source. One query."""
    each = [
        noun._default_manager.filter(verified=False)
        .order_by()
        .annotate(noun=Value(at))
        .values("noun")
        .annotate(number=Count("pk"))
        for at, noun in enumerate(CHECKABLE)
    ]
    counted = {row["noun"]: row["number"] for row in each[0].union(*each[1:], all=True)}
    return tuple((noun, counted.get(at, 0)) for at, noun in enumerate(CHECKABLE))

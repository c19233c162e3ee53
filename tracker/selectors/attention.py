"""What waits for an administrator, and how the machinery is: the front page of the desk."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model
from django.utils import timezone

from tracker.chain import Anchor
from tracker.enums import DisputeState
from tracker.models import (
    Benchmark,
    Commitment,
    Committee,
    Constituency,
    Dispute,
    Framework,
    Indicator,
    Objective,
    Process,
    Round,
    Seat,
    Term,
)
from tracker.permissions import constitution
from tracker.selectors.audit import newest_head
from tracker.selectors.disputes import CLOCK
from tracker.selectors.health import Backlog, what_is_stored

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
    """What is late, lacking or not checked; `backlog` is None where the tables are older than the code."""

    rounds_over: tuple[Round, ...]
    disputes_open: int
    disputes_late: int
    committees_lacking: tuple[Committee, ...]
    not_checked: tuple[tuple[type[Model], int], ...]
    backlog: Backlog | None
    head: Anchor | None


def attention(*, today: date) -> Attention:
    """All of it as of now. Some twenty queries, whatever there is."""
    waiting = Dispute.objects.exclude(state=DisputeState.DECIDED)
    latest = timezone.now() - CLOCK
    return Attention(
        rounds_over=tuple(Round.objects.filter(closed_at=None, closes_on__lt=today).order_by("closes_on")),
        disputes_open=waiting.count(),
        disputes_late=waiting.filter(raised_at__lt=latest - timedelta(days=1)).count(),
        committees_lacking=_lacking(today),
        not_checked=tuple((noun, _unchecked(noun)) for noun in CHECKABLE),
        backlog=what_is_stored().backlog,
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


def _unchecked(noun: type[Model]) -> int:
    return noun._default_manager.filter(verified=False).count()

"""Reminders climb a ladder and stop: of a target that is assigned, and of a dispute that waits for a decision.

One letter a person a day at most, whatever it tells of, and it says only that there is something. How many rungs were
told of stands in the assignment, or beside the dispute, so a day on which nobody ran this is caught up with by one
letter, not by several.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import chain

from django.db import transaction
from django.db.models import Exists, OuterRef

from tracker.actions import outbox
from tracker.enums import Duty, MailKind
from tracker.models import Assignment, DisputeNotice, ReminderDay, Round, Seat, User
from tracker.permissions import DUTIES
from tracker.selectors.disputes import due_on
from tracker.selectors.rounds import progress_of, with_progress
from tracker.selectors.waiting_disputes import waiting_disputes

log = logging.getLogger(__name__)

# In days from the day it is due. The first rung of all is the assignment itself, or the dispute.
LADDER = (-14, -3, 1, 7)
DISPUTE_LADDER = (-7, 1)
TOP = 1 + len(LADDER)


@dataclass(frozen=True, kw_only=True)
class News:
    """Something that a person is to be reminded of; `told` writes down that it was done."""

    user: User
    kind: MailKind
    told: Callable[[], object]


def rungs_passed(due: date, *, today: date, ladder: Iterable[int] = LADDER) -> int:
    """How many rungs are passed on a day, of what was there by then and is due on another."""
    return 1 + sum(due + timedelta(days=days) <= today for days in ladder)


def remind(today: date) -> int:
    """Write to whoever has something new to be reminded of; says to how many. Harmless when run twice, or late."""
    waiting: dict[User, list[News]] = {}
    for one in chain(_news_of_targets(today), _news_of_disputes(today)):
        waiting.setdefault(one.user, []).append(one)
    return sum(_try(user, waiting[user], today) for user in sorted(waiting, key=lambda user: user.pk))


def _news_of_targets(today: date) -> Iterator[News]:
    """What is assigned in open rounds to people who still log progress there, with a rung they were not told of."""
    for one in _open_assignments(today):
        passed = rungs_passed(one.due_on, today=today)
        if passed > one.reminded and not progress_of(one).is_done:
            rows = Assignment.objects.filter(pk=one.pk)
            yield News(user=one.user, kind=MailKind.REMINDER, told=partial(rows.update, reminded=passed))


def _news_of_disputes(today: date) -> Iterator[News]:
    """What waits for the decision of people who may decide on it: new to them, or near its day, or past it."""
    for one in waiting_disputes(today=today):
        passed = rungs_passed(due_on(one.raised_on), today=today, ladder=DISPUTE_LADDER)
        if passed > one.reminded:
            told = partial(
                DisputeNotice.objects.update_or_create,
                dispute_id=one.dispute,
                user=one.user,
                defaults={"reminded": passed},
            )
            yield News(user=one.user, kind=MailKind.DISPUTES_WAIT, told=told)


def _open_assignments(today: date) -> Iterable[Assignment]:
    """The assignments in open rounds that have rungs left, of people who log progress there today."""
    reporting = [role for role, duties in DUTIES.items() if Duty.REPORT in duties]
    seats = Seat.objects.held_on(today).filter(
        user=OuterRef("user"), committee=OuterRef("committee"), role__in=reporting
    )
    left = Assignment.objects.filter(
        Exists(seats), round__in=Round.objects.open_on(today), reminded__lt=TOP, user__is_active=True
    )
    return with_progress(left).select_related("user")


def _try(user: User, news: Iterable[News], today: date) -> bool:
    try:
        return _remind(user, list(news), today)
    except Exception:
        # Whatever is wrong with one person's letter, the others get theirs.
        log.exception("a reminder could not be written")
        return False


@transaction.atomic
def _remind(user: User, news: list[News], today: date) -> bool:
    """One letter, where there was none that day: about targets it leads to the desk, which lists disputes as well."""
    _day, first = ReminderDay.objects.get_or_create(user=user, on=today)
    if not first:
        return False
    for one in news:
        one.told()
    ReminderDay.objects.filter(user=user, on__lt=today).delete()
    kinds = {one.kind for one in news}
    outbox.post(MailKind.REMINDER if MailKind.REMINDER in kinds else MailKind.DISPUTES_WAIT, to=user)
    return True

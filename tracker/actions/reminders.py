"""Reminders climb a ladder and stop: when a target is assigned, 14 and 3 days before it is due, 1 and 7 days after.

One letter a person a day at most, whatever it tells of, and it says only that there is something. How many rungs were
told of stands in the assignment, so a day on which nobody ran this is caught up with by one letter, not by several.
"""

import logging
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from tracker.actions import outbox
from tracker.enums import Duty, MailKind
from tracker.models import Assignment, ReminderDay, Round, Seat, User
from tracker.permissions import DUTIES
from tracker.selectors.rounds import progress_of, with_progress

log = logging.getLogger(__name__)

# In days from the day it is due. The first rung of all is the assignment itself.
LADDER = (-14, -3, 1, 7)
TOP = 1 + len(LADDER)


def rungs_passed(due_on: date, *, today: date) -> int:
    """How many rungs are passed on a day, of a target that was assigned by then."""
    return 1 + sum(due_on + timedelta(days=days) <= today for days in LADDER)


def remind(today: date) -> int:
    """Write to whoever has something new to be reminded of; says to how many. Harmless when run twice, or late."""
    waiting: dict[User, list[Assignment]] = {}
    for one in _open_assignments(today):
        if not progress_of(one).is_done:
            waiting.setdefault(one.user, []).append(one)
    return sum(_try(user, waiting[user], today) for user in sorted(waiting, key=lambda user: user.pk))


def _open_assignments(today: date) -> Iterable[Assignment]:
    """What is assigned in open rounds to people who still log progress there, and has rungs left."""
    reporting = [role for role, duties in DUTIES.items() if Duty.REPORT in duties]
    seats = Seat.objects.held_on(today).filter(
        user=OuterRef("user"), committee=OuterRef("committee"), role__in=reporting
    )
    left = Assignment.objects.filter(
        Exists(seats), round__in=Round.objects.open_on(today), reminded__lt=TOP, user__is_active=True
    )
    return with_progress(left).select_related("user")


def _try(user: User, assignments: Iterable[Assignment], today: date) -> bool:
    try:
        return _remind(user, assignments, today)
    except Exception:
        # Whatever is wrong with one person's letter, the others get theirs.
        log.exception("a reminder could not be written")
        return False


@transaction.atomic
def _remind(user: User, assignments: Iterable[Assignment], today: date) -> bool:
    passed = {one.pk: rungs_passed(one.due_on, today=today) for one in assignments}
    news = [one for one in assignments if passed[one.pk] > one.reminded]
    if not news:
        return False
    _day, first = ReminderDay.objects.get_or_create(user=user, on=today)
    if not first:
        return False
    for one in news:
        Assignment.objects.filter(pk=one.pk).update(reminded=passed[one.pk])
    ReminderDay.objects.filter(user=user, on__lt=today).delete()
    outbox.post(MailKind.REMINDER, to=user)
    return True

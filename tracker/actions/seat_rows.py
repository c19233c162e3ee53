"""Seats out of a table: stored as other rows are, and undone without claiming that nobody ever held them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.desk_rows import InTheWay, MadeRow, RowChange, held_rows, keep_rows, put_back
from tracker.models import Seat, User

DAY = timedelta(days=1)


@transaction.atomic
def keep_seats(changes: Sequence[RowChange], *, about: str, by: User) -> list[MadeRow]:
    """Add and change seats. Raises Overtaken."""
    return keep_rows(Seat, changes, about=about, by=by)


@transaction.atomic
def undo_seats(made: Sequence[MadeRow], *, about: str, by: User, reason: str) -> None:
    """Change seats back; those that were new end, and are deleted only where they have not begun.

    Raises InTheWay where one was changed since, or where the member has another open seat by now.
    """
    stored, late = held_rows(Seat, made)
    if late:
        raise InTheWay(late)
    new = [one.pk for one in made if one.before is None]
    end_terms(Seat.objects.filter(pk__in=new), on=timezone.localdate())
    put_back(stored, made)
    record("desk.import_undone", by=by, about=about, rows=[one.pk for one in made], reason=reason)


def end_terms(held: "QuerySet[Any]", *, on: date) -> None:
    """Terms end today, or tomorrow where they began today; what has not begun never will, and is deleted."""
    held.filter(starts_on__gt=on).delete()
    for one in held.filter(Q(ends_on=None) | Q(ends_on__gt=on)):
        one.ends_on = max(on, one.starts_on + DAY)
        one.save(update_fields=["ends_on"])

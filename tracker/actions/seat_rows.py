"""Seats out of a table: stored as other rows are, and undone without claiming that nobody ever held them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.desk_rows import InTheWay, MadeRow, RowChange, held_rows, keep_rows, put_back
from tracker.enums import TableKind
from tracker.models import ImportRow, Seat, User

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


def forget_in_tables(address: str, *, instead: str) -> None:
    """Take an address out of the tables that were brought in: rows keep everything else."""
    for row in _rows_with(address):
        row.cells = [_without(cell, address, instead) for cell in row.cells]
        row.differences = _all_without(row.differences, address, instead)
        row.faults = _all_without(row.faults, address, instead)
        row.save(update_fields=["cells", "differences", "faults"])


def _rows_with(address: str) -> Iterator[ImportRow]:
    """Rows with the address in a cell; a table of seats is looked through, however the database writes a letter."""
    rows = ImportRow.objects.filter(Q(cells__icontains=address) | Q(batch__kind=TableKind.SEATS))
    for row in rows.order_by("pk").iterator():
        if any(address.casefold() in cell.casefold() for cell in row.cells):
            yield row


def _all_without(lists: list[list[str]], address: str, instead: str) -> list[list[str]]:
    return [[_without(text, address, instead) for text in one] for one in lists]


def _without(text: str, address: str, instead: str) -> str:
    begins = text.casefold().find(address.casefold())
    if begins < 0:
        return text
    return text[:begins] + instead + _without(text[begins + len(address) :], address, instead)

"""What an import asks of a kind of table, and which kinds there are. They stand above, in tracker/sheets.

They are made known when the apps are loaded, so that a sweep can go on with an import without knowing any of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from tracker.actions.changes import ForeseenMark
from tracker.enums import RowState, TableKind
from tracker.models import User

# What was stored of a table, as JSON: the kind alone reads it, to undo it.
Made = list[Any]


@dataclass(frozen=True)
class TableRow:
    """A row as it came: its number in the file, and its cells by the names of our columns."""

    number: int
    cells: Mapping[str, str]
    # What is wrong with the row as a whole, such as a cell too many.
    fault: str = ""


@dataclass(frozen=True)
class Difference:
    """What a row changes in a column."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class CellFault:
    """What is wrong: in which column ("" for the row as a whole), with which value, and why."""

    column: str
    value: str
    words: str


@dataclass(frozen=True)
class RowResult:
    """What a row comes to."""

    number: int
    state: RowState
    differences: tuple[Difference, ...] = ()
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """What storing all rows together comes to: what is refused, by row, and which marks change."""

    faults: Mapping[int, Sequence[CellFault]] = field(default_factory=dict)
    marks: Sequence[ForeseenMark] = ()
    needs_second: bool = False
    # What is wrong with the table as a whole, such as its day.
    refused: str = ""


class ChangedSince(Exception):
    """Rows were changed since by somebody else: nothing was undone. `names` says which."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class CannotUndo(Exception):
    """What was said before breaks a rule by now: nothing was undone. The words say which."""


class Table(Protocol):
    """One reading of a table: the rows one by one, and then all together."""

    # What the record of acts calls the rows together where they are one act: the id of the import.
    together: str

    def read(self, row: TableRow) -> RowResult:
        """What a row comes to beside what is stored; nothing is asked of the database row by row."""

    def foretell(self, *, from_on: date) -> Foretold:
        """What storing the rows that were read comes to; nothing is kept."""

    def store(self, *, by: User, reason: str, from_on: date) -> Made:
        """Store the rows that were read, within the transaction that is open. Raises Overtaken."""

    def undo(self, made: Made, *, by: User, reason: str) -> None:
        """Undo what was stored, within the transaction that is open. Raises ChangedSince, CannotUndo."""


def row_of(columns: Sequence[str], number: int, cells: Sequence[str]) -> TableRow:
    """A row by our columns. One that ends early says that its other cells are empty."""
    given = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
    return TableRow(number, given, too_many(cells, len(columns)))


def too_many(cells: Sequence[str], width: int) -> str:
    """What is wrong with a row that says something beyond its last column; empty where it does not."""
    beyond = any(cell.strip() for cell in cells[width:])
    return _("There are more cells than columns in this row.") if beyond else ""


Opened = Callable[[Mapping[str, Any]], Table]
_KINDS: dict[TableKind, Opened] = {}


def make_known(kind: TableKind, opened: Opened) -> None:
    """Say how a table of this kind is read, with what was said at the upload."""
    _KINDS[kind] = opened


def table_of(kind: TableKind, options: Mapping[str, Any]) -> Table:
    """A new reading of a table of this kind that was brought in with these options."""
    return _KINDS[kind](options)

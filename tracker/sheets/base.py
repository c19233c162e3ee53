"""A kind of table: its columns, what is stored under them, and what a row comes to beside it.

A kind is a resource of django-import-export: the library reads cells into a record, compares two records, and writes
records as a table. It stores nothing: `store` and `undo` hand what was read to acts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from import_export.resources import Resource

from tracker.actions.table_kinds import CellFault, Difference, Foretold, Made, RowResult, TableRow
from tracker.enums import RowState, TableKind
from tracker.finding.words import folded
from tracker.forms.base import StrictForm
from tracker.models import User
from tracker.sheets.columns import BadCell, Column, armed, even
from tracker.transfer.cells import disarmed

Key = tuple[str, ...]


class Record:
    """A row as values, one for each column by its name; `kept` is what else the kind knows of what is stored."""

    def __init__(self, *, kept: Any = None, **values: Any) -> None:
        self.kept = kept
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        # What was never said.
        if name.startswith("__"):
            raise AttributeError(name)
        return None

    if TYPE_CHECKING:

        def __setattr__(self, name: str, value: Any) -> None:
            """Any column may be set."""

    def copy(self) -> Self:
        """Another with the same values."""
        return type(self)(**self.__dict__)


@dataclass(frozen=True)
class Asked:
    """What a row asks for: its number in the file, what is stored (None: nothing), and what it is to be."""

    number: int
    before: Record | None
    record: Record


class AskedForm(StrictForm):
    """What is asked at the upload of a kind of table, besides the file."""

    def options(self) -> dict[str, Any]:
        """What is kept of it with the import, as JSON."""
        raise NotImplementedError


class Sheet(Resource):
    """A kind of table; an instance is one reading of one table."""

    kind: ClassVar[TableKind]
    # What a table of this kind is, and what storing one does.
    about: ClassVar[str | Promise]
    # The columns that say what a row is about.
    key: ClassVar[tuple[str, ...]]
    # The columns that cannot be changed once a row is stored.
    fixed: ClassVar[frozenset[str]] = frozenset()
    # What is asked at the upload besides the file, if anything.
    asks: ClassVar[type[AskedForm] | None] = None
    # Whether a file may have columns that are none of ours; what they say is left alone.
    leaves_others: ClassVar[bool] = False
    # Whether what is stored holds from a day that is chosen.
    has_day: ClassVar[bool] = True
    # What undoing such a table does.
    undoing: ClassVar[str | Promise] = _lazy(
        "What was said before is said again, as new versions from today on; nothing is deleted. Where somebody "
        "changed a row since, nothing is undone, and you are told which."
    )

    @classmethod
    def opened(cls, options: Mapping[str, Any]) -> "Sheet":
        """A reading of a table that was brought in with these options."""
        return cls()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name, column in self.fields.items():
            column.attribute = name
        # What the record of acts calls the rows together where they are one act: the id of the import.
        self.together = ""
        self.asked: list[Asked] = []
        self._first: dict[Key, int] = {}

    @property
    def columns(self) -> dict[str, Column]:
        """The columns by their names, in their order."""
        return dict(self.fields)

    @property
    def names_rows(self) -> Sequence[str]:
        """The columns by which a reader tells rows apart."""
        return self.key

    @property
    def told_by(self) -> Sequence[str]:
        """The columns that every file of this kind has."""
        return self.key

    @cached_property
    def stored(self) -> dict[Key, Record]:
        """What is stored, by key."""
        return {self.key_of(record): record for record in self.load()}

    def load(self) -> Iterable[Record]:
        """Everything that is stored, in the order of an export, in a fixed number of queries."""
        raise NotImplementedError

    def check(self, asked: Asked) -> Iterator[CellFault]:
        """What is wrong with a row of which each cell is fine; asks the database nothing row by row.

        It may settle in `asked.record` what follows from the cells.
        """
        yield from ()

    def before(self, key: Key, about: Record) -> Record | None:
        """What stands under a key; None where nothing can stand there yet. `about` has the columns of the key."""
        return self.stored.get(key)

    def is_new(self, before: Record | None) -> bool:
        """Whether nothing was said yet under a row's key."""
        return before is None

    def foretell(self, *, from_on: date) -> Foretold:
        """What storing comes to. A kind that decides marks has them computed."""
        return Foretold()

    def store(self, *, by: User, reason: str, from_on: date) -> Made:
        """Hand `self.asked` to the acts. Raises Overtaken where what is stored is not what was read."""
        raise NotImplementedError

    def undo(self, made: Made, *, by: User, reason: str) -> None:
        """Undo what was stored. Raises ChangedSince where somebody changed it since."""
        raise NotImplementedError

    def key_of(self, record: Record) -> Key:
        """What a record is about, as it is compared."""
        return tuple(folded(str(self.fields[name].export(record))) for name in self.key)

    def read(self, row: TableRow) -> RowResult:
        """What a row comes to; one that asks for something is kept in `self.asked`."""
        cells = {name: text for name, text in row.cells.items() if name in self.fields}
        about = Record()
        faults = [CellFault("", "", row.fault)] if row.fault else []
        faults += self._filled(about, {name: cells.get(name, "") for name in self.key})
        if faults:
            return RowResult(row.number, RowState.WRONG, faults=tuple(faults))
        key = self.key_of(about)
        first = self._first.setdefault(key, row.number)
        if first != row.number:
            words = _("This stands in row %(number)s already.") % {"number": first}
            value = cells.get(self.key[0], "")
            return RowResult(row.number, RowState.WRONG, faults=(CellFault(self.key[0], value, words),))
        return self._compared(row.number, cells, self.before(key, about), about)

    def _compared(
        self, number: int, cells: dict[str, str], before: Record | None, about: Record
    ) -> RowResult:
        record = before.copy() if before else about
        faults = self._missing(cells) if before is None else []
        lacking = {fault.column for fault in faults}
        touched = self._touched(cells, before)
        faults += self._filled(record, {name: text for name, text in touched.items() if name not in lacking})
        if before and not faults:
            faults += self._fixed(cells, before, record)
        asked = Asked(number, before, record)
        faults += [] if faults else list(self.check(asked))
        if faults:
            return RowResult(number, RowState.WRONG, faults=tuple(faults))
        differences = tuple(self._differences(before, record))
        if before is not None and not differences:
            return RowResult(number, RowState.SAME)
        self.asked.append(asked)
        state = RowState.NEW if self.is_new(before) else RowState.CHANGED
        return RowResult(number, state, differences=differences)

    def _filled(self, record: Record, cells: dict[str, str]) -> list[CellFault]:
        """Read cells into a record; says what is wrong with each that could not be read."""
        faults = []
        for name, text in cells.items():
            try:
                self.fields[name].save(record, {name: armed(text)})
            except BadCell as bad:
                faults.append(CellFault(name, text, str(bad)))
            except ValidationError as bad:
                faults.append(CellFault(name, text, " ".join(bad.messages)))
        return faults

    def _touched(self, cells: dict[str, str], before: Record | None) -> dict[str, str]:
        """The cells that say something else than what is stored.

        What was not touched stays, also where it came from a file that was less strict.
        """
        if before is None:
            # What a new row does not say is empty.
            return {name: cells.get(name, "") for name in self.fields if name not in self.key}
        rest = {name: text for name, text in cells.items() if name not in self.key}
        held = {name: even(self.text_of(name, before)) for name in rest}
        return {
            name: text for name, text in rest.items() if even(text) not in (held[name], disarmed(held[name]))
        }

    def _missing(self, cells: dict[str, str]) -> list[CellFault]:
        words = _("A new row needs this column.")
        return [
            CellFault(name, "", words)
            for name, column in self.fields.items()
            if column.needed and name not in cells
        ]

    def _fixed(self, cells: dict[str, str], before: Record, record: Record) -> list[CellFault]:
        words = _("This cannot be changed once it is stored. It says: %(value)s.")
        return [
            CellFault(name, cells.get(name, ""), words % {"value": self.text_of(name, before) or "–"})
            for name in self.fixed
            if getattr(before, name) != getattr(record, name)
        ]

    def _differences(self, before: Record | None, record: Record) -> Iterator[Difference]:
        held = before or Record()
        for name in self.fields:
            if getattr(held, name) != getattr(record, name):
                yield Difference(
                    name, self.text_of(name, before) if before else "", self.text_of(name, record)
                )

    def text_of(self, name: str, record: Record) -> str:
        """What stands in a column of a record, as it is typed."""
        return str(self.fields[name].export(record))

    def said(self) -> Iterable[Record]:
        """What is taken out: all that is stored, or what of it says anything."""
        return self.load()

    def rows(self) -> Iterator[Sequence[Any]]:
        """What is taken out, row by row: figures and days as such, everything else as text."""
        for record in self.said():
            yield [self._cell(name, record) for name in self.fields]

    def _cell(self, name: str, record: Record) -> Any:
        value = getattr(record, name)
        return value if self.is_bare(value) else self.text_of(name, record)

    @staticmethod
    def is_bare(value: Any) -> bool:
        """Whether a value stands in a file as it is."""
        return isinstance(value, int | Decimal | date) and not isinstance(value, bool)

"""Rows about places as they were typed or pasted, and what each says: new, changed, the same, or what is wrong."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.changes import PlaceChange
from tracker.actions.table_kinds import CellFault, too_many
from tracker.actions.targets import Local, local_of
from tracker.admin.grid_columns import LABELS, PLACE, header_of, shown
from tracker.admin.words import said
from tracker.enums import RowState
from tracker.finding.words import folded
from tracker.forms.fields import StrictField
from tracker.models import Target
from tracker.selectors.place_grid import GridRow
from tracker.sheets.columns import even
from tracker.sheets.fields import plain
from tracker.wording import figure

MOST_ROWS = 500
ORDER = tuple(LABELS)


@dataclass(frozen=True)
class TypedRow:
    """A row as it was typed: its number, the place as it was named, and the cells that were given."""

    number: int
    place: str
    cells: Mapping[str, str]
    # What is wrong with the row as a whole, such as a cell too many.
    fault: str = ""


class GridFault(CellFault):
    """What is wrong in a cell of the grid, whose columns have names."""

    @property
    def label(self) -> str:
        """The column's name."""
        return str(LABELS.get(self.column, ""))


@dataclass(frozen=True)
class ReadRow:
    """A row with the place it is about and what it says of it."""

    typed: TypedRow
    row: GridRow | None = None
    local: Local | None = None
    faults: tuple[GridFault, ...] = field(default=())

    @property
    def state(self) -> RowState:
        """What it comes to."""
        if self.faults or self.row is None or self.local is None:
            return RowState.WRONG
        if self.row.latest is None:
            untouched = not self.row.has_target and not any(self.typed.cells.values())
            return RowState.SAME if untouched or self._says_nothing else RowState.NEW
        return RowState.SAME if local_of(self.row.latest) == self.local else RowState.CHANGED

    @property
    def _says_nothing(self) -> bool:
        return bool(self.row and self.row.has_target) and self.local == Local()

    def change_of(self, target: Target) -> PlaceChange | None:
        """What is to be stored of it."""
        if self.row is None or self.local is None or self.state not in (RowState.NEW, RowState.CHANGED):
            return None
        return PlaceChange(target=target, place=self.row.place, local=self.local, after=self.row.number)

    def refused(self, column: str, words: Iterable[str]) -> "ReadRow":
        """The row with something wrong in a column; what concerns no column of ours stands at the baseline."""
        column = column if column in LABELS else "baseline"
        # A column that was left out keeps what is held, and that may be what is wrong.
        held = getattr(self.local, column, None)
        value = self.typed.cells.get(column, "" if held in (None, "") else said(column, held))
        return replace(self, faults=(*self.faults, *(GridFault(column, value, one) for one in words)))


def pasted(text: str) -> list[TypedRow]:
    """The rows of a text copied from a spreadsheet; ValidationError where it is no table, or too long."""
    lines = _lines(text)
    header = header_of(lines[0][1]) if lines else None
    if header is None:
        return [_typed(number, ORDER, cells) for number, cells in lines]
    named = lines[0][1]
    unknown = [cell for cell, name in zip(named, header, strict=True) if name is None and cell.strip()]
    if unknown:
        told = {"names": ", ".join(unknown), "known": ", ".join(str(one) for one in LABELS.values())}
        raise ValidationError(
            _("Row 1 names columns that are not ours: %(names)s. Ours are: %(known)s.") % told
        )
    given = [one for one in header if one]
    if PLACE not in given or len(given) != len(set(given)):
        raise ValidationError(_("The header line must name each column once, and the place among them."))
    return [_typed(number, header, cells) for number, cells in lines[1:]]


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The lines that are not blank with their numbers, split into cells."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter="\t", strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                found.append((number, cells))
    except csv.Error:
        raise ValidationError(
            _("Row %(number)s cannot be read: a quotation mark that opens a cell must close it, too.")
            % {"number": figure(len(found) + 1)}
        ) from None
    # One more than the rows may be is a header line.
    if len(found) > MOST_ROWS + 1:
        raise ValidationError(
            ngettext(
                "These are %(found)s rows. At most %(most)s is taken at once: paste fewer.",
                "These are %(found)s rows. At most %(most)s are taken at once: paste fewer.",
                MOST_ROWS,
            )
            % {"found": figure(len(found)), "most": figure(MOST_ROWS)}
        )
    return found


def _typed(number: int, order: Sequence[str | None], cells: Sequence[str]) -> TypedRow:
    named = {name: cell for name, cell in zip(order, cells, strict=False) if name}
    # A line that ends early says nothing about the columns after it, as an empty cell would.
    return TypedRow(number, named.pop(PLACE, ""), named, fault=too_many(cells, len(order)))


class Reader:
    """Reads typed rows against the places of a target."""

    def __init__(self, rows: Sequence[GridRow], fields: Mapping[str, StrictField]) -> None:
        self.fields = fields
        self._coded = {row.place.iso3.casefold(): row for row in rows if row.place.iso3}
        # A code is one place's alone, and goes before letters and names that look like it.
        self._coded |= {row.place.code: row for row in rows}
        self._named: dict[str, list[GridRow]] = defaultdict(list)
        for row in rows:
            for name in {plain(name) for name in row.place.names.values()}:
                self._named[name].append(row)

    def read(self, typed: Iterable[TypedRow]) -> list[ReadRow]:
        """Each row with what it says; a place that comes twice is refused the second time."""
        first: dict[int, int] = {}
        found = []
        for one in typed:
            read = self._row(one)
            if read.row:
                before = first.setdefault(read.row.place.pk, one.number)
                if before != one.number:
                    words = _("This place stands in row %(number)s already.") % {"number": before}
                    read = replace(read, faults=(*read.faults, GridFault(PLACE, one.place, words)))
            found.append(read)
        return found

    def _row(self, typed: TypedRow) -> ReadRow:
        coded = self._coded.get(folded(typed.place.strip()))
        rows = [coded] if coded else self._named.get(plain(typed.place), [])
        if len(rows) != 1:
            return ReadRow(typed, faults=(GridFault(PLACE, typed.place, _which(rows)),))
        faults = [GridFault("", "", typed.fault)] if typed.fault else []
        latest = local_of(rows[0].latest) if rows[0].latest else Local()
        before = shown(self.fields, latest)
        values: dict[str, Any] = {}
        for column, text in typed.cells.items():
            # What was not touched stays, also where it came from a file that was less strict.
            if even(text) == even(before[column]):
                continue
            try:
                values[column] = self.fields[column].clean(text)
            except ValidationError as refusal:
                faults.extend(GridFault(column, text, words) for words in refusal.messages)
        if values.get("applies", True) is None:
            del values["applies"]
        return ReadRow(typed, rows[0], replace(latest, **values), tuple(faults))


def _which(rows: Sequence[GridRow]) -> str:
    if not rows:
        return _(
            "No place of this target has this code or name. Write its code, its three letters or its name."
        )
    codes = ", ".join(row.place.code for row in rows)
    return _("Several places are called so: write the code of one (%(codes)s).") % {"codes": codes}

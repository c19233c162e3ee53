"""The data files as tables: what columns each has, and its rows, read cell by cell."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.actions.loading.cells import Cell
from tracker.actions.loading.faults import Fault

HEADING = 1


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a file must look like. `refers` says which file a column's codes are the keys of."""

    file: str
    key: tuple[str, ...]
    columns: Mapping[str, Cell]
    refers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of a file: its cells as read, and as they stand there for a fault to quote."""

    file: str
    number: int
    cells: Mapping[str, Any]
    written: Mapping[str, str]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]

    def fault(self, column: str, message: str) -> Fault:
        """What is wrong with one of its cells."""
        value = self.written.get(column, "")
        return Fault(file=self.file, row=self.number, column=column, value=value, message=message)

    def pick(self, *columns: str) -> dict[str, Any]:
        """The cells of these columns, by name."""
        return {column: self.cells[column] for column in columns}


Tables = Mapping[str, list[Row]]


def read_sheet(folder: Path, sheet: Sheet) -> tuple[list[Row], list[Fault]]:
    """The rows of a file that can be read, and everything that is wrong with the others."""
    try:
        # A spreadsheet may write a byte order mark in front.
        with (folder / sheet.file).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        return [], [_of_file(sheet, "This file is missing.")]
    except (UnicodeDecodeError, csv.Error) as error:
        return [], [_of_file(sheet, f"This file cannot be read: {error}.")]
    heading = lines[0] if lines else []
    if sorted(heading) != sorted(sheet.columns):
        return [], [_of_file(sheet, f"The columns must be {', '.join(sheet.columns)}.")]
    rows, faults = [], []
    for number, line in enumerate(lines[1:], start=HEADING + 1):
        found, wrong = _read_row(sheet, number, heading, line)
        faults += wrong
        rows += [] if wrong else [found]
    return rows, [*faults, *_repeated(sheet, rows)]


def _read_row(sheet: Sheet, number: int, heading: list[str], line: list[str]) -> tuple[Row, list[Fault]]:
    written = dict(zip(heading, line, strict=False))
    cells: dict[str, Any] = {}
    row = Row(sheet.file, number, cells, written)
    if len(line) != len(heading):
        message = f"This row has {len(line)} cells where the heading has {len(heading)}."
        return row, [row.fault(heading[0], message)]
    faults = []
    for column, read in sheet.columns.items():
        try:
            cells[column] = read(written[column])
        except ValueError as error:
            faults.append(row.fault(column, str(error)))
    return row, faults


def _repeated(sheet: Sheet, rows: list[Row]) -> Iterator[Fault]:
    """Rows with a key that stands further up already."""
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in sheet.key)
        if key in first:
            yield row.fault(sheet.key[-1], f"This stands in row {first[key]} already.")
        first.setdefault(key, row.number)


def unknown_references(sheet: Sheet, tables: Tables, sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    """Codes that no row of the file has to which they refer."""
    for column, file in sheet.refers.items():
        (key,) = sheets[file].key
        known = {row[key] for row in tables[file]}
        for row in tables[sheet.file]:
            named = row[column] if isinstance(row[column], list) else [row[column]]
            unknown = [str(one) for one in named if one is not None and one not in known]
            if unknown:
                yield row.fault(column, f"{file} has no {', '.join(unknown)}.")


def _of_file(sheet: Sheet, message: str) -> Fault:
    return Fault(file=sheet.file, row=0, column="", value="", message=message)

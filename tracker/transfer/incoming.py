"""Tables that come in: a file as rows of text, or in words why it cannot be read. Nothing in it is ever computed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.transfer.incoming_csv import csv_lines
from tracker.transfer.incoming_limits import LONGEST, MOST_COLUMNS, MOST_ROWS, Cells, Known, Unreadable
from tracker.transfer.incoming_xlsx import workbook_lines
from tracker.wording import figure

# How a zip begins, as every workbook does.
ZIP = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class RawTable:
    """A header, and the rows below it with their numbers in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes, *, known: Known, sheet: str = "") -> RawTable:
    """The rows of a CSV file or of a sheet of a workbook. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    if content.startswith(OLD_WORKBOOK):
        raise Unreadable(
            _("Workbooks of the old kind (.xls) are not read. Save it as .xlsx or as CSV UTF-8.")
        )
    if content.startswith(ZIP):
        return table_of(workbook_lines(content, known=known, sheet=sheet))
    return table_of(csv_lines(content, known=known))


def table_of(lines: Iterable[tuple[int, Cells]]) -> RawTable:
    """The lines with a header; blank ones are passed over. Raises Unreadable where it is none, or too much."""
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in _said(lines):
        if not header:
            header = tuple(cell.strip() for cell in cells)
            continue
        rows.append((number, tuple(cells)))
        if len(rows) > MOST_ROWS:
            words = ngettext(
                "The file has more than %(most)s row. Bring it in in parts.",
                "The file has more than %(most)s rows. Bring it in in parts.",
                MOST_ROWS,
            )
            raise Unreadable(words % {"most": figure(MOST_ROWS)})
    if not rows:
        raise Unreadable(_("There is no row below the header."))
    return RawTable(header, tuple(rows))


def _said(lines: Iterable[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """The lines that say anything, without empty cells at their end; refused where no table has such."""
    for number, cells in lines:
        width = max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)
        if not width:
            continue
        if width > MOST_COLUMNS:
            words = _("Row %(row)s has more than %(most)s columns: this is no table of ours.")
            raise Unreadable(words % {"row": figure(number), "most": MOST_COLUMNS})
        for at, cell in enumerate(cells[:width], start=1):
            _check(cell, number, at)
        yield number, cells[:width]


def _check(cell: str, number: int, at: int) -> None:
    """Refuse what no database keeps."""
    if "\0" in cell or any("\ud800" <= character <= "\udfff" for character in cell):
        words = _("Row %(row)s, column %(column)s holds a character that no text has. Write the cell anew.")
    elif len(cell) > LONGEST:
        words = _("Row %(row)s, column %(column)s is longer than a cell can be. Write less.")
    else:
        return
    raise Unreadable(words % {"row": figure(number), "column": at})


__all__ = ["RawTable", "Unreadable", "read_table", "table_of"]

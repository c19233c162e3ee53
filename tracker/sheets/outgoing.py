"""What is taken out of a kind of table: what is stored, a template to fill in, and the rows that were refused."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from tracker.models import ImportRow
from tracker.sheets.base import Sheet
from tracker.sheets.columns import Column
from tracker.transfer.extract import Cell
from tracker.transfer.tables import PlainTable

ROW, WRONG = "row", "what is wrong"


def stored_table(sheet: Sheet) -> PlainTable:
    """What is stored: the same columns as are brought in."""
    return _table(sheet, sheet.rows())


def template(sheet: Sheet) -> PlainTable:
    """The header with a row as an example."""
    return _table(sheet, [[column.example for column in sheet.columns.values()]])


def refused_table(sheet: Sheet, header: Sequence[str], rows: Iterable[ImportRow]) -> PlainTable:
    """The wrong rows as they came, each with its number and what is wrong: to be mended and brought in again."""
    width = len(header)
    lines = ([*row.cells[:width], *[""] * (width - len(row.cells)), row.number, _faults(row)] for row in rows)
    return PlainTable(title=_("Wrong rows"), header=[*header, ROW, WRONG], rows=lines)


def _table(sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> PlainTable:
    return PlainTable(
        title=str(sheet.kind.label),
        header=list(sheet.columns),
        rows=rows,
        about_title=_("About"),
        about=[
            (str(sheet.kind.label), str(sheet.about)),
            (),
            (_("Column"), _("Title"), _("A new row needs it"), _("What it says")),
            *(_about(sheet, name, column) for name, column in sheet.columns.items()),
        ],
    )


def _about(sheet: Sheet, name: str, column: Column) -> tuple[Cell, ...]:
    needed = _("yes") if column.needed or name in sheet.key else _("no")
    return name, str(column.title), needed, str(column.about)


def _faults(row: ImportRow) -> str:
    return "; ".join(f"{column}: {words}" if column else words for column, _value, words in row.faults)

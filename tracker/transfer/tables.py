"""Plain tables on their way out, as CSV or as a workbook: what is written can be brought in again."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from django.http import HttpResponse

from tracker.transfer.as_xlsx import typed
from tracker.transfer.cells import in_table
from tracker.transfer.extract import Cell
from tracker.transfer.serving import FILE_POLICY

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True)
class PlainTable:
    """A table with a title; `about` are lines that explain it, on a sheet of their own where there are sheets."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    about_title: str = ""
    about: Sequence[Sequence[Cell]] = ()


def table_answer(table: PlainTable, *, form: str, name: str) -> HttpResponse:
    """The file to save. Raises KeyError for a form that is none."""
    media_type = MEDIA_TYPES[form]
    written = as_workbook(table) if form == "xlsx" else as_plain_csv(table)
    return HttpResponse(
        written,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="gcm-scorecard_{name}.{form}"',
            "Content-Security-Policy": FILE_POLICY,
        },
    )


def as_plain_csv(table: PlainTable) -> bytes:
    """UTF-8 with its mark, so that every spreadsheet reads the letters."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(table.header)
    writer.writerows([in_table(cell) for cell in row] for row in table.rows)
    return BOM_UTF8 + out.getvalue().encode()


def as_workbook(table: PlainTable) -> bytes:
    """The rows on the first sheet, what explains them on the second. Texts are texts, whatever they begin with."""
    from openpyxl import Workbook  # noqa: PLC0415 - a process that nobody asks for workbooks does without it

    book = Workbook(write_only=True)
    data = book.create_sheet(table.title[:31])
    data.freeze_panes = "A2"
    data.append([typed(data, name) for name in table.header])
    for row in table.rows:
        data.append([typed(data, cell) for cell in row])
    if table.about:
        about = book.create_sheet(table.about_title[:31])
        for line in table.about:
            about.append([typed(about, cell) for cell in line])
    written = BytesIO()
    book.save(written)
    return written.getvalue()

"""A sheet of a workbook as lines of cells: what is typed becomes the text our fields read; formulas never are.

openpyxl is loaded only where a workbook comes in.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.transfer.incoming_limits import MOST_COLUMNS, Cells, Known, Unreadable
from tracker.wording import figure

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
# No sheet has more; a file may say that its next row is the four billionth.
LAST_ROW = 1_048_576
LAST_LOOKED_AT = 100
NAMED = 5
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z0-9:]{1,40})\"")
# What tells a program to fetch or compute something from elsewhere.
OUTSIDE = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/", "xl/vbaProject.bin")
DAMAGED = gettext_lazy(
    "The workbook cannot be read: it is damaged, or protected by a password. Save it anew."
)


def workbook_lines(content: bytes, *, known: Known, sheet: str) -> Iterator[tuple[int, Cells]]:
    """The rows of the sheet that has our columns, or that is named. Raises Unreadable."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a process that nobody sends workbooks does without it

    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_archive(archive)
            book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
            chosen = _chosen(book, known, sheet)
            _check_merged(archive, chosen._worksheet_path)
        yield from _lines(chosen)
    except Unreadable:
        raise
    except Exception:
        # Whatever a hostile or a damaged file does to the parser, it is answered in words.
        raise Unreadable(str(DAMAGED)) from None


def _check_archive(archive: ZipFile) -> None:
    """Refuse a zip that unpacks to too much, XML that defines entities, and what reaches outside."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise Unreadable(_("The workbook unpacks to too much. Keep the one sheet, and save it anew."))
    if any(one.filename.startswith(OUTSIDE) for one in members):
        raise Unreadable(
            _(
                "The workbook refers to other files, or holds macros. Paste the values into a new one, and send that."
            )
        )
    for one in members:
        if one.filename.startswith("xl/media/"):
            continue
        # A zip may lie about how much it unpacks to: no more than that is read.
        with archive.open(one) as member:
            text = member.read(one.file_size + 1)
        if len(text) > one.file_size or b"\0" in text[:4] or b"<!DOCTYPE" in text:
            raise Unreadable(str(DAMAGED))


def _chosen(book: Any, known: Known, name: str) -> Any:
    """The sheet that was named, or the one with our columns."""
    sheets = {one.title: one for one in book.worksheets}
    names = ", ".join(f"“{title}”" for title in sheets)
    if name:
        found = [one for title, one in sheets.items() if title.casefold() == name.strip().casefold()]
        if not found:
            words = _("There is no sheet “%(name)s” in this workbook. Its sheets are: %(names)s.")
            raise Unreadable(words % {"name": name, "names": names})
        return found[0]
    best = {title: _columns(one, known) for title, one in sheets.items()}
    most = max(best.values(), default=0)
    found = [sheets[title] for title, columns in best.items() if columns == most]
    if not most:
        words = _("No sheet of this workbook has our columns in its first row. Its sheets are: %(names)s.")
        raise Unreadable(words % {"names": names})
    if len(found) > 1:
        words = _("Several sheets have our columns: %(names)s. Write the name of the one to bring in.")
        raise Unreadable(words % {"names": ", ".join(f"“{one.title}”" for one in found)})
    return found[0]


def _columns(sheet: Any, known: Known) -> int:
    """How many of our columns the first row with anything in it names."""
    rows = sheet.iter_rows(min_row=1, max_row=LAST_LOOKED_AT, max_col=MOST_COLUMNS + 1, values_only=True)
    for row in rows:
        if any(cell not in (None, "") for cell in row):
            return known(["" if cell is None else str(cell) for cell in row])
    return 0


def _check_merged(archive: ZipFile, path: str) -> None:
    found = [one.decode() for one in MERGED.findall(archive.read(path))]
    if found:
        words = _("Cells are merged (%(cells)s): it cannot be told which row they belong to. Split them.")
        raise Unreadable(words % {"cells": ", ".join(found[:NAMED])})


def _lines(sheet: Any) -> Iterator[tuple[int, Cells]]:
    """Every row; all formulas are named at once, as far as there is room."""
    from openpyxl.cell.read_only import EMPTY_CELL  # noqa: PLC0415 - see above

    formulas: list[str] = []
    gap: object = None
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_col=MOST_COLUMNS + 1), start=1):
        if number > LAST_ROW:
            raise Unreadable(str(DAMAGED))
        if row is gap or all(cell is EMPTY_CELL for cell in row):
            # openpyxl hands on the same row for all that are missing, and a million may be.
            gap = row
            continue
        formulas += [cell.coordinate for cell in row if getattr(cell, "data_type", "") == "f"]
        if len(formulas) > NAMED:
            break
        yield number, [_text(cell, number) for cell in row]
    if formulas:
        words = _(
            "There are formulas in these cells: %(cells)s. A formula is never read: copy the cells, and paste "
            "them as values."
        )
        raise Unreadable(words % {"cells": ", ".join(formulas[:NAMED])})


def _text(cell: Any, number: int) -> str:
    """What a cell says, as it would be typed."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        if "%" in (cell.number_format or ""):
            words = _(
                "Row %(row)s, cell %(cell)s is formatted as per cent: it shows another number than it holds. Format "
                "it as a number, and write what you mean."
            )
            raise Unreadable(words % {"row": figure(number), "cell": cell.coordinate})
        return _number(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float | Decimal) -> str:
    """A number without the noise of a float: fifteen digits, as spreadsheets show."""
    if isinstance(value, int):
        return str(value)
    return f"{Decimal(f'{value:.15g}'):f}"

"""A CSV file as lines of cells: UTF-8, split at commas, semicolons or tabs, whichever names most of our columns."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from tracker.transfer.incoming_limits import Cells, Known, Unreadable
from tracker.wording import figure

DELIMITERS = (",", ";", "\t")


def csv_lines(content: bytes, *, known: Known) -> Iterator[tuple[int, Cells]]:
    """The rows with their numbers, as a spreadsheet would count them. Raises Unreadable."""
    text = _text(content)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, known), strict=True)
    number, line = 0, 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Unreadable(_words(fault) % {"row": figure(number), "line": figure(line)}) from None
        line = reader.line_num + 1
        yield number, cells


def _words(fault: csv.Error) -> str:
    """What is wrong with a row: the library tells the two apart by its words alone."""
    if "field limit" in str(fault):
        return _(
            "Row %(row)s, which begins in line %(line)s of the file, has a cell that is longer than a cell can be. "
            "Write less."
        )
    return _(
        "Row %(row)s, which begins in line %(line)s of the file, cannot be read: a quotation mark that opens "
        "a cell must close it, too."
    )


def _text(content: bytes) -> str:
    """The text, if it is UTF-8."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise Unreadable(_("The file is UTF-16 (“Unicode text”). Save it as CSV UTF-8, and send that."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = content.count(b"\n", 0, fault.start) + 1
        words = _(
            "The file is not UTF-8: line %(line)s has a letter in another encoding, such as Windows-1252. Save it as "
            "CSV UTF-8, and send that."
        )
        raise Unreadable(words % {"line": figure(row)}) from None


def _delimiter(text: str, known: Known) -> str:
    """What stands between the cells: what the first line with anything on it is split by best."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    split = {mark: _split(first, mark) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (known(split[mark]), len(split[mark])))


def _split(line: str, mark: str) -> Cells:
    """The cells of a line; none where it has one that is too long, which the reading of the row says."""
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []

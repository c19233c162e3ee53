"""A table as CSV: UTF-8 with its mark, so that every spreadsheet reads the letters; HXL tags only if asked for."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from tracker.selectors.imprint import Imprint
from tracker.transfer.cells import in_table
from tracker.transfer.extract import Column, Extract, Row, with_imprint

# So many rows are handed on at once.
BATCH = 500


def as_csv(extract: Extract, imprint: Imprint, *, tags: bool = False) -> bytes:
    """The extract with what it says about itself in every row; with `tags`, HXL's below the header."""
    whole = with_imprint(extract, imprint)
    return b"".join(csv_pieces(whole.columns, whole.rows, tags=tags))


def csv_pieces(columns: Sequence[Column], rows: Iterable[Row], *, tags: bool = False) -> Iterator[bytes]:
    """A table piece by piece, however long it is."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in columns])
    if tags:
        writer.writerow([column.tag for column in columns])
    yield BOM_UTF8 + _taken(out)
    for number, row in enumerate(rows, start=1):
        writer.writerow([in_table(cell) for cell in row])
        if number % BATCH == 0:
            yield _taken(out)
    yield _taken(out)


def _taken(out: StringIO) -> bytes:
    """What was written since, and the paper empty again."""
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()

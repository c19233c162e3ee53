"""What is taken out comes in again as the same, for every kind, on all of the reference data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.table_kinds import TableRow
from tracker.enums import RowState, TableKind
from tracker.sheets import SHEETS
from tracker.transfer.cells import in_table

# The reference data have none of these; each has a test of its own.
NOT_IN_REFERENCE = {TableKind.ORGANISATIONS, TableKind.COMMITTEES, TableKind.SEATS}
IN_REFERENCE = [sheet for sheet in SHEETS if sheet.kind not in NOT_IN_REFERENCE]


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", IN_REFERENCE, ids=lambda sheet: sheet.kind.value)
def test_all_rows_are_the_same(reference, sheet):
    kind, names = sheet(), list(sheet().columns)
    taken_out = [[in_table(cell) for cell in row] for row in sheet().rows()]

    with CaptureQueriesContext(connection) as asked:
        read = [
            kind.read(TableRow(number, dict(zip(names, cells, strict=True))))
            for number, cells in enumerate(taken_out, start=2)
        ]

    assert len(read) > 0
    assert [row for row in read if row.state is not RowState.SAME] == []
    assert len(asked) <= 12, [one["sql"][:80] for one in asked]

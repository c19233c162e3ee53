"""What is typed at the upload of a table of readings, and the table that is read then."""

import csv

from django.utils import timezone

from tracker.actions.table_kinds import TableRow, table_of
from tracker.enums import RowState, TableKind
from tracker.sheets import make_all_known
from tracker.sheets.series_options import SeriesForm


def typed(**more):
    known = {
        "shape": "by_column",
        "place_column": "iso3",
        "year_column": "year",
        "column_1": "hosted_refugees",
        "commitment_1": "GCM10-9",
        "column_2": "origin_refugees",
        "commitment_2": "GCM10-8",
        "series": "agency",
        "source": "agency",
        "vintage": "June 2026",
        "released_on": "2026-06-30",
        "grade": "A",
    }
    return {name: value for name, value in {**known, **more}.items() if value is not None}


def options(**more):
    form = SeriesForm(typed(**more))
    assert form.is_valid(), form.errors
    return form.options()


def opened(**more):
    make_all_known()
    return table_of(TableKind.READINGS, options(**more))


def rows_of(path):
    lines = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    return [TableRow(number, cells) for number, cells in enumerate(lines, start=2)]


def read(table, rows):
    found = [table.read(row) for row in rows]
    return {row.number: row for row in found if row.state is RowState.WRONG}, found


def stored(table, cast):
    return table.store(by=cast.administrator, reason="-", from_on=timezone.localdate())


def states(found):
    return [row.state.value for row in found]

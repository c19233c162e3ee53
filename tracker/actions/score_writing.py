"""Writing scores by the thousand: plain values in one statement, since a model of each row costs more than its sums.

What a statement replaces is the row of the same holder and key. Constraints and triggers hold as for any other write.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import connection

from tracker.models import Process, Score
from tracker.selectors.holders import Holder

BATCH = 1_000
TABLE = Score._meta.db_table
COLUMNS = [str(field.column) for field in Score._meta.concrete_fields if not field.primary_key]


def write_scores(holder: Holder, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows of a holder, by their columns, into the table; those of keys that it has are replaced."""
    write = _write_at_once if connection.vendor == "postgresql" else _write_each
    unique = ["process_id" if isinstance(holder, Process) else "place_id", "key"]
    for start in range(0, len(rows), BATCH):
        write(rows[start : start + BATCH], unique)


def _write_at_once(rows: Sequence[Mapping[str, Any]], unique: Sequence[str]) -> None:
    """PostgreSQL takes all rows apart itself, from one text."""
    names = _names(COLUMNS)
    # Every word in the statement comes from the model, none from a value.
    statement = (
        f"INSERT INTO {TABLE} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{TABLE}, %s)"  # noqa: S608
        + _replacing(unique)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, default=_plain)])


def _write_each(rows: Sequence[Mapping[str, Any]], unique: Sequence[str]) -> None:
    """SQLite takes one row at a time, in the process itself."""
    values = ", ".join(["%s"] * len(COLUMNS))
    statement = f"INSERT INTO {TABLE} ({_names(COLUMNS)}) VALUES ({values})" + _replacing(unique)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[_for_sqlite(row[name]) for name in COLUMNS] for row in rows])


def _replacing(unique: Sequence[str]) -> str:
    changed = ", ".join(
        f"{_names([name])} = EXCLUDED.{_names([name])}" for name in COLUMNS if name not in unique
    )
    return f" ON CONFLICT ({_names(unique)}) DO UPDATE SET {changed}"


def _names(columns: Sequence[str]) -> str:
    return ", ".join(connection.ops.quote_name(column) for column in columns)


def _plain(value: Fraction | date) -> str:
    """What JSON does not know, as the text that the database reads; dates and instants as ISO 8601."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return value.isoformat()


def _for_sqlite(value: Any) -> Any:
    """The value as Django itself keeps it there."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, Fraction | date):
        return _plain(value)
    return json.dumps(value) if isinstance(value, dict) else value

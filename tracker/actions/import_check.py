"""Checking a table: every row beside what is stored, then all together by the engine. Only the import changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker.actions.changes import marks_as_json
from tracker.actions.import_hold import LONG_STEP, GivenUp, LostIt, beat, ours
from tracker.actions.import_mail import tell_checked
from tracker.actions.table_kinds import Foretold, RowResult, Table, TableRow, row_of, table_of
from tracker.enums import ImportState, RowState, TableKind
from tracker.models import ImportBatch, ImportRow

CHUNK = 500
BETWEEN_CHUNKS = timedelta(seconds=60)
SAYS_NEW = (RowState.NEW, RowState.CHANGED)


def check(batch: ImportBatch) -> None:
    """Say of every row what it comes to, and of all together which marks they change."""
    table = table_of(TableKind(batch.kind), batch.options)
    results: dict[int, RowResult] = {}
    for rows in chunks(batch):
        read = [table.read(row) for row in rows]
        results |= {one.number: one for one in read}
        _keep(batch, read, done=len(results))
        _stop_if_asked(batch)
    states = {one.state for one in results.values()}
    told = Foretold()
    if RowState.WRONG not in states and states.intersection(SAYS_NEW):
        beat(batch, length=LONG_STEP)
        told = table.foretell(from_on=batch.from_on)
    refused = [
        RowResult(number, RowState.WRONG, results[number].differences, tuple(faults))
        for number, faults in told.faults.items()
    ]
    if not _finish(batch, told, results | {one.number: one for one in refused}, refused):
        _stop_if_asked(batch)
        raise LostIt


def read_all(batch: ImportBatch) -> tuple[Table, dict[int, RowResult]]:
    """The table read once more, and what its rows come to now."""
    table = table_of(TableKind(batch.kind), batch.options)
    table.together = str(batch.uuid)
    return table, {row.number: table.read(row) for rows in chunks(batch) for row in rows}


def chunks(batch: ImportBatch) -> Iterator[Sequence[TableRow]]:
    """The rows of an import, some at a time."""
    after = 0
    while True:
        found = batch.rows.filter(number__gt=after).order_by("number").values_list("number", "cells")[:CHUNK]
        rows = [row_of(batch.header, number, cells) for number, cells in found]
        if not rows:
            return
        after = rows[-1].number
        yield rows


def check_anew(batch: ImportBatch, words: str) -> None:
    """What it rests on was changed since it was checked: check it again, and say so."""
    ours(batch).update(
        state=ImportState.CHECKING, stored_by=None, attempts=0, done=0, notice=words, next_try_at=None
    )


def as_kept(result: RowResult) -> dict[str, Any]:
    """What a row comes to, as it is kept."""
    return {
        "state": result.state.value,
        "differences": [list(astuple(one)) for one in result.differences],
        "faults": [list(astuple(one)) for one in result.faults],
    }


@transaction.atomic
def _keep(batch: ImportBatch, results: Sequence[RowResult], *, done: int) -> None:
    """Write down what a chunk of rows comes to."""
    beat(batch, length=BETWEEN_CHUNKS, done=done)
    _write(batch, results)


def _stop_if_asked(batch: ImportBatch) -> None:
    """Stop where its administrator gave it up meanwhile."""
    asked = ours(batch).filter(cancel_asked=True)
    if asked.update(state=ImportState.GIVEN_UP, beat_at=None, next_try_at=None):
        raise GivenUp


@transaction.atomic
def _finish(
    batch: ImportBatch, told: Foretold, results: Mapping[int, RowResult], refused: Sequence[RowResult]
) -> bool:
    """Write down what the table comes to as a whole; False where it is to be given up, or is ours no more."""
    states = [one.state for one in results.values()]
    _write(batch, refused)
    changed = (
        ours(batch)
        .filter(cancel_asked=False)
        .update(
            state=ImportState.CHECKED,
            checked_at=timezone.now(),
            counts={state.value: states.count(state) for state in RowState},
            marks=marks_as_json(told.marks),
            needs_second=told.needs_second,
            error=told.refused,
            done=len(results),
            beat_at=None,
            next_try_at=None,
        )
    )
    if changed:
        tell_checked(batch, needs_second=told.needs_second)
    return bool(changed)


def _write(batch: ImportBatch, results: Sequence[RowResult]) -> None:
    ImportRow.objects.bulk_create(
        [ImportRow(batch=batch, number=one.number, cells=[], **as_kept(one)) for one in results],
        update_conflicts=True,
        unique_fields=["batch", "number"],
        update_fields=["state", "differences", "faults"],
    )

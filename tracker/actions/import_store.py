"""Storing a table that was checked, and undoing one that was stored: each one transaction, all of it or nothing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.audit import record
from tracker.actions.import_check import as_kept, check_anew, read_all
from tracker.actions.import_hold import LONG_STEP, LostIt, beat, ours
from tracker.actions.import_mail import tell_done
from tracker.actions.table_kinds import CannotUndo, ChangedSince, RowResult, Table, table_of
from tracker.actions.versions import Overtaken
from tracker.enums import ImportState, TableKind
from tracker.models import ImportBatch

NAMED = 10


def store(batch: ImportBatch) -> None:
    """Store all rows, as they were checked; where anything they rest on was changed since, check them anew."""
    beat(batch, length=LONG_STEP)
    table, results = read_all(batch)
    words = _("Somebody changed something since it was checked. It was checked again: look at it once more.")
    if not _as_checked(batch, results):
        check_anew(batch, words)
        return
    told = table.foretell(from_on=batch.from_on)
    if told.faults or told.refused or (told.needs_second and not batch.needs_second):
        check_anew(batch, words)
        return
    beat(batch, length=LONG_STEP)
    try:
        _store(batch, table)
    except Overtaken:
        check_anew(batch, words)


@transaction.atomic
def _store(batch: ImportBatch, table: Table) -> None:
    by = _held(batch).stored_by
    if by is None:
        raise LostIt
    tell_done(batch, by)
    made = table.store(by=by, reason=batch.reason, from_on=batch.from_on)
    ours(batch).update(
        state=ImportState.STORED,
        stored_at=timezone.now(),
        made=made,
        notice="",
        beat_at=None,
        next_try_at=None,
    )
    record("import.stored", by=by, about=str(batch.uuid), sha256=batch.sha256, counts=batch.counts)


def undo(batch: ImportBatch) -> None:
    """Undo everything that was stored, as new versions; where somebody changed a row since, nothing is undone."""
    beat(batch, length=LONG_STEP)
    try:
        _undo(batch, table_of(TableKind(batch.kind), batch.options))
    except ChangedSince as late:
        named = ", ".join(late.names[:NAMED]) + (", …" if len(late.names) > NAMED else "")
        words = _("Nothing was undone. Somebody changed these since: %(rows)s.") % {"rows": named}
        _stays_stored(batch, words)
    except CannotUndo as why:
        words = _("Nothing was undone. What was said before is not taken any more: %(why)s") % {"why": why}
        _stays_stored(batch, words)


def _stays_stored(batch: ImportBatch, words: str) -> None:
    """Say why it could not be undone."""
    ours(batch).update(
        state=ImportState.STORED,
        undone_by=None,
        undo_reason="",
        notice=words,
        beat_at=None,
        next_try_at=None,
    )


@transaction.atomic
def _undo(batch: ImportBatch, table: Table) -> None:
    by = _held(batch).undone_by
    if by is None:
        raise LostIt
    tell_done(batch, by)
    table.together = str(batch.uuid)
    table.undo(batch.made, by=by, reason=batch.undo_reason)
    ours(batch).update(
        state=ImportState.UNDONE, undone_at=timezone.now(), notice="", beat_at=None, next_try_at=None
    )
    record("import.undone", by=by, about=str(batch.uuid), reason=batch.undo_reason)


def _held(batch: ImportBatch) -> ImportBatch:
    """The row until the commit, if it is still ours: held first, so that it is written last without any wait."""
    held = ours(batch).select_for_update(of=("self",), no_key=True).first()
    if held is None:
        raise LostIt
    return held


def _as_checked(batch: ImportBatch, results: dict[int, RowResult]) -> bool:
    """Whether every row comes to what it came to when it was checked."""
    rows = batch.rows.values_list("number", "state", "differences", "faults").iterator()
    return all(
        as_kept(results[number]) == {"state": state, "differences": differences, "faults": faults}
        for number, state, differences, faults in rows
    )

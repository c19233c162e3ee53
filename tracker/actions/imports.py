"""What administrators do with a table: bring it in, give it up, have it stored, have it undone.

Each of these is short and leaves the work to `import_work`: the rows are the truth, and whoever is woken goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from tracker.actions.audit import record
from tracker.actions.import_mail import SMALL
from tracker.actions.import_waking import wake_imports
from tracker.enums import ImportState, TableKind
from tracker.models import ImportBatch, ImportRow, User

AT_ONCE = 1_000


class NotNow(Exception):
    """The import is not where this can be done: somebody else was faster, or a row is wrong."""


class SecondNeeded(Exception):
    """It touches marks of a closed round, or restores versions: another administrator has to do this."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A table as it was read: our columns, and the rows with their numbers in the file."""

    kind: TableKind
    file_name: str
    sha256: str
    columns: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    options: dict[str, Any]


@transaction.atomic
def bring_in(brought: Brought, *, by: User, reason: str, from_on: date) -> ImportBatch:
    """Keep a table until it is stored or given up, and have it checked. Nothing else is changed."""
    batch = ImportBatch.objects.create(
        kind=brought.kind,
        file_name=brought.file_name,
        sha256=brought.sha256,
        header=list(brought.columns),
        options=brought.options,
        reason=reason,
        from_on=from_on,
        by=by,
        total=len(brought.rows),
    )
    rows = (ImportRow(batch=batch, number=number, cells=list(cells)) for number, cells in brought.rows)
    ImportRow.objects.bulk_create(rows, batch_size=AT_ONCE)
    _wake(batch)
    record("import.received", by=by, about=str(batch.uuid), kind=brought.kind, sha256=brought.sha256)
    return batch


@transaction.atomic
def give_up(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Store nothing of it. One that is being checked stops before its next rows. Raises NotNow."""
    held = _held(batch)
    if held.state == ImportState.CHECKING:
        held.cancel_asked = True
        held.save(update_fields=["cancel_asked"])
        _wake(held)
    elif held.state in (ImportState.CHECKED, ImportState.FAILED):
        held.state = ImportState.GIVEN_UP
        held.save(update_fields=["state"])
    else:
        raise NotNow
    record("import.given_up", by=by, about=str(held.uuid))
    return held


@transaction.atomic
def ask_to_store(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Have all rows stored, or none. Raises NotNow, SecondNeeded."""
    held = _held(batch)
    if not held.can_be_stored:
        raise NotNow
    if held.needs_second and by.pk == held.by_id:
        raise SecondNeeded
    held.state, held.stored_by = ImportState.STORING, by
    _begin(held, "stored_by")
    record("import.confirmed", by=by, about=str(held.uuid), counts=held.counts)
    return held


@transaction.atomic
def ask_to_undo(batch: ImportBatch, *, by: User, reason: str) -> ImportBatch:
    """Have everything undone that was stored of it. Raises NotNow, SecondNeeded."""
    held = _held(batch)
    if held.state != ImportState.STORED or not reason.strip():
        raise NotNow
    if held.needs_second and by.pk == held.stored_by_id:
        raise SecondNeeded
    held.state, held.undone_by, held.undo_reason = ImportState.UNDOING, by, reason
    _begin(held, "undone_by", "undo_reason")
    record("import.undo_asked", by=by, about=str(held.uuid), reason=reason)
    return held


@transaction.atomic
def check_again(batch: ImportBatch) -> ImportBatch:
    """Check a table anew that was checked, or given up on after too many tries. Raises NotNow."""
    held = _held(batch)
    if held.state not in (ImportState.CHECKED, ImportState.FAILED):
        raise NotNow
    held.state = ImportState.CHECKING
    _begin(held)
    return held


def _begin(held: ImportBatch, *also: str) -> None:
    """Nobody works on it yet."""
    held.attempts, held.done, held.error, held.notice = 0, 0, "", ""
    held.begun_at = held.beat_at = held.next_try_at = None
    fresh = ["state", "attempts", "done", "error", "notice", "begun_at", "beat_at", "next_try_at"]
    held.save(update_fields=[*fresh, *also])
    _wake(held)


def _wake(batch: ImportBatch) -> None:
    """Have it worked on, unless it is so small that whoever asked does it at once."""
    if batch.total > SMALL:
        transaction.on_commit(wake_imports)


def _held(batch: ImportBatch) -> ImportBatch:
    """The import as it stands now, until the commit."""
    return ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)

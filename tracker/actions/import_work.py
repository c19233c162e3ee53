"""Working on imports that wait: one try at a time, counted before it is made, and nothing half done wherever it dies.

Checking holds no lock and can be given up between any two chunks. Storing and undoing are one transaction each.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation

from tracker.actions.import_check import check
from tracker.actions.import_hold import GivenUp, LostIt, ours
from tracker.actions.import_store import store, undo
from tracker.enums import ImportState
from tracker.models import ImportBatch

log = logging.getLogger(__name__)

MOST_TRIES = 4
# How long to wait after each try that fails.
DELAYS = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2))
# How long an import belongs to whoever took it, if nothing more is heard of it.
TAKEN_FOR = timedelta(seconds=60)


def work_on_imports() -> int:
    """Work on what waits, and say how many tries that took. Safe to run many times at once."""
    tries = 0
    while (batch := _claim()) is not None:
        _try(batch)
        tries += 1
    return tries


def work_on(batch: ImportBatch) -> ImportBatch:
    """Work on this one now, if it waits; answers with what became of it."""
    claimed = _claim(batch.pk)
    if claimed is not None:
        _try(claimed)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def _claim(pk: int | None = None) -> ImportBatch | None:
    """Take the next one that waits, and count the try before it is made."""
    now = timezone.now()
    due = ImportBatch.objects.due(now).select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    for batch in due if pk is None else due.filter(pk=pk):
        if batch.attempts >= MOST_TRIES:
            _give_up_on(batch)
            continue
        batch.attempts, batch.begun_at, batch.beat_at = batch.attempts + 1, now, now
        batch.next_try_at = now + TAKEN_FOR
        batch.save(update_fields=["attempts", "begun_at", "beat_at", "next_try_at"])
        return batch
    return None


def _try(batch: ImportBatch) -> None:
    """One try: what became of it is in its row, or a note for the next try."""
    work = {ImportState.CHECKING: check, ImportState.STORING: store, ImportState.UNDOING: undo}
    try:
        with translation.override(batch.options.get("language")):
            work[ImportState(batch.state)](batch)
    except LostIt:
        log.warning("import %s was taken up by another process", batch.uuid)
    except GivenUp:
        log.info("import %s was given up by its administrator", batch.uuid)
    except Exception as fault:
        # Whatever is wrong with this one, the others must go on; nothing of it is stored.
        log.exception("import %s could not be worked on", batch.uuid)
        _note(batch, fault)


@transaction.atomic
def _note(batch: ImportBatch, fault: Exception) -> None:
    """Keep what went wrong, for the next try; after the last one it is given up."""
    wait = DELAYS[min(batch.attempts, len(DELAYS)) - 1]
    error = f"{type(fault).__name__}: {fault}"[:2_000]
    if ours(batch).update(error=error, next_try_at=timezone.now() + wait) and batch.attempts >= MOST_TRIES:
        batch.error = error
        _give_up_on(batch)


def _give_up_on(batch: ImportBatch) -> None:
    """Stop trying, loudly. What was stored stays stored."""
    log.error("gave up on import %s after %s tries", batch.uuid, MOST_TRIES)
    if batch.state == ImportState.UNDOING:
        changes = {"state": ImportState.STORED, "undone_by": None, "undo_reason": ""}
    else:
        changes = {"state": ImportState.FAILED, "stored_by": None}
    error = batch.error or "The process was stopped each time."
    ImportBatch.objects.filter(pk=batch.pk, state=batch.state).update(
        **changes, error=error, beat_at=None, next_try_at=None
    )

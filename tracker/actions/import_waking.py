"""Waking whoever works on imports: a worker of the queue, or in the embedded mode a thread of this process."""

import logging
from threading import Thread

from django.conf import settings
from django.db import connection

from tracker.actions.import_work import work_on_imports
from tracker.actions.wake import hint

log = logging.getLogger(__name__)

TASK = "tracker.tasks.work_on_imports"


def wake_imports() -> None:
    """Say that an import waits. Never raises, never waits."""
    if not settings.DRAIN_IN_PROCESS:
        hint(TASK)
    elif connection.in_atomic_block:
        # Nobody else sees the rows before the outer transaction ends.
        _work_here()
    else:
        Thread(target=_work_beside, name="imports", daemon=True).start()


def _work_here() -> None:
    """What fails stays in its row for the sweep: the table is acknowledged already."""
    try:
        work_on_imports()
    except Exception:
        # Whatever it is, what was acknowledged stands: nobody is told that their act failed.
        log.exception("could not work on imports; the sweep will")


def _work_beside() -> None:
    """The same, then a word to the database that this thread is done with it."""
    try:
        _work_here()
    finally:
        connection.close()

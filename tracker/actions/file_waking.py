"""Waking whoever checks files: in the embedded mode this process, within a moment or else beside the request."""

import logging
from threading import Thread

from django.conf import settings
from django.db import connection

from tracker.actions.file_drain import check_waiting
from tracker.actions.wake import hint

log = logging.getLogger(__name__)

TASK = "tracker.tasks.check_files"
# How long a request waits for the copies before it answers that they are being made.
PATIENCE = 4.0


def wake_cleaner() -> None:
    """Say that a file waits to be checked. Never raises, never waits long."""
    if not settings.DRAIN_IN_PROCESS:
        hint(TASK)
    elif connection.in_atomic_block:
        # Nobody else sees the row before the outer transaction ends.
        _check_here()
    else:
        thread = Thread(target=_check_beside, name="files", daemon=True)
        thread.start()
        thread.join(PATIENCE)


def _check_here() -> int:
    """Check now, and say how many; what fails stays in its row for the sweep: the file is acknowledged already."""
    try:
        return check_waiting()
    except Exception:
        # Whatever it is, what was acknowledged stands: nobody is told that their act failed.
        log.exception("could not check files; the sweep will")
        return 0


def _check_beside() -> None:
    """All that waits, then a word to the database that this thread is done with it."""
    try:
        while _check_here():
            pass
    finally:
        connection.close()

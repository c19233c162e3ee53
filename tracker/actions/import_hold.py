"""Whose an import is: who took it says so again and again, and finds out where it is theirs no more."""

from datetime import timedelta

from django.utils import timezone

from tracker.models import ImportBatch
from tracker.models.imports import ImportQuerySet

# The one step that says nothing until it is over: the marks, or the storing.
LONG_STEP = timedelta(minutes=5)


class LostIt(Exception):
    """Another process took the import, since nothing was heard of this one for too long."""


class GivenUp(Exception):
    """An administrator gave it up meanwhile."""


def ours(batch: ImportBatch) -> ImportQuerySet:
    """The row, if it is still the try that this process counted."""
    return ImportBatch.objects.filter(pk=batch.pk, state=batch.state, attempts=batch.attempts)


def beat(batch: ImportBatch, *, length: timedelta, done: int | None = None) -> None:
    """Say that somebody works on it, until when it is theirs, and how many rows are done. Raises LostIt."""
    now = timezone.now()
    changes = {} if done is None else {"done": done}
    if not ours(batch).update(beat_at=now, next_try_at=now + length, **changes):
        raise LostIt

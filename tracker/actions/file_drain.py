"""Making clean copies of the files that wait: one at a time, nothing lost wherever it is killed.

A try is counted before it is made, so that one which kills its process counts too. What fails five times is put
aside. Until there is a clean copy the file is nobody's to see.
"""

import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import BoundedSemaphore

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.enums import FileState
from tracker.files import Cleaner, CleanerFailed, Facts, Refusal, Unfit, digest_of_file, seal
from tracker.files.scanning import check_harmless
from tracker.files.store import drop, half_of, sync
from tracker.models import EvidenceFile
from tracker.models.files import FileQuerySet
from tracker.selectors.files import store

log = logging.getLogger(__name__)

MOST_TRIES = 5
# How long to wait after each try that fails.
DELAYS = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10)]
# How long a file belongs to whoever took it; longer than any try may last.
TAKEN_FOR = timedelta(seconds=90)
# No new file is begun after so long, so that a worker's own limit never falls into the midst of one.
LONGEST_RUN = 20.0
# Each may use as much memory as one process is allowed.
_free = BoundedSemaphore(2)


@dataclass(frozen=True)
class Made:
    """A clean copy that lies in its place."""

    facts: Facts
    digest: str
    size: int
    original_kept: bool


def check_waiting() -> int:
    """Check what can be checked now, and say how many files were. Safe to run many times at once."""
    if not _free.acquire(blocking=False):
        return 0
    try:
        began, checked = time.monotonic(), 0
        while time.monotonic() - began < LONGEST_RUN and (file := _claim()) is not None:
            _try(file)
            checked += 1
        return checked
    finally:
        _free.release()


@transaction.atomic
def try_again() -> int:
    """Have files that were set aside tried once more; says how many."""
    aside = EvidenceFile.objects.set_aside()
    return aside.update(state=FileState.RECEIVED, attempts=0, next_try_at=None)


@transaction.atomic
def _claim() -> EvidenceFile | None:
    """Take the next file that waits, and count the try before it is made."""
    now = timezone.now()
    ready = EvidenceFile.objects.ready(now).select_for_update(skip_locked=True, of=("self",))
    file = ready.filter(attempts__lt=MOST_TRIES).order_by("id").first()
    if file is None:
        for spent in ready.filter(attempts__gte=MOST_TRIES):
            _put_aside(spent)
        return None
    file.state, file.attempts = FileState.CHECKING, file.attempts + 1
    file.next_try_at = now + TAKEN_FOR
    file.save(update_fields=["state", "attempts", "next_try_at"])
    return file


def _try(file: EvidenceFile) -> None:
    """One try: the copy, or the reason why there is none, or a note for the next try."""
    try:
        made = _made(file)
    except Unfit as unfit:
        _refuse(file, unfit.refusal)
    except Exception as fault:
        # Whatever is wrong, the file stays private, the others go on, and it is tried again.
        log.warning("file %s could not be checked: %s", file.pk, fault)
        _note(file, fault)
    else:
        _accept(file, made)


def _made(file: EvidenceFile) -> Made:
    """Make the copy beside its place, and give it its name once it is whole. No transaction is open meanwhile."""
    source, copy = store().coming(file.stored_name), store().clean(file.stored_name)
    store().settle(source)
    if digest_of_file(source) != (file.sha256, file.size):
        raise CleanerFailed("what lies in the store is not what was sent")
    check_harmless(source, scanner=settings.CLAMD)
    try:
        facts = Cleaner(file.kind, source, half_of(copy)).facts()
        if not facts.shut_in:
            log.warning("the process that makes clean copies could not be shut off from the network")
        digest, size = digest_of_file(half_of(copy))
        sync(half_of(copy))
    except BaseException:
        drop(copy)
        raise
    store().settle(copy)
    return Made(facts, digest, size, _keep_original(file))


def _keep_original(file: EvidenceFile) -> bool:
    """Seal the original, where its committee wants it kept and the operator has given a key; says whether it is.

    A protected committee keeps none: what a camera or an author left in one could tell who its members are. Nor does
    a State: what it replies is proof of nothing but what it shows.
    """
    if file.committee is None or not file.committee.may_keep_originals:
        return False
    if not settings.EVIDENCE_PUBLIC_KEY:
        log.error("the original of file %s is NOT kept: EVIDENCE_PUBLIC_KEY is not set", file.pk)
        return False
    sealed = store().sealed(file.stored_name)
    seal(store().coming(file.stored_name), half_of(sealed), settings.EVIDENCE_PUBLIC_KEY)
    sync(half_of(sealed))
    store().settle(sealed)
    return True


@transaction.atomic
def _accept(file: EvidenceFile, made: Made) -> None:
    """The copy is clean. Whoever was slower than a file is taken for finds it changed, and changes nothing."""
    changed = _ours(file).update(
        state=FileState.CLEAN,
        next_try_at=None,
        error="",
        copy_size=made.size,
        copy_sha256=made.digest,
        pages=made.facts.pages,
        width=made.facts.width,
        height=made.facts.height,
        original_kept=made.original_kept,
    )
    if changed:
        said = {"original": file.sha256, "copy": made.digest, "original_kept": made.original_kept}
        record("file.cleaned", by=None, about=str(file), **said)
        transaction.on_commit(partial(drop, store().coming(file.stored_name)))


@transaction.atomic
def _refuse(file: EvidenceFile, refusal: Refusal) -> None:
    """The file itself is at fault: it is deleted, and its row says why."""
    if _ours(file).update(state=FileState.REFUSED, refusal=refusal, next_try_at=None, error=""):
        record("file.refused", by=None, about=str(file), original=file.sha256, refusal=refusal)
        transaction.on_commit(partial(store().drop, file.stored_name))


@transaction.atomic
def _note(file: EvidenceFile, fault: Exception) -> None:
    """Keep what went wrong, for the next try; after the last one the file is put aside."""
    error = f"{type(fault).__name__}: {fault}"[:2_000]
    if file.attempts >= MOST_TRIES:
        if _ours(file).update(error=error):
            _put_aside(file)
        return
    wait = DELAYS[min(file.attempts - 1, len(DELAYS) - 1)]
    _ours(file).update(error=error, next_try_at=timezone.now() + wait)


def _put_aside(file: EvidenceFile) -> None:
    """Give up on this file, loudly; an administrator must look at it."""
    EvidenceFile.objects.filter(pk=file.pk).update(state=FileState.QUARANTINED, next_try_at=None)
    log.error("gave up on file %s after %s tries", file.pk, MOST_TRIES)
    record("file.set_aside", by=None, about=str(file), original=file.sha256)


def _ours(file: EvidenceFile) -> FileQuerySet:
    """The row, if it is still the try that this process counted."""
    return EvidenceFile.objects.filter(pk=file.pk, state=FileState.CHECKING, attempts=file.attempts)

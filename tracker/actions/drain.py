"""Working off what is dirty: the lowest places first, one transaction each, and nothing lost wherever it is killed.

A try is counted before it is made, so that one which kills its process counts too. What fails five times is put
aside for an administrator; everything else goes on.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from tracker.actions.dirty import insert_dirty
from tracker.actions.scores import UnreadableScore, settle
from tracker.enums import Cause
from tracker.models import DirtyScore, Place, Process, Score
from tracker.selectors.holders import Holder, all_holders, columns_of

log = logging.getLogger(__name__)

MOST_TRIES = 5
# How long to wait after each try that fails.
DELAYS = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10)]


class Busy(Exception):
    """Another process is computing this holder's scores just now."""


@dataclass(frozen=True)
class Work:
    """Dirty rows of one holder that are tried together."""

    holder: Holder
    rows: frozenset[int]

    @property
    def name(self) -> tuple[type, int]:
        """The holder, as something to remember it by."""
        return type(self.holder), self.holder.pk


def drain() -> int:
    """Work off what can be worked off now, and say how many rows were. Safe to run many times at once."""
    settled = 0
    busy: set[tuple[type, int]] = set()
    while work := _next_work(busy):
        try:
            settled += _try(work)
        except Busy:
            busy.add(work.name)
    return settled


def recompute() -> int:
    """Compute everything anew, dirty or not, the lowest places first; says for how many holders."""
    holders = all_holders()
    for holder in holders:
        with transaction.atomic():
            _lock(holder, skip=False)
            rows = list(DirtyScore.objects.filter(**columns_of(holder)).values_list("pk", flat=True))
            settle(holder, as_of=timezone.localdate())
            DirtyScore.objects.filter(pk__in=rows).delete()
    return len(holders)


def _next_work(busy: Collection[tuple[type, int]]) -> Work | None:
    """The rows of the lowest holder that is ready: those never tried together, else one commitment's."""
    ready = DirtyScore.objects.ready(timezone.now()).select_related("place", "process")
    for first in _lowest_first(ready):
        holder = first.place or first.process
        if holder is None or (type(holder), holder.pk) in busy:
            continue
        rows = ready.filter(**columns_of(holder))
        untried = frozenset(rows.filter(attempts=0).values_list("pk", flat=True))
        alone = rows.filter(commitment=first.commitment_id).values_list("pk", flat=True)
        return Work(holder, untried or frozenset(alone))
    return None


def _lowest_first(ready: QuerySet[DirtyScore]) -> QuerySet[DirtyScore]:
    """States before what gathers them; processes, which have no level, come after the States as well."""
    return ready.order_by(F("place__level").desc(nulls_last=True), "id")


def _try(work: Work) -> int:
    """One try: counted, made, and on failure noted. Says how many rows that settled; raises Busy."""
    claimed = _claim(work)
    if not claimed:
        return 0
    try:
        return _settle(Work(work.holder, claimed))
    except Busy:
        _give_back(claimed)
        raise
    except UnreadableScore as fault:
        _repair(fault)
        _note(claimed, fault)
    except Exception as fault:
        # Whatever is wrong with this score, the others must go on; it is tried again, and never guessed.
        log.exception("the scores of %s could not be computed", work.holder)
        _note(claimed, fault)
    return 0


@transaction.atomic
def _claim(work: Work) -> frozenset[int]:
    """Count the try before it is made; rows that were tried too often already are put aside. Raises Busy."""
    now = timezone.now()
    rows = DirtyScore.objects.ready(now).filter(pk__in=work.rows)
    held = list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    if not held:
        # Another process has just claimed them, so that they are not ready any more.
        raise Busy
    hopeless = [row.pk for row in held if row.attempts >= MOST_TRIES]
    _put_aside(hopeless)
    for row in held:
        row.attempts += 1
        row.next_try_at = now + DELAYS[min(row.attempts, len(DELAYS)) - 1]
    DirtyScore.objects.bulk_update(held, ["attempts", "next_try_at"], batch_size=500)
    return frozenset(row.pk for row in held) - set(hopeless)


def _put_aside(rows: Collection[int]) -> None:
    """Give up on these rows, loudly; an administrator must look at them."""
    if rows:
        DirtyScore.objects.filter(pk__in=rows).update(quarantined_at=timezone.now())
        log.error("gave up on these scores after %s tries: %s", MOST_TRIES, sorted(rows))


@transaction.atomic
def _settle(work: Work) -> int:
    """Compute the scores and delete exactly the rows that asked for it."""
    if not _lock(work.holder, skip=True):
        raise Busy
    rows = DirtyScore.objects.filter(pk__in=work.rows)
    commitments = set(rows.values_list("commitment", flat=True))
    settle(work.holder, as_of=timezone.localdate(), commitments=commitments)
    return rows.delete()[0]


def _give_back(rows: Collection[int]) -> None:
    """The try was none: the rows wait for the next."""
    DirtyScore.objects.filter(pk__in=rows).update(attempts=F("attempts") - 1, next_try_at=None)


def _lock(holder: Holder, *, skip: bool) -> bool:
    """Hold the place or process until the commit; rows that refer to it can still be inserted meanwhile."""
    rows = type(holder)._default_manager.select_for_update(no_key=True, skip_locked=skip)
    return rows.filter(pk=holder.pk).values_list("pk", flat=True).first() is not None


@transaction.atomic
def _note(rows: Collection[int], fault: Exception) -> None:
    """Keep what went wrong beside the rows; after the last try they are put aside."""
    failed = DirtyScore.objects.filter(pk__in=rows)
    several = failed.values("commitment").distinct().count() > 1
    failed.update(error=f"{type(fault).__name__}: {fault}"[:2_000])
    if several or isinstance(fault, UnreadableScore):
        # One of several is at fault: each is tried alone now. A repair comes before what waits for it.
        failed.filter(attempts__lt=MOST_TRIES).update(next_try_at=None)
    _put_aside(list(failed.filter(attempts__gte=MOST_TRIES).values_list("pk", flat=True)))


@transaction.atomic
def _repair(fault: UnreadableScore) -> None:
    """Have the stored scores that cannot be used computed anew."""
    bad = Score.objects.filter(pk__in=fault.rows, commitment__isnull=False)
    found = bad.values_list("place", "process", "commitment").distinct()
    pairs: list[tuple[Holder, int]] = []
    for place, process, commitment in found:
        known = DirtyScore.objects.filter(place=place, process=process, commitment=commitment)
        if not known.exists():
            holder = Place.objects.get(pk=place) if place else Process.objects.get(pk=process)
            pairs.append((holder, commitment))
    insert_dirty(pairs, cause=Cause.REPAIR)

"""Working off what is dirty: the lowest places first, one transaction each, and nothing lost wherever it is killed.

A try is counted before it is made, so that one which kills its process counts too. What fails five times is put
aside for an administrator; everything else goes on.
"""

import logging
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tracker.actions.dirty import insert_dirty
from tracker.actions.publication import bump
from tracker.actions.scores import UnreadableScore, settle
from tracker.enums import Cause
from tracker.models import DirtyScore, Place, Process, Score
from tracker.selectors.computed import moment_at
from tracker.selectors.holders import Holder, all_holders, columns_of
from tracker.selectors.score_rows import Moment

log = logging.getLogger(__name__)

MOST_TRIES = 5
# How long to wait after each try that fails.
DELAYS = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10)]


class Busy(Exception):
    """Another process is computing this holder's scores just now."""


def drain() -> int:
    """Work off what can be worked off now, and say how many rows were. Safe to run many times at once."""
    settled = 0
    busy: set[Holder] = set()
    moment: Moment | None = None
    while holders := [holder for holder in _ready_holders() if holder not in busy]:
        moment = moment or moment_at(timezone.localdate())
        for holder in holders:
            try:
                settled += _try(holder, moment)
            except Busy:
                busy.add(holder)
    return settled


def recompute() -> int:
    """Compute everything anew, dirty or not, the lowest places first; says for how many holders."""
    holders, moment = all_holders(), moment_at(timezone.localdate())
    for holder in holders:
        with transaction.atomic():
            _lock(holder, skip=False)
            rows = list(DirtyScore.objects.filter(**columns_of(holder)).values_list("pk", flat=True))
            settle(holder, as_of=timezone.localdate(), rewrite=True, moment=moment)
            DirtyScore.objects.filter(pk__in=rows).delete()
            bump()
    return len(holders)


def _ready_holders() -> list[Holder]:
    """Whoever has rows that are ready: States before what gathers them, so that each is computed once."""
    ready = DirtyScore.objects.ready(timezone.now())
    places = Place.objects.filter(pk__in=ready.filter(place__isnull=False).values("place"))
    processes = Process.objects.filter(pk__in=ready.filter(process__isnull=False).values("process"))
    return [*places.order_by("-level", "id"), *processes.order_by("id")]


def _try(holder: Holder, moment: Moment | None = None) -> int:
    """One try: counted, made, and on failure noted. Says how many rows that settled; raises Busy."""
    claimed = _claim(holder)
    if not claimed:
        return 0
    try:
        return _settle(holder, claimed, moment)
    except Busy:
        _give_back(claimed)
        raise
    except UnreadableScore as fault:
        _repair(fault)
        _note(claimed, fault)
    except Exception as fault:
        # Whatever is wrong with this score, the others must go on; it is tried again, and never guessed.
        log.exception("the scores of %s could not be computed", holder)
        _note(claimed, fault)
    return 0


@transaction.atomic
def _claim(holder: Holder) -> frozenset[int]:
    """Count the try before it is made: the rows never tried, together, or else those of one commitment.

    Rows that were tried too often already are put aside. Raises Busy where another process was quicker.
    """
    now = timezone.now()
    ready = DirtyScore.objects.ready(now).filter(**columns_of(holder))
    held = list(
        ready.select_for_update(skip_locked=True, of=("self",)).values_list("pk", "attempts", "commitment")
    )
    if not held:
        raise Busy
    tries = min(tries for _pk, tries, _commitment in held)
    first = min(commitment for _pk, found, commitment in held if found == tries)
    rows = [pk for pk, found, commitment in held if found == tries and (not tries or commitment == first)]
    if tries >= MOST_TRIES:
        _put_aside(rows)
        return frozenset()
    claimed = DirtyScore.objects.filter(pk__in=rows)
    claimed.update(attempts=F("attempts") + 1, next_try_at=now + DELAYS[min(tries, len(DELAYS) - 1)])
    return frozenset(rows)


def _put_aside(rows: Collection[int]) -> None:
    """Give up on these rows, loudly; an administrator must look at them."""
    if rows:
        DirtyScore.objects.filter(pk__in=rows).update(quarantined_at=timezone.now())
        bump()
        log.error("gave up on these scores after %s tries: %s", MOST_TRIES, sorted(rows))


@transaction.atomic
def _settle(holder: Holder, claimed: Collection[int], moment: Moment | None) -> int:
    """Compute the scores and delete exactly the rows that asked for it, with those given up before about the same."""
    if not _lock(holder, skip=True):
        raise Busy
    rows = DirtyScore.objects.filter(pk__in=claimed)
    asked = list(rows.values_list("commitment", "cause"))
    commitments, causes = {pk for pk, _cause in asked}, {Cause(cause) for _pk, cause in asked}
    about_the_same = DirtyScore.objects.filter(commitment__in=commitments, **columns_of(holder))
    given_up = list(about_the_same.quarantined().values_list("pk", flat=True))
    settle(
        holder,
        as_of=timezone.localdate(),
        commitments=commitments,
        rewrite=Cause.REPAIR in causes,
        moment=moment,
        causes=causes,
    )
    DirtyScore.objects.filter(pk__in=given_up).delete()
    settled = rows.delete()[0]
    # Also where no score changed: pages say that it is being computed. Last, since every act waits for this row: a
    # process that stands still while it holds it stops them all.
    bump()
    return settled


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
    if insert_dirty(pairs, cause=Cause.REPAIR):
        bump()

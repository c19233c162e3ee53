"""The sweep: finds what no wake-up told about. Three of them run without knowing each other: a thread in every web
process, the clock of Celery, and `manage.py drain --loop`.
"""

import logging
import threading
import time
from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from tracker.actions.dirty import turn_the_day
from tracker.actions.drafts import forget_old
from tracker.actions.drain import drain
from tracker.actions.file_drain import check_waiting
from tracker.actions.file_keeping import drop_unsafe_originals, tidy
from tracker.actions.import_keeping import forget_old_tables
from tracker.actions.import_work import work_on_imports
from tracker.actions.outbox import send_waiting
from tracker.actions.practices import release_practices
from tracker.actions.releases import release_due
from tracker.actions.reminders import remind
from tracker.actions.reply_drafts import forget_old_replies
from tracker.actions.search import refresh
from tracker.actions.subscriptions import forget_unconfirmed, tell
from tracker.models import Lease, Session
from tracker.selectors.attention import SWEEP

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=30)
AN_HOUR = timedelta(hours=1)


def sweep() -> int:
    """Do all that waits: what a passed date changed, what is due, dirty scores, letters, files, drafts, the
    search, tables that are brought in.

    Says how many rows of scores were worked off.
    """
    turn_the_day(timezone.localdate())
    release_due()
    release_practices()
    settled = drain()
    if take_lease("reminders", AN_HOUR):
        remind(timezone.localdate())
    if take_lease("subscriptions", AN_HOUR):
        forget_unconfirmed(now=timezone.now())
        tell(now=timezone.now())
    send_waiting()
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    check_waiting()
    drop_unsafe_originals()
    if take_lease("tidy", AN_HOUR):
        tidy()
    if take_lease("forget drafts", timedelta(days=1)):
        forget_old(now=timezone.now())
        forget_old_replies(now=timezone.now())
        forget_old_tables(now=timezone.now())
    refresh()
    work_on_imports()
    return settled


def sweep_if_due(*, every: timedelta = EVERY) -> int:
    """Sweep, unless another process has done so within this time."""
    return sweep() if take_lease(SWEEP, every) else 0


def take_lease(name: str, length: timedelta) -> bool:
    """Whether the job is ours for this time; of many who ask at once, one gets it."""
    now = timezone.now()
    Lease.objects.bulk_create([Lease(name=name, until=now)], ignore_conflicts=True)
    free = Lease.objects.filter(Q(until__lte=now), name=name)
    return free.update(until=now + length) == 1


def keep_sweeping() -> threading.Thread:
    """Start this process's thread that sweeps for ever."""
    thread = threading.Thread(target=_sweep_for_ever, name="sweep", daemon=True)
    thread.start()
    return thread


def _sweep_for_ever() -> None:
    while True:
        time.sleep(EVERY.total_seconds())
        try_to_sweep()


def try_to_sweep() -> None:
    """Sweep if it is due; whatever goes wrong is logged, so that whoever calls goes on to the next time."""
    try:
        sweep_if_due()
    except Exception:
        log.warning("the sweep broke off; it tries again", exc_info=True)
    finally:
        connection.close()

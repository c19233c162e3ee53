"""What the database says about how the installation is; for a load balancer, and for the people who run it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, Min, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.models import DirtyScore, EvidenceFile, Outbox, Score

OURS = "tracker"
# As long as a score may wait, with every sweep running: docs/faults.md.
LONGEST_WAIT = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """What waits to be computed: for how long the oldest could have been, and how many were given up;
    how many mails were, and how many files were set aside.

    `unturned` is the earliest past day on which a mark should have been looked at again and was not.
    """

    waiting: timedelta
    given_up: int
    mail_given_up: int
    files_set_aside: int
    unturned: date | None


@dataclass(frozen=True, kw_only=True)
class Stored:
    """The last change made to the tables, and what waits in them: None where they are older than the code."""

    newest_migration: str
    backlog: Backlog | None


def what_is_stored() -> Stored:
    """What is there and what waits. Seven queries."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return Stored(
        newest_migration=max((name for app, name in applied if app == OURS), default=""),
        backlog=backlog(timezone.now()) if _needed() <= applied else None,
    )


@cache
def _needed() -> frozenset[tuple[str, str]]:
    """Every migration of this code."""
    return frozenset(MigrationLoader(None).disk_migrations)


def backlog(now: datetime) -> Backlog:
    """What waits now. Five queries."""
    since = DirtyScore.objects.ready(now).aggregate(since=Min(Coalesce("next_try_at", "at")))["since"]
    return Backlog(
        waiting=max(now - since, timedelta()) if since else timedelta(),
        given_up=DirtyScore.objects.quarantined().count(),
        mail_given_up=Outbox.objects.quarantined().count(),
        files_set_aside=EvidenceFile.objects.set_aside().count(),
        unturned=_unturned(timezone.localdate(now)),
    )


def _unturned(today: date) -> date | None:
    """The earliest day before today whose turn is neither computed nor written down to be."""
    written_down = DirtyScore.objects.filter(place=OuterRef("place"), commitment=OuterRef("commitment"))
    missed = Score.objects.filter(turns_on__lt=today, place_target__isnull=False)
    found: date | None = missed.exclude(Exists(written_down)).aggregate(first=Min("turns_on"))["first"]
    return found

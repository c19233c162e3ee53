"""The door for Celery: each task fetches nothing but the time, and calls one action. Tasks carry no data."""

from celery import shared_task
from django.utils import timezone

from tracker.actions import dirty, drafts, outbox, reminders, search, subscriptions
from tracker.actions.drain import drain as work_off
from tracker.actions.file_drain import check_waiting
from tracker.actions.import_keeping import forget_old_tables
from tracker.actions.import_work import work_on_imports as work_off_imports
from tracker.actions.releases import release_due
from tracker.actions.reply_drafts import forget_old_replies


@shared_task(name="tracker.tasks.drain")
def drain() -> None:
    """Work off what is dirty."""
    work_off()


@shared_task(name="tracker.tasks.turn_the_day")
def turn_the_day() -> None:
    """Mark what a passed date changed; the next drain computes it."""
    dirty.turn_the_day(timezone.localdate())


@shared_task(name="tracker.tasks.release")
def release() -> None:
    """Publish what protected committees decided and is due by now."""
    release_due()


@shared_task(name="tracker.tasks.remind")
def remind() -> None:
    """Write the reminders of today, if somebody has not got theirs."""
    reminders.remind(timezone.localdate())


@shared_task(name="tracker.tasks.send_mail")
def send_mail() -> None:
    """Send the mail that waits."""
    outbox.send_waiting()


@shared_task(name="tracker.tasks.check_files")
def check_files() -> None:
    """Check the files that wait."""
    check_waiting()


@shared_task(name="tracker.tasks.forget_drafts")
def forget_drafts() -> None:
    """Delete what was typed and left alone: a report for a year, a reply past its time, the rows of an
    old table. Twice finds nothing."""
    drafts.forget_old(now=timezone.now())
    forget_old_replies(now=timezone.now())
    forget_old_tables(now=timezone.now())


@shared_task(name="tracker.tasks.refresh_search")
def refresh_search() -> None:
    """Bring the search up to what is public now; where nothing changed, one look."""
    search.refresh()


@shared_task(name="tracker.tasks.tell_subscribers")
def tell_subscribers() -> None:
    """Write letters about what changed to whoever is due one, and forget who never confirmed."""
    subscriptions.forget_unconfirmed(now=timezone.now())
    subscriptions.tell(now=timezone.now())


# A table may take longer than the other tasks may; whoever kills it leaves nothing half done.
@shared_task(name="tracker.tasks.work_on_imports", soft_time_limit=1_200, time_limit=1_260)
def work_on_imports() -> None:
    """Work on the tables that wait."""
    work_off_imports()

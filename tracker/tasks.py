"""The door for Celery: each task fetches nothing but the time, and calls one action. Tasks carry no data."""

from celery import shared_task
from django.utils import timezone

from tracker.actions import dirty, drafts
from tracker.actions.drain import drain as work_off


@shared_task(name="tracker.tasks.drain")
def drain() -> None:
    """Work off what is dirty."""
    work_off()


@shared_task(name="tracker.tasks.turn_the_day")
def turn_the_day() -> None:
    """Mark what a passed date changed; the next drain computes it."""
    dirty.turn_the_day(timezone.localdate())


@shared_task(name="tracker.tasks.forget_drafts")
def forget_drafts() -> None:
    """Delete what was typed and left alone for a year; a second time finds nothing."""
    drafts.forget_old(now=timezone.now())

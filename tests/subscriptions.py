"""Somebody who asks to be told what changes, as the product lets them in."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from tracker.actions import subscriptions
from tracker.enums import Rhythm
from tracker.models import Subscription
from tracker.selectors.mark_changes import Watched

READER = "reader@example.org"


def follow(watched=None, *, rhythm=Rhythm.DAILY, address=READER):
    """A subscription that was confirmed."""
    subscriptions.ask(address, watched or Watched(), rhythm)
    return subscriptions.confirm(Subscription.objects.latest("id").token)


def path_in(mail):
    """The link in a letter, without its host."""
    (link,) = [line for line in mail.body.splitlines() if line.startswith("http")]
    return "/" + link.split("/", 3)[3]


def day_later(days=1):
    """Noon, so many days on."""
    return datetime.combine(timezone.localdate() + timedelta(days=days), time(12), UTC)

"""Rounds with work in them, as the product makes them."""

from datetime import timedelta

from django.utils import timezone

from tests.editions import make_round
from tracker.actions import rounds
from tracker.models import Assignment, Round


def days(number):
    return timezone.localdate() + timedelta(days=number)


def open_round(slug="forum", **more):
    """A round that opened a month ago and closes in two."""
    return make_round(slug, **{"name": "Forum", "opens_on": days(-30), "closes_on": days(60), **more})


def closed_round(slug="past", **more):
    """A round that is over, and to which every reference date of the past falls."""
    made = make_round(slug, name="Past forum", opens_on=days(-90), closes_on=days(-10), **more)
    Round.objects.filter(pk=made.pk).update(closed_at=timezone.now())
    made.refresh_from_db()
    return made


def assigned(cast, of, place_target=None, *, user=None, due=30, late=None):
    """A target for a member; `late` moves the day it was due into the past, as time does."""
    target = place_target or cast.place_target
    rounds.assign(
        of, cast.committee, [target], user=user or cast.reporter, due_on=days(due), by=cast.coordinator
    )
    made = Assignment.objects.get(round=of, place_target=target)
    if late is not None:
        Assignment.objects.filter(pk=made.pk).update(due_on=days(-late))
        made.refresh_from_db()
    return made

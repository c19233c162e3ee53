"""Rounds and editions as the product makes them."""

from datetime import date

from django.utils import timezone

from tracker.actions.editions import freeze
from tracker.enums import UnlockState
from tracker.models import Committee, PlaceTarget, Round, Unlock, User
from tracker.selectors.edition_drafts import draft_edition


def make_round(slug="imrf-2026", **more):
    known = {
        "name": "Review Forum 2026",
        "opens_on": date(2026, 1, 1),
        "closes_on": date(2026, 5, 31),
    }
    return Round.objects.create(slug=slug, **{**known, **more})


def frozen(round_, *, as_of, by, note=""):
    """An edition of the round."""
    return freeze(draft_edition(round_, as_of=as_of, note=note), by=by)


def reopened():
    """Every closed round open again for everything there is by now, so that what comes late can be reported."""
    asker, decider = User.objects.order_by("pk")[:2]
    for closed in Round.objects.exclude(closed_at=None):
        known = set(Unlock.objects.filter(round=closed).values_list("committee", "place_target"))
        for committee in Committee.objects.all():
            for target in PlaceTarget.objects.filter(place=committee.place_id):
                if (committee.pk, target.pk) not in known:
                    _unlock(closed, committee, target, asker, decider)


def _unlock(closed, committee, target, asker, decider):
    Unlock.objects.create(
        round=closed,
        committee=committee,
        place_target=target,
        reason="It came late.",
        asked_by=asker,
        asked_at=timezone.now(),
        state=UnlockState.GRANTED,
        decided_by=decider,
        decided_at=timezone.now(),
        answer="It did.",
        until=date(2999, 1, 1),
    )

"""Rounds and editions as the product makes them."""

from datetime import date

from tracker.actions.editions import freeze
from tracker.models import Round
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

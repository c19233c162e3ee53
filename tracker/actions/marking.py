"""Marking scores as dirty, and waking whoever computes them once that is committed."""

from collections.abc import Iterable

from django.db import transaction

from tracker.actions.dirty import insert_dirty
from tracker.actions.wake import wake
from tracker.enums import Cause
from tracker.models import Place
from tracker.selectors.holders import Holder


def mark_dirty(pairs: Iterable[tuple[Holder, int]], *, cause: Cause) -> None:
    """These holders' scores on these commitments (their ids) are to be computed anew."""
    if insert_dirty(pairs, cause=cause):
        transaction.on_commit(wake)


def mark_commitment(commitment: int, *, cause: Cause) -> None:
    """A commitment's scores are to be computed anew wherever it applies."""
    places = Place.objects.filter(place_targets__target__commitment=commitment).distinct()
    mark_dirty([(place, commitment) for place in places], cause=cause)

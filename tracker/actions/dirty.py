"""Writing down what must be computed anew, in the transaction that makes it so."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from tracker.actions.publication import bump
from tracker.enums import Cause, CommitmentStatus
from tracker.models import DirtyScore, Place, PlaceTarget, Score
from tracker.selectors.holders import Holder, columns_of


def insert_dirty(pairs: Iterable[tuple[Holder, int]], *, cause: Cause) -> int:
    """A row for each holder and commitment id, by insert only; says how many. Nobody is woken."""
    rows = [DirtyScore(commitment_id=pk, cause=cause, **columns_of(holder)) for holder, pk in pairs]
    return len(DirtyScore.objects.bulk_create(rows, batch_size=1_000))


@transaction.atomic
def turn_the_day(today: date) -> int:
    """Write down the standings that a passed date may have changed, and those never computed; says how many.

    Harmless when run twice, and catches up after days without it: what is written down already is left alone.
    """
    turned = Score.objects.filter(turns_on__lte=today, place_target__isnull=False)
    pairs = set(turned.values_list("place", "commitment"))
    pairs |= set(_never_computed(today))
    pairs -= set(DirtyScore.objects.filter(place__isnull=False).values_list("place", "commitment"))
    places = Place.objects.in_bulk({place for place, _commitment in pairs})
    found = insert_dirty(
        [(places[place], commitment) for place, commitment in sorted(pairs)], cause=Cause.DAY
    )
    if found:
        bump()
    return found


def _never_computed(today: date) -> Iterable[tuple[int, int]]:
    """Targets of places that are in force and have no score yet, by place and commitment."""
    missing = PlaceTarget.objects.filter(scores=None, target__versions__in_force_from__lte=today)
    in_force = missing.filter(target__commitment__versions__in_force_from__lte=today)
    alive = in_force.exclude(target__commitment__status=CommitmentStatus.RETIRED)
    return alive.values_list("place", "target__commitment").distinct()

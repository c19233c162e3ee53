"""Computing and keeping the scores, from the targets of a place up to the world."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.actions.score_rows import Moment, gathered_row, rolled_up_rows, standing_row
from tracker.enums import CommitmentStatus, PlaceKind, Subject
from tracker.models import Place, PlaceTarget, Score
from tracker.selectors.facts import facts_of

NAMES_A_ROW = ["place", "key"]
REPLACED = [
    field.name
    for field in Score._meta.concrete_fields
    if not field.primary_key and field.name not in NAMES_A_ROW
]


@transaction.atomic
def rescore(places: Collection[Place], *, as_of: date, commitments: Collection[int] | None = None) -> int:
    """Compute anew the scores of these places and of every place that gathers them; says how many rows were kept.

    `commitments` are the ids of those that changed; the others' standing is read from what is kept. None means all.
    """
    moment = Moment(as_of=as_of, at=timezone.now())
    gathering = _gathering(places)
    own = [place for place in places if place not in gathering]
    _hold([*own, *gathering])
    return sum(_rescore_one(place, commitments, moment=moment) for place in [*own, *gathering])


def rescore_all(*, as_of: date) -> int:
    """Compute anew every place that has targets, and all that gather them."""
    return rescore(list(Place.objects.filter(place_targets__isnull=False).distinct()), as_of=as_of)


def rescore_due(*, as_of: date) -> int:
    """Compute anew the places never scored yet, and those with a score that may have turned by itself since."""
    wanted = Place.objects.filter(
        Q(scores__turns_on__lte=as_of) | Q(place_targets__isnull=False, scores=None)
    )
    return rescore(list(wanted.distinct()), as_of=as_of)


def _hold(places: Collection[Place]) -> None:
    """Let nobody else compute these places until the commit: a roll-up over what another had not yet written stays.

    Always in one order, so that two never wait for each other; rows that refer to a place can be inserted meanwhile.
    """
    held = Place.objects.select_for_update(no_key=True).filter(pk__in=[place.pk for place in places])
    list(held.order_by("pk").values_list("pk", flat=True))


def _gathering(places: Collection[Place]) -> list[Place]:
    """The places that gather these, the lowest first: all above a State that has a region, and themselves."""
    everywhere = {place.pk: place for place in Place.objects.all()}
    found = {place for place in places if place.level < Place.level_of(PlaceKind.COUNTRY)}
    for place in places:
        if place.kind == PlaceKind.COUNTRY:
            parent = everywhere.get(place.parent_id or 0)
            while parent:
                found.add(parent)
                parent = everywhere.get(parent.parent_id or 0)
    return sorted(found, key=lambda place: (-place.level, place.code))


def _rescore_one(place: Place, commitments: Collection[int] | None, *, moment: Moment) -> int:
    """One place's rows: fresh for the commitments that changed, kept ones beside them, all roll-ups over both."""
    if not Score.objects.filter(place=place).exists():
        commitments = None
    fresh = [*_standings(place, commitments, moment=moment), *_gathered(place, commitments, moment=moment)]
    changed = {leaf.commitment_id for leaf in fresh} | set(commitments or ())
    kept = [] if commitments is None else list(_leaves().filter(place=place).exclude(commitment__in=changed))
    rows = rolled_up_rows(place, [*fresh, *kept], moment=moment)
    touched = [row for row in rows if row.commitment_id is None or row.commitment_id in changed]
    _keep([*fresh, *touched])
    _forget(place, [*fresh, *kept, *rows])
    return len(fresh) + len(touched)


def _standings(place: Place, commitments: Collection[int] | None, *, moment: Moment) -> list[Score]:
    """The standing of each target that the place has itself."""
    found = PlaceTarget.objects.filter(place=place).exclude(
        target__commitment__status=CommitmentStatus.RETIRED
    )
    if commitments is not None:
        found = found.filter(target__commitment__in=commitments)
    # Fetched apart, so that a hundred targets share their few commitments, objectives and horizons.
    loaded = found.prefetch_related("place", "target__commitment__objective", "target__horizon")
    facts = facts_of(
        loaded.order_by("target__commitment__code", "target__horizon__years"), as_of=moment.as_of
    )
    return [standing_row(one, moment=moment) for one in facts]


def _gathered(place: Place, commitments: Collection[int] | None, *, moment: Moment) -> list[Score]:
    """What the States below a place come to, commitment by commitment and horizon by horizon."""
    if place.level >= Place.level_of(PlaceKind.COUNTRY):
        return []
    below = _leaves().filter(place__in=_states_below(place))
    if commitments is not None:
        below = below.filter(commitment__in=commitments)
    groups: dict[str, list[Score]] = defaultdict(list)
    for row in below:
        groups[row.key].append(row)
    return [gathered_row(place, rows, moment=moment) for rows in groups.values()]


def _states_below(place: Place) -> list[int]:
    """The ids of the States that a place gathers."""
    below, states = {place.pk}, []
    for pk, kind, parent in Place.objects.order_by("level").values_list("pk", "kind", "parent_id"):
        if parent in below:
            below.add(pk)
            if kind == PlaceKind.COUNTRY:
                states.append(pk)
    return states


def _leaves() -> QuerySet[Score]:
    """Kept rows of commitments by one horizon, in a fixed order."""
    leaves = Score.objects.filter(subject=Subject.COMMITMENT, horizon__isnull=False)
    return leaves.prefetch_related("commitment__objective", "horizon").order_by(
        "commitment__code", "horizon__years", "place__code"
    )


def _keep(rows: Sequence[Score]) -> None:
    """Insert the rows, or replace those with the same place and key."""
    Score.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=NAMES_A_ROW, update_fields=REPLACED, batch_size=500
    )


def _forget(place: Place, rows: Iterable[Score]) -> None:
    """Delete what is no longer a subject there, such as a retired commitment."""
    Score.objects.filter(place=place).exclude(key__in=[row.key for row in rows]).delete()

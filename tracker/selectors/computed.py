"""Scores computed from the facts, as they are or as they were at any date. Nothing is stored here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.models import CommitmentVersion, PlaceTarget, Process, Score
from tracker.selectors.facts import facts_of
from tracker.selectors.holders import Holder, gathers, states_in
from tracker.selectors.score_rows import Moment, gathered_row, rolled_up_rows, standing_row

# So many targets' facts are in memory at once.
CHUNK = 2_000


def moment_at(as_of: date, *, at: datetime | None = None) -> Moment:
    """The date with each commitment's weight at it. One query."""
    versions = CommitmentVersion.objects.in_force_on(as_of).order_by("number")
    weights = dict(versions.values_list("commitment_id", "weight"))
    return Moment(as_of=as_of, at=at or timezone.now(), weights=weights)


def computed_rows(holder: Holder, *, as_of: date) -> list[Score]:
    """Every score of a holder at a date, from the facts alone: what would be stored if it were computed that day."""
    moment = moment_at(as_of)
    leaves = [*own_rows(holder, moment=moment), *_gathered(holder, moment=moment)]
    return [*leaves, *rolled_up_rows(holder, leaves, moment=moment)]


def own_rows(holder: Holder, *, moment: Moment, commitments: Collection[int] | None = None) -> list[Score]:
    """The standing of each target that a place has itself; a process has none."""
    if isinstance(holder, Process):
        return []
    return list(_standings(Q(place=holder), moment=moment, commitments=commitments))


def gathered_rows(holder: Holder, leaves: Iterable[Score], *, moment: Moment) -> list[Score]:
    """What the States' standings come to, commitment by commitment and horizon by horizon."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for leaf in leaves:
        groups[leaf.key].append(leaf)
    return [gathered_row(holder, rows, moment=moment) for rows in groups.values()]


def _gathered(holder: Holder, *, moment: Moment) -> list[Score]:
    if not gathers(holder):
        return []
    states = Q(place__in=states_in(holder, on=moment.as_of))
    return gathered_rows(holder, _standings(states, moment=moment), moment=moment)


def standings_of(
    places: Collection[int], *, moment: Moment, commitments: Collection[int] | None = None
) -> Iterator[Score]:
    """The standing of each target that these places have themselves, in a fixed order; the places by their ids."""
    return _standings(Q(place__in=places), moment=moment, commitments=commitments)


def _standings(about: Q, *, moment: Moment, commitments: Collection[int] | None = None) -> Iterator[Score]:
    """The standings of these targets from their facts, some at a time, in a fixed order."""
    found = targets_to_score().filter(about)
    if commitments is not None:
        found = found.filter(target__commitment__in=commitments)
    pks = list(found.values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        chunk = targets_to_score().filter(pk__in=pks[start : start + CHUNK])
        for facts in facts_of(chunk, as_of=moment.as_of):
            yield standing_row(facts, moment=moment)


def targets_to_score() -> QuerySet[PlaceTarget]:
    """Targets of places with what scoring needs beside them, by commitment, horizon and place."""
    loaded = PlaceTarget.objects.select_related("place", "target__commitment__objective", "target__horizon")
    return loaded.order_by("target__commitment__code", "target__horizon__years", "place__code")

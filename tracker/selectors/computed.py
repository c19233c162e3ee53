"""Scores computed from the facts, as they are or as they were at any date. Nothing is stored here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from tracker.models import CommitmentVersion, Place, PlaceTarget, Process, Score, Target, TargetVersion
from tracker.selectors.facts import facts_that_count, targets_in_force
from tracker.selectors.holders import Holder, gathers, states_in
from tracker.selectors.score_rows import Moment, Row, gathered_row, rolled_up_rows, score_of, standing_row

# So many targets' facts are in memory at once.
CHUNK = 2_000


def moment_at(as_of: date, *, at: datetime | None = None) -> Moment:
    """The date with what is in force at it. Five queries."""
    newest = _newest()
    versions = CommitmentVersion.objects.in_force_on(as_of).order_by("number")
    targets = Target.objects.select_related("commitment__objective", "horizon")
    return Moment(
        as_of=as_of,
        at=at or timezone.now(),
        weights=dict(versions.values_list("commitment_id", "weight")),
        targets=targets_in_force(targets, as_of=as_of),
        newest=newest,
    )


def current(moment: Moment) -> Moment:
    """The moment itself, or one made anew where a version came in since: versions are added, and never changed."""
    return moment if moment.newest == _newest() else moment_at(moment.as_of)


def _newest() -> tuple[int, ...]:
    found = (
        model._default_manager.aggregate(last=Max("pk"))["last"]
        for model in (TargetVersion, CommitmentVersion)
    )
    return tuple(last or 0 for last in found)


def computed_rows(holder: Holder, *, as_of: date) -> list[Score]:
    """Every score of a holder at a date, from the facts alone: what would be stored if it were computed that day."""
    moment = moment_at(as_of)
    leaves = [*own_rows(holder, moment=moment), *_gathered(holder, moment=moment)]
    rows = [*leaves, *rolled_up_rows(leaves, moment=moment)]
    return [score_of(row, holder, moment=moment) for row in rows]


def own_rows(holder: Holder, *, moment: Moment, commitments: Collection[int] | None = None) -> list[Row]:
    """The standing of each target that a place has itself; a process has none."""
    if isinstance(holder, Process):
        return []
    return list(standings_of({holder.pk: holder}, moment=moment, commitments=commitments))


def gathered_rows(leaves: Iterable[Row]) -> list[Row]:
    """What the States' standings come to, commitment by commitment and horizon by horizon."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for leaf in leaves:
        groups[leaf.key].append(leaf)
    return [gathered_row(rows) for rows in groups.values()]


def _gathered(holder: Holder, *, moment: Moment) -> list[Row]:
    if not gathers(holder):
        return []
    states = Place.objects.in_bulk(states_in(holder, on=moment.as_of))
    return gathered_rows(standings_of(states, moment=moment))


def standings_of(
    places: Mapping[int, Place], *, moment: Moment, commitments: Collection[int] | None = None
) -> Iterator[Row]:
    """The standing of each target that these places have themselves, in a fixed order; the places by their ids."""
    found = PlaceTarget.objects.filter(place__in=places).order_by()
    if commitments is not None:
        found = found.filter(target__commitment__in=commitments)
    rows = [row for row in found if row.target_id in moment.targets]
    for row in rows:
        row.place, row.target = places[row.place_id], moment.targets[row.target_id].target
    # Place by place: what hangs on a chunk is found by its places, and must not be read again for the next one.
    rows.sort(key=lambda row: (row.place.code, row.target.commitment.code, row.target.horizon.years))
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        for facts in facts_that_count(chunk, moment.targets, as_of=moment.as_of):
            yield standing_row(facts, moment=moment)

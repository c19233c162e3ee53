"""Some of the commitments together: those that serve a benchmark, or are about a group of people.

What is told of them is what is stored of each; nothing is summed up into a mark of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tracker.enums import CommitmentStatus, PlaceKind, Scope, Subject
from tracker.models import Commitment, Place, Score
from tracker.scoring import Mark, Status
from tracker.selectors.compact import HorizonDate, with_horizons
from tracker.selectors.credits import CommitteeRef, who_could_report
from tracker.selectors.objectives import latest
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import UPPER, told_of
from tracker.selectors.standings import Told, is_updating, key_of, shown


@dataclass(frozen=True, kw_only=True)
class SetRow:
    """A commitment with the world's standing on it, over all dates and by each, and that of each region in turn."""

    code: str
    title: str
    objective: int
    scope: Scope
    overall: Told | None
    by_horizon: tuple[Told | None, ...]
    by_region: tuple[Told | None, ...]
    silent: int


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """A place on whose targets nothing was reported, with the committees that could."""

    place: PlaceRef
    committees: tuple[CommitteeRef, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentSet:
    """Commitments by code with how they stand; `counts` are all their targets by mark, the States' and the world's.

    `untold` is of how many the standing cannot be shown, so that the counts are not whole. Who could report is known
    of today only.
    """

    as_of: date | None
    updating: bool
    world: str
    horizons: tuple[HorizonDate, ...]
    regions: tuple[PlaceRef, ...]
    rows: tuple[SetRow, ...]
    counts: tuple[tuple[Mark, int], ...]
    statuses: tuple[tuple[Status, int], ...]
    untold: int
    reachable: tuple[Reachable, ...]

    @property
    def targets(self) -> int:
        """How many targets apply."""
        return sum(number for mark, number in self.counts if mark != Mark.NOT_APPLICABLE)


def scored_on(as_of: date | None, **only: object) -> list[Commitment]:
    """The commitments that were scored on that day, or are today, by code. One query.

    `only` narrows them down, by columns of their versions.
    """
    said = commitments_on(as_of or timezone.localdate(), **only).values()
    return sorted((one for one in said if one.status != CommitmentStatus.RETIRED), key=lambda one: one.code)


def commitment_set(commitments: Sequence[Commitment], *, as_of: date | None) -> CommitmentSet:
    """How these commitments stand, today or on a past date. Three queries."""
    upper, horizons = with_horizons(Place.objects.filter(kind__in=UPPER), as_of=as_of)
    regions = sorted((one for one in upper if one.kind == PlaceKind.REGION), key=lambda one: one.name)
    world = next((one for one in upper if one.kind == PlaceKind.WORLD), None)
    found = {}
    if commitments:
        ids = {one.pk for one in commitments}
        found = told_of(upper, Subject.COMMITMENT, commitments=ids, as_of=as_of)
    of_world = found.get((False, world.pk), {}) if world else {}
    of_regions = [found.get((False, one.pk), {}) for one in regions]
    rows = tuple(
        SetRow(
            code=one.code,
            title=one.title,
            objective=one.objective.number,
            scope=Scope(one.scope),
            overall=of_world.get(one.code),
            by_horizon=tuple(of_world.get(key_of(one.code, horizon.years)) for horizon in horizons),
            by_region=tuple(told.get(one.code) for told in of_regions),
            silent=_silent(of_world.get(one.code)),
        )
        for one in commitments
    )
    standings = [told for told in (shown(one.overall) for one in rows) if told]
    every = [told for one in found.values() for told in one.values()]
    return CommitmentSet(
        as_of=as_of or latest(every),
        updating=is_updating(every),
        world=world.code if world else "",
        horizons=horizons,
        regions=tuple(place_ref(one) for one in regions),
        rows=rows,
        counts=tuple((mark, sum(dict(one.counts).get(mark, 0) for one in standings)) for mark in Mark),
        statuses=tuple(
            (status, sum(dict(one.statuses).get(status, 0) for one in standings)) for status in Status
        ),
        untold=sum(1 for one in rows if one.overall and not shown(one.overall)),
        reachable=() if as_of or not commitments else _reachable(commitments),
    )


def _silent(told: Told | None) -> int:
    """On how many targets nothing was ever reported, as far as it can be told."""
    found = shown(told)
    return dict(found.statuses).get(Status.NO_DATA, 0) if found else 0


def _reachable(commitments: Iterable[Commitment]) -> tuple[Reachable, ...]:
    """The places with a committee on whose targets nothing was reported, by name. One query."""
    silent = Score.objects.filter(
        commitment__in=[one.pk for one in commitments], status=Status.NO_DATA, place__isnull=False
    )
    found = who_could_report(place__in=silent.order_by().values("place"))
    rows = [Reachable(place=place_ref(place), committees=committees) for place, committees in found.items()]
    return tuple(sorted(rows, key=lambda row: row.place.name))

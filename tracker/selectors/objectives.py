"""The objectives, and one of them with its commitments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.enums import CommitmentStatus, Origin, PlaceKind, Scope, Subject
from tracker.models import Commitment, Objective, Place
from tracker.scoring import Mark
from tracker.selectors.change_rows import ChangeRow
from tracker.selectors.compact import horizons_on
from tracker.selectors.lately import lately, lately_of
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import standings, world_standings
from tracker.selectors.standings import Told, is_updating, key_of, shown


@dataclass(frozen=True, kw_only=True)
class ObjectiveRow:
    """An objective with the world's standing over all horizons and by each (None where it has no target)."""

    number: int
    label: str
    title: str
    verified: bool
    overall: Told | None
    by_horizon: tuple[Told | None, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentRow:
    """A commitment with the world's standing by each horizon (None where it has no target)."""

    code: str
    title: str
    scope: Scope
    origin: Origin
    by_horizon: tuple[Told | None, ...]


@dataclass(frozen=True, kw_only=True)
class HorizonHead:
    """The head of a column: how many years after the baseline, and the year it is due."""

    years: int
    due_year: int


@dataclass(frozen=True, kw_only=True)
class ObjectivesPage:
    """All objectives side by side."""

    as_of: date | None
    updating: bool
    counts: tuple[tuple[Mark, int], ...]
    horizons: tuple[HorizonHead, ...]
    objectives: tuple[ObjectiveRow, ...]


@dataclass(frozen=True, kw_only=True)
class ObjectivePage:
    """One objective: what it says, how the world stands on it, its commitments."""

    world: str
    as_of: date | None
    updating: bool
    number: int
    label: str
    title: str
    summary: str
    source: str
    source_url: str
    verified: bool
    horizons: tuple[HorizonHead, ...]
    overall: Told | None
    by_horizon: tuple[Told | None, ...]
    commitments: tuple[CommitmentRow, ...]
    lately: tuple[ChangeRow, ...]

    @property
    def name(self) -> str:
        """What its scores are called by."""
        return f"objective-{self.number}"


def horizon_heads(as_of: date | None = None) -> tuple[HorizonHead, ...]:
    """The horizons of today or of a past date, the nearest first. One query."""
    return tuple(
        HorizonHead(years=horizon.years, due_year=horizon.due_on.year) for horizon in horizons_on(as_of)
    )


def the_world() -> Place | None:
    """The one place that everything rolls up to."""
    return Place.objects.filter(kind=PlaceKind.WORLD).first()


def latest(found: Iterable[Told]) -> date | None:
    """The day the newest of these standings was computed for, of those that are shown."""
    return max((row.as_of for row in found if shown(row) and row.as_of), default=None)


def objectives_page(*, as_of: date | None = None) -> ObjectivesPage:
    """The 23 objectives with the world's standing on each, today or on a past date. Three queries."""
    found, heads = world_standings(Subject.OBJECTIVE, as_of=as_of)[Subject.OBJECTIVE], horizon_heads(as_of)
    rows = objective_rows(found, heads)
    marks = [found.mark for found in (shown(row.overall) for row in rows) if found]
    return ObjectivesPage(
        as_of=as_of or latest(found.values()),
        updating=is_updating(found.values()),
        counts=tuple((mark, marks.count(mark)) for mark in Mark if mark in marks),
        horizons=heads,
        objectives=rows,
    )


def objective_rows(found: dict[str, Told], heads: tuple[HorizonHead, ...]) -> tuple[ObjectiveRow, ...]:
    """Every objective with its standings, those that were found. One query."""
    return tuple(
        ObjectiveRow(
            number=objective.number,
            label=objective.label,
            title=objective.title,
            verified=objective.verified,
            overall=found.get(f"objective-{objective.number}"),
            by_horizon=by_horizon(found, f"objective-{objective.number}", heads),
        )
        for objective in Objective.objects.all()
    )


def by_horizon(
    found: Mapping[str, Told], name: str, heads: tuple[HorizonHead, ...]
) -> tuple[Told | None, ...]:
    """The standings on one subject, one for each column."""
    return tuple(found.get(key_of(name, head.years)) for head in heads)


def objective_page(number: int, *, as_of: date | None = None) -> ObjectivePage | None:
    """One objective, today or on a past date, or None where there is none of that number. Five queries."""
    loaded = Objective.objects.select_related("source").annotate(**lately("objective"))
    objective = loaded.filter(number=number).first()
    world = the_world()
    if objective is None or world is None:
        return None
    found = standings(world, Subject.OBJECTIVE, Subject.COMMITMENT, as_of=as_of)
    heads = horizon_heads(as_of)
    name = f"objective-{objective.number}"
    return ObjectivePage(
        world=world.code,
        as_of=as_of or latest(found.values()),
        updating=is_updating(found.values()),
        number=objective.number,
        label=objective.label,
        title=objective.title,
        summary=objective.summary,
        source=objective.source.title if objective.source else "",
        source_url=objective.source.url if objective.source else "",
        verified=objective.verified,
        horizons=heads,
        overall=found.get(name),
        by_horizon=by_horizon(found, name, heads),
        commitments=commitment_rows(_commitments(objective, as_of), found, heads),
        lately=lately_of(objective),
    )


def _commitments(objective: Objective, as_of: date | None) -> list[Commitment]:
    """The commitments under an objective, by code, as they read today or on a past date. One query."""
    if as_of is None:
        return list(Commitment.objects.filter(objective=objective))
    said = commitments_on(as_of).values()
    return sorted((one for one in said if one.objective_id == objective.pk), key=lambda one: one.code)


def commitment_rows(
    commitments: Iterable[Commitment], found: dict[str, Told], heads: tuple[HorizonHead, ...]
) -> tuple[CommitmentRow, ...]:
    """These commitments, but for the retired, each with its standings."""
    return tuple(
        CommitmentRow(
            code=commitment.code,
            title=commitment.title,
            scope=Scope(commitment.scope),
            origin=Origin(commitment.origin),
            by_horizon=by_horizon(found, commitment.code, heads),
        )
        for commitment in commitments
        if commitment.status != CommitmentStatus.RETIRED
    )

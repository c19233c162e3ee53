"""The objectives, and one of them with its commitments."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tracker.enums import CommitmentStatus, PlaceKind, Scope, Subject
from tracker.models import Commitment, Horizon, Objective, Place
from tracker.selectors.standings import Standing, key_of, standings


@dataclass(frozen=True, kw_only=True)
class ObjectiveRow:
    """An objective with the world's standing over all horizons and by each (None where it has no target)."""

    number: int
    label: str
    title: str
    overall: Standing | None
    by_horizon: tuple[Standing | None, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentRow:
    """A commitment with the world's standing by each horizon (None where it has no target)."""

    code: str
    title: str
    scope: Scope
    by_horizon: tuple[Standing | None, ...]


@dataclass(frozen=True, kw_only=True)
class HorizonHead:
    """The head of a column: how many years after the baseline, and the year it is due."""

    years: int
    due_year: int


@dataclass(frozen=True, kw_only=True)
class ObjectivesPage:
    """All objectives side by side."""

    world: str
    horizons: tuple[HorizonHead, ...]
    objectives: tuple[ObjectiveRow, ...]


@dataclass(frozen=True, kw_only=True)
class ObjectivePage:
    """One objective: what it says, how the world stands on it, its commitments."""

    world: str
    number: int
    label: str
    title: str
    summary: str
    source: str
    horizons: tuple[HorizonHead, ...]
    overall: Standing | None
    by_horizon: tuple[Standing | None, ...]
    commitments: tuple[CommitmentRow, ...]


def horizon_heads() -> tuple[HorizonHead, ...]:
    """The horizons, the nearest first. One query."""
    return tuple(
        HorizonHead(years=horizon.years, due_year=horizon.due_on.year) for horizon in Horizon.objects.all()
    )


def the_world() -> Place | None:
    """The one place that everything rolls up to."""
    return Place.objects.filter(kind=PlaceKind.WORLD).first()


def objectives_page() -> ObjectivesPage:
    """The 23 objectives with the world's standing on each."""
    world = the_world()
    return ObjectivesPage(
        world=world.code if world else "",
        horizons=horizon_heads(),
        objectives=objective_rows(world) if world else (),
    )


def objective_rows(place: Place) -> tuple[ObjectiveRow, ...]:
    """Every objective with a place's standing on it. Three queries."""
    found = standings(place, Subject.OBJECTIVE)
    heads = horizon_heads()
    return tuple(
        ObjectiveRow(
            number=objective.number,
            label=objective.label,
            title=objective.title,
            overall=found.get(f"objective-{objective.number}"),
            by_horizon=by_horizon(found, f"objective-{objective.number}", heads),
        )
        for objective in Objective.objects.all()
    )


def by_horizon(
    found: dict[str, Standing], name: str, heads: tuple[HorizonHead, ...]
) -> tuple[Standing | None, ...]:
    """The standings on one subject, one for each column."""
    return tuple(found.get(key_of(name, head.years)) for head in heads)


def objective_page(number: int) -> ObjectivePage | None:
    """One objective, or None where there is none of that number."""
    objective = Objective.objects.select_related("source").filter(number=number).first()
    world = the_world()
    if objective is None or world is None:
        return None
    found, heads = standings(world, Subject.OBJECTIVE, Subject.COMMITMENT), horizon_heads()
    name = f"objective-{objective.number}"
    return ObjectivePage(
        world=world.code,
        number=objective.number,
        label=objective.label,
        title=objective.title,
        summary=objective.summary,
        source=objective.source.title if objective.source else "",
        horizons=heads,
        overall=found.get(name),
        by_horizon=by_horizon(found, name, heads),
        commitments=commitment_rows(Commitment.objects.filter(objective=objective), found, heads),
    )


def commitment_rows(
    commitments: QuerySet[Commitment], found: dict[str, Standing], heads: tuple[HorizonHead, ...]
) -> tuple[CommitmentRow, ...]:
    """These commitments, but for the retired, each with its standings."""
    return tuple(
        CommitmentRow(
            code=commitment.code,
            title=commitment.title,
            scope=Scope(commitment.scope),
            by_horizon=by_horizon(found, commitment.code, heads),
        )
        for commitment in commitments.exclude(status=CommitmentStatus.RETIRED)
    )

"""One commitment: its targets and their history, how the world stands, how each State stands."""

from dataclasses import dataclass
from datetime import date

from tracker.enums import CommitmentStatus, DriverLevel, Origin, PlaceKind, Scope, Subject
from tracker.models import Commitment, Place, Score, Target, TargetVersion
from tracker.scoring import Kind
from tracker.selectors.objectives import HorizonHead, by_horizon, horizon_heads, the_world
from tracker.selectors.standings import Standing, standing, standings


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """A target in the wording in force, with the world's standing on it."""

    years: int
    due_on: date
    title: str
    kind: Kind
    unit: str
    weight: int
    origin: Origin
    version: int
    in_force_from: date
    standing: Standing | None


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One version of one target: what it said, from when, and why it was made."""

    years: int
    number: int
    title: str
    in_force_from: date
    recorded_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """A State's standings on the commitment by each horizon."""

    code: str
    name: str
    by_horizon: tuple[Standing | None, ...]


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """The States of one region; the fictional ones stand together under no region."""

    name: str
    fictional: bool
    states: tuple[StateRow, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentPage:
    """What the page of one commitment shows."""

    world: str
    code: str
    title: str
    text: str
    scope: Scope
    origin: Origin
    status: CommitmentStatus
    objective_number: int
    objective_label: str
    area: str
    driver_level: DriverLevel | None
    populations: tuple[str, ...]
    governance_levels: tuple[str, ...]
    lead_stakeholders: tuple[str, ...]
    benchmarks: tuple[tuple[str, str, str], ...]
    frameworks: tuple[str, ...]
    weight: int
    why_not_verifiable: str
    indicator: str
    indicator_unit: str
    indicator_custodians: tuple[str, ...]
    indicator_verified: bool
    caveat: str
    horizons: tuple[HorizonHead, ...]
    overall: Standing | None
    targets: tuple[TargetRow, ...]
    changes: tuple[ChangeRow, ...]
    regions: tuple[RegionRow, ...]


def commitment_page(code: str) -> CommitmentPage | None:
    """One commitment, or None where there is none of that code. A fixed number of queries."""
    loaded = Commitment.objects.select_related("objective", "area", "indicator")
    commitment = loaded.prefetch_related("frameworks", "benchmarks__framework").filter(code=code).first()
    world = the_world()
    if commitment is None or world is None:
        return None
    found, heads = standings(world, Subject.COMMITMENT), horizon_heads()
    indicator = commitment.indicator
    versions = _versions(commitment)
    return CommitmentPage(
        world=world.code,
        code=commitment.code,
        title=commitment.title,
        text=commitment.text,
        scope=Scope(commitment.scope),
        origin=Origin(commitment.origin),
        status=CommitmentStatus(commitment.status),
        objective_number=commitment.objective.number,
        objective_label=commitment.objective.label,
        area=commitment.area.title,
        driver_level=DriverLevel(commitment.driver_level) if commitment.driver_level else None,
        populations=tuple(commitment.populations),
        governance_levels=tuple(commitment.governance_levels),
        lead_stakeholders=tuple(commitment.lead_stakeholders),
        benchmarks=tuple((one.code, one.title, one.framework.name) for one in commitment.benchmarks.all()),
        frameworks=tuple(one.name for one in commitment.frameworks.all()),
        weight=commitment.weight,
        why_not_verifiable=commitment.why_not_verifiable,
        indicator=indicator.name if indicator else "",
        indicator_unit=indicator.unit if indicator else "",
        indicator_custodians=tuple(indicator.custodians) if indicator else (),
        indicator_verified=indicator.verified if indicator else False,
        caveat=indicator.caveat if indicator else "",
        horizons=heads,
        overall=found.get(commitment.code),
        targets=_targets(versions, found),
        changes=_changes(versions),
        regions=_regions(commitment, heads) if commitment.scope == Scope.EACH_STATE else (),
    )


def _versions(commitment: Commitment) -> list[TargetVersion]:
    """Every version of every target of the commitment, by horizon, oldest first. One query."""
    loaded = TargetVersion.objects.filter(target__commitment=commitment).select_related(
        "target__commitment", "target__horizon"
    )
    return list(loaded.order_by("target__horizon__years", "number"))


def _targets(versions: list[TargetVersion], found: dict[str, Standing]) -> tuple[TargetRow, ...]:
    """Each target in the wording in force at the date of the scores."""
    as_of = max((row.as_of for row in found.values()), default=date.max)
    in_force: dict[Target, TargetVersion] = {}
    for version in versions:
        if version.in_force_from <= as_of:
            in_force[version.target] = version
    return tuple(_target(version, found) for version in in_force.values())


def _target(version: TargetVersion, found: dict[str, Standing]) -> TargetRow:
    code, years = version.target.commitment.code, version.target.horizon.years
    return TargetRow(
        years=years,
        due_on=version.due_on,
        title=version.title,
        kind=Kind(version.kind),
        unit=version.unit,
        weight=version.weight,
        origin=Origin(version.origin),
        version=version.number,
        in_force_from=version.in_force_from,
        standing=found.get(f"{code}:{years}"),
    )


def _changes(versions: list[TargetVersion]) -> tuple[ChangeRow, ...]:
    """What changed when, the latest first."""
    rows = [
        ChangeRow(
            years=version.target.horizon.years,
            number=version.number,
            title=version.title,
            in_force_from=version.in_force_from,
            recorded_on=version.recorded_at.date(),
            reason=version.reason,
        )
        for version in versions
    ]
    return tuple(sorted(rows, key=lambda row: (row.in_force_from, row.number), reverse=True))


def _regions(commitment: Commitment, heads: tuple[HorizonHead, ...]) -> tuple[RegionRow, ...]:
    """Every State's standing on the commitment, by region and then by name. Two queries."""
    scores: dict[int, dict[str, Standing]] = {}
    kept = Score.objects.filter(commitment=commitment, place__kind=PlaceKind.COUNTRY)
    for score in kept.select_related("horizon"):
        scores.setdefault(score.place_id or 0, {})[score.key] = standing(score)
    regions: dict[tuple[bool, str], list[StateRow]] = {}
    for place in Place.objects.filter(kind=PlaceKind.COUNTRY).select_related("parent__parent"):
        region = place.parent.parent or place.parent if place.parent else None
        found = by_horizon(scores.get(place.pk, {}), commitment.code, heads)
        row = StateRow(code=place.code, name=place.name, by_horizon=found)
        regions.setdefault((place.fictional, region.name if region else ""), []).append(row)
    return tuple(
        RegionRow(name=name, fictional=fictional, states=tuple(sorted(rows, key=lambda row: row.name)))
        for (fictional, name), rows in sorted(regions.items())
    )

"""One commitment: its targets and their history, how the world stands, how each State stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, CharField, F, Value

from tracker.enums import CommitmentStatus, DriverLevel, Origin, Scope
from tracker.models import Benchmark, Commitment, Endorsement, Framework, Indicator, TargetVersion
from tracker.scoring import Kind
from tracker.selectors import change_rows
from tracker.selectors.histories import ChangeRow, change_of_target, known_on, latest_first
from tracker.selectors.lately import lately, lately_of
from tracker.selectors.objectives import HorizonHead, by_horizon, latest
from tracker.selectors.populations import population_code
from tracker.selectors.said import commitments_on, put_on
from tracker.selectors.scores_at import OnCommitment, on_commitment
from tracker.selectors.standings import Told, is_updating, key_of
from tracker.selectors.states import RegionRow, states_by_region


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
    standing: Told | None


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """What is measured, and what the number cannot say."""

    name: str
    unit: str
    custodians: tuple[str, ...]
    proxy: bool
    caveat: str
    source: str
    source_url: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """A framework the commitment is held against: one numbered item, or the whole (`code` is then empty)."""

    framework: str
    code: str
    title: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class About:
    """What the commitment itself says and where it comes from; each population with the name of its page, if any."""

    code: str
    title: str
    text: str
    scope: Scope
    origin: Origin
    status: CommitmentStatus
    source: str
    source_url: str
    verified: bool
    objective_number: int
    objective_label: str
    area: str
    driver_level: DriverLevel | None
    populations: tuple[tuple[str, str], ...]
    governance_levels: tuple[str, ...]
    lead_stakeholders: tuple[str, ...]
    weight: int
    why_not_verifiable: str


@dataclass(frozen=True, kw_only=True)
class CommitmentPage:
    """What the page of one commitment shows; the States only where each has targets of its own."""

    world: str
    as_of: date | None
    updating: bool
    about: About
    indicator: IndicatorRow | None
    links: tuple[LinkRow, ...]
    endorsers: tuple[str, ...]
    horizons: tuple[HorizonHead, ...]
    overall: Told | None
    targets: tuple[TargetRow, ...]
    changes: tuple[ChangeRow, ...]
    regions: tuple[RegionRow, ...]
    lately: tuple[change_rows.ChangeRow, ...]


def commitment_page(code: str, *, as_of: date | None = None) -> CommitmentPage | None:
    """One commitment, today or on a past date, or None where there was none of that code. Five queries."""
    commitment, history = _commitment(code)
    if commitment and as_of:
        commitment = _as_said(commitment, as_of)
    if commitment is None:
        return None
    links, endorsers = _beside(commitment)
    found, versions = on_commitment(commitment, as_of=as_of), _versions(commitment)
    scored_on = as_of or latest(found.of_world.values())
    in_force = _in_force(versions, scored_on or date.max)
    heads = tuple(HorizonHead(years=years, due_year=one.due_on.year) for years, one in in_force.items())
    return CommitmentPage(
        world=found.world,
        as_of=scored_on,
        updating=is_updating(row for rows in found.of_places.values() for row in rows.values()),
        about=_about(commitment),
        indicator=_indicator(commitment.indicator),
        links=links,
        # Told of today only, as committees are: whoever withdraws is named on no page of a past day either.
        endorsers=() if as_of else endorsers,
        horizons=heads,
        overall=found.of_world.get(code),
        targets=tuple(
            _target(years, one, found.of_world.get(key_of(code, years))) for years, one in in_force.items()
        ),
        changes=latest_first(
            known_on(as_of, [*history, *(change_of_target(version) for version in versions)])
        ),
        regions=_regions(commitment, heads, found),
        lately=lately_of(commitment),
    )


def _regions(
    commitment: Commitment, heads: tuple[HorizonHead, ...], found: OnCommitment
) -> tuple[RegionRow, ...]:
    if commitment.scope != Scope.EACH_STATE:
        return ()
    return states_by_region(
        {place: by_horizon(rows, commitment.code, heads) for place, rows in found.of_places.items()},
        nothing=(None,) * len(heads),
    )


def _commitment(code: str) -> tuple[Commitment | None, list[ChangeRow]]:
    """The commitment, and what it said when. One query: a row for each version."""
    loaded = Commitment.objects.select_related("objective", "area", "indicator__source", "source")
    rows = list(
        loaded.filter(code=code).annotate(
            then_number=F("versions__number"),
            then_title=F("versions__title"),
            then_from=F("versions__in_force_from"),
            then_recorded=F("versions__recorded_at"),
            then_reason=F("versions__reason"),
            **lately("commitment"),
        )
    )
    history = [
        ChangeRow(
            years=None,
            number=row.then_number,
            title=row.then_title,
            in_force_from=row.then_from,
            recorded_on=row.then_recorded.date(),
            reason=row.then_reason,
        )
        for row in rows
        if row.then_number is not None
    ]
    return (rows[0] if rows else None), history


def _as_said(commitment: Commitment, as_of: date) -> Commitment | None:
    """The commitment as it read on a day; None where it was not there yet. One query."""
    said = commitments_on(as_of).get(commitment.pk)
    if said is None:
        return None
    put_on(commitment, said)
    return commitment


def _versions(commitment: Commitment) -> list[TargetVersion]:
    """Every version of every target of the commitment, by horizon, oldest first. One query."""
    loaded = TargetVersion.objects.filter(target__commitment=commitment).select_related("target__horizon")
    return list(loaded.order_by("target__horizon__due_on", "target__horizon__years", "number"))


def _in_force(versions: list[TargetVersion], as_of: date) -> dict[int, TargetVersion]:
    """The wording in force of each target at the date of the scores, by years."""
    return {one.target.horizon.years: one for one in versions if one.in_force_from <= as_of}


def _target(years: int, version: TargetVersion, found: Told | None) -> TargetRow:
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
        standing=found,
    )


def _about(commitment: Commitment) -> About:
    return About(
        code=commitment.code,
        title=commitment.title,
        text=commitment.text,
        scope=Scope(commitment.scope),
        origin=Origin(commitment.origin),
        status=CommitmentStatus(commitment.status),
        source=commitment.source.title if commitment.source else "",
        source_url=commitment.source.url if commitment.source else "",
        verified=commitment.verified,
        objective_number=commitment.objective.number,
        objective_label=commitment.objective.label,
        area=commitment.area.title,
        driver_level=DriverLevel(commitment.driver_level) if commitment.driver_level else None,
        populations=tuple((name, _population(name, commitment)) for name in commitment.populations),
        governance_levels=tuple(commitment.governance_levels),
        lead_stakeholders=tuple(commitment.lead_stakeholders),
        weight=commitment.weight,
        why_not_verifiable=commitment.why_not_verifiable,
    )


def _population(name: str, commitment: Commitment) -> str:
    """The group as its page is called; what is retired is on no such page."""
    return "" if commitment.status == CommitmentStatus.RETIRED else population_code(name)


def _indicator(found: Indicator | None) -> IndicatorRow | None:
    if found is None:
        return None
    return IndicatorRow(
        name=found.name,
        unit=found.unit,
        custodians=tuple(found.custodians),
        proxy=found.proxy,
        caveat=found.caveat,
        source=found.source.title if found.source else "",
        source_url=found.source.url if found.source else "",
        verified=found.verified,
    )


def _beside(commitment: Commitment) -> tuple[tuple[LinkRow, ...], tuple[str, ...]]:
    """The frameworks and benchmarks it is held against, and the organisations that stand behind it. One query."""
    held, signed = Value("held", CharField()), Value("signed", CharField())
    items = Benchmark.objects.filter(commitments=commitment).order_by()
    wholes = Framework.objects.filter(commitments=commitment).order_by()
    standing = Endorsement.objects.standing().of(commitment).order_by()
    found = items.values_list(held, "framework__name", "code", "title", "verified").union(
        wholes.values_list(held, "name", Value(""), "document", "verified"),
        standing.values_list(signed, "organisation__name", Value(""), Value(""), Value(True, BooleanField())),
    )
    rows = sorted(found)
    links = tuple(
        LinkRow(framework=framework, code=code, title=title, verified=bool(verified))
        for kind, framework, code, title, verified in rows
        if kind == "held"
    )
    return links, tuple(name for kind, name, *_more in rows if kind == "signed")

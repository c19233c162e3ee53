"""Places: the list of all, and one with how it stands on everything."""

from dataclasses import dataclass
from datetime import date

from tracker.enums import CommitmentStatus, PlaceKind, Scope, Subject, UnStatus
from tracker.models import Commitment, Committee, Objective, Place, ProgressReport
from tracker.models.reports import ReportQuerySet
from tracker.selectors.objectives import HorizonHead, by_horizon, horizon_heads
from tracker.selectors.standings import Standing, standings, standings_by_place
from tracker.selectors.targets import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """A State in the list of places: how many of its targets have something to score."""

    place: PlaceRef
    un_status: UnStatus | None
    standing: Standing | None


@dataclass(frozen=True, kw_only=True)
class SubregionRow:
    """A sub-region and its States."""

    place: PlaceRef
    states: tuple[StateRow, ...]


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """A region and its sub-regions."""

    place: PlaceRef
    subregions: tuple[SubregionRow, ...]


@dataclass(frozen=True, kw_only=True)
class PlacesPage:
    """All places, the fictional ones apart."""

    world: PlaceRef | None
    regions: tuple[RegionRow, ...]
    fictional: tuple[StateRow, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentCell:
    """A commitment in a place by each horizon; `own` says that the place has targets of its own, with pages."""

    code: str
    title: str
    by_horizon: tuple[Standing | None, ...]
    own: bool


@dataclass(frozen=True, kw_only=True)
class ObjectiveBlock:
    """An objective in a place: its standings, and its commitments'."""

    number: int
    label: str
    overall: Standing | None
    by_horizon: tuple[Standing | None, ...]
    commitments: tuple[CommitmentCell, ...]


@dataclass(frozen=True, kw_only=True)
class RecentReport:
    """A report published not long ago, for the list on a place's page."""

    uuid: str
    commitment_code: str
    years: int
    published_on: date
    committee: str


@dataclass(frozen=True, kw_only=True)
class PlacePage:
    """What the page of one place shows."""

    place: PlaceRef
    kind: PlaceKind
    un_status: UnStatus | None
    iso3: str
    m49: str
    above: tuple[PlaceRef, ...]
    below: tuple[PlaceRef, ...]
    processes: tuple[tuple[str, bool], ...]
    committees: tuple[tuple[str, str], ...]
    horizons: tuple[HorizonHead, ...]
    overall: Standing | None
    by_horizon: tuple[Standing | None, ...]
    objectives: tuple[ObjectiveBlock, ...]
    recent: tuple[RecentReport, ...]


def places_page() -> PlacesPage:
    """Every place in its region. Two queries."""
    overall = {pk: found for (pk, _), found in standings_by_place("all").items()}
    places = list(Place.objects.all())
    children: dict[int | None, list[Place]] = {}
    for place in sorted(places, key=lambda place: place.name):
        children.setdefault(place.parent_id, []).append(place)
    world = next((place for place in places if place.kind == PlaceKind.WORLD), None)
    return PlacesPage(
        world=place_ref(world) if world else None,
        regions=tuple(
            _region(region, children, overall) for region in children.get(world.pk if world else 0, [])
        ),
        fictional=tuple(_state(place, overall) for place in children.get(None, []) if place.fictional),
    )


def _region(
    region: Place, children: dict[int | None, list[Place]], overall: dict[int, Standing]
) -> RegionRow:
    return RegionRow(
        place=place_ref(region),
        subregions=tuple(
            SubregionRow(
                place=place_ref(subregion),
                states=tuple(_state(state, overall) for state in children.get(subregion.pk, [])),
            )
            for subregion in children.get(region.pk, [])
        ),
    )


def _state(place: Place, overall: dict[int, Standing]) -> StateRow:
    return StateRow(
        place=place_ref(place),
        un_status=UnStatus(place.un_status) if place.un_status else None,
        standing=overall.get(place.pk),
    )


def place_page(code: str) -> PlacePage | None:
    """One place, or None where there is none of that code. A fixed number of queries."""
    place = Place.objects.select_related("parent__parent__parent").filter(code=code).first()
    if place is None:
        return None
    found = standings(place, Subject.COMMITMENT, Subject.OBJECTIVE, Subject.PLACE)
    heads = horizon_heads()
    return PlacePage(
        place=place_ref(place),
        kind=PlaceKind(place.kind),
        un_status=UnStatus(place.un_status) if place.un_status else None,
        iso3=place.iso3 or "",
        m49=place.m49 or "",
        above=_above(place),
        below=tuple(sorted((place_ref(one) for one in place.children.all()), key=lambda one: one.name)),
        processes=tuple((one.name, one.members_verified) for one in place.processes.all()),
        committees=tuple((one.slug, one.name) for one in Committee.objects.filter(place=place)),
        horizons=heads,
        overall=found.get("all"),
        by_horizon=by_horizon(found, "all", heads),
        objectives=_objectives(place, found, heads),
        recent=recent_reports(ProgressReport.objects.filter(place_target__place=place)),
    )


def _above(place: Place) -> tuple[PlaceRef, ...]:
    """The places this one is part of, the world first."""
    found: list[PlaceRef] = []
    parent = place.parent
    while parent:
        found.insert(0, place_ref(parent))
        parent = parent.parent
    return tuple(found)


def _objectives(
    place: Place, found: dict[str, Standing], heads: tuple[HorizonHead, ...]
) -> tuple[ObjectiveBlock, ...]:
    """The objectives that the place has targets under, each with its commitments. Two queries."""
    own_scope = Scope.WORLD if place.level < Place.level_of(PlaceKind.COUNTRY) else Scope.EACH_STATE
    commitments: dict[int, list[CommitmentCell]] = {}
    for one in Commitment.objects.exclude(status=CommitmentStatus.RETIRED):
        cells = by_horizon(found, one.code, heads)
        if any(cells):
            own = one.scope == own_scope
            cell = CommitmentCell(code=one.code, title=one.title, by_horizon=cells, own=own)
            commitments.setdefault(one.objective_id, []).append(cell)
    return tuple(
        ObjectiveBlock(
            number=objective.number,
            label=objective.label,
            overall=found.get(f"objective-{objective.number}"),
            by_horizon=by_horizon(found, f"objective-{objective.number}", heads),
            commitments=tuple(commitments[objective.pk]),
        )
        for objective in Objective.objects.all()
        if objective.pk in commitments
    )


def recent_reports(reports: ReportQuerySet) -> tuple[RecentReport, ...]:
    """The ten of these reports that were published last. One query."""
    loaded = reports.published().select_related(
        "committee", "place_target__target__commitment", "place_target__target__horizon"
    )
    return tuple(
        RecentReport(
            uuid=str(report.uuid),
            commitment_code=report.place_target.target.commitment.code,
            years=report.place_target.target.horizon.years,
            published_on=report.published_at.date(),
            committee=report.committee.name if report.committee else "",
        )
        for report in loaded.order_by("-published_at", "-id")[:10]
        if report.published_at
    )

"""One target of one place: everything its page says, asks and rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from tracker.models import (
    Committee,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Score,
    TargetVersion,
)
from tracker.scoring import (
    Assessment,
    Projection,
    StepStanding,
    TargetSpec,
    assess,
    growth_ratio_of,
    project_target,
    step_standings,
)
from tracker.selectors.facts import TargetFacts, facts_from
from tracker.selectors.readings import ReadingRow, reading_row
from tracker.selectors.standings import Standing, standing
from tracker.selectors.versions import VersionRow, version_rows


@dataclass(frozen=True, kw_only=True)
class PlaceRef:
    """A place as a page names and links it."""

    code: str
    name: str
    fictional: bool


@dataclass(frozen=True, kw_only=True)
class CommitteeRef:
    """A committee as a page names and links it."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class TargetPage:
    """What the page of one target of one place shows. Exact numbers; the page rounds."""

    place: PlaceRef
    committee: CommitteeRef | None
    commitment_code: str
    commitment_title: str
    objective_number: int
    objective_label: str
    years: int
    horizons: tuple[Standing, ...]
    title: str
    unit: str
    weight: int
    version_number: int
    in_force_from: date
    spec: TargetSpec
    milestones: tuple[tuple[str, str, int], ...]
    baseline_source: str
    baseline_source_url: str
    baseline_vintage: str
    baseline_note: str
    why_not: str
    why_not_verifiable: str
    indicator: str
    caveat: str
    assessment: Assessment
    standing: Standing
    readings: tuple[ReadingRow, ...]
    steps: tuple[StepStanding, ...]
    versions: tuple[VersionRow, ...]
    projection: Projection | None
    growth_ratio: Decimal | None

    @property
    def used(self) -> ReadingRow | None:
        """The reading the mark rests on."""
        found = self.assessment.used
        return next((row for row in self.readings if found and row.key == found.key), None)

    @property
    def is_past_due(self) -> bool:
        """Whether the due date lies behind the date of the mark."""
        return self.standing.as_of > self.spec.due_on


@dataclass(frozen=True, kw_only=True)
class _Loaded:
    """All that is stored about one target of one place."""

    scores: Sequence[Score]
    score: Score
    place_target: PlaceTarget
    versions: Sequence[TargetVersion]
    place_versions: Sequence[PlaceTargetVersion]
    reports: Sequence[ProgressReport]
    committee: CommitteeRef | None


def target_page(place_code: str, commitment_code: str, years: int) -> TargetPage | None:
    """Everything about one target of one place as of its last score; None where there is no such target.

    Five queries, whatever was reported.
    """
    loaded = _load(place_code, commitment_code, years)
    if loaded is None:
        return None
    facts = facts_from(
        loaded.place_target,
        loaded.versions,
        loaded.place_versions,
        loaded.reports,
        as_of=loaded.score.as_of,
    )
    return _page(loaded, facts) if facts else None


def _load(place_code: str, commitment_code: str, years: int) -> _Loaded | None:
    """The scores of the commitment's targets in the place, and what is stored about the one of so many years."""
    leading = Committee.objects.filter(place=OuterRef("place"), leads=True)
    rows = Score.objects.filter(
        place__code=place_code, commitment__code=commitment_code, place_target__isnull=False
    ).select_related(
        "horizon",
        "place_target__place",
        "place_target__target__horizon",
        "place_target__target__commitment__objective",
        "place_target__target__commitment__indicator",
    )
    scores = list(
        rows.order_by("horizon__years").annotate(
            committee_slug=Subquery(leading.values("slug")[:1]),
            committee_name=Subquery(leading.values("name")[:1]),
        )
    )
    score = next((one for one in scores if one.horizon and one.horizon.years == years), None)
    if score is None or score.place_target is None:
        return None
    reports = ProgressReport.objects.once_public().filter(place_target=score.place_target)
    reports = reports.select_related("committee", "source")
    of_place = PlaceTargetVersion.objects.filter(place_target=score.place_target)
    return _Loaded(
        scores=scores,
        score=score,
        place_target=score.place_target,
        versions=list(TargetVersion.objects.filter(target=score.place_target.target_id)),
        place_versions=list(of_place.select_related("source")),
        reports=list(reports.prefetch_related("evidence").order_by("reference_on", "id")),
        committee=CommitteeRef(slug=score.committee_slug, name=score.committee_name or "")
        if score.committee_slug
        else None,
    )


def _page(loaded: _Loaded, facts: TargetFacts) -> TargetPage:
    target, version, local = facts.place_target.target, facts.version, facts.place_version
    commitment, as_of = target.commitment, loaded.score.as_of
    found = assess(facts.spec, facts.readings, as_of=as_of)
    readings = _readings(loaded.reports, found)
    source = local.source if local else None
    return TargetPage(
        place=place_ref(facts.place_target.place),
        committee=loaded.committee,
        commitment_code=commitment.code,
        commitment_title=commitment.title,
        objective_number=commitment.objective.number,
        objective_label=commitment.objective.label,
        years=target.horizon.years,
        horizons=tuple(standing(one) for one in loaded.scores),
        title=version.title,
        unit=version.unit,
        weight=version.weight,
        version_number=version.number,
        in_force_from=version.in_force_from,
        spec=facts.spec,
        milestones=tuple((step["code"], step["title"], step["weight"]) for step in version.milestones),
        baseline_source=source.title if source else "",
        baseline_source_url=source.url if source else "",
        baseline_vintage=local.vintage if local else "",
        baseline_note=local.note if local else "",
        why_not=local.why_not if local else "",
        why_not_verifiable=commitment.why_not_verifiable,
        indicator=commitment.indicator.name if commitment.indicator else "",
        caveat=_caveat(facts, readings, found),
        assessment=found,
        standing=standing(loaded.score),
        readings=readings,
        steps=step_standings(facts.spec, facts.readings, as_of=as_of),
        versions=version_rows(loaded.versions, loaded.place_versions, facts),
        projection=project_target(facts.spec, facts.readings, as_of=as_of),
        growth_ratio=growth_ratio_of(facts.spec, found),
    )


def place_ref(place: Place) -> PlaceRef:
    """The place as pages name it."""
    return PlaceRef(code=place.code, name=place.name, fictional=place.fictional)


def _caveat(facts: TargetFacts, readings: tuple[ReadingRow, ...], found: Assessment) -> str:
    """The caveat of the reading the mark rests on, or else of the indicator."""
    indicator = facts.place_target.target.commitment.indicator
    own = next((row.caveat for row in readings if found.used and row.key == found.used.key), "")
    return own or (indicator.caveat if indicator and readings else "")


def _readings(reports: Sequence[ProgressReport], found: Assessment) -> tuple[ReadingRow, ...]:
    """All that was ever published about the target, oldest date first, each with its evidence."""
    left_out = {one.key: one.reason for one in found.left_out}
    return tuple(reading_row(report, left_out=left_out.get(str(report.pk))) for report in reports)

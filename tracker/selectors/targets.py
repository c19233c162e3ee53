"""One target of one place: everything its page says, asks and rests on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.enums import ReportOrigin
from tracker.models import (
    Evidence,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Score,
    TargetVersion,
)
from tracker.scoring import (
    Answer,
    Assessment,
    Grade,
    LeftOutReason,
    Projection,
    TargetSpec,
    assess,
    growth_ratio_of,
    project_target,
)
from tracker.selectors.facts import TargetFacts, facts_about
from tracker.selectors.standings import Standing, standing


@dataclass(frozen=True, kw_only=True)
class PlaceRef:
    """A place as a page names and links it."""

    code: str
    name: str
    fictional: bool


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """A piece of evidence, in public."""

    title: str
    url: str
    quotation: str
    page: str


@dataclass(frozen=True, kw_only=True)
class ReadingRow:
    """A published report in the history of a target: its answer, and whether it counts at the page's date."""

    key: str
    uuid: UUID
    answer: Answer
    value: Decimal | None
    done: tuple[str, ...]
    on: date
    yearly: bool
    grade: Grade | None
    committee: str
    from_series: bool
    source: str
    vintage: str
    published_on: date
    replaced: bool
    caveat: str
    left_out: LeftOutReason | None
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version of the target or of what it means in the place: what, from when, why."""

    number: int
    of_place: bool
    title: str
    in_force_from: date
    recorded_on: date
    reason: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class TargetPage:
    """What the page of one target of one place shows. Exact numbers; the page rounds."""

    place: PlaceRef
    commitment_code: str
    commitment_title: str
    objective_number: int
    objective_label: str
    years: int
    title: str
    unit: str
    weight: int
    version_number: int
    in_force_from: date
    spec: TargetSpec
    milestones: tuple[tuple[str, str, int], ...]
    baseline_source: str
    baseline_vintage: str
    baseline_note: str
    why_not: str
    why_not_verifiable: str
    indicator: str
    caveat: str
    assessment: Assessment
    standing: Standing
    readings: tuple[ReadingRow, ...]
    versions: tuple[VersionRow, ...]
    projection: Projection | None
    growth_ratio: Decimal | None

    @property
    def used(self) -> ReadingRow | None:
        """The reading the mark rests on."""
        found = self.assessment.used
        return next((row for row in self.readings if found and row.key == found.key), None)


def target_page(place_code: str, commitment_code: str, years: int) -> TargetPage | None:
    """Everything about one target of one place as of its last score; None where there is no such target.

    A fixed number of queries, whatever was reported.
    """
    place_target = _find(place_code, commitment_code, years)
    score = _score(place_target) if place_target else None
    if place_target is None or score is None:
        return None
    facts = facts_about(place_target, as_of=score.as_of)
    found = assess(facts.spec, facts.readings, as_of=score.as_of)
    return _page(facts, found, score)


def _find(place_code: str, commitment_code: str, years: int) -> PlaceTarget | None:
    loaded = PlaceTarget.objects.select_related("place")
    return loaded.filter(
        place__code=place_code, target__commitment__code=commitment_code, target__horizon__years=years
    ).first()


def _score(place_target: PlaceTarget) -> Score | None:
    return Score.objects.select_related("horizon").filter(place_target=place_target).first()


def _page(facts: TargetFacts, found: Assessment, score: Score) -> TargetPage:
    target, version, local = facts.place_target.target, facts.version, facts.place_version
    commitment = target.commitment
    indicator = commitment.indicator
    readings = _readings(facts, found)
    return TargetPage(
        place=place_ref(facts.place_target.place),
        commitment_code=commitment.code,
        commitment_title=commitment.title,
        objective_number=commitment.objective.number,
        objective_label=commitment.objective.label,
        years=target.horizon.years,
        title=version.title,
        unit=version.unit,
        weight=version.weight,
        version_number=version.number,
        in_force_from=version.in_force_from,
        spec=facts.spec,
        milestones=tuple((step["code"], step["title"], step["weight"]) for step in version.milestones),
        baseline_source=local.source.title if local and local.source else "",
        baseline_vintage=local.vintage if local else "",
        baseline_note=local.note if local else "",
        why_not=local.why_not if local else "",
        why_not_verifiable=commitment.why_not_verifiable,
        indicator=indicator.name if indicator else "",
        caveat=_caveat(readings, found) or (indicator.caveat if indicator and readings else ""),
        assessment=found,
        standing=standing(score),
        readings=readings,
        versions=_versions(facts),
        projection=project_target(facts.spec, facts.readings, as_of=score.as_of),
        growth_ratio=growth_ratio_of(facts.spec, found),
    )


def place_ref(place: Place) -> PlaceRef:
    """The place as pages name it."""
    return PlaceRef(code=place.code, name=place.name, fictional=place.fictional)


def _caveat(readings: tuple[ReadingRow, ...], found: Assessment) -> str:
    """The caveat of the reading the mark rests on."""
    return next((row.caveat for row in readings if found.used and row.key == found.used.key), "")


def _readings(facts: TargetFacts, found: Assessment) -> tuple[ReadingRow, ...]:
    """All that was ever published about the target, oldest date first, each with its evidence. Two queries."""
    reports = ProgressReport.objects.once_public().filter(place_target=facts.place_target)
    loaded = reports.select_related("committee", "source").prefetch_related("evidence")
    left_out = {one.key: one.reason for one in found.left_out}
    return tuple(
        reading_row(report, left_out=left_out.get(str(report.pk)))
        for report in loaded.order_by("reference_on", "id")
    )


def reading_row(report: ProgressReport, *, left_out: LeftOutReason | None = None) -> ReadingRow:
    """A published report as a page shows it: its committee, never its author."""
    if report.published_at is None:
        raise ValueError("only a published report is shown")
    return ReadingRow(
        key=str(report.pk),
        uuid=report.uuid,
        answer=Answer(report.answer),
        value=report.value,
        done=tuple(report.done),
        on=report.reference_on,
        yearly=report.yearly,
        grade=Grade(report.grade) if report.grade else None,
        committee=report.committee.name if report.committee else "",
        from_series=report.origin == ReportOrigin.SERIES,
        source=report.source.title if report.source else "",
        vintage=report.vintage,
        published_on=report.published_at.date(),
        replaced=report.superseded_at is not None,
        caveat=report.caveat,
        left_out=left_out,
        evidence=tuple(evidence_row(one) for one in report.evidence.all()),
    )


def evidence_row(evidence: Evidence) -> EvidenceRow:
    """A piece of evidence as a page shows it."""
    return EvidenceRow(
        title=evidence.title, url=evidence.url, quotation=evidence.quotation, page=evidence.page
    )


def _versions(facts: TargetFacts) -> tuple[VersionRow, ...]:
    """Every version of the target and of what it means here, the latest first. Two queries."""
    target = facts.place_target.target
    of_target = TargetVersion.objects.filter(target=target)
    of_place = PlaceTargetVersion.objects.filter(place_target=facts.place_target)
    rows = [
        *(_version_row(one, title=one.title, current=one == facts.version) for one in of_target),
        *(_version_row(one, title="", current=one == facts.place_version) for one in of_place),
    ]
    return tuple(sorted(rows, key=lambda row: (row.in_force_from, row.recorded_on, row.number), reverse=True))


def _version_row(version: TargetVersion | PlaceTargetVersion, *, title: str, current: bool) -> VersionRow:
    return VersionRow(
        number=version.number,
        of_place=isinstance(version, PlaceTargetVersion),
        title=title,
        in_force_from=version.in_force_from,
        recorded_on=version.recorded_at.date(),
        reason=version.reason,
        current=current,
    )

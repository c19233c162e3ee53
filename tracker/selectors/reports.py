"""One published report."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.models import ProgressReport, TargetVersion
from tracker.selectors.parts import PartTable, parts_in_public
from tracker.selectors.readings import ReadingRow, reading_row
from tracker.selectors.targets import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """What the page of one published report shows: the committee's words, never who typed them."""

    place: PlaceRef
    commitment_code: str
    commitment_title: str
    years: int
    title: str
    unit: str
    milestones: tuple[tuple[str, str], ...]
    reading: ReadingRow
    committee_slug: str
    narrative: str
    parts: tuple[PartTable, ...]
    proxy: bool
    replaced_on: date | None
    replaced_by: UUID | None


def report_page(uuid: UUID) -> ReportPage | None:
    """One report that is or was public, or None. A draft is nobody's business here. Three queries."""
    loaded = ProgressReport.objects.once_public().select_related(
        "committee",
        "source",
        "superseded_by",
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
    )
    report = loaded.prefetch_related("evidence", "place_target__target__versions").filter(uuid=uuid).first()
    if report is None:
        return None
    target = report.place_target.target
    version = _version_of(report, list(target.versions.all()))
    return ReportPage(
        place=place_ref(report.place_target.place),
        commitment_code=target.commitment.code,
        commitment_title=target.commitment.title,
        years=target.horizon.years,
        title=version.title,
        unit=version.unit,
        milestones=tuple((step["code"], step["title"]) for step in version.milestones),
        reading=reading_row(report),
        committee_slug=report.committee.slug if report.committee else "",
        narrative=report.narrative,
        parts=parts_in_public(report, unit=version.unit),
        proxy=report.proxy,
        replaced_on=report.superseded_at.date() if report.superseded_at else None,
        replaced_by=report.superseded_by.uuid if report.superseded_by else None,
    )


def _version_of(report: ProgressReport, versions: list[TargetVersion]) -> TargetVersion:
    """The wording of the target that was in force when the report was published, or else the first."""
    day = report.published_at.date() if report.published_at else date.max
    known = [version for version in versions if version.in_force_from <= day]
    return max(known or versions[:1], key=lambda version: version.number)

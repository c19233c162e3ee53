"""One published report."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.models import ProgressReport, TargetVersion
from tracker.selectors.credits import OF_A_CREDIT
from tracker.selectors.files import PublicFile, public_files
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
    narrative: str
    proxy: bool
    replaced_on: date | None
    replaced_by: UUID | None
    files: tuple[PublicFile, ...]


def report_page(uuid: UUID) -> ReportPage | None:
    """One report that is or was public, or None. A draft is nobody's business here. Four queries."""
    loaded = ProgressReport.objects.once_public().select_related(
        OF_A_CREDIT,
        "source",
        "superseded_by",
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
    )
    report = (
        loaded.prefetch_related("evidence", "files", "place_target__target__versions")
        .filter(uuid=uuid)
        .first()
    )
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
        narrative=report.narrative,
        proxy=report.proxy,
        replaced_on=report.superseded_at.date() if report.superseded_at else None,
        replaced_by=report.superseded_by.uuid if report.superseded_by else None,
        files=public_files(report.files.all()),
    )


def _version_of(report: ProgressReport, versions: list[TargetVersion]) -> TargetVersion:
    """The wording of the target that was in force when the report was published, or else the first."""
    day = report.published_at.date() if report.published_at else date.max
    known = [version for version in versions if version.in_force_from <= day]
    return max(known or versions[:1], key=lambda version: version.number)

"""One published report."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.models import ProgressReport
from tracker.selectors.targets import PlaceRef, ReadingRow, place_ref, reading_row


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """What the page of one published report shows: the committee's words, never who typed them."""

    place: PlaceRef
    commitment_code: str
    commitment_title: str
    years: int
    unit: str
    milestones: tuple[tuple[str, str], ...]
    reading: ReadingRow
    committee_slug: str
    narrative: str
    proxy: bool
    replaced_on: date | None
    replaced_by: UUID | None


def report_page(uuid: UUID) -> ReportPage | None:
    """One report that is or was public, or None. A draft is nobody's business here."""
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
    version = max(target.versions.all(), key=lambda one: one.number)
    return ReportPage(
        place=place_ref(report.place_target.place),
        commitment_code=target.commitment.code,
        commitment_title=target.commitment.title,
        years=target.horizon.years,
        unit=version.unit,
        milestones=tuple((step["code"], step["title"]) for step in version.milestones),
        reading=reading_row(report),
        committee_slug=report.committee.slug if report.committee else "",
        narrative=report.narrative,
        proxy=report.proxy,
        replaced_on=report.superseded_at.date() if report.superseded_at else None,
        replaced_by=report.superseded_by.uuid if report.superseded_by else None,
    )

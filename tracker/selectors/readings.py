"""Published readings as pages show them: the answer, its source, its evidence; a committee, never a person."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.enums import ReportOrigin
from tracker.models import Evidence, ProgressReport
from tracker.scoring import Answer, Grade, LeftOutReason
from tracker.selectors.credits import ONCE, CommitteeRef, credited


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """A piece of evidence, in public."""

    title: str
    url: str
    quotation: str
    page: str
    archive_url: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadingRow:
    """A published report in the history of a target: its answer, and whether it counts at the page's date.

    `source_read` says that we opened the source of a series ourselves.
    """

    key: str
    uuid: UUID
    answer: Answer
    value: Decimal | None
    done: tuple[str, ...]
    on: date
    yearly: bool
    grade: Grade | None
    committee: CommitteeRef | None
    from_series: bool
    source: str
    source_url: str
    source_read: bool
    vintage: str
    published_on: date
    replaced: bool
    caveat: str
    left_out: LeftOutReason | None
    evidence: tuple[EvidenceRow, ...]


def reading_row(
    report: ProgressReport, *, left_out: LeftOutReason | None = None, as_of: date | None = None
) -> ReadingRow:
    """A published report as a page shows it; needs OF_A_CREDIT, source and evidence loaded.

    As of a past date without its evidence and without the name of its committee: what is withdrawn later must not
    live on there.
    """
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
        committee=_committee(report, as_of),
        from_series=report.origin == ReportOrigin.SERIES,
        source=report.source.title if report.source else "",
        source_url=report.source.url if report.source else "",
        source_read=bool(report.source and report.source.opened),
        vintage=report.vintage,
        published_on=report.published_at.date(),
        replaced=_is_replaced(report, as_of),
        caveat=report.caveat,
        left_out=left_out,
        evidence=() if as_of else tuple(evidence_row(one) for one in report.evidence.all()),
    )


def _committee(report: ProgressReport, as_of: date | None) -> CommitteeRef | None:
    if as_of and report.committee_id:
        return CommitteeRef(slug="", name=ONCE)
    return credited(report)


def _is_replaced(report: ProgressReport, as_of: date | None) -> bool:
    """Whether another report stands in its place, today or on a past date."""
    if report.superseded_at is None:
        return False
    return as_of is None or report.superseded_at.date() <= as_of


def evidence_row(evidence: Evidence) -> EvidenceRow:
    """A piece of evidence as a page shows it."""
    return EvidenceRow(
        title=evidence.title,
        url=evidence.url,
        quotation=evidence.quotation,
        page=evidence.page,
        archive_url=evidence.archive_url,
    )

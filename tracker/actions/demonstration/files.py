"""A file of evidence for the demonstration: a page that says that it is invented, cleaned beforehand."""

from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from tracker.enums import FileState, ReportState
from tracker.files import FileKind, digest_of_file
from tracker.models import Committee, EvidenceFile, ProgressReport
from tracker.selectors.files import store

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "demonstration" / "sample.pdf"


def attach_samples(committees: Iterable[Committee]) -> None:
    """Give the page to the first report that everyone can read, and to the first that waits for a decision."""
    reports = ProgressReport.objects.filter(committee__in=committees).order_by("id")
    for state in (ReportState.PUBLISHED, ReportState.SUBMITTED):
        report = reports.filter(state=state).first()
        if report is not None and report.committee is not None:
            _attach(report, report.committee)


def _attach(report: ProgressReport, committee: Committee) -> None:
    digest, size = digest_of_file(SAMPLE)
    now = timezone.now()
    file = EvidenceFile.objects.create(
        report=report,
        committee=committee,
        uploader=report.author,
        number=1,
        client_name="invented yearbook.pdf",
        kind=FileKind.PDF,
        size=size,
        sha256=digest,
        state=FileState.CLEAN,
        received_at=now,
        copy_size=size,
        copy_sha256=digest,
        pages=1,
        confirmed_at=now,
    )
    store().clean(file.stored_name).write_bytes(SAMPLE.read_bytes())

"""Keeping what was handed in as it was, and what a reviewer says at its fields."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import BadEntry, Fault, entry_of
from tracker.enums import NoteAt
from tracker.models import ProgressReport, ReviewNote, Submission, User


def keep_submission(report: ProgressReport) -> Submission:
    """Keep the report as it stands, as its next submission. The report is held by whoever calls."""
    entry = entry_of(report)
    return Submission.objects.create(
        report=report,
        number=report.submissions.count() + 1,
        entry=json.loads(json.dumps(asdict(entry), default=str)),
        digest=entry.digest,
        submitted_at=report.submitted_at or timezone.now(),
    )


def check_notes(notes: Mapping[str, str]) -> dict[str, str]:
    """The notes that say something; refuses one at a field that no report has."""
    said = {field: text.strip() for field, text in notes.items() if text.strip()}
    faults = [Fault(field, _("No report has this field.")) for field in said if field not in NoteAt.values]
    if faults:
        raise BadEntry(faults)
    return said


def write_notes(report: ProgressReport, notes: Mapping[str, str], *, by: User) -> None:
    """Write the notes at what was handed in last."""
    if not notes:
        return
    # What was handed in before submissions were kept has none yet; nobody could change it since.
    last = report.submissions.order_by("number").last() or keep_submission(report)
    now = timezone.now()
    ReviewNote.objects.bulk_create(
        ReviewNote(submission=last, field=field, text=text, author=by, at=now)
        for field, text in notes.items()
    )

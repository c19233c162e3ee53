"""What files hang on, while it can still be changed: a report for its author, the draft of a reply for its."""

from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from tracker import workflow
from tracker.actions.reply_checks import check_draft_open
from tracker.enums import Duty, FileState, ReportState, Step
from tracker.files import MOST_FILES
from tracker.models import Committee, EvidenceFile, ProgressReport, ReplyDraft, User
from tracker.models.files import Holder
from tracker.permissions import check_duty, check_wrote, committee_of

# Refused ones keep their numbers too, so that no number ever means two files.
MOST_NUMBERS = 99


class TooManyFiles(Exception):
    """The report or the reply has all the files it may have."""


def check_holder(holder: Holder, *, by: User) -> Committee | None:
    """The committee of a report, None of a reply; for whoever writes it, while it stays open until the commit."""
    if holder.report is not None:
        return _check_report(holder.report, by=by)
    _check_reply(holder.reply, by=by)
    return None


def next_number(holder: Holder) -> int:
    """The number of one more file. Raises TooManyFiles where there is no room for it."""
    there = EvidenceFile.objects.of(holder)
    last: int = there.aggregate(last=Max("number"))["last"] or 0
    if there.exclude(state=FileState.REFUSED).count() >= MOST_FILES or last >= MOST_NUMBERS:
        raise TooManyFiles
    return last + 1


def has_bytes(holder: Holder, sha256: str) -> bool:
    """Whether the same bytes were handed in there already."""
    return EvidenceFile.objects.of(holder).exclude(state=FileState.REFUSED).filter(sha256=sha256).exists()


def _check_report(uuid: UUID, *, by: User) -> Committee:
    rows = ProgressReport.objects.select_for_update(of=("self",), no_key=True).select_related("committee")
    report = rows.get(uuid=uuid)
    committee = committee_of(report)
    check_wrote(by, report)
    check_duty(by, committee, Duty.REPORT, on=timezone.localdate())
    if ReportState(report.state) not in workflow.EDITABLE:
        raise workflow.StepRefused(ReportState(report.state), Step.SUBMIT)
    return committee


def _check_reply(uuid: UUID | None, *, by: User) -> None:
    rows = ReplyDraft.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("report__place_target__place").filter(uuid=uuid) if uuid else rows.none()
    draft = check_draft_open(found.first(), by=by)
    # Somebody works on it: it is not left alone.
    draft.saved_at = timezone.now()
    draft.save(update_fields=["saved_at"])

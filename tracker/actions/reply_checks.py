"""What is asked before a State replies, or prepares to: who asks, about which report, and in time."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.enums import ReportState
from tracker.models import ProgressReport, ReplyDraft, User
from tracker.permissions import Refused, check_speaks_for_state
from tracker.selectors.replies import closes_on, may_be_replied_to


def held(report: ProgressReport) -> ProgressReport:
    """The report, held until the end of the transaction: of two replies at once the second finds the first."""
    rows = ProgressReport.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("place_target__place").get(pk=report.pk)


def check_speaks(report: ProgressReport, *, by: User) -> None:
    """Refuse everyone who does not speak for the State that the report is about."""
    check_speaks_for_state(by, report.place_target.place, on=timezone.localdate())


def check_open(report: ProgressReport) -> None:
    """Refuse a reply to what is not public, not the State's to answer, or too old."""
    if report.state != ReportState.PUBLISHED or report.published_at is None:
        raise Refused(_("This report is not published any more: reply to the one that replaces it."))
    if not may_be_replied_to(report, report.place_target.place):
        raise Refused(_("This is no report of a committee about your State."))
    if timezone.localdate() > closes_on(report.published_at.date()):
        raise Refused(_("The time for a reply to this report is over."))


def check_draft_open(draft: ReplyDraft | None, *, by: User) -> ReplyDraft:
    """The draft of a reply, for its author and in time; else Refused."""
    if draft is None or draft.author_id != by.pk:
        raise Refused(_("This reply is not being written any more. Nothing was changed."))
    check_speaks(draft.report, by=by)
    check_open(draft.report)
    return draft

"""A report in the place of one that its committee published about the same target and date."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from tracker import workflow
from tracker.actions.entries import Fault
from tracker.actions.file_carrying import carry
from tracker.actions.report_checks import Changed, Uncorrected
from tracker.enums import Credit, ReportState, Step
from tracker.models import EvidenceFile, PlaceTarget, ProgressReport, User
from tracker.models.files import Holder
from tracker.models.report_rows import GOING_OUT, ReportQuerySet


def why_corrected(report: ProgressReport, reason: str) -> str:
    """The public reason of a correction; empty where the report corrects nothing."""
    if not _published_about_the_same(report).exists():
        return ""
    if not reason.strip():
        raise Uncorrected(
            [Fault("correction", _("Say why the older report is corrected: everyone reads it."))]
        )
    return reason


def carry_over(report: ProgressReport, keeps: Collection[str], *, by: User) -> list[EvidenceFile]:
    """Have the files that its author keeps of what the report corrects go along with it; the older keeps its own.

    Raises Changed where one of them is not there any more, TooManyFiles where they are too many together.
    """
    if not keeps:
        return []
    older = _published_about_the_same(report)
    files = EvidenceFile.objects.shown().filter(report__in=older.values("uuid"), copy_sha256__in=keeps)
    found = list(files.order_by("number"))
    if {file.copy_sha256 for file in found} != set(keeps):
        raise Changed
    return carry(found, to=Holder(report=report.uuid), committee=report.committee, by=by)


def supersede_older(report: ProgressReport) -> list[ProgressReport]:
    """Replace what the committee published about the same target and date; the old reports stay readable.

    Answers with them, for whoever calls to write it down as the last thing.
    """
    # Of two corrections decided on at once the second waits here, and then finds the first to replace.
    PlaceTarget.objects.select_for_update(no_key=True).get(pk=report.place_target_id)
    older = list(_published_about_the_same(report).select_for_update(no_key=True))
    for one in older:
        one.state, _duty = workflow.next_state(ReportState(one.state), Step.SUPERSEDE)
        one.superseded_at, one.superseded_by = report.published_at, report
        one.version += 1
        one.save(update_fields=["state", "superseded_at", "superseded_by", "version"])
    return older


def hide_others(report: ProgressReport) -> list[ProgressReport]:
    """Where the report is known by its region alone, so are those that it corrects or that correct it.

    Answers with those that were known by more, for whoever calls to write it down as the last thing.
    """
    if report.credit != Credit.REGION:
        return []
    others = ProgressReport.objects.filter(state__in=GOING_OUT).exclude(credit=Credit.REGION)
    same = others.about_the_same(report).select_for_update(of=("self",), no_key=True)
    known_by_more = list(same.order_by("pk"))
    for one in known_by_more:
        one.credit, one.label = Credit.REGION, ""
        one.save(update_fields=["credit", "label"])
    return known_by_more


def _published_about_the_same(report: ProgressReport) -> ReportQuerySet:
    return ProgressReport.objects.published().about_the_same(report)

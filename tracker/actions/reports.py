"""What is done to a report, from the first draft to its publication. Each act is one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker import workflow
from tracker.actions.audit import record
from tracker.actions.corrections import carry_over, hide_others, supersede_older, why_corrected
from tracker.actions.entries import TYPED, BadEntry, Entry, Fault, attach, check_entry, entry_of, fill
from tracker.actions.file_carrying import record_carried
from tracker.actions.files import ready_files
from tracker.actions.marking import mark_dirty
from tracker.actions.protection import label_for
from tracker.actions.release_times import release_instant
from tracker.actions.report_checks import (
    Changed,
    Outdated,
    RoundClosed,
    TokenSpent,
    Uncorrected,
    Undeclared,
    check_still_fits,
    same,
)
from tracker.actions.submissions import check_notes, keep_submission, write_notes
from tracker.enums import Cause, Credit, Duty, ReportState, Step
from tracker.models import Committee, Draft, PlaceTarget, ProgressReport, User
from tracker.models.files import Holder
from tracker.permissions import (
    check_constituted,
    check_decides,
    check_duty,
    check_follows,
    check_wrote,
    committee_of,
)
from tracker.selectors.committees import constitution_of
from tracker.selectors.known import known_by, others_about
from tracker.selectors.rounds import lock_on

# What the acts below answer with; whoever calls them finds it here too.
__all__ = [
    "Changed",
    "Outdated",
    "RoundClosed",
    "TokenSpent",
    "Uncorrected",
    "Undeclared",
    "check_still_fits",
]

# What a decision fills, and a report that is sent back empties again.
DECIDED = ["state", "decided_by", "release_at", "credit", "label"]


@transaction.atomic
def draft(
    place_target: PlaceTarget, committee: Committee, entry: Entry, *, by: User, token: UUID
) -> ProgressReport:
    """Keep a new draft. The same form sent again, however often, gives the same draft."""
    try:
        report = inserted(place_target, committee, entry, by=by, token=token)
    except TokenSpent as spent:
        return same(spent.report, entry, by=by)
    write_record("report.drafted", report, by=by)
    return report


@transaction.atomic
def redraft(report: ProgressReport, entry: Entry, *, by: User, version: int) -> ProgressReport:
    """Change a draft or a returned report; `version` is the one the page was opened with."""
    kept = rewritten(report, entry, by=by, version=version)
    write_record("report.redrafted", kept, by=by)
    return kept


def inserted(
    place_target: PlaceTarget,
    committee: Committee,
    entry: Entry,
    *,
    by: User,
    token: UUID,
    uuid: UUID | None = None,
    version: int = 1,
) -> ProgressReport:
    """A new report, or TokenSpent. For an act that is written down by its caller, as the last thing."""
    today = timezone.localdate()
    check_duty(by, committee, Duty.REPORT, on=today)
    check_follows(committee, place_target)
    check_entry(entry, place_target, today=today)
    report = ProgressReport(
        uuid=uuid or uuid4(),
        place_target=place_target,
        committee=committee,
        author=by,
        version=version,
        submit_token=token,
        written_at=timezone.now(),
    )
    fill(report, entry)
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        # Whoever spends the token first inserts the row; everyone after finds it, and another fault finds nothing.
        raise TokenSpent(ProgressReport.objects.get(submit_token=token)) from None
    attach(report, entry)
    return report


def rewritten(
    report: ProgressReport, entry: Entry, *, by: User, version: int | None = None, at_least: int = 0
) -> ProgressReport:
    """The report with another text, where it still stands at `version`. Written down by its caller, as above."""
    kept = locked(report.pk)
    check_wrote(by, kept)
    check_duty(by, committee_of(kept), Duty.REPORT, on=timezone.localdate())
    if ReportState(kept.state) not in workflow.EDITABLE:
        raise workflow.StepRefused(ReportState(kept.state), Step.SUBMIT)
    if version is not None and kept.version != version:
        raise Changed
    check_entry(entry, kept.place_target, today=timezone.localdate())
    fill(kept, entry)
    kept.version = max(kept.version + 1, at_least)
    kept.save(update_fields=[*TYPED, "version"])
    kept.evidence.all().delete()
    attach(kept, entry)
    return kept


@transaction.atomic
def submit(
    report: ProgressReport,
    *,
    by: User,
    version: int | None = None,
    correction: str = "",
    keeps: Collection[str] = (),
) -> ProgressReport:
    """Hand the report to the committee. Done once: pressed again by its author, it answers with the same report.

    What was typed since and stands in no report yet is not lost on the way: then nothing is handed in. Nor is
    another text than that of `version`, where the author was shown one. `correction` says in public why it corrects
    what the committee published about the same date, where it does; `keeps` names the files of that which go along,
    by the digests of their copies.
    """
    # Before the report, as whoever types takes them.
    list(Draft.objects.select_for_update(no_key=True).filter(report=report))
    kept = locked(report.pk)
    typed = list(Draft.objects.filter(report=report))
    check_wrote(by, kept)
    if ReportState(kept.state) not in workflow.EDITABLE:
        return kept
    if any(one.is_ahead for one in typed) or version not in {None, kept.version}:
        raise Changed
    if not kept.conflict:
        raise Undeclared
    _take(kept, Step.SUBMIT, by=by)
    check_still_fits(kept)
    closed = lock_on(kept, today=timezone.localdate())
    if closed is not None:
        raise RoundClosed(kept, closed)
    kept.correction_reason = why_corrected(kept, correction)
    carried = carry_over(kept, keeps, by=by)
    files = ready_files(Holder(report=kept.uuid))
    kept.submitted_at, kept.return_reason = timezone.now(), ""
    kept.save(update_fields=["state", "submitted_at", "return_reason", "correction_reason", "version"])
    for one in typed:
        one.delete()
    keep_submission(kept)
    record_carried(carried, by=by)
    write_record("report.submitted", kept, by=by, correction=kept.correction_reason, **files)
    return kept


@transaction.atomic
def take_back(report: ProgressReport, *, by: User) -> ProgressReport:
    """The author takes back what nobody decided on yet: it is a draft again, and what was handed in stays kept."""
    kept = locked(report.pk)
    check_wrote(by, kept)
    _take(kept, Step.TAKE_BACK, by=by)
    kept.submitted_at = None
    kept.save(update_fields=["state", "submitted_at", "version"])
    write_record("report.taken_back", kept, by=by)
    return kept


@transaction.atomic
def publish(
    report: ProgressReport, *, by: User, version: int | None = None, at_least: Credit = Credit.NAMED
) -> ProgressReport:
    """Decide that the report becomes public: at once under its committee's name, else when its batch is released.

    `version` is the text that was read, and no other is decided on. `at_least` has it say less than its author asked.
    """
    kept = locked(report.pk)
    # Whoever protects the committee meanwhile waits here, and so nothing goes out that should not.
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee_of(kept).pk)
    known = known_by(kept, committee, others_about(kept), at_least=at_least)
    _take(kept, Step.DECIDE if known.later else Step.PUBLISH, by=by, version=version)
    check_decides(by, kept)
    check_constituted(constitution_of(committee, on=timezone.localdate()))
    kept.decided_by, kept.credit, kept.label = by, known.credit, label_for(committee, known)
    if not known.later:
        return make_public(kept, by=by)
    check_still_fits(kept)
    files = ready_files(Holder(report=kept.uuid))
    kept.release_at = release_instant(committee, known.credit, now=timezone.now())
    kept.save(update_fields=[*DECIDED, "version"])
    write_record("report.decided", kept, by=by, **files)
    return kept


def make_public(kept: ProgressReport, *, by: User | None) -> ProgressReport:
    """Publish what was decided and have its scores computed anew; one that it corrects is replaced, never rewritten.

    For acts that hold the report and took its step already; `by` is None where the product releases it.
    """
    check_still_fits(kept)
    files = ready_files(Holder(report=kept.uuid))
    kept.published_at, kept.led = timezone.now(), committee_of(kept).leads
    replaced, hidden = supersede_older(kept), hide_others(kept)
    kept.save(update_fields=[*DECIDED, "published_at", "led", "version"])
    mark_dirty([(kept.place_target.place, kept.place_target.target.commitment_id)], cause=Cause.REPORT)
    for one in replaced:
        write_record("report.superseded", one, by=by, by_report=kept.uuid)
    for one in hidden:
        write_record("report.unnamed", one, by=by)
    write_record("report.published", kept, by=by, **files)
    return kept


@transaction.atomic
def send_back(
    report: ProgressReport,
    *,
    by: User,
    reason: str,
    notes: Mapping[str, str] | None = None,
    version: int | None = None,
) -> ProgressReport:
    """Return the report to its author with the reason, and with notes at single fields, by the field's name."""
    if not reason.strip():
        raise BadEntry([Fault("reason", _("Say what the author should change."))])
    said = check_notes(notes or {})
    kept = locked(report.pk)
    _take(kept, Step.SEND_BACK, by=by, version=version)
    check_decides(by, kept)
    kept.return_reason = reason
    # Also what was decided and is not out yet comes back.
    kept.decided_by, kept.release_at, kept.credit, kept.label = None, None, "", ""
    kept.save(update_fields=[*DECIDED, "return_reason", "version"])
    write_notes(kept, said, by=by)
    write_record("report.sent_back", kept, by=by, reason=reason, notes=said)
    return kept


@transaction.atomic
def withdraw(report: ProgressReport, *, by: User, reason: str) -> ProgressReport:
    """Withdraw a published report: it counts no more, and stays readable with the public reason and the date."""
    if not reason.strip():
        raise BadEntry([Fault("reason", _("Say why it is withdrawn: everyone reads it."))])
    kept = locked(report.pk)
    _take(kept, Step.WITHDRAW, by=by)
    check_decides(by, kept)
    kept.superseded_at, kept.withdrawal_reason = timezone.now(), reason
    kept.save(update_fields=["state", "superseded_at", "withdrawal_reason", "version"])
    mark_dirty([(kept.place_target.place, kept.place_target.target.commitment_id)], cause=Cause.REPORT)
    write_record("report.withdrawn", kept, by=by, reason=reason)
    return kept


def locked(pk: int) -> ProgressReport:
    """The report as it stands now, held until the end of the transaction."""
    rows = ProgressReport.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("committee", "place_target__place", "place_target__target").get(pk=pk)


def _take(report: ProgressReport, step: Step, *, by: User, version: int | None = None) -> None:
    """Move the report one step on, if the step exists from here and the person's seat carries the duty.

    Raises Changed where it is not the text any more that the person read.
    """
    state, duty = workflow.next_state(ReportState(report.state), step)
    check_duty(by, committee_of(report), duty, on=timezone.localdate())
    if version is not None and version != report.version:
        raise Changed
    report.state, report.version = state, report.version + 1


def write_record(action: str, report: ProgressReport, *, by: User | None, **more: object) -> None:
    """Write down what was done to a report, and what it says since; the last thing an act does."""
    says = {"version": report.version, "entry": asdict(entry_of(report))}
    record(action, by=by, about=str(report.uuid), **says, **more)

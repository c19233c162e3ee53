"""A dispute, from anybody's hand to the committee's decision with public reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.entries import BadEntry, Fault
from tracker.actions.outbox import post
from tracker.actions.reports import withdraw
from tracker.enums import DisputeGround, DisputeState, MailKind, Outcome, ReportState
from tracker.models import Dispute, DisputeNotice, ProgressReport, User
from tracker.permissions import Refused, check_decides_dispute

LONGEST = 3_000
MOST_LINKS = 2


class AlreadyDecided(Exception):
    """Somebody took the dispute further since the page was opened; nothing was stored."""


@dataclass(frozen=True, kw_only=True)
class Objection:
    """What somebody says against a report."""

    ground: DisputeGround
    text: str
    links: Sequence[dict[str, str]] = ()
    email: str = ""


@transaction.atomic
def raise_dispute(report: ProgressReport, objection: Objection, *, token: UUID) -> Dispute:
    """Keep a dispute from anybody. Nothing is known of who raised it, but an address where one was given.

    The same form sent again, however often, is the same dispute.
    """
    if not objection.text.strip() or len(objection.text) > LONGEST or len(objection.links) > MOST_LINKS:
        raise BadEntry([Fault("text", _("Say what is wrong, in at most 3 000 characters."))])
    kept = ProgressReport.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if kept.state != ReportState.PUBLISHED:
        raise Refused(_("This report does not count any more: dispute the one that replaces it."))
    made = Dispute(
        report=kept,
        submit_token=token,
        ground=objection.ground.value,
        text=objection.text,
        links=list(objection.links),
        email=objection.email,
        raised_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return Dispute.objects.get(submit_token=token)
    if made.email:
        post(MailKind.DISPUTE_RECEIVED, to=made.email, about=str(made.uuid))
    record(
        "dispute.raised", by=None, about=str(made.uuid), report=kept.uuid, ground=made.ground, text=made.text
    )
    return made


@transaction.atomic
def acknowledge(dispute: Dispute, *, by: User, version: int) -> Dispute:
    """Take a dispute up: from now on everybody reads its words."""
    kept = _held(dispute, by=by, version=version)
    if kept.state != DisputeState.RAISED:
        raise AlreadyDecided
    kept.state, kept.acknowledged_at = DisputeState.ACKNOWLEDGED, timezone.now()
    kept.version += 1
    kept.save(update_fields=["state", "acknowledged_at", "version"])
    record("dispute.acknowledged", by=by, about=str(kept.uuid), version=kept.version)
    return kept


@transaction.atomic
def decide(dispute: Dispute, outcome: Outcome, *, by: User, reasons: str, version: int) -> Dispute:
    """End a dispute, with reasons that everybody reads; a report that is withdrawn counts no more from now on.

    The address of whoever raised it is told the end, and forgotten here.
    """
    if not reasons.strip():
        raise BadEntry([Fault("reasons", _("Give the reasons: everyone reads them."))])
    kept = _held(dispute, by=by, version=version)
    report = kept.report
    _check_outcome(report, outcome)
    if kept.email:
        post(MailKind.DISPUTE_DECIDED, to=kept.email, about=str(kept.uuid))
    kept.state, kept.outcome, kept.reasons = DisputeState.DECIDED, outcome.value, reasons
    kept.decided_at, kept.decided_by, kept.email = timezone.now(), by, ""
    kept.version += 1
    kept.save()
    DisputeNotice.objects.filter(dispute=kept).delete()
    if outcome == Outcome.WITHDRAWN and report.state == ReportState.PUBLISHED:
        withdraw(report, by=by, reason=reasons)
    record("dispute.decided", by=by, about=str(kept.uuid), outcome=outcome.value, reasons=reasons)
    return kept


def _held(dispute: Dispute, *, by: User, version: int) -> Dispute:
    """The dispute as it stands now, held with its report; refuses whoever may not decide, and a page that is old."""
    ProgressReport.objects.select_for_update(of=("self",), no_key=True).get(pk=dispute.report_id)
    rows = Dispute.objects.select_for_update(of=("self",), no_key=True).select_related("report__committee")
    kept = rows.get(pk=dispute.pk)
    check_decides_dispute(by, kept, on=timezone.localdate())
    if kept.version != version or kept.state == DisputeState.DECIDED:
        raise AlreadyDecided
    return kept


def _check_outcome(report: ProgressReport, outcome: Outcome) -> None:
    """Refuse an end that the report does not bear out: what is said to be changed must be."""
    if outcome == Outcome.CHANGED and report.state != ReportState.SUPERSEDED:
        raise Refused(_("Publish the correction first; then the dispute can be decided as corrected."))
    if outcome == Outcome.UPHELD and report.state != ReportState.PUBLISHED:
        raise Refused(_("The report does not count any more, so it cannot be said to stand."))
    if outcome == Outcome.WITHDRAWN and report.state == ReportState.SUPERSEDED:
        raise Refused(_("The report was corrected already: say so instead."))
    # One that was withdrawn already, with the import it came with, is.
    if outcome == Outcome.WITHDRAWN and report.committee_id is None and report.state != ReportState.WITHDRAWN:
        raise Refused(_("A figure of a published series is corrected by loading the series anew."))

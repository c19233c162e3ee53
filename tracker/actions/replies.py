"""What a State says to what is published about it. A reply is never edited: it is replaced, or withdrawn."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.entries import BadEntry, Fault
from tracker.enums import ReportState
from tracker.models import ProgressReport, Reply, User
from tracker.permissions import Refused, check_speaks_for_state, may_redact
from tracker.selectors.replies import closes_on, may_be_replied_to

# A reply stands beside the mark at the same size; it is no second report.
LONGEST = 5_000
MOST_LINKS = 3


class Replied(Exception):
    """Somebody of the same State replied meanwhile, or took the reply away; nothing was stored."""


@transaction.atomic
def reply(
    report: ProgressReport,
    text: str,
    links: Sequence[dict[str, str]] = (),
    *,
    by: User,
    token: UUID,
    replaces: UUID | None = None,
) -> Reply:
    """Reply for the State; `replaces` is the reply that stood when the form was drawn. The same form counts once."""
    kept = _held(report)
    place = kept.place_target.place
    today = timezone.localdate()
    check_speaks_for_state(by, place, on=today)
    earlier = Reply.objects.filter(submit_token=token, report=kept, author=by).first()
    if earlier:
        return earlier
    if not text.strip() or len(text) > LONGEST or len(links) > MOST_LINKS:
        raise BadEntry([Fault("text", _("Write a reply, of at most 5 000 characters."))])
    _check_open(kept)
    now = timezone.now()
    standing = kept.replies.filter(ended_at=None).first()
    if (standing.uuid if standing else None) != replaces:
        raise Replied
    if standing:
        standing.ended_at, standing.replaced = now, True
        standing.save(update_fields=["ended_at", "replaced"])
    made = Reply.objects.create(
        report=kept, author=by, submit_token=token, text=text, links=list(links), given_at=now
    )
    if standing:
        record("reply.replaced", by=by, about=str(standing.uuid), by_reply=made.uuid)
    record("reply.given", by=by, about=str(made.uuid), report=kept.uuid, text=text, links=list(links))
    return made


@transaction.atomic
def withdraw_reply(given: Reply, *, by: User) -> Reply:
    """Withdraw a reply: its words are not shown any more, that it was there is. Done once."""
    report = _held(given.report)
    check_speaks_for_state(by, report.place_target.place, on=timezone.localdate())
    kept = Reply.objects.get(pk=given.pk)
    if kept.ended_at is not None:
        raise Replied
    kept.ended_at = timezone.now()
    kept.save(update_fields=["ended_at"])
    record("reply.withdrawn", by=by, about=str(kept.uuid))
    return kept


@transaction.atomic
def redact(given: Reply, text: str, *, by: User, reason: str) -> Reply:
    """Take personal data out of a reply, and nothing else; the page says that it was done, the record why."""
    if not may_redact(by):
        raise Refused(_("Only an administrator takes personal data out of a reply."))
    if not text.strip() or not reason.strip():
        raise BadEntry([Fault("text", _("Leave the words that name nobody, and say what was taken out."))])
    _held(given.report)
    kept = Reply.objects.get(pk=given.pk)
    kept.text, kept.redacted_at, kept.redaction_reason = text, timezone.now(), reason
    kept.save(update_fields=["text", "redacted_at", "redaction_reason"])
    record("reply.redacted", by=by, about=str(kept.uuid), reason=reason, text=text)
    return kept


def _held(report: ProgressReport) -> ProgressReport:
    """The report, held until the end of the transaction: of two replies at once the second finds the first."""
    rows = ProgressReport.objects.select_for_update(of=("self",))
    return rows.select_related("place_target__place").get(pk=report.pk)


def _check_open(report: ProgressReport) -> None:
    """Refuse a reply to what is not public, not the State's to answer, or too old."""
    if report.state != ReportState.PUBLISHED or report.published_at is None:
        raise Refused(_("This report is not published any more: reply to the one that replaces it."))
    if not may_be_replied_to(report, report.place_target.place):
        raise Refused(_("This is no report of a committee about your State."))
    if timezone.localdate() > closes_on(report.published_at.date()):
        raise Refused(_("The time for a reply to this report is over."))

"""Opening a closed round again: for one committee and one target, with a reason, by another person, for a time."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions import outbox
from tracker.actions.audit import record
from tracker.actions.entries import BadEntry, Fault
from tracker.enums import Duty, MailKind, SeatRole, UnlockState
from tracker.models import ProgressReport, Seat, Unlock, User
from tracker.permissions import (
    Refused,
    check_decides_unlock,
    check_duty,
    check_wrote,
    committee_of,
)
from tracker.selectors.rounds import lock_on

# For how long a round is open again: time to finish a report, and not for another round of them.
OPEN_FOR = timedelta(days=14)


class Decided(Exception):
    """Somebody decided on the request already."""


@transaction.atomic
def ask(report: ProgressReport, *, reason: str, by: User) -> Unlock:
    """Ask for the round of a report to be opened for its target; asked twice, it is one request."""
    if not reason.strip():
        raise BadEntry([Fault("reason", _("Say why this should be reported after the round was closed."))])
    committee, today = committee_of(report), timezone.localdate()
    check_wrote(by, report)
    check_duty(by, committee, Duty.REPORT, on=today)
    closed = lock_on(report, today=today)
    if closed is None:
        raise Refused(_("Nothing keeps this report from being handed in."))
    about = {"round": closed, "committee": committee, "place_target": report.place_target}
    try:
        with transaction.atomic():
            made = Unlock.objects.create(**about, reason=reason, asked_by=by, asked_at=timezone.now())
    except IntegrityError:
        return Unlock.objects.waiting().get(**about)
    for person in _deciders(made):
        outbox.post(MailKind.UNLOCK_ASKED, to=person, about=str(made.uuid))
    record("unlock.asked", by=by, about=str(made.uuid), round=closed.slug, reason=reason)
    return made


@transaction.atomic
def decide(request: Unlock, *, grant: bool, answer: str, by: User) -> Unlock:
    """Grant a request for a time, or refuse it, with a reason. Of two who decide at once the second is told."""
    if not answer.strip():
        raise BadEntry([Fault("answer", _("Say why, for the person who asked."))])
    kept = (
        Unlock.objects.select_for_update(of=("self",), no_key=True)
        .select_related("committee")
        .get(pk=request.pk)
    )
    check_decides_unlock(by, kept, on=timezone.localdate())
    if kept.state != UnlockState.ASKED:
        raise Decided
    kept.state = UnlockState.GRANTED if grant else UnlockState.REFUSED
    kept.until = timezone.localdate() + OPEN_FOR if grant else None
    kept.decided_by, kept.decided_at, kept.answer = by, timezone.now(), answer
    kept.save(update_fields=["state", "until", "decided_by", "decided_at", "answer"])
    outbox.post(MailKind.UNLOCK_DECIDED, to=kept.asked_by)
    record("unlock.decided", by=by, about=str(kept.uuid), state=str(kept.state), answer=answer)
    return kept


def _deciders(request: Unlock) -> list[User]:
    """The other coordinators of the committee, or the administrators where there is none."""
    held = Seat.objects.held_on(timezone.localdate()).filter(
        committee=request.committee, role=SeatRole.COORDINATOR
    )
    active = User.objects.filter(is_active=True).exclude(pk=request.asked_by_id)
    return list(active.filter(seats__in=held).distinct()) or list(active.filter(is_superuser=True))

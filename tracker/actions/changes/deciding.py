"""Four eyes: what changes a mark of a closed round, or restores a version, waits until another person confirms."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions import outbox
from tracker.actions.audit import record
from tracker.actions.changes.faults import BadChanges
from tracker.actions.changes.foreseeing import Foreseen
from tracker.actions.changes.keeping import keep, store, write_down
from tracker.actions.changes.kept_marks import marks_as_json
from tracker.actions.changes.kinds import Change, Made
from tracker.actions.changes.packing import packed, unpacked
from tracker.actions.changes.restoring import restores_a_version
from tracker.actions.entries import BadEntry, Fault
from tracker.enums import ChangeRequestState, MailKind
from tracker.models import ChangeRequest, User
from tracker.permissions import check_confirms, check_takes_back, may_confirm


class DecidedAlready(Exception):
    """Somebody decided on the request already."""


@transaction.atomic
def make(
    changes: Sequence[Change],
    told: Foreseen,
    *,
    by: User,
    reason: str,
    from_on: date,
) -> tuple[Made, ...] | ChangeRequest:
    """Store these changes, or ask a second administrator to: `told` is what was foreseen of them just now.

    Raises BadChanges and Overtaken as `keep` does.
    """
    restores = restores_a_version(changes)
    if not (told.needs_second or restores):
        return keep(changes, by=by, reason=reason, from_on=from_on)
    asked = ChangeRequest.objects.create(
        changes=packed(changes),
        marks=marks_as_json(told.marks),
        restores=restores,
        reason=reason,
        from_on=from_on,
        asked_by=by,
        asked_at=timezone.now(),
    )
    for person in deciders_of(asked):
        outbox.post(MailKind.CHANGE_ASKED, to=person, about=str(asked.uuid))
    record("change.asked", by=by, about=str(asked.uuid), changes=asked.changes, reason=reason)
    return asked


@transaction.atomic
def confirm(request: ChangeRequest, *, by: User) -> ChangeRequest:
    """Store what was asked for: from its day, or from today where that has passed. Its author is who asked.

    Raises Refused for who asked, DecidedAlready, and BadChanges and Overtaken as `keep` does.
    """
    held = _held(request)
    check_confirms(by, held)
    stored = store(unpacked(held.changes), by=held.asked_by, reason=held.reason, from_on=day_of(held))
    if stored.faults:
        raise BadChanges(stored.faults)
    held.made = [one.as_json() for one in stored.made]
    _decide(held, ChangeRequestState.CONFIRMED, by=by)
    outbox.post(MailKind.CHANGE_DECIDED, to=held.asked_by)
    write_down(stored.versions)
    record("change.confirmed", by=by, about=str(held.uuid), made=held.made)
    return held


@transaction.atomic
def note_marks(request: ChangeRequest, told: Foreseen) -> bool:
    """Keep with a request what it comes to by now, for whoever reads it; says whether that is something else."""
    held = _held(request)
    marks = marks_as_json(told.marks)
    if held.marks == marks:
        return False
    held.marks = marks
    held.save(update_fields=["marks"])
    return True


@transaction.atomic
def refuse(request: ChangeRequest, *, answer: str, by: User) -> ChangeRequest:
    """Say no, with a reason; nothing is stored. Raises Refused for who asked, BadEntry, and DecidedAlready."""
    if not answer.strip():
        raise BadEntry([Fault("answer", _("Say why, for the person who asked."))])
    held = _held(request)
    check_confirms(by, held)
    _decide(held, ChangeRequestState.REFUSED, by=by, answer=answer)
    outbox.post(MailKind.CHANGE_DECIDED, to=held.asked_by)
    record("change.refused", by=by, about=str(held.uuid), answer=answer)
    return held


@transaction.atomic
def take_back(request: ChangeRequest, *, by: User) -> ChangeRequest:
    """Whoever asked does not want it any more. Raises Refused for others, and DecidedAlready."""
    held = _held(request)
    check_takes_back(by, held)
    _decide(held, ChangeRequestState.TAKEN_BACK, by=by)
    record("change.taken_back", by=by, about=str(held.uuid))
    return held


def day_of(request: ChangeRequest) -> date:
    """From which day it would hold if it were confirmed now: nothing reaches back."""
    return max(request.from_on, timezone.localdate())


def deciders_of(request: ChangeRequest) -> list[User]:
    """The other administrators who may confirm it."""
    staff = User.objects.filter(is_active=True, is_staff=True).order_by("pk")
    return [one for one in staff if may_confirm(one, request)]


def _held(request: ChangeRequest) -> ChangeRequest:
    held = (
        ChangeRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("asked_by")
        .get(pk=request.pk)
    )
    if held.state != ChangeRequestState.WAITING:
        raise DecidedAlready
    return held


def _decide(held: ChangeRequest, state: ChangeRequestState, *, by: User, answer: str = "") -> None:
    held.state, held.decided_by, held.decided_at, held.answer = state, by, timezone.now(), answer
    held.save(update_fields=["state", "decided_by", "decided_at", "answer", "made"])

"""Who sits on a committee: seats begin and end. A seat that was held is never rewritten: a change ends it, and begins
another.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions import outbox, people
from tracker.actions.audit import record
from tracker.actions.entries import Fault
from tracker.enums import Duty, MailKind, SeatRole
from tracker.models import Committee, Constituency, Invitation, Organisation, Seat, User
from tracker.permissions import check_duty


class BadSeat(Exception):
    """The seat breaks a rule; nothing was stored."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = list(faults)


class LastCoordinator(Exception):
    """The committee would be left without a coordinator; said again with `confirmed`, it is done."""


@transaction.atomic
def invite_member(
    committee: Committee,
    *,
    email: str,
    constituency: Constituency,
    organisation: str,
    role: SeatRole,
    starts_on: date,
    ends_on: date | None = None,
    by: User,
) -> Invitation:
    """Invite the person with this address to a seat, which begins when it is accepted, or later where that is said.

    Whether the person has an account already changes nothing here, so that nobody learns it.
    """
    held = _coordinated(committee, by=by)
    _check_term(starts_on, ends_on)
    _check_free(held, email, starts_on, ends_on)
    offer = people.SeatOffer(
        committee=held,
        constituency=constituency,
        role=role,
        organisation=_organisation(organisation),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return people.invite(email, offer, by=by)


@transaction.atomic
def change_role(seat: Seat, role: SeatRole, *, from_on: date, by: User, confirmed: bool = False) -> Seat:
    """Give the holder another role from a day on: this seat ends then, and another begins."""
    kept = _kept(seat, by=by)
    if kept.role == role:
        raise BadSeat(Fault("role", _("This is the role already: choose another one.")))
    if kept.ends_on is not None and from_on >= kept.ends_on:
        raise BadSeat(Fault("on", _("The seat has ended by then: choose an earlier day.")))
    ends_on = kept.ends_on
    _end(kept, on=from_on)
    if role != SeatRole.COORDINATOR:
        _check_coordinated(kept, from_on, confirmed=confirmed)
    following = Seat.objects.create(
        committee=kept.committee,
        user=kept.user,
        constituency=kept.constituency,
        organisation=kept.organisation,
        role=role,
        starts_on=from_on,
        ends_on=ends_on,
    )
    _record("seat.ended", kept, by=by)
    _record("seat.added", following, by=by)
    return following


@transaction.atomic
def end_seat(seat: Seat, *, on: date, by: User, confirmed: bool = False) -> Seat:
    """Let the term of a seat end: on that day it is not held any more. What the person did stays as it is."""
    kept = _kept(seat, by=by)
    if kept.ends_on is not None and on >= kept.ends_on:
        raise BadSeat(Fault("on", _("The seat has ended by then: choose an earlier day.")))
    _end(kept, on=on)
    _check_coordinated(kept, on, confirmed=confirmed)
    _record("seat.ended", kept, by=by)
    return kept


def _coordinated(committee: Committee, *, by: User) -> Committee:
    """The committee, held until the end of the transaction, for whoever coordinates it.

    Two coordinators who leave at once wait for each other here, so that the second is told to be the last.
    """
    held = Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee.pk)
    check_duty(by, held, Duty.COORDINATE, on=timezone.localdate())
    return held


def _kept(seat: Seat, *, by: User) -> Seat:
    """The seat as it stands now, for a coordinator of its committee."""
    _coordinated(seat.committee, by=by)
    return Seat.objects.select_related("committee", "user", "constituency", "organisation").get(pk=seat.pk)


def _end(seat: Seat, *, on: date) -> None:
    if on < timezone.localdate():
        raise BadSeat(Fault("on", _("Choose today or a later day: what was, stays as it was.")))
    if on <= seat.starts_on:
        words = _("The seat begins on %(day)s: choose a later day.")
        raise BadSeat(Fault("on", words % {"day": seat.starts_on.isoformat()}))
    seat.ends_on = on
    seat.save(update_fields=["ends_on"])


def _check_coordinated(seat: Seat, day: date, *, confirmed: bool) -> None:
    """Refuse to leave the committee without a coordinator; where that is what is meant, administrators are told."""
    if seat.role != SeatRole.COORDINATOR:
        return
    held = Seat.objects.held_on(day).filter(
        committee=seat.committee, role=SeatRole.COORDINATOR, user__is_active=True
    )
    if held.exists():
        return
    if not confirmed:
        raise LastCoordinator
    for person in User.objects.filter(is_active=True, is_superuser=True):
        outbox.post(MailKind.UNCOORDINATED, to=person)


def _check_term(starts_on: date, ends_on: date | None) -> None:
    if starts_on < timezone.localdate():
        raise BadSeat(Fault("starts_on", _("Choose today or a later day: what was, stays as it was.")))
    if ends_on is not None and ends_on <= starts_on:
        raise BadSeat(Fault("ends_on", _("Choose a day after the first.")))


def _check_free(committee: Committee, email: str, starts_on: date, ends_on: date | None) -> None:
    """Refuse a second seat for the same time."""
    same = Seat.objects.filter(committee=committee, user__email=email)
    running = same.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on))
    if running.filter(starts_on__lt=ends_on or date.max).exists():
        words = _("This person holds a seat here for that time. Change that one, or end it first.")
        raise BadSeat(Fault("email", words))


def _organisation(name: str) -> Organisation | None:
    if not name:
        return None
    found, _new = Organisation.objects.get_or_create(name=name)
    return found


def _record(action: str, seat: Seat, *, by: User) -> None:
    record(
        action,
        by=by,
        about=f"{seat.committee.slug}/seats/{seat.pk}",
        user=seat.user_id,
        constituency=seat.constituency.code,
        organisation=seat.organisation_id,
        role=str(seat.role),
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
    )

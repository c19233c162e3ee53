"""How people come: invited by mail, for one thing, once, within 72 hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions import outbox
from tracker.actions.audit import record
from tracker.enums import Act, InvitedTo, MailKind, SeatRole
from tracker.models import Committee, Constituency, Invitation, Organisation, Place, Seat, User
from tracker.models.invitations import digest_of
from tracker.permissions import Refused, check_invites
from tracker.selectors.invitations import is_open

LIFETIME = timedelta(hours=72)


class InvitationOver(Exception):
    """The invitation was used, withdrawn, or is too old, or it is another person's."""


@dataclass(frozen=True)
class SeatOffer:
    """A seat on a committee: for whom, to do what, from when until when. It begins when it is accepted, or later."""

    committee: Committee
    constituency: Constituency
    role: SeatRole
    organisation: Organisation | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class FocalPointOffer:
    """To answer for a State."""

    place: Place


Offer = SeatOffer | FocalPointOffer


@transaction.atomic
def invite(address: str, offer: Offer, *, by: User) -> Invitation:
    """Invite the person with this address; an earlier invitation to the same ends with it."""
    address = address.strip().lower()
    committee = offer.committee if isinstance(offer, SeatOffer) else None
    check_invites(by, committee, on=timezone.localdate())
    invited_to = InvitedTo.SEAT if isinstance(offer, SeatOffer) else InvitedTo.FOCAL_POINT
    if invited_to not in BEGINNINGS:
        raise Refused(_("Nobody can be invited to this yet."))
    if Seat.objects.filter(user__email=address, committee=committee, ends_on=None).exists():
        raise Refused(_("Who has this address holds a seat on this committee already."))
    for earlier in Invitation.objects.filter(address=address, used_at=None, withdrawn_at=None).filter(
        committee=committee, place=getattr(offer, "place", None)
    ):
        _withdraw(earlier, by=by)
    invitation = Invitation(
        uuid=uuid4(), address=address, invited_to=invited_to, invited_by=by, **vars(offer)
    )
    invitation.token_digest = digest_of(invitation.token)
    invitation.expires_at = timezone.now() + LIFETIME
    invitation.save(force_insert=True)
    outbox.post(MailKind.INVITATION, to=address, about=str(invitation.uuid))
    record(Act.INVITATION_SENT, by=by, about=str(invitation.uuid), invited_to=invited_to.value)
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back: its link does nothing any more. One that was used stays used."""
    check_invites(by, invitation.committee, on=timezone.localdate())
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if held.used_at or held.withdrawn_at:
        raise InvitationOver
    _withdraw(held, by=by)


def _withdraw(invitation: Invitation, *, by: User) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(Act.INVITATION_WITHDRAWN, by=by, about=str(invitation.uuid))


@transaction.atomic
def begin(invitation: Invitation, *, name: str, password: str) -> User:
    """The invited person has no account yet: make it, and let begin what the invitation offers."""
    held = _hold(invitation)
    if User.objects.filter(email=held.address).exists():
        raise InvitationOver
    user = User.objects.create_user(held.address, password, name=name)
    _accept(held, user)
    return user


@transaction.atomic
def take(invitation: Invitation, *, by: User) -> None:
    """The invited person has an account already: let begin what the invitation offers."""
    held = _hold(invitation)
    if not by.is_active or by.email != held.address:
        raise InvitationOver
    _accept(held, by)


def _hold(invitation: Invitation) -> Invitation:
    """The invitation as it is now, for nobody else to use until the commit."""
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not is_open(held):
        raise InvitationOver
    return held


def _accept(held: Invitation, user: User) -> None:
    held.used_at, held.used_by = timezone.now(), user
    held.save(update_fields=["used_at", "used_by"])
    BEGINNINGS[InvitedTo(held.invited_to)](held, user)
    record(Act.INVITATION_ACCEPTED, by=user, about=str(held.uuid), invited_to=held.invited_to)


def _begin_seat(invitation: Invitation, user: User) -> None:
    """The seat begins today, or on the day that was offered if that is later."""
    today = timezone.localdate()
    if Seat.objects.filter(user=user, committee=invitation.committee, ends_on=None).exists():
        raise InvitationOver
    Seat.objects.create(
        committee_id=invitation.committee_id,  # type: ignore[misc]  # a constraint says that it is there
        user=user,
        constituency_id=invitation.constituency_id,
        organisation_id=invitation.organisation_id,
        role=invitation.role,
        starts_on=max(today, invitation.starts_on or today),
        ends_on=invitation.ends_on,
    )


# What begins when an invitation is accepted. Whoever brings a new thing to invite people to adds it here.
BEGINNINGS: dict[InvitedTo, Callable[[Invitation, User], None]] = {InvitedTo.SEAT: _begin_seat}

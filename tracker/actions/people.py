"""How people come: invited by mail, for one thing, once, within 72 hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions import focal_points, outbox
from tracker.actions.audit import record
from tracker.enums import Act, InvitedTo, MailKind, SeatRole
from tracker.models import Committee, Constituency, Invitation, Organisation, Place, Seat, User
from tracker.models.invitations import digest_of
from tracker.permissions import (
    Refused,
    administers_everything,
    check_invites,
    check_lets_in,
    check_one_side,
)
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


@dataclass(frozen=True)
class DeskOffer:
    """To administer: everything at the desk, with a second factor."""


@dataclass(frozen=True)
class AccountOffer:
    """An account and nothing more: what it may do is given to it later."""


Offer = SeatOffer | FocalPointOffer | DeskOffer | AccountOffer
INVITED_TO: dict[type[Offer], InvitedTo] = {
    SeatOffer: InvitedTo.SEAT,
    FocalPointOffer: InvitedTo.FOCAL_POINT,
    DeskOffer: InvitedTo.DESK,
    AccountOffer: InvitedTo.ACCOUNT,
}


@transaction.atomic
def invite(address: str, offer: Offer, *, by: User) -> Invitation:
    """Invite the person with this address; an earlier invitation to the same ends with it."""
    address = address.strip().lower()
    committee = offer.committee if isinstance(offer, SeatOffer) else None
    check_invites(by, committee, on=timezone.localdate())
    if isinstance(offer, DeskOffer | AccountOffer):
        check_lets_in(by)
    invited_to = INVITED_TO[type(offer)]
    check_offer(address, offer)
    same = {"committee": committee, "place": getattr(offer, "place", None), "invited_to": invited_to}
    earlier = Invitation.objects.filter(address=address, **same)
    replaced = list(earlier.filter(used_at=None, withdrawn_at=None).select_for_update(no_key=True))
    Invitation.objects.filter(pk__in=[one.pk for one in replaced]).update(withdrawn_at=timezone.now())
    invitation = _made(address, invited_to, offer, by=by)
    outbox.post(MailKind.INVITATION, to=address, about=str(invitation.uuid))
    for one in replaced:
        record(Act.INVITATION_WITHDRAWN, by=by, about=str(one.uuid))
    record(Act.INVITATION_SENT, by=by, about=str(invitation.uuid), invited_to=invited_to.value)
    return invitation


def _made(address: str, invited_to: InvitedTo, offer: Offer, *, by: User) -> Invitation:
    """The row; of its token the digest."""
    invitation = Invitation(
        uuid=uuid4(), address=address, invited_to=invited_to, invited_by=by, **vars(offer)
    )
    invitation.token_digest = digest_of(invitation.token)
    invitation.expires_at = timezone.now() + LIFETIME
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("Somebody else invites this address just now.")) from None
    return invitation


def check_offer(address: str, offer: Offer) -> None:
    """Refuse to offer what nothing begins, or what the person has already."""
    if isinstance(offer, DeskOffer | AccountOffer):
        _check_account(address, offer)
        return
    if isinstance(offer, FocalPointOffer):
        focal_points.check_place(offer.place)
        if user := User.objects.filter(email=address.strip().lower()).first():
            focal_points.check_person(offer.place, user, since=timezone.localdate())
        return
    held = Seat.objects.filter(user__email=address.strip().lower(), committee=offer.committee, ends_on=None)
    if held.exists():
        raise Refused(_("Who has this address holds a seat on this committee already."))


def _check_account(address: str, offer: DeskOffer | AccountOffer) -> None:
    """Refuse to offer an account to whoever has one, and the desk to whoever is kept out or administers already."""
    user = User.objects.filter(email=address.strip().lower()).first()
    if user is None:
        return
    if not user.is_active:
        raise Refused(
            _("Who has this address is suspended: let them in again first, on the page of the account.")
        )
    if isinstance(offer, AccountOffer):
        raise Refused(_("Who has this address has an account already."))
    if user.is_superuser:
        raise Refused(_("Who has this address administers already."))


def check_side(address: str, offer: Offer) -> None:
    """Refuse to offer a seat to whoever speaks for the place already; for administrators, who may know who that is.

    A coordinator is not told so of an address: whoever accepts the invitation is.
    """
    today = timezone.localdate()
    user = User.objects.filter(email=address.strip().lower()).first()
    if user and isinstance(offer, SeatOffer):
        since = max(today, offer.starts_on or today)
        check_one_side(user, offer.committee.place, since=since, until=offer.ends_on)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back: its link does nothing any more. One that was used stays used."""
    check_invites(by, invitation.committee, on=timezone.localdate())
    held = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)
    if held.used_at or held.withdrawn_at:
        raise InvitationOver
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    record(Act.INVITATION_WITHDRAWN, by=by, about=str(held.uuid))


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
    held = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)
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
    # Constraints say that the committee and the constituency are there.
    committee = Committee.objects.select_related("place").get(invitations=invitation)
    since = max(today, invitation.starts_on or today)
    check_one_side(user, committee.place, since=since, until=invitation.ends_on)
    Seat.objects.create(
        committee=committee,
        user=user,
        constituency_id=invitation.constituency_id,  # type: ignore[misc]
        organisation_id=invitation.organisation_id,
        role=invitation.role,
        starts_on=since,
        ends_on=invitation.ends_on,
    )


def _begin_focal_point(invitation: Invitation, user: User) -> None:
    """The person speaks for the State from today on."""
    focal_points.begin_today(invitation.place, user)  # type: ignore[arg-type]  # a constraint: it is there


def _begin_desk(invitation: Invitation, user: User) -> None:
    """The person administers from now on, if whoever asked them still does."""
    if not administers_everything(invitation.invited_by):
        raise InvitationOver
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])


def _begin_nothing(invitation: Invitation, user: User) -> None:
    """The account is there: that is all."""


# What begins when an invitation is accepted.
BEGINNINGS: dict[InvitedTo, Callable[[Invitation, User], None]] = {
    InvitedTo.SEAT: _begin_seat,
    InvitedTo.FOCAL_POINT: _begin_focal_point,
    InvitedTo.DESK: _begin_desk,
    InvitedTo.ACCOUNT: _begin_nothing,
}

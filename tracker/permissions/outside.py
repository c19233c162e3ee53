"""Those who sit on no committee: organisations, States, whoever disputes, and administrators."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.enums import Duty, PlaceKind
from tracker.models import (
    Dispute,
    Endorsement,
    FocalPoint,
    Organisation,
    Place,
    ReplyDraft,
    Seat,
    User,
)
from tracker.permissions.refusal import Refused
from tracker.permissions.seats import DUTIES

# The places that have somebody to speak for them.
MAY_REPLY = (PlaceKind.COUNTRY, PlaceKind.LOCAL)


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations that the person may speak for."""
    if not user.is_active:
        return Organisation.objects.none()
    return Organisation.objects.filter(spokespeople__user=user)


def endorsements_of(user: User) -> QuerySet[Endorsement]:
    """What those organisations stand behind or have withdrawn."""
    own = Endorsement.objects.filter(organisation__in=organisations_of(user))
    return own.select_related("organisation")


def check_speaks_for(user: User, organisation: Organisation) -> None:
    """Refuse whoever may not speak for the organisation."""
    if not organisations_of(user).filter(pk=organisation.pk).exists():
        raise Refused(_("Your account does not speak for this organisation."))


def states_of(user: User, *, on: date) -> QuerySet[Place]:
    """The places the person speaks for on that day; nobody speaks for a place and sits on its committee."""
    if not user.is_active:
        return Place.objects.none()
    speaks = FocalPoint.objects.held_on(on).filter(user=user)
    sits = Seat.objects.held_on(on).filter(user=user)
    assessed = Place.objects.filter(kind__in=MAY_REPLY, pk__in=speaks.values("place"))
    return assessed.exclude(pk__in=sits.values("committee__place"))


def check_speaks_for_state(user: User, place: Place, *, on: date) -> None:
    """Refuse everyone who does not speak for the place."""
    if not states_of(user, on=on).filter(pk=place.pk).exists():
        raise Refused(_("You do not speak for this State."))


def reply_drafts_by(user: User, *, on: date) -> QuerySet[ReplyDraft]:
    """The replies that the person is writing, for the places that the person speaks for."""
    own = ReplyDraft.objects.filter(author=user)
    return own.filter(report__place_target__place__in=states_of(user, on=on))


def may_redact(user: User) -> bool:
    """Whether the person may take personal data out of a reply: an administrator with that permission."""
    return user.is_active and user.is_staff and user.has_perm("tracker.change_reply")


def disputes_seen_by(user: User, *, on: date) -> QuerySet[Dispute]:
    """The disputes that the person may open: those about reports of the committees where the person decides.

    A figure of a published series has no committee: an administrator decides on disputes about it.
    """
    if not user.is_active:
        return Dispute.objects.none()
    deciding = [role for role, carried in DUTIES.items() if Duty.DECIDE in carried]
    seats = Seat.objects.held_on(on).filter(user=user, role__in=deciding)
    theirs = Q(report__committee__in=seats.values("committee"))
    if user.is_staff and user.has_perm("tracker.change_dispute"):
        theirs |= Q(report__committee=None)
    return Dispute.objects.filter(theirs)


def may_decide_dispute(user: User, dispute: Dispute) -> bool:
    """Whether the disputed report is another person's."""
    return dispute.report.author_id != user.pk


def check_decides_dispute(user: User, dispute: Dispute, *, on: date) -> None:
    """Refuse who does not decide for that committee, and the author of the report."""
    if not disputes_seen_by(user, on=on).filter(pk=dispute.pk).exists():
        raise Refused(_("Your seat on this committee does not include this."))
    if not may_decide_dispute(user, dispute):
        raise Refused(_("You wrote this report: another member must decide on what is said against it."))


def may_freeze(user: User) -> bool:
    """Whether the person may close rounds and freeze editions: an administrator with that permission."""
    return user.is_active and user.is_staff and user.has_perm("tracker.add_edition")


def check_freezes(user: User) -> None:
    """Refuse everyone but an administrator."""
    if not may_freeze(user):
        raise Refused(_("Only an administrator freezes an edition."))

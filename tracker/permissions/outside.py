"""Those who sit on no committee: organisations, States, whoever disputes, and administrators."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
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

Held = TypeVar("Held", bound=Model)
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


def speaks_for_place(user: User, place: Place, *, since: date, until: date | None) -> bool:
    """Whether the person speaks for the place at any time of a term, as far as it lies ahead."""
    return _while(FocalPoint.objects.filter(user=user, place=place), since, until).exists()


def sits_for_place(user: User, place: Place, *, since: date, until: date | None) -> bool:
    """Whether the person sits on a committee of the place at any time of a term, as far as it lies ahead."""
    return _while(Seat.objects.filter(user=user, committee__place=place), since, until).exists()


def _while(held: QuerySet[Held], since: date, until: date | None) -> QuerySet[Held]:
    """What is held for a time that overlaps with the term; what is over hinders nothing."""
    begins = max(since, timezone.localdate())
    running = held.filter(Q(ends_on=None) | Q(ends_on__gt=begins))
    if until is None:
        return running
    return running.filter(starts_on__lt=until) if until > begins else running.none()


def check_one_side(user: User, place: Place, *, since: date, until: date | None) -> None:
    """Refuse a seat to whoever speaks for the place: the seat would silently take the State's door away."""
    if speaks_for_place(user, place, since=since, until=until):
        words = _(
            "This account speaks for %(place)s, and nobody does both that and sit on its committee. An administrator "
            "can end the one, so that the other can begin."
        )
        raise Refused(words % {"place": place.name})


def check_speaks_for_state(user: User, place: Place, *, on: date) -> None:
    """Refuse everyone who does not speak for the place."""
    if not states_of(user, on=on).filter(pk=place.pk).exists():
        raise Refused(_("You do not speak for this State."))


def reply_drafts_by(user: User, *, on: date) -> QuerySet[ReplyDraft]:
    """The replies that the person is writing, for the places that the person speaks for."""
    own = ReplyDraft.objects.filter(author=user)
    return own.filter(report__place_target__place__in=states_of(user, on=on))


def may_redact(user: User) -> bool:
    """Whether the person may take personal data out of replies and reports: an administrator with that permission."""
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
    if may_decide_on_series(user):
        theirs |= Q(report__committee=None)
    return Dispute.objects.filter(theirs)


def may_decide_on_series(user: User) -> bool:
    """Whether the person decides on disputes about published series: an administrator with that permission."""
    return user.is_active and user.is_staff and user.has_perm("tracker.change_dispute")


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

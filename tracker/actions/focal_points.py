"""Who may speak for a State: for a place that is assessed, nobody who sits on a committee of it, nobody twice."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.models import FocalPoint, Place, Seat, User
from tracker.permissions import MAY_REPLY, Refused


def check_place(place: Place) -> None:
    """Refuse a place that does not reply."""
    if place.kind not in MAY_REPLY:
        raise Refused(_("Only a State or a local authority has somebody to speak for it."))


def check_person(place: Place, email: str, *, apart_from: int | None = None) -> None:
    """Refuse whoever sits on a committee of the place, or speaks for it already, but for the row that is edited."""
    seats = Seat.objects.filter(user__email=email, committee__place=place)
    if seats.held_on(timezone.localdate()).exists():
        raise Refused(_("This person sits on a committee of this place, and cannot speak for it."))
    named = FocalPoint.objects.filter(user__email=email, place=place, ends_on=None)
    if named.exclude(pk=apart_from or 0).exists():
        raise Refused(_("This person speaks for this place already."))


def name(place: Place, user: User) -> FocalPoint:
    """Let somebody speak for the place from today on."""
    return FocalPoint.objects.create(place=place, user=user, starts_on=timezone.localdate())

"""Who may speak for a State: for a place that is assessed, nobody who sits on a committee of it, nobody twice."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.models import FocalPoint, Place, User
from tracker.permissions import MAY_REPLY, Refused, sits_for_place


def check_place(place: Place) -> None:
    """Refuse a place that does not reply."""
    if place.kind not in MAY_REPLY:
        raise Refused(_("Only a State or a local authority has somebody to speak for it."))


def check_person(
    place: Place, user: User, *, since: date, until: date | None = None, apart_from: int | None = None
) -> None:
    """Refuse whoever sits on a committee of the place in that time, or speaks for it already.

    The row that is edited now, `apart_from`, does not count.
    """
    if sits_for_place(user, place, since=since, until=until):
        raise Refused(_("This person sits on a committee of this place, and cannot speak for it."))
    named = FocalPoint.objects.filter(user=user, place=place, ends_on=None).exclude(pk=apart_from or 0)
    if until is None and named.exists():
        raise Refused(_("This person speaks for this place already."))


@transaction.atomic
def end_today(held: FocalPoint, *, by: User) -> None:
    """Let somebody speak for the place no more, from today on; who began today, from tomorrow on.

    What they replied stays. One that is over already stays as it is.
    """
    if not (by.is_active and by.is_staff and by.has_perm("tracker.change_focalpoint")):
        raise Refused(_("Only an administrator ends this."))
    kept = FocalPoint.objects.select_for_update(of=("self",), no_key=True).get(pk=held.pk)
    today = timezone.localdate()
    if kept.ends_on is not None and kept.ends_on <= today:
        return
    kept.ends_on = max(today, kept.starts_on + timedelta(days=1))
    kept.save(update_fields=["ends_on"])
    record("focal_point.ended", by=by, about=f"focalpoint:{kept.pk}", ends_on=kept.ends_on)


def begin_today(place: Place, user: User) -> None:
    """Let somebody speak for the place from today on."""
    today = timezone.localdate()
    check_person(place, user, since=today)
    FocalPoint.objects.create(place=place, user=user, starts_on=today)

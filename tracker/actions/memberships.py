"""Who takes part in a process: memberships begin and end, and what once held stays on record."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.marking import mark_dirty
from tracker.enums import Cause
from tracker.models import Membership, Place, PlaceTarget, Process, User


@transaction.atomic
def set_members(process: Process, states: Collection[Place], *, by: User) -> None:
    """From today on exactly these States take part; the process is computed anew where that changes something."""
    today = timezone.localdate()
    before = set(Membership.objects.held_on(today).filter(process=process).values_list("place", flat=True))
    begun, ended = change_members(process, {state.pk for state in states}, since=today, today=today)
    if not begun and not ended:
        return
    touched = before | {state.pk for state in states}
    found = PlaceTarget.objects.filter(place__in=touched).values_list("target__commitment", flat=True)
    mark_dirty([(process, commitment) for commitment in found.distinct()], cause=Cause.MEMBERSHIP)
    record("process.members", by=by, about=process.code, begun=begun, ended=ended)


def change_members(
    process: Process, wanted: Collection[int], *, since: date | None, today: date
) -> tuple[int, int]:
    """Begin and end memberships, by the ids of the States, so that those held are the ones wanted; says how many."""
    held = Membership.objects.filter(process=process, until_on=None)
    stored = set(held.values_list("place", flat=True))
    new = [Membership(process=process, place_id=pk, from_on=since) for pk in sorted(set(wanted) - stored)]
    # One that began today never held.
    held.filter(from_on=today).exclude(place__in=wanted).delete()
    ended = held.exclude(place__in=wanted).update(until_on=today)
    return len(Membership.objects.bulk_create(new)), ended

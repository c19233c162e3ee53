"""Sharing out the work of a round: who reports on which target, by when."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.actions.audit import record
from tracker.actions.entries import Fault
from tracker.enums import Duty
from tracker.models import Assignment, Committee, PlaceTarget, Round, User
from tracker.permissions import check_duty, duties, targets_of
from tracker.wording import day


class BadAssignment(Exception):
    """The assignment breaks a rule; nothing was stored."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = list(faults)


@transaction.atomic
def assign(
    of: Round,
    committee: Committee,
    place_targets: Collection[PlaceTarget],
    *,
    user: User,
    due_on: date,
    by: User,
) -> int:
    """Give these targets to a member, also those that another had; says how many that were."""
    held = _coordinated(committee, by=by)
    _check(of, held, place_targets, user=user, due_on=due_on)
    given = {one.place_target_id: one for one in _assignments(of, held, place_targets)}
    for one in given.values():
        one.user, one.due_on, one.by, one.at, one.reminded = user, due_on, by, timezone.now(), 0
    Assignment.objects.bulk_update(given.values(), ["user", "due_on", "by", "at", "reminded"])
    Assignment.objects.bulk_create(
        Assignment(
            round=of,
            committee=held,
            place_target=target,
            user=user,
            due_on=due_on,
            by=by,
            at=timezone.now(),
        )
        for target in place_targets
        if target.pk not in given
    )
    _record(of, held, place_targets, by=by, user=user.pk, due_on=due_on)
    return len(place_targets)


@transaction.atomic
def take_away(of: Round, committee: Committee, place_targets: Collection[PlaceTarget], *, by: User) -> int:
    """Let nobody have these targets any more; says how many somebody had."""
    held = _coordinated(committee, by=by)
    gone, _by_model = _assignments(of, held, place_targets).delete()
    if gone:
        _record(of, held, place_targets, by=by, user=None)
    return gone


def _coordinated(committee: Committee, *, by: User) -> Committee:
    """The committee, held so that of two who assign at once the second finds what the first did."""
    held = Committee.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    found = held.get(pk=committee.pk)
    check_duty(by, found, Duty.COORDINATE, on=timezone.localdate())
    return found


def _check(
    of: Round, committee: Committee, place_targets: Collection[PlaceTarget], *, user: User, due_on: date
) -> None:
    today, wanted = timezone.localdate(), {one.pk for one in place_targets}
    faults = []
    if of.closed_at is not None:
        faults.append(Fault("targets", _("This round is closed: nothing is assigned in it any more.")))
    if not wanted or targets_of(committee).filter(pk__in=wanted).count() != len(wanted):
        faults.append(Fault("targets", _("Choose targets that this committee reports on.")))
    if Duty.REPORT not in duties(user, committee, on=today):
        faults.append(Fault("user", _("Choose a member whose seat logs progress.")))
    if not max(today, of.opens_on) <= due_on <= of.closes_on:
        words = _("Choose a day from %(first)s to %(last)s.")
        days = {"first": day(max(today, of.opens_on)), "last": day(of.closes_on)}
        faults.append(Fault("due_on", str(words) % days))
    if faults:
        raise BadAssignment(*faults)


def _assignments(
    of: Round, committee: Committee, place_targets: Collection[PlaceTarget]
) -> QuerySet[Assignment]:
    return Assignment.objects.filter(round=of, committee=committee, place_target__in=place_targets)


def _record(
    of: Round, committee: Committee, place_targets: Collection[PlaceTarget], *, by: User, **more: object
) -> None:
    targets = sorted(str(one.uuid) for one in place_targets)
    record("round.assigned", by=by, about=of.slug, committee=committee.slug, targets=targets, **more)

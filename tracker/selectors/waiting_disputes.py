"""Who decides on each dispute that waits, and how far each of them was told of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.enums import DisputeState, Duty
from tracker.models import Dispute, DisputeNotice, Seat, User
from tracker.permissions import DUTIES, may_decide_dispute, may_decide_on_series


@dataclass(frozen=True, kw_only=True)
class WaitingDispute:
    """A dispute that waits for somebody's decision; `reminded` is how many rungs the person was told of."""

    dispute: int
    user: User
    raised_on: date
    reminded: int


def waiting_disputes(*, today: date) -> Iterator[WaitingDispute]:
    """Each dispute that waits, once for each person who may decide on it. Four queries at most."""
    open_ones = Dispute.objects.exclude(state=DisputeState.DECIDED).select_related("report").order_by("pk")
    disputes = list(open_ones)
    if not disputes:
        return
    deciders = _deciders(disputes, today=today)
    told = DisputeNotice.objects.filter(dispute__in=disputes).values_list("dispute", "user", "reminded")
    known = {(dispute, user): reminded for dispute, user, reminded in told}
    for one in disputes:
        for user in deciders.get(one.report.committee_id, ()):
            if may_decide_dispute(user, one):
                yield WaitingDispute(
                    dispute=one.pk,
                    user=user,
                    raised_on=one.raised_at.date(),
                    reminded=known.get((one.pk, user.pk), 0),
                )


def _deciders(disputes: list[Dispute], *, today: date) -> dict[int | None, list[User]]:
    """By committee who decides on disputes about its reports; under None who does about published series."""
    deciding = [role for role, carried in DUTIES.items() if Duty.DECIDE in carried]
    committees = {one.report.committee_id for one in disputes}
    found: dict[int | None, list[User]] = {}
    seats = Seat.objects.held_on(today).filter(
        committee__in=committees - {None}, role__in=deciding, user__is_active=True
    )
    for seat in seats.select_related("user").order_by("user_id"):
        theirs = found.setdefault(seat.committee_id, [])
        if seat.user not in theirs:
            theirs.append(seat.user)
    if None in committees:
        staff = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
        found[None] = [user for user in staff if may_decide_on_series(user)]
    return found

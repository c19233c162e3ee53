"""A report of the demonstration that somebody began on a phone, and that waits on the desk to be finished."""

from collections.abc import Iterable
from uuid import uuid4

from tracker.actions import drafts
from tracker.enums import SeatRole
from tracker.models import Committee, PlaceTarget, Seat
from tracker.permissions import targets_of

TYPED = {
    "answer": ["figure"],
    "value": ["1 2"],
    "narrative": ["Invented: begun in the bus, to be finished at a desk."],
}


def begin_a_report(committees: Iterable[Committee]) -> None:
    """The first committee that has a reporter, and a target that nobody reports on yet."""
    for committee in committees:
        seat = Seat.objects.filter(committee=committee, role=SeatRole.REPORTER, ends_on=None).first()
        target = _unreported(committee)
        if seat and target:
            about = drafts.About(committee=committee, place_target=target)
            drafts.keep(about, drafts.Sent(typed=TYPED, token=uuid4()), by=seat.user)
            return


def _unreported(committee: Committee) -> PlaceTarget | None:
    """A target with a figure that no report is about."""
    open_ones = targets_of(committee).filter(reports=None, target__versions__kind="level")
    return open_ones.order_by("pk").first()

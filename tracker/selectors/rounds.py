"""Rounds: how far the work on assigned targets is, and what a closed round keeps from being handed in."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Case, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from tracker.enums import Progress, ReportState
from tracker.models import Assignment, Committee, PlaceTarget, ProgressReport, Round, Unlock

# How far a report is on its way, the furthest first.
PROGRESS: dict[ReportState, Progress] = {
    ReportState.PUBLISHED: Progress.REPORTED,
    ReportState.SUPERSEDED: Progress.REPORTED,
    ReportState.DECIDED: Progress.HANDED_IN,
    ReportState.SUBMITTED: Progress.HANDED_IN,
    ReportState.RETURNED: Progress.RETURNED,
    ReportState.DRAFT: Progress.STARTED,
}


def with_progress(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """The assignments with the state of what the committee reported since the round opened beside each.

    Whoever of the committee reports on a target does it for whom it was assigned to. No further query.
    """
    since = Q(submitted_at__date__gte=OuterRef("round__opens_on")) | Q(state=ReportState.DRAFT)
    reports = ProgressReport.objects.filter(
        since, committee=OuterRef("committee"), place_target=OuterRef("place_target")
    )
    furthest = Case(
        *(When(state=state, then=Value(number)) for number, state in enumerate(PROGRESS)),
        output_field=IntegerField(),
    )
    found = reports.order_by(furthest, "-pk").values("state")
    return assignments.annotate(report_state=Subquery(found[:1]))


def progress_of(assignment: Assignment) -> Progress:
    """How far the work is, of an assignment that came with its progress."""
    state = getattr(assignment, "report_state")  # noqa: B009  # an annotation, unknown to the model
    return PROGRESS[ReportState(state)] if state else Progress.NOT_STARTED


def lock_on(report: ProgressReport, *, today: date) -> Round | None:
    """The closed round that keeps the report from being handed in, if one does. Two queries at most."""
    return lock_at(
        report.reference_on,
        committee=report.committee,
        place_target=report.place_target,
        handed_in=report.submitted_at,
        today=today,
    )


def lock_at(
    reference: date,
    *,
    committee: Committee | None,
    place_target: PlaceTarget,
    handed_in: datetime | None = None,
    today: date,
) -> Round | None:
    """The same for whatever is to be said of a reference date, also before there is a report.

    A reference date falls to the first round that ends on it or after. What was handed in once before that round
    was closed was in time, and stays so when it is sent back.
    """
    found = Round.objects.of(reference).first()
    if found is None or found.closed_at is None:
        return None
    if handed_in and handed_in < found.closed_at:
        return None
    granted = Unlock.objects.granted_on(today).filter(
        round=found, committee=committee, place_target=place_target
    )
    return None if granted.exists() else found


def last_closed_on() -> date | None:
    """The last day on which a round was closed, if one ever was. One query."""
    closed_at = Round.objects.aggregate(last=Max("closed_at"))["last"]
    return closed_at.date() if closed_at else None


def closed_dates() -> Callable[[date], bool]:
    """Whether a reference date falls to a round that is closed. One query, however many dates are asked about."""
    rounds = list(Round.objects.order_by("closes_on", "pk").values_list("closes_on", "closed_at"))

    def is_closed(reference: date) -> bool:
        for closes_on, closed_at in rounds:
            if closes_on >= reference and (closed_at is None or closed_at.date() >= reference):
                return closed_at is not None
        return False

    return is_closed

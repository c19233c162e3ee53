"""Reports as scoring reads them: light, since a full recompute reads a great many."""

from collections import defaultdict

from django.db.models import QuerySet

from tracker.enums import ReportOrigin
from tracker.models import ProgressReport
from tracker.scoring import Answer, Grade, Reading

# What scoring reads of a report that was published; its narrative, which is most of its bytes, stays behind.
COLUMNS = [
    "pk",
    "place_target",
    "answer",
    "value",
    "done",
    "reference_on",
    "yearly",
    "grade",
    "proxy",
    "origin",
    "led",
    "published_at",
    "superseded_at",
]


def readings_in(reports: QuerySet[ProgressReport]) -> dict[int, list[Reading]]:
    """Reports that are public, or once were, as readings by the ids of their targets. One query."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for (
        pk,
        target,
        answer,
        value,
        done,
        on,
        yearly,
        grade,
        proxy,
        origin,
        led,
        since,
        until,
    ) in reports.order_by().values_list(*COLUMNS):
        found[target].append(
            Reading(
                key=str(pk),
                answer=Answer(answer),
                on=on,
                published_on=since.date(),
                yearly=yearly,
                value=value,
                done=frozenset(done),
                grade=Grade(grade) if grade else None,
                proxy=proxy,
                standing=_standing(origin, leads=led),
                withdrawn_on=until.date() if until else None,
            )
        )
    return found


def standing_of(report: ProgressReport) -> int:
    """Whose figure counts for one date: the leading committee's, else a series', else another committee's.

    A report keeps whether its committee led when it was published; who leads now decides for one on its way.
    """
    leads = report.committee is not None and report.committee.leads
    return _standing(report.origin, leads=leads if report.led is None else report.led)


def _standing(origin: str, *, leads: bool) -> int:
    if origin == ReportOrigin.SERIES:
        return 1
    return 0 if leads else 2

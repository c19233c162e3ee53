"""What stands in the desk's lists beside their rows: asked for a whole page of a list at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from tracker.enums import Progress, ReportState
from tracker.models import Assignment, Constituency, ProgressReport, Seat
from tracker.permissions import Constitution, constitution
from tracker.selectors.rounds import PROGRESS, with_progress


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """How a committee is made up: how many sit on it today, who is missing by name, and how many reports wait."""

    seats: int
    constitution: Constitution
    missing: tuple[str, ...]
    waiting: int


def made_up(committees: Collection[int], *, today: date) -> dict[int, MadeUp]:
    """How these committees are made up, by their ids. Three queries, however many there are."""
    seats: dict[int, list[Seat]] = defaultdict(list)
    held = Seat.objects.held_on(today).filter(committee__in=committees)
    for seat in held.select_related("user", "constituency"):
        seats[seat.committee_id].append(seat)
    required = {one.code: one.name for one in Constituency.objects.filter(required=True)}
    submitted = ProgressReport.objects.filter(committee__in=committees, state=ReportState.SUBMITTED)
    waiting = dict(submitted.order_by().values_list("committee").annotate(number=Count("pk")))
    found = {}
    for pk in committees:
        about = constitution(seats[pk], required)
        found[pk] = MadeUp(
            seats=len(seats[pk]),
            constitution=about,
            missing=tuple(name for code, name in required.items() if code in about.missing),
            waiting=waiting.get(pk, 0),
        )
    return found


def progress_in(rounds: Collection[int]) -> Mapping[int, Mapping[Progress, int]]:
    """How many targets were assigned in each of these rounds, by how far the work on them is. One query."""
    assigned = with_progress(Assignment.objects.filter(round__in=rounds)).order_by()
    found: dict[int, dict[Progress, int]] = defaultdict(lambda: defaultdict(int))
    # The state beside each is an annotation, unknown to the model.
    counted: Any = assigned
    for row in counted.values("round", "report_state").annotate(number=Count("pk")):
        state = row["report_state"]
        found[row["round"]][PROGRESS[ReportState(state)] if state else Progress.NOT_STARTED] += row["number"]
    return found

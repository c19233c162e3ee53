"""Which readings can decide a status, so that a long history need not be read for it.

Those about the latest days decide it, and the first that reached the goal: whatever lies between was neither, and no
status hangs on it. `decides` says whether a choice of readings is enough; where it is not, the whole history is.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.scoring.dates import is_year_end, reference_day
from tracker.scoring.facts import Reading, TargetSpec
from tracker.scoring.observations import Observation, count_readings
from tracker.scoring.progress import goal_of, has_share, share_of_way
from tracker.scoring.words import Answer, Kind

# As many places after the point as a figure has.
EXACT_TO = 10_000


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a reading says that may have reached the goal: a figure on one side of a bound, yes, or so many steps.

    Only one of them is asked for, and none where no reading can.
    """

    at_most: Decimal | None = None
    at_least: Decimal | None = None
    answer: Answer | None = None
    steps: int | None = None


def reach_of(spec: TargetSpec) -> Reach:
    """What to look for in the history of a target. More readings may fit than did reach the goal, never fewer."""
    if not has_share(spec):
        return Reach()
    if spec.kind is Kind.YES_NO:
        return Reach(answer=Answer.YES)
    if spec.kind is Kind.MILESTONES:
        return Reach(steps=len(spec.milestones))
    goal = goal_of(spec)
    if goal is None or spec.baseline is None:
        return Reach()
    if goal < Fraction(spec.baseline):
        return Reach(at_most=Decimal(math.floor(goal * EXACT_TO)) / EXACT_TO)
    return Reach(at_least=Decimal(math.ceil(goal * EXACT_TO)) / EXACT_TO)


def decides(
    spec: TargetSpec, readings: Collection[Reading], *, since: date, reached: Collection[date], as_of: date
) -> bool:
    """Whether these readings give the same status as the whole history would.

    They are all that is public about the day `since`, the last on which anything was observed, and about later days;
    and all about the days `reached`, the first two on which a reading fits `reach_of`.
    """
    if not (is_year_end(spec.baseline_on) and is_year_end(spec.due_on)):
        # Yearly figures and those about a day are before the same dates, or not, only where a year ends with them.
        return False
    if _disputes_that_nothing_moved(readings):
        return False
    counted = count_readings(spec, readings, as_of=as_of)
    if counted.waived_by or not (spec.applies and spec.assessable):
        return True
    own = [one for one in counted.observations if one.origin is one.reading]
    if not any(reference_day(one.reading) == since for one in own):
        return False
    # With two days that count no rival of a third can change whether the goal was ever reached.
    return len(reached) < 2 or set(reached) <= _days_reached(spec, own)


def _disputes_that_nothing_moved(readings: Iterable[Reading]) -> bool:
    """Whether one says of a date that nothing moved, leaning on what was before, and another says more."""
    answers: dict[date, set[bool]] = defaultdict(set)
    for reading in readings:
        answers[reference_day(reading)].add(reading.answer is Answer.NO_PROGRESS)
    return any(len(found) > 1 for found in answers.values())


def _days_reached(spec: TargetSpec, observations: Iterable[Observation]) -> set[date]:
    return {
        reference_day(one.reading)
        for one in observations
        if has_share(spec) and share_of_way(spec, one.amount) >= 1
    }

"""What the page on the method lists: every mark with its statuses, every grade, the rule for aggregates."""

from dataclasses import dataclass

from django.utils.functional import Promise

from tracker.enums import GRADE_LABELS, STATUS_LABELS, STATUS_MEANINGS
from tracker.public.worked import GatheredExample, WorkedExample, gathered_example, worked_example
from tracker.scoring import METHOD_VERSION, PUBLISHED_AT, Mark, Status

# A status that has missed its date or is on its way carries one of two marks, by how far it got.
STATUSES_OF: tuple[tuple[tuple[Mark, ...], tuple[Status, ...]], ...] = (
    ((Mark.MET,), (Status.MET, Status.MET_LATE, Status.HELD)),
    (
        (Mark.IN_PART, Mark.NOT_MET),
        (
            Status.MET_NOT_SUSTAINED,
            Status.MISSED,
            Status.AWAITING_END_LINE,
            Status.OVERDUE,
            Status.ON_PACE,
            Status.BEHIND_PACE,
            Status.FAR_BEHIND,
            Status.TOO_EARLY,
        ),
    ),
    ((Mark.NOT_MET,), (Status.NO_CHANGE, Status.NOT_MET, Status.BREACHED)),
    ((Mark.BACKWARDS,), (Status.MOVING_BACKWARDS,)),
    ((Mark.NO_EVIDENCE,), (Status.NO_DATA, Status.NOT_ASSESSABLE)),
    ((Mark.NOT_APPLICABLE,), (Status.NOT_APPLICABLE,)),
)


@dataclass(frozen=True)
class StatusRow:
    """A status in words."""

    label: str | Promise
    meaning: str | Promise


@dataclass(frozen=True)
class MarkRow:
    """A mark, or the two between which the share of the way decides, and the statuses that carry it."""

    marks: tuple[Mark, ...]
    statuses: tuple[StatusRow, ...]


@dataclass(frozen=True)
class MethodPage:
    """What the page on the method lists, and its two worked examples."""

    version: int
    published_at_percent: int
    marks: tuple[MarkRow, ...]
    grades: tuple[str | Promise, ...]
    worked: WorkedExample
    gathered: GatheredExample


def method() -> MethodPage:
    """The lists of the method in force, and the examples worked with it."""
    return MethodPage(
        version=METHOD_VERSION,
        published_at_percent=int(PUBLISHED_AT * 100),
        marks=tuple(
            MarkRow(marks, tuple(StatusRow(STATUS_LABELS[one], STATUS_MEANINGS[one]) for one in statuses))
            for marks, statuses in STATUSES_OF
        ),
        grades=tuple(GRADE_LABELS.values()),
        worked=worked_example(),
        gathered=gathered_example(),
    )

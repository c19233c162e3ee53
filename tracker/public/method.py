"""What the page on the method lists: every mark with its statuses, every grade, the rule for aggregates."""

from dataclasses import dataclass

from django.utils.functional import Promise

from tracker.enums import GRADE_LABELS, STATUS_LABELS, STATUS_MEANINGS
from tracker.scoring import METHOD_VERSION, PUBLISHED_AT, Mark, Status

# A status that has missed its date or is on its way can carry either of two marks, by how far it got.
MARKS_OF: dict[Mark, tuple[Status, ...]] = {
    Mark.MET: (Status.MET, Status.MET_LATE, Status.HELD),
    Mark.IN_PART: (
        Status.MET_NOT_SUSTAINED,
        Status.MISSED,
        Status.AWAITING_END_LINE,
        Status.OVERDUE,
        Status.ON_PACE,
        Status.BEHIND_PACE,
        Status.FAR_BEHIND,
        Status.TOO_EARLY,
    ),
    Mark.NOT_MET: (Status.NO_CHANGE, Status.NOT_MET, Status.BREACHED),
    Mark.BACKWARDS: (Status.MOVING_BACKWARDS,),
    Mark.NO_EVIDENCE: (Status.NO_DATA, Status.NOT_ASSESSABLE),
    Mark.NOT_APPLICABLE: (Status.NOT_APPLICABLE,),
}


@dataclass(frozen=True)
class StatusRow:
    """A status in words."""

    label: str | Promise
    meaning: str | Promise


@dataclass(frozen=True)
class MarkRow:
    """A mark and the statuses that carry it."""

    mark: Mark
    statuses: tuple[StatusRow, ...]


@dataclass(frozen=True)
class MethodPage:
    """What the page on the method lists."""

    version: int
    published_at_percent: int
    marks: tuple[MarkRow, ...]
    grades: tuple[str | Promise, ...]


def method() -> MethodPage:
    """The lists of the method in force."""
    return MethodPage(
        version=METHOD_VERSION,
        published_at_percent=int(PUBLISHED_AT * 100),
        marks=tuple(
            MarkRow(mark, tuple(StatusRow(STATUS_LABELS[one], STATUS_MEANINGS[one]) for one in statuses))
            for mark, statuses in MARKS_OF.items()
        ),
        grades=tuple(GRADE_LABELS.values()),
    )

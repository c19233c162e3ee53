"""The closed lists that decide a mark."""

from enum import StrEnum


class Kind(StrEnum):
    """What a target asks for."""

    LEVEL = "level"
    RELATIVE_CHANGE = "relative_change"
    SHARE = "share"
    IMPROVE = "improve"
    MAINTAIN = "maintain"
    MILESTONES = "milestones"
    YES_NO = "yes_no"


class Better(StrEnum):
    """Which way a figure should move."""

    LOWER = "lower"
    HIGHER = "higher"


class Path(StrEnum):
    """The way from the baseline to the goal against which pace is judged."""

    LINEAR = "linear"
    STEPS = "steps"


class Answer(StrEnum):
    """What a report says. None of the last four is a zero."""

    FIGURE = "figure"
    STEPS = "steps"
    YES = "yes"
    NO = "no"
    NO_PROGRESS = "no_progress"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"


class Grade(StrEnum):
    """How well a figure is known, the best first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Status(StrEnum):
    """Where a target stands at a date: the word beside the mark."""

    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"
    NO_DATA = "no_data"
    MET = "met"
    MET_NOT_SUSTAINED = "met_not_sustained"
    MET_LATE = "met_late"
    MISSED = "missed"
    AWAITING_END_LINE = "awaiting_end_line"
    OVERDUE = "overdue"
    MOVING_BACKWARDS = "moving_backwards"
    NO_CHANGE = "no_change"
    TOO_EARLY = "too_early"
    ON_PACE = "on_pace"
    BEHIND_PACE = "behind_pace"
    FAR_BEHIND = "far_behind"
    HELD = "held"
    BREACHED = "breached"
    NOT_MET = "not_met"


class Mark(StrEnum):
    """What a reader sees first."""

    MET = "met"
    IN_PART = "in_part"
    NOT_MET = "not_met"
    BACKWARDS = "backwards"
    NO_EVIDENCE = "no_evidence"
    NOT_APPLICABLE = "not_applicable"

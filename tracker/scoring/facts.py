"""What goes into a mark and what comes out of it, as plain values that cannot change."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tracker.scoring.words import Answer, Better, Grade, Kind, Mark, Path, Status


@dataclass(frozen=True, kw_only=True)
class PathStep:
    """A value to be reached on the way: a graduated step."""

    on: date
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A step that is either done or not, with its weight among the others (a whole number above 0)."""

    code: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class TargetSpec:
    """One version of a target, applied to one place.

    `goal` is an absolute value (level, share); `change` is in per cent of the baseline, -60 for 60 % less (relative
    change). `assessable` is False for a commitment that nobody can verify, `applies` where it does not apply.
    """

    kind: Kind
    baseline_on: date
    due_on: date
    better: Better | None = None
    baseline: Decimal | None = None
    goal: Decimal | None = None
    change: Decimal | None = None
    path: Path = Path.LINEAR
    steps: tuple[PathStep, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    tolerance: Decimal = Decimal("0.02")
    grace_months: int = 12
    assessable: bool = True
    applies: bool = True


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A published answer about a date.

    `on` is the date the figure is about; a yearly figure has the last day of its year and `yearly` set. `standing`
    orders readings of the same date: 0 the committee that leads the place, 1 a published series, 2 another committee.
    `withdrawn_on` is the day it was withdrawn or replaced by a correction.
    """

    key: str
    answer: Answer
    on: date
    published_on: date
    yearly: bool = False
    value: Decimal | None = None
    done: frozenset[str] = field(default_factory=frozenset)
    grade: Grade | None = None
    proxy: bool = False
    standing: int = 0
    withdrawn_on: date | None = None


class LeftOutReason(StrEnum):
    """Why a reading does not count at a date.

    The last reason lies in the target, not in the reading: it does not apply, or nobody can verify it.
    """

    NOT_PUBLISHED_YET = "not_published_yet"
    WITHDRAWN = "withdrawn"
    NOT_AN_OBSERVATION = "not_an_observation"
    BEFORE_BASELINE = "before_baseline"
    ANOTHER_COUNTS = "another_counts"
    NO_BASELINE = "no_baseline"
    NOTHING_TO_CARRY = "nothing_to_carry"
    NOT_SCORED = "not_scored"


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A reading that does not count, and why."""

    key: str
    reason: LeftOutReason


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A target's standing at a date, with every number that led to it. Shares are exact: 1 is the goal reached.

    `used` is the reading the status rests on; `value` is its figure (for "no progress" the one it carries on from,
    whose key is `carried_from`, or None when that is the baseline). For milestones `value` is the weight done, for
    yes/no 1 or 0. `score` is 100 x clamp(share, 0, 1), or None when there is nothing to score. `met_on` is the
    reference date of the first reading that reached the goal, whether or not the goal still stands. `grade` is the
    lower of those of `used` and of what it carries on from; `proxy` is True when one of the two is a proxy.
    """

    status: Status
    mark: Mark
    goal: Fraction | None = None
    share: Fraction | None = None
    elapsed: Fraction | None = None
    required: Fraction | None = None
    pace: Fraction | None = None
    score: Fraction | None = None
    used: Reading | None = None
    value: Fraction | None = None
    carried_from: str | None = None
    met_on: date | None = None
    readings_used: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    contested: bool = False
    grade: Grade | None = None
    proxy: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """One input of a roll-up: a target, or a roll-up of targets.

    For a target, `coverage` is 1 or 0 and `lower` = `upper` = `score`, or 0 and 100 where there is no score.
    `counts` says how many targets below carry each mark. A part that does not apply is left out by `applicable`.
    """

    key: str
    weight: int
    applicable: bool
    score: Fraction | None
    coverage: Fraction
    lower: Fraction
    upper: Fraction
    mark: Mark
    counts: tuple[tuple[Mark, int], ...]
    statuses: tuple[tuple[Status, int], ...]
    lowest_grade: Grade | None = None
    proxy: bool = False


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """Many parts as one. `score` is over the parts that have data; it is published at 80 % coverage or more."""

    applicable: int
    score: Fraction | None
    coverage: Fraction
    lower: Fraction
    upper: Fraction
    published: bool
    mark: Mark
    counts: tuple[tuple[Mark, int], ...]
    statuses: tuple[tuple[Status, int], ...]
    lowest_grade: Grade | None
    proxy: bool

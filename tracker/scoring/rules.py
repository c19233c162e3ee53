"""The rules that lead to a status: a short list for each kind, of which the first that fits gives it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.scoring.dates import grace_end, is_end_line, is_in_time
from tracker.scoring.facts import Reading, TargetSpec
from tracker.scoring.observations import Observation
from tracker.scoring.progress import elapsed, expected_share, gain
from tracker.scoring.words import Kind, Status

TOO_EARLY_BEFORE = Fraction(1, 10)
ON_PACE_AT = Fraction(95, 100)
BEHIND_PACE_AT = Fraction(60, 100)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A target with at least one observation, at a date. `shares` go with the observations; improve has none."""

    spec: TargetSpec
    observations: tuple[Observation, ...]
    shares: tuple[Fraction, ...]
    as_of: date

    @property
    def latest(self) -> Observation:
        """The observation about the latest date."""
        return self.observations[-1]

    @property
    def is_over(self) -> bool:
        """Whether the due date has passed."""
        return self.as_of > self.spec.due_on

    @property
    def tolerance(self) -> Fraction:
        """How small a move counts as none."""
        return Fraction(self.spec.tolerance)

    @property
    def elapsed(self) -> Fraction:
        """The share of the time gone by at the latest observation."""
        return elapsed(self.spec, self.latest.reading.on, yearly=self.latest.reading.yearly)

    @property
    def pace(self) -> Fraction | None:
        """The share of the way over the share that should be behind; None while none should be, or for yes/no."""
        if not self.shares or self.spec.kind is Kind.YES_NO:
            return None
        reading = self.latest.reading
        expected = expected_share(self.spec, reading.on, yearly=reading.yearly)
        return self.shares[-1] / expected if expected > 0 else None

    @property
    def reached(self) -> list[Reading]:
        """The readings that reached the goal, the oldest first."""
        pairs = zip(self.observations, self.shares, strict=False)
        return [observation.reading for observation, share in pairs if share >= 1]


Rule = Callable[[Case], Status | None]


def status_of(case: Case) -> Status:
    """What the first rule that fits says; the last rule of each kind always does."""
    return next(status for rule in RULES[case.spec.kind] if (status := rule(case)))


def _met(case: Case) -> Status | None:
    """Reached by the due date: it must still stand."""
    if not any(is_in_time(case.spec, reading) for reading in case.reached):
        return None
    return Status.MET if case.shares[-1] >= 1 else Status.MET_NOT_SUSTAINED


def _met_late(case: Case) -> Status | None:
    """First reached after the due date, and still standing; reached late and lost again, it is missed."""
    return Status.MET_LATE if case.shares[-1] >= 1 else None


def _waiting(case: Case) -> Status | None:
    """The due date has passed, and no figure is about it or a later time."""
    if not case.is_over or is_end_line(case.spec, case.latest.reading):
        return None
    return Status.AWAITING_END_LINE if case.as_of <= grace_end(case.spec) else Status.OVERDUE


def _missed(case: Case) -> Status | None:
    return Status.MISSED if case.is_over else None


def _not_moved(case: Case) -> Status | None:
    """Worse than the baseline, or no better."""
    if case.shares[-1] < -case.tolerance:
        return Status.MOVING_BACKWARDS
    return Status.NO_CHANGE if case.shares[-1] <= case.tolerance else None


def _too_early(case: Case) -> Status | None:
    return Status.TOO_EARLY if case.elapsed < TOO_EARLY_BEFORE else None


def _pace(case: Case) -> Status:
    """Where nothing should be behind yet, whatever is gained is on pace."""
    if case.pace is None or case.pace >= ON_PACE_AT:
        return Status.ON_PACE
    return Status.BEHIND_PACE if case.pace >= BEHIND_PACE_AT else Status.FAR_BEHIND


def _not_met(_: Case) -> Status:
    return Status.NOT_MET


def _direction(case: Case) -> int:
    """1 when better than the baseline by more than is tolerated, -1 when worse by more, else 0."""
    moved = gain(case.spec, case.latest.amount)
    margin = case.tolerance * abs(Fraction(case.spec.baseline or 0))
    return (moved > margin) - (moved < -margin)


def _improved(case: Case) -> Status:
    if case.is_over:
        return Status.MET if _direction(case) > 0 else Status.MISSED
    return {1: Status.ON_PACE, 0: Status.NO_CHANGE, -1: Status.MOVING_BACKWARDS}[_direction(case)]


def _held(case: Case) -> Status:
    return Status.BREACHED if _direction(case) < 0 else Status.HELD


TOWARDS_A_GOAL: tuple[Rule, ...] = (_met, _met_late, _waiting, _missed, _not_moved, _too_early, _pace)
RULES: dict[Kind, tuple[Rule, ...]] = {
    Kind.LEVEL: TOWARDS_A_GOAL,
    Kind.RELATIVE_CHANGE: TOWARDS_A_GOAL,
    Kind.SHARE: TOWARDS_A_GOAL,
    Kind.MILESTONES: TOWARDS_A_GOAL,
    Kind.YES_NO: (_met, _met_late, _waiting, _missed, _not_met),
    Kind.IMPROVE: (_waiting, _improved),
    Kind.MAINTAIN: (_waiting, _held),
}

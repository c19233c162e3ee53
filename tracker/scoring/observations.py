"""Which readings count at a date, and why the others do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.scoring.dates import is_after_baseline, reference_day
from tracker.scoring.facts import LeftOut, LeftOutReason, Reading, TargetSpec
from tracker.scoring.progress import WITH_BASELINE, is_measurable
from tracker.scoring.words import Answer, Grade, Kind

ANSWERS_OF: dict[Kind, frozenset[Answer]] = {
    Kind.LEVEL: frozenset({Answer.FIGURE}),
    Kind.RELATIVE_CHANGE: frozenset({Answer.FIGURE}),
    Kind.SHARE: frozenset({Answer.FIGURE}),
    Kind.IMPROVE: frozenset({Answer.FIGURE}),
    Kind.MAINTAIN: frozenset({Answer.FIGURE}),
    Kind.MILESTONES: frozenset({Answer.STEPS}),
    Kind.YES_NO: frozenset({Answer.YES, Answer.NO}),
}


@dataclass(frozen=True, kw_only=True)
class Observation:
    """A reading that counts, with its amount and the reading the amount comes from (None: from the baseline)."""

    reading: Reading
    amount: Fraction
    origin: Reading | None

    @property
    def carried_from(self) -> str | None:
        """The key of the earlier reading that "no progress" carries on from."""
        return self.origin.key if self.origin and self.origin is not self.reading else None

    @property
    def grade(self) -> Grade | None:
        """The lowest grade of what the amount rests on."""
        return max((one.grade for one in self._rests_on if one.grade), default=None)

    @property
    def proxy(self) -> bool:
        """Whether the amount rests on a proxy."""
        return any(one.proxy for one in self._rests_on)

    @property
    def _rests_on(self) -> tuple[Reading, ...]:
        return (self.reading, self.origin) if self.origin else (self.reading,)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The observations at a date, the oldest first, and the readings left out.

    `waived_by` is the reading that says the target does not apply. `rivals` are the readings that could stand in
    place of a counted one of the same date.
    """

    observations: tuple[Observation, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    waived_by: Reading | None = None
    rivals: tuple[Reading, ...] = ()

    def leaves_out_for(self, reason: LeftOutReason) -> bool:
        """Whether a reading is left out for this reason."""
        return any(one.reason is reason for one in self.left_out)


def count_readings(spec: TargetSpec, readings: Iterable[Reading], *, as_of: date) -> Counted:
    """Sort readings into those that count at a date and those that do not, whatever order they come in."""
    ordered = sorted(readings, key=_rank)
    reasons = {reading.key: reason for reading in ordered if (reason := _unknown_reason(reading, as_of))}
    known = [reading for reading in ordered if reading.key not in reasons]
    observations: list[Observation] = []
    waived_by = _waiver(known) if spec.applies else None
    if waived_by or not (spec.applies and spec.assessable):
        rivals = [reading for reading in known if waived_by and _opposes(reading, waived_by, spec)]
        rest, counted = LeftOutReason.NOT_SCORED, {waived_by.key} if waived_by else set()
    else:
        reasons |= {reading.key: reason for reading in known if (reason := _own_reason(spec, reading))}
        observations, rivals = _choose(spec, [reading for reading in known if reading.key not in reasons])
        rest, counted = LeftOutReason.NOTHING_TO_CARRY, {one.reading.key for one in observations}
    reasons |= {reading.key: LeftOutReason.ANOTHER_COUNTS for reading in rivals}
    return Counted(
        observations=tuple(observations),
        left_out=tuple(
            LeftOut(key=key, reason=reasons.get(key, rest))
            for key in (reading.key for reading in ordered)
            if key not in counted
        ),
        waived_by=waived_by,
        rivals=tuple(rivals),
    )


def _rank(reading: Reading) -> tuple[date, int, int, str]:
    """Readings in the order of their dates; for one date the one that counts comes first."""
    return reference_day(reading), reading.standing, -reading.published_on.toordinal(), reading.key


def _unknown_reason(reading: Reading, as_of: date) -> LeftOutReason | None:
    """Why a reading is not known at a date."""
    if reading.published_on > as_of:
        return LeftOutReason.NOT_PUBLISHED_YET
    if reading.withdrawn_on is not None and reading.withdrawn_on <= as_of:
        return LeftOutReason.WITHDRAWN
    return None


def _waiver(known: list[Reading]) -> Reading | None:
    """The latest answer, if it is that the target does not apply."""
    if not known:
        return None
    day = reference_day(known[-1])
    latest = next(reading for reading in known if reference_day(reading) == day)
    return latest if latest.answer is Answer.NOT_APPLICABLE else None


def _opposes(reading: Reading, waived_by: Reading, spec: TargetSpec) -> bool:
    """Whether a reading says something of the very date for which another says that the target does not apply."""
    same_date = reference_day(reading) == reference_day(waived_by)
    return same_date and spec.assessable and _own_reason(spec, reading) is None


def _own_reason(spec: TargetSpec, reading: Reading) -> LeftOutReason | None:
    """Why a known reading cannot count, whatever else is reported."""
    if reading.answer is not Answer.NO_PROGRESS:
        if _amount(spec, reading) is None:
            return LeftOutReason.NOT_AN_OBSERVATION
        if not is_measurable(spec):
            return LeftOutReason.NO_BASELINE
    if spec.kind in WITH_BASELINE and not is_after_baseline(spec, reading):
        return LeftOutReason.BEFORE_BASELINE
    return None


def _amount(spec: TargetSpec, reading: Reading) -> Fraction | None:
    """What the reading itself reports: the figure, the weight done, or 1 for yes and 0 for no."""
    if reading.answer not in ANSWERS_OF[spec.kind]:
        return None
    if reading.answer is Answer.STEPS:
        return Fraction(sum(step.weight for step in spec.milestones if step.code in reading.done))
    if reading.answer is Answer.FIGURE:
        return None if reading.value is None else Fraction(reading.value)
    return Fraction(reading.answer is Answer.YES)


def _choose(spec: TargetSpec, candidates: list[Reading]) -> tuple[list[Observation], list[Reading]]:
    """For each date the reading that counts, and the others of the date, its rivals."""
    counted: list[Observation] = []
    rivals: list[Reading] = []
    for reading in candidates:
        last = counted[-1] if counted else None
        if last and reference_day(last.reading) == reference_day(reading):
            rivals.append(reading)
        elif observation := _observe(spec, reading, last):
            counted.append(observation)
    return counted, rivals


def _observe(spec: TargetSpec, reading: Reading, last: Observation | None) -> Observation | None:
    """The reading with its own amount; for "no progress" the last amount, or the baseline, or nothing."""
    amount = _amount(spec, reading)
    if amount is not None:
        return Observation(reading=reading, amount=amount, origin=reading)
    if last is not None:
        return Observation(reading=reading, amount=last.amount, origin=last.origin)
    if spec.kind in WITH_BASELINE and spec.baseline is not None and is_measurable(spec):
        return Observation(reading=reading, amount=Fraction(spec.baseline), origin=None)
    return None

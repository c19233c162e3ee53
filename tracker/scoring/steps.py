"""The graduated steps on the way to a goal, each judged by the figure about its own date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.scoring.dates import position
from tracker.scoring.facts import PathStep, Reading, TargetSpec
from tracker.scoring.observations import Observation, count_readings
from tracker.scoring.progress import has_share, share_of_way
from tracker.scoring.words import Status


@dataclass(frozen=True, kw_only=True)
class StepStanding:
    """A graduated step: met, missed, or no data for its date. `used` is the key of the reading about its date."""

    on: date
    value: Fraction
    status: Status
    used: str | None = None


def step_standings(spec: TargetSpec, readings: Iterable[Reading], *, as_of: date) -> tuple[StepStanding, ...]:
    """Every graduated step at a date, the earliest first.

    A step is met by the figure about its own date (its year, for a yearly figure), and by no later one.
    """
    observations = count_readings(spec, readings, as_of=as_of).observations
    return tuple(_standing(spec, step, observations) for step in sorted(spec.steps, key=lambda step: step.on))


def share_to_step(spec: TargetSpec, step: PathStep, value: Fraction) -> Fraction | None:
    """How much of the way to a step a figure is; None where the step is at the baseline; ValueError without a way."""
    to_step = share_of_way(spec, step.value)
    return share_of_way(spec, value) / to_step if to_step else None


def _standing(spec: TargetSpec, step: PathStep, observations: tuple[Observation, ...]) -> StepStanding:
    about = next((one for one in observations if _is_about(one.reading, step)), None)
    if about is None or not has_share(spec):
        return StepStanding(on=step.on, value=Fraction(step.value), status=Status.NO_DATA)
    is_met = share_of_way(spec, about.amount) >= share_of_way(spec, step.value)
    return StepStanding(
        on=step.on,
        value=Fraction(step.value),
        status=Status.MET if is_met else Status.MISSED,
        used=about.reading.key,
    )


def _is_about(reading: Reading, step: PathStep) -> bool:
    return position(reading.on, yearly=reading.yearly) == position(step.on, yearly=reading.yearly)

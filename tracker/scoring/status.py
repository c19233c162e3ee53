"""Where a target stands at a date, with every number that led there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tracker.scoring.dates import reference_day
from tracker.scoring.facts import Assessment, LeftOutReason, Reading, TargetSpec
from tracker.scoring.marks import mark_of, score_of
from tracker.scoring.observations import Counted, Observation, count_readings
from tracker.scoring.progress import goal_of, has_share, required_at, share_of_way
from tracker.scoring.rules import Case, status_of
from tracker.scoring.words import Status

# Kept beside every stored score; raised whenever the same facts may give another result.
METHOD_VERSION = 1


def assess(spec: TargetSpec, readings: Iterable[Reading], *, as_of: date) -> Assessment:
    """Where the target stands at a date by what was published up to it, with every number that led there.

    The order of the readings does not matter. A version that entry refuses is not guessed at: it is not assessable.
    """
    pool = tuple(readings)
    counted = count_readings(spec, pool, as_of=as_of)
    found = _assessment(spec, counted, as_of)
    contested = any(_changes(rival, found, spec, pool, as_of) for rival in counted.rivals)
    return replace(found, contested=contested)


def _changes(
    rival: Reading, found: Assessment, spec: TargetSpec, pool: tuple[Reading, ...], as_of: date
) -> bool:
    """Whether the status would be another if a rival counted for its date."""
    day = reference_day(rival)
    others = (reading for reading in pool if reference_day(reading) != day)
    instead = _assessment(spec, count_readings(spec, (*others, rival), as_of=as_of), as_of)
    return rival.key in instead.readings_used and instead.status is not found.status


def _assessment(spec: TargetSpec, counted: Counted, as_of: date) -> Assessment:
    if not counted.observations:
        return _unscored(spec, counted)
    shares = _shares(spec, counted.observations)
    case = Case(spec=spec, observations=counted.observations, shares=shares, as_of=as_of)
    return replace(_scored(case, status_of(case)), left_out=counted.left_out)


def _shares(spec: TargetSpec, observations: tuple[Observation, ...]) -> tuple[Fraction, ...]:
    if not has_share(spec):
        return ()
    return tuple(share_of_way(spec, observation.amount) for observation in observations)


def _unscored(spec: TargetSpec, counted: Counted) -> Assessment:
    """A target without an observation: it does not apply, cannot be assessed, or nothing was reported."""
    status = Status.NO_DATA
    if counted.waived_by or not spec.applies:
        status = Status.NOT_APPLICABLE
    elif not spec.assessable or counted.leaves_out_for(LeftOutReason.NO_BASELINE):
        status = Status.NOT_ASSESSABLE
    return Assessment(
        status=status,
        mark=mark_of(status, None),
        goal=goal_of(spec),
        used=counted.waived_by,
        readings_used=(counted.waived_by.key,) if counted.waived_by else (),
        left_out=counted.left_out,
    )


def _scored(case: Case, status: Status) -> Assessment:
    """The status with its numbers."""
    spec, latest = case.spec, case.latest
    share = case.shares[-1] if case.shares else None
    reached = case.reached
    return Assessment(
        status=status,
        mark=mark_of(status, share),
        goal=goal_of(spec),
        share=share,
        elapsed=case.elapsed,
        required=required_at(spec, latest.reading.on, yearly=latest.reading.yearly),
        pace=case.pace,
        score=score_of(status, share),
        used=latest.reading,
        value=latest.amount,
        carried_from=latest.carried_from,
        met_on=reached[0].on if reached else None,
        readings_used=tuple(observation.reading.key for observation in case.observations),
        grade=latest.grade,
        proxy=latest.proxy,
    )

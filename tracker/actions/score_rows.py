"""From the standing of each target to every roll-up of a place, as rows ready to be kept. No query is made here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from tracker.enums import Subject
from tracker.models import Commitment, Horizon, Objective, Place, Score
from tracker.scoring import (
    METHOD_VERSION,
    Assessment,
    Mark,
    Part,
    Rollup,
    assess,
    part_of,
    roll_up,
    turning_points,
)
from tracker.selectors.facts import TargetFacts
from tracker.selectors.standings import key_of

Key = TypeVar("Key")


@dataclass(frozen=True)
class Moment:
    """The date scores are computed for, and the instant at which."""

    as_of: date
    at: datetime


def standing_row(facts: TargetFacts, *, moment: Moment) -> Score:
    """A target's standing in its place."""
    found = assess(facts.spec, facts.readings, as_of=moment.as_of)
    target = facts.place_target.target
    turns = [*turning_points(facts.spec), *facts.next_versions_on]
    row = _row(
        facts.place_target.place,
        part_of("", facts.version.weight, found),
        commitment=target.commitment,
        horizon=target.horizon,
        turns_on=min((day for day in turns if day > moment.as_of), default=None),
        moment=moment,
    )
    row.weight = facts.version.weight
    row.place_target, row.target_version = facts.place_target, facts.version
    row.place_version = facts.place_version
    return _with_standing(row, found)


def _with_standing(row: Score, found: Assessment) -> Score:
    """The row with what only a single target has."""
    row.status, row.share = found.status.value, found.share
    row.contested = found.contested
    row.used_id = int(found.used.key) if found.used else None
    return row


def gathered_row(place: Place, rows: Sequence[Score], *, moment: Moment) -> Score:
    """One commitment by one horizon over the places below: `rows` are theirs, all of the same key."""
    one = rows[0]
    row = _row(
        place,
        roll_up([row.part(weight=1) for row in rows]),
        commitment=one.commitment,
        horizon=one.horizon,
        turns_on=_earliest(rows),
        moment=moment,
    )
    row.weight = one.weight
    return row


def rolled_up_rows(place: Place, leaves: Sequence[Score], *, moment: Moment) -> list[Score]:
    """Every roll-up of a place from its commitments by horizon, each by horizon and over all."""
    by_commitment = _groups((leaf.commitment, leaf) for leaf in leaves)
    commitments = [
        _rolled(place, rows, [row.weight for row in rows], commitment=commitment, moment=moment)
        for commitment, rows in by_commitment.items()
    ]
    objectives = [
        *_objectives(place, leaves, by_horizon=True, moment=moment),
        *_objectives(place, commitments, by_horizon=False, moment=moment),
    ]
    places = [
        _rolled(place, rows, [1] * len(rows), horizon=horizon, moment=moment)
        for horizon, rows in _groups((row.horizon, row) for row in objectives).items()
    ]
    return [*commitments, *objectives, *places]


def _objectives(place: Place, rows: Iterable[Score], *, by_horizon: bool, moment: Moment) -> list[Score]:
    """Rows of commitments rolled up to their objectives, each with its commitment's priority weight."""
    groups = _groups(
        ((row.commitment.objective, row.horizon if by_horizon else None), row)
        for row in rows
        if row.commitment
    )
    return [
        _rolled(
            place,
            below,
            [row.commitment.weight for row in below if row.commitment],
            objective=objective,
            horizon=horizon,
            moment=moment,
        )
        for (objective, horizon), below in groups.items()
    ]


def _groups(pairs: Iterable[tuple[Key, Score]]) -> dict[Key, list[Score]]:
    """Rows by their keys, in the order the keys are met."""
    groups: dict[Key, list[Score]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return groups


def _rolled(
    place: Place,
    rows: Sequence[Score],
    weights: Sequence[int],
    *,
    moment: Moment,
    commitment: Commitment | None = None,
    objective: Objective | None = None,
    horizon: Horizon | None = None,
) -> Score:
    """One roll-up row over the rows below it."""
    parts = [row.part(weight=weight) for row, weight in zip(rows, weights, strict=True)]
    return _row(
        place,
        roll_up(parts),
        commitment=commitment,
        objective=objective,
        horizon=horizon,
        turns_on=_earliest(rows),
        moment=moment,
    )


def _earliest(rows: Iterable[Score]) -> date | None:
    """The first day on which one of the rows may change by itself."""
    return min((row.turns_on for row in rows if row.turns_on), default=None)


def _row(
    place: Place,
    found: Part | Rollup,
    *,
    moment: Moment,
    turns_on: date | None,
    commitment: Commitment | None = None,
    objective: Objective | None = None,
    horizon: Horizon | None = None,
) -> Score:
    """An unsaved row with what every score has."""
    subject, key = _subject(commitment, objective, horizon)
    return Score(
        place=place,
        subject=subject,
        key=key,
        commitment=commitment,
        objective=objective,
        horizon=horizon,
        mark=found.mark.value,
        score=found.score,
        coverage=found.coverage,
        lower=found.lower,
        upper=found.upper,
        published=found.published if isinstance(found, Rollup) else found.score is not None,
        applicable=sum(number for mark, number in found.counts if mark != Mark.NOT_APPLICABLE),
        counts={mark.value: number for mark, number in found.counts},
        statuses={status.value: number for status, number in found.statuses},
        lowest_grade=found.lowest_grade.value if found.lowest_grade else "",
        proxy=found.proxy,
        method_version=METHOD_VERSION,
        as_of=moment.as_of,
        turns_on=turns_on,
        computed_at=moment.at,
    )


def _subject(
    commitment: Commitment | None, objective: Objective | None, horizon: Horizon | None
) -> tuple[Subject, str]:
    """What a row is about, and the key that names it within its place: `GCM10-1:5`, `objective-10`, `all:12`."""
    if commitment:
        subject, name = Subject.COMMITMENT, commitment.code
    elif objective:
        subject, name = Subject.OBJECTIVE, f"objective-{objective.number}"
    else:
        subject, name = Subject.PLACE, "all"
    return subject, key_of(name, horizon.years if horizon else None)

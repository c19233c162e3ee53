"""From the standing of each target to every roll-up of a place or a process, as rows ready to be kept.

No query is made here, and nothing is written: the same rows are stored, compared with what is stored, or shown as of
another date.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from tracker.enums import Subject
from tracker.models import Commitment, Horizon, Objective, Place, Process, Score
from tracker.scoring import (
    METHOD_VERSION,
    Assessment,
    Mark,
    Part,
    Rollup,
    assess,
    assessment_lines,
    digest_of,
    line,
    part_of,
    roll_up,
    spec_lines,
    turning_points,
)
from tracker.selectors.facts import TargetFacts
from tracker.selectors.holders import Holder
from tracker.selectors.standings import key_of

Key = TypeVar("Key")


@dataclass(frozen=True)
class Moment:
    """The date scores are computed for, the instant at which, and each commitment's weight at that date."""

    as_of: date
    at: datetime
    weights: Mapping[int, int]


def standing_row(facts: TargetFacts, *, moment: Moment) -> Score:
    """A target's standing in its place."""
    found = assess(facts.spec, facts.readings, as_of=moment.as_of)
    target = facts.place_target.target
    turns = [*turning_points(facts.spec), *facts.next_days]
    row = _row(
        facts.place_target.place,
        part_of("", facts.version.weight, found),
        digest=_standing_digest(facts, found),
        commitment=target.commitment,
        horizon=target.horizon,
        turns_on=min((day for day in turns if day > moment.as_of), default=None),
        moment=moment,
    )
    row.weight = facts.version.weight
    row.place_target, row.target_version = facts.place_target, facts.version
    row.place_version = facts.place_version
    row.status, row.share = found.status.value, found.share
    row.contested = found.contested
    row.used_id = int(found.used.key) if found.used else None
    return row


def _standing_digest(facts: TargetFacts, found: Assessment) -> str:
    target = facts.place_target.target
    return digest_of(
        [
            line("method", METHOD_VERSION),
            line("target", facts.place_target.place.code, target.commitment.code, target.horizon.years),
            line(
                "versions", facts.version.number, facts.place_version.number if facts.place_version else None
            ),
            line("weight", facts.version.weight),
            *spec_lines(facts.spec),
            *assessment_lines(found, facts.readings),
        ]
    )


def gathered_row(holder: Holder, rows: Sequence[Score], *, moment: Moment) -> Score:
    """One commitment by one horizon over the States that a holder gathers: `rows` are theirs, all of the same key."""
    one = rows[0]
    row = _rolled(
        holder,
        rows,
        [1] * len(rows),
        commitment=one.commitment,
        horizon=one.horizon,
        moment=moment,
    )
    row.weight = one.weight
    return row


def rolled_up_rows(holder: Holder, leaves: Sequence[Score], *, moment: Moment) -> list[Score]:
    """Every roll-up of a holder from its commitments by horizon, each by horizon and over all."""
    by_commitment = _groups((leaf.commitment, leaf) for leaf in leaves)
    commitments = [
        _rolled(holder, rows, [row.weight for row in rows], commitment=commitment, moment=moment)
        for commitment, rows in by_commitment.items()
    ]
    objectives = [
        *_objectives(holder, leaves, by_horizon=True, moment=moment),
        *_objectives(holder, commitments, by_horizon=False, moment=moment),
    ]
    wholes = [
        _rolled(holder, rows, [1] * len(rows), horizon=horizon, moment=moment)
        for horizon, rows in _groups((row.horizon, row) for row in objectives).items()
    ]
    return [*commitments, *objectives, *wholes]


def _objectives(holder: Holder, rows: Iterable[Score], *, by_horizon: bool, moment: Moment) -> list[Score]:
    """Rows of commitments rolled up to their objectives, each with its commitment's priority weight."""
    groups = _groups(
        ((row.commitment.objective, row.horizon if by_horizon else None), row)
        for row in rows
        if row.commitment
    )
    return [
        _rolled(
            holder,
            below,
            [moment.weights[row.commitment_id] for row in below if row.commitment_id],
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
    holder: Holder,
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
    row = _row(
        holder,
        roll_up(parts),
        digest=_rolled_digest(rows, weights),
        commitment=commitment,
        objective=objective,
        horizon=horizon,
        turns_on=min((row.turns_on for row in rows if row.turns_on), default=None),
        moment=moment,
    )
    row.contested = any(row.contested for row in rows)
    return row


def _rolled_digest(rows: Sequence[Score], weights: Sequence[int]) -> str:
    """The digests below it with their weights, in an order that is the same on every database."""
    below = [line("part", weight, row.key, row.digest) for row, weight in zip(rows, weights, strict=True)]
    return digest_of([line("method", METHOD_VERSION), *sorted(below)])


def _row(
    holder: Holder,
    found: Part | Rollup,
    *,
    moment: Moment,
    digest: str,
    turns_on: date | None,
    commitment: Commitment | None = None,
    objective: Objective | None = None,
    horizon: Horizon | None = None,
) -> Score:
    """An unsaved row with what every score has."""
    subject, key = _subject(commitment, objective, horizon)
    return Score(
        place=holder if isinstance(holder, Place) else None,
        process=holder if isinstance(holder, Process) else None,
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
        digest=digest,
        method_version=METHOD_VERSION,
        as_of=moment.as_of,
        turns_on=turns_on,
        computed_at=moment.at,
    )


def _subject(
    commitment: Commitment | None, objective: Objective | None, horizon: Horizon | None
) -> tuple[Subject, str]:
    """What a row is about, and the key that names it within its holder: `GCM10-1:5`, `objective-10`, `all:12`."""
    if commitment:
        subject, name = Subject.COMMITMENT, commitment.code
    elif objective:
        subject, name = Subject.OBJECTIVE, f"objective-{objective.number}"
    else:
        subject, name = Subject.PLACE, "all"
    return subject, key_of(name, horizon.years if horizon else None)

"""From the standing of each target to every roll-up of a place or a process, as rows ready to be kept.

No query is made here, and nothing is written: the same rows are stored, compared with what is stored, or shown as of
another date.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from tracker.enums import Subject
from tracker.models import Commitment, Horizon, Objective, Place, Score
from tracker.scoring import (
    METHOD_VERSION,
    Assessment,
    Mark,
    Part,
    Reading,
    TargetSpec,
    as_part,
    assess,
    assessment_lines,
    digest_of,
    line,
    part_of,
    roll_up,
    spec_lines,
    turning_points,
)
from tracker.selectors.facts import InForce, TargetFacts
from tracker.selectors.holders import Holder
from tracker.selectors.standings import key_of

Key = TypeVar("Key")


@dataclass(frozen=True)
class Moment:
    """The date scores are computed for, the instant at which, and what was in force then, the same in every place.

    `weights` are the commitments' priorities, by their ids; `targets` are by theirs. `newest` tells which versions
    were known when it was made.
    """

    as_of: date
    at: datetime
    weights: Mapping[int, int]
    targets: Mapping[int, InForce]
    newest: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Row:
    """One score of a holder, light: what it says, what it was made from, and what the row above it needs.

    `facts` and `assessment` are those of a target's own standing.
    """

    key: str
    part: Part
    digest: str
    published: bool
    turns_on: date | None
    contested: bool
    commitment: Commitment | None = None
    objective: Objective | None = None
    horizon: Horizon | None = None
    weight: int = 1
    facts: TargetFacts | None = None
    assessment: Assessment | None = None

    @property
    def subject(self) -> Subject:
        """What kind of thing the row is about."""
        if self.commitment:
            return Subject.COMMITMENT
        return Subject.OBJECTIVE if self.objective else Subject.PLACE

    @property
    def used(self) -> int | None:
        """The id of the report that a target's standing rests on."""
        found = self.assessment.used if self.assessment else None
        return int(found.key) if found else None


def standing_row(facts: TargetFacts, *, moment: Moment) -> Row:
    """A target's standing in its place."""
    found = _assessed(facts, moment.as_of)
    target = facts.place_target.target
    turns = [*turning_points(facts.spec), *facts.next_days]
    part = part_of("", facts.version.weight, found)
    return Row(
        key=key_of(target.commitment.code, target.horizon.years),
        part=part,
        digest=_standing_digest(facts, found),
        published=part.score is not None,
        turns_on=min((day for day in turns if day > moment.as_of), default=None),
        contested=found.contested,
        commitment=target.commitment,
        horizon=target.horizon,
        weight=facts.version.weight,
        facts=facts,
        assessment=found,
    )


def _assessed(facts: TargetFacts, as_of: date) -> Assessment:
    if facts.readings:
        return assess(facts.spec, facts.readings, as_of=as_of)
    return _unreported(facts.spec, as_of)


@lru_cache(maxsize=2_000)
def _unreported(spec: TargetSpec, as_of: date) -> Assessment:
    """Where nothing was ever reported, most States stand alike."""
    no_readings: tuple[Reading, ...] = ()
    return assess(spec, no_readings, as_of=as_of)


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
            *_spec_lines(facts.spec),
            *assessment_lines(found, facts.readings),
        ]
    )


@lru_cache(maxsize=2_000)
def _spec_lines(spec: TargetSpec) -> tuple[str, ...]:
    return tuple(spec_lines(spec))


def gathered_row(rows: Sequence[Row]) -> Row:
    """One commitment by one horizon over the States that a holder gathers: `rows` are theirs, all of the same key."""
    one = rows[0]
    row = _rolled(rows, [1] * len(rows), commitment=one.commitment, horizon=one.horizon)
    row.weight = one.weight
    return row


def rolled_up_rows(leaves: Sequence[Row], *, moment: Moment) -> list[Row]:
    """Every roll-up of a holder from its commitments by horizon, each by horizon and over all."""
    by_commitment = _groups((leaf.commitment, leaf) for leaf in leaves)
    commitments = [
        _rolled(rows, [row.weight for row in rows], commitment=commitment)
        for commitment, rows in by_commitment.items()
    ]
    objectives = [
        *_objectives(leaves, by_horizon=True, moment=moment),
        *_objectives(commitments, by_horizon=False, moment=moment),
    ]
    wholes = [
        _rolled(rows, [1] * len(rows), horizon=horizon)
        for horizon, rows in _groups((row.horizon, row) for row in objectives).items()
    ]
    return [*commitments, *objectives, *wholes]


def _objectives(rows: Iterable[Row], *, by_horizon: bool, moment: Moment) -> list[Row]:
    """Rows of commitments rolled up to their objectives, each with its commitment's priority weight."""
    groups = _groups(
        ((row.commitment.objective, row.horizon if by_horizon else None), row)
        for row in rows
        if row.commitment
    )
    return [
        _rolled(
            below,
            [moment.weights[row.commitment.pk] for row in below if row.commitment],
            objective=objective,
            horizon=horizon,
        )
        for (objective, horizon), below in groups.items()
    ]


def _groups(pairs: Iterable[tuple[Key, Row]]) -> dict[Key, list[Row]]:
    """Rows by their keys, in the order the keys are met."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return groups


def _rolled(
    rows: Sequence[Row],
    weights: Sequence[int],
    *,
    commitment: Commitment | None = None,
    objective: Objective | None = None,
    horizon: Horizon | None = None,
) -> Row:
    """One roll-up row over the rows below it."""
    found = roll_up(_weighted(row.part, weight) for row, weight in zip(rows, weights, strict=True))
    return Row(
        key=_key(commitment, objective, horizon),
        part=as_part("", 1, found),
        digest=_rolled_digest(rows, weights),
        published=found.published,
        turns_on=min((row.turns_on for row in rows if row.turns_on), default=None),
        contested=any(row.contested for row in rows),
        commitment=commitment,
        objective=objective,
        horizon=horizon,
    )


def _key(commitment: Commitment | None, objective: Objective | None, horizon: Horizon | None) -> str:
    """What names a row within its holder: `GCM10-1:5`, `objective-10`, `all:12`."""
    years = horizon.years if horizon else None
    if commitment:
        return key_of(commitment.code, years)
    return key_of(f"objective-{objective.number}" if objective else "all", years)


def _weighted(part: Part, weight: int) -> Part:
    return part if part.weight == weight else replace(part, weight=weight)


def _rolled_digest(rows: Sequence[Row], weights: Sequence[int]) -> str:
    """The digests below it with their weights, in an order that is the same on every database."""
    below = [line("part", weight, row.key, row.digest) for row, weight in zip(rows, weights, strict=True)]
    return digest_of([line("method", METHOD_VERSION), *sorted(below)])


def row_of(score: Score) -> Row:
    """A kept row, to be rolled up with others; needs commitment, objective and horizon at hand."""
    return Row(
        key=score.key,
        part=score.part(weight=score.weight),
        digest=score.digest,
        published=score.published,
        turns_on=score.turns_on,
        contested=score.contested,
        commitment=score.commitment,
        objective=score.objective,
        horizon=score.horizon,
        weight=score.weight,
    )


def columns_of_row(row: Row, holder: Holder, *, moment: Moment) -> dict[str, Any]:
    """The row as it is kept for its holder: every column of Score but its id, by name."""
    part, facts, found = row.part, row.facts, row.assessment
    is_place = isinstance(holder, Place)
    return {
        "place_id": holder.pk if is_place else None,
        "process_id": None if is_place else holder.pk,
        "subject": row.subject.value,
        "key": row.key,
        "commitment_id": row.commitment.pk if row.commitment else None,
        "objective_id": row.objective.pk if row.objective else None,
        "horizon_id": row.horizon.pk if row.horizon else None,
        "mark": part.mark.value,
        "status": found.status.value if found else "",
        "share": found.share if found else None,
        "score": part.score,
        "coverage": part.coverage,
        "lower": part.lower,
        "upper": part.upper,
        "published": row.published,
        "applicable": sum(number for mark, number in part.counts if mark is not Mark.NOT_APPLICABLE),
        "counts": {mark.value: number for mark, number in part.counts},
        "statuses": {status.value: number for status, number in part.statuses},
        "weight": row.weight,
        "lowest_grade": part.lowest_grade.value if part.lowest_grade else "",
        "proxy": part.proxy,
        "contested": row.contested,
        "place_target_id": facts.place_target.pk if facts else None,
        "target_version_id": facts.version.pk if facts else None,
        "place_version_id": facts.place_version.pk if facts and facts.place_version else None,
        "used_id": row.used,
        "digest": row.digest,
        "method_version": METHOD_VERSION,
        "as_of": moment.as_of,
        "turns_on": row.turns_on,
        "computed_at": moment.at,
    }


def score_of(row: Row, holder: Holder, *, moment: Moment) -> Score:
    """The row as an unsaved score, with what it is about at hand."""
    score = Score(**columns_of_row(row, holder, moment=moment))
    setattr(score, "place" if isinstance(holder, Place) else "process", holder)
    score.commitment, score.objective, score.horizon = row.commitment, row.objective, row.horizon
    if row.facts:
        score.place_target, score.target_version = row.facts.place_target, row.facts.version
        score.place_version = row.facts.place_version
    return score

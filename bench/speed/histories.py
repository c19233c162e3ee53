"""Random histories of reports, from a seed: what was answered about each target over the years, in the order written.

No database is asked. The rows come as the world writes them: a round through all targets, in an order of chance, then
the next round, so that the reports of one target lie far apart in the table, as they do in life.
"""

import json
import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import count, islice
from typing import NamedTuple

from bench.speed.size import DAYS, DUE_ON, FIRST_ON, Size
from tracker.scoring import Answer, Kind

KINDS = tuple(Kind)
WAYS: dict[Kind, tuple[float, float]] = {
    Kind.LEVEL: (10_000, 4_000),
    Kind.SHARE: (80, 20),
    Kind.RELATIVE_CHANGE: (10_000, 4_000),
    Kind.IMPROVE: (10_000, 9_000),
    Kind.MAINTAIN: (10_000, 9_900),
}
STEPS = ("drafted", "adopted", "funded", "running")
UNOBSERVED = (
    Answer.NO_PROGRESS,
    Answer.NO_PROGRESS,
    Answer.NO_DATA,
    Answer.CONFIDENTIAL,
    Answer.NOT_APPLICABLE,
)
UNPUBLISHED = ("draft", "submitted", "returned")
LEADING, ANOTHER, SERIES = range(3)
# Days from what a report is about to its writing, its publication, and the publication of its correction.
WRITTEN, PUBLISHED, CORRECTED = 20, 30, 45
ISO = [(FIRST_ON + timedelta(days=day)).isoformat() for day in range(DAYS + CORRECTED)]


class Drawn(NamedTuple):
    """One report. `place_target` counts them from 0, `number` the reports; `by` is who says it."""

    number: int
    place_target: int
    by: int
    answer: str
    value: str | None
    done: str
    day: int
    grade: str
    state: str
    corrected_by: int | None
    is_correction: bool
    uuid: str
    token: str


def kind_of(commitment: int, size: Size) -> Kind:
    """The kind of the targets of a commitment, by its number from 0."""
    return Kind.LEVEL if size.mixture.only_levels else KINDS[commitment % len(KINDS)]


def histories(size: Size, *, seed: int) -> Iterator[Drawn]:
    """Every report, the first written first."""
    return islice(_rounds(size, random.Random(seed)), size.reports)


def digest(rows: Iterable[Drawn]) -> str:
    """The SHA-256 of the rows: the same for the same seed and size."""
    summed = sha256()
    for row in rows:
        summed.update(repr(tuple(row)).encode())
    return summed.hexdigest()


def _rounds(size: Size, chance: random.Random) -> Iterator[Drawn]:
    """A round through all targets after the other; a correction or a rival follows what it is about."""
    order = list(range(size.place_targets))
    chance.shuffle(order)
    ways = [chance.uniform(-0.3, 1.3) for _ in order]
    per_state = size.commitments * len(DUE_ON)
    kinds = [kind_of(place_target % per_state // len(DUE_ON), size) for place_target in order]
    number = 0
    for turn in count():
        since, place = divmod(turn, len(order))
        day = since * size.days_apart + chance.randrange(size.days_apart)
        for row in _about(size, chance, number, order[place], kinds[place], ways[place], day):
            number += 1
            yield row


def _about(  # called five million times: a bundle would be made as often
    size: Size, chance: random.Random, number: int, place_target: int, kind: Kind, way: float, day: int
) -> Iterator[Drawn]:
    """What is reported about one target on one day: one report, or two about the same date."""
    mixture, drawn = size.mixture, chance.random()
    first = _drawn(size, chance, number, place_target, kind, way, day)
    if first.state == "published" and first.by == LEADING and number + 1 < size.reports:
        if drawn < mixture.corrected:
            second = _drawn(size, chance, number + 1, place_target, kind, way, day)
            yield first._replace(state="superseded", corrected_by=number + 1)
            yield second._replace(by=LEADING, state="published", is_correction=True)
            return
        if drawn < mixture.corrected + mixture.disputed:
            yield first
            yield _drawn(size, chance, number + 1, place_target, kind, way, day)._replace(by=ANOTHER)
            return
    yield first


def _drawn(
    size: Size, chance: random.Random, number: int, place_target: int, kind: Kind, way: float, day: int
) -> Drawn:
    mixture = size.mixture
    answer, value, done = _answered(chance, kind, way * day / DAYS + chance.uniform(-0.03, 0.03))
    if chance.random() < mixture.unobserved:
        answer, value, done = chance.choice(UNOBSERVED), None, ()
    by, said = LEADING, chance.random()
    if said < mixture.from_series + mixture.from_others:
        by = SERIES if said < mixture.from_series else ANOTHER
    state = "published"
    if by != SERIES and chance.random() < mixture.unpublished:
        state = chance.choice(UNPUBLISHED)
    return Drawn(
        number=number,
        place_target=place_target,
        by=by,
        answer=answer.value,
        value=value,
        done=json.dumps(done),
        day=day,
        grade="" if answer in UNOBSERVED else chance.choice("ABD"),
        state=state,
        corrected_by=None,
        is_correction=False,
        uuid=f"{chance.getrandbits(128):032x}",
        token=f"{chance.getrandbits(128):032x}",
    )


def _answered(chance: random.Random, kind: Kind, share: float) -> tuple[Answer, str | None, tuple[str, ...]]:
    """The answer that fits the kind, so far on its way."""
    if kind is Kind.YES_NO:
        return (Answer.YES if share > chance.random() else Answer.NO), None, ()
    if kind is Kind.MILESTONES:
        return Answer.STEPS, None, STEPS[: max(1, round(share * len(STEPS)))]
    start, goal = WAYS[kind]
    return Answer.FIGURE, f"{start + (goal - start) * share:.1f}", ()

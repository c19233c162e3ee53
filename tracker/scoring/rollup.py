"""Many targets as one: the counts first, then the coverage, the bounds, and a number where enough is known."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeVar

from tracker.scoring.facts import Assessment, Part, Rollup
from tracker.scoring.marks import FULL, IN_PART_AT
from tracker.scoring.words import Grade, Mark, Status

PUBLISHED_AT = Fraction(4, 5)
FINEST = 10**24
WITHOUT_EVIDENCE = frozenset({Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE})

Word = TypeVar("Word", Mark, Status)


def part_of(key: str, weight: int, assessment: Assessment) -> Part:
    """A target's standing as one input of a roll-up."""
    return standing_part(
        assessment.mark,
        assessment.status,
        assessment.score,
        key=key,
        weight=weight,
        grade=assessment.grade,
        proxy=assessment.proxy,
    )


def standing_part(
    mark: Mark,
    status: Status,
    score: Fraction | None,
    *,
    key: str = "",
    weight: int = 1,
    grade: Grade | None = None,
    proxy: bool = False,
) -> Part:
    """One target as one input of a roll-up. Without evidence it counts as missing, between 0 and 100."""
    return Part(
        key=key,
        weight=weight,
        applicable=mark is not Mark.NOT_APPLICABLE,
        score=score,
        coverage=Fraction(0 if score is None else 1),
        lower=Fraction(0) if score is None else score,
        upper=FULL if score is None else score,
        mark=mark,
        counts=((mark, 1),),
        statuses=((status, 1),),
        lowest_grade=grade,
        proxy=proxy,
    )


def as_part(key: str, weight: int, rollup: Rollup) -> Part:
    """A roll-up as one input of the next one up. Its number goes up whether or not it is published."""
    return Part(
        key=key,
        weight=weight,
        applicable=rollup.applicable > 0,
        score=rollup.score,
        coverage=rollup.coverage,
        lower=rollup.lower,
        upper=rollup.upper,
        mark=rollup.mark,
        counts=rollup.counts,
        statuses=rollup.statuses,
        lowest_grade=rollup.lowest_grade,
        proxy=rollup.proxy,
    )


def roll_up(parts: Iterable[Part]) -> Rollup:
    """The parts as one, whatever order they come in; parts that do not apply are counted and weigh nothing.

    `applicable` is the number of parts that apply. Raises ValueError for a weight below 1.
    """
    given = tuple(parts)
    if any(part.weight < 1 for part in given):
        raise ValueError("a part of a roll-up weighs at least 1")
    applicable = [part for part in given if part.applicable]
    weights = [part.weight for part in applicable]
    coverage = _mean([part.coverage for part in applicable], weights, empty=Fraction(0))
    score = _score(applicable)
    counts = _added((part.counts for part in given), Mark)
    return Rollup(
        applicable=len(applicable),
        score=score,
        coverage=coverage,
        lower=_mean([part.lower for part in applicable], weights, empty=Fraction(0)),
        upper=_mean([part.upper for part in applicable], weights, empty=FULL),
        published=score is not None and coverage >= PUBLISHED_AT,
        mark=_mark(applicable, counts, score, coverage),
        counts=counts,
        statuses=_added((part.statuses for part in given), Status),
        lowest_grade=max((part.lowest_grade for part in applicable if part.lowest_grade), default=None),
        proxy=any(part.proxy for part in applicable),
    )


def _mean(values: Sequence[Fraction], weights: Sequence[int], *, empty: Fraction) -> Fraction:
    """The mean of the values by their weights."""
    if not values:
        return empty
    total, unit = _total(values, weights)
    return bounded(Fraction(total, unit * sum(weights)))


def _score(applicable: Sequence[Part]) -> Fraction | None:
    """The mean score over what is known: each part counts by its weight and by how much of it is known."""
    scored = [part for part in applicable if part.score is not None and part.coverage]
    if not scored:
        return None
    weights = [part.weight for part in scored]
    known, known_unit = _total([part.coverage for part in scored], weights)
    shares = [
        part.score if part.coverage == 1 else part.coverage * part.score for part in scored if part.score
    ]
    total, unit = _total(shares, [part.weight for part in scored if part.score])
    return bounded(Fraction(total * known_unit, unit * known))


def _total(values: Sequence[Fraction], weights: Sequence[int]) -> tuple[int, int]:
    """The weighted sum, as a whole number of the largest unit that measures every value: `total / unit`.

    Whole numbers, since adding two hundred fractions one by one looks for a common unit two hundred times.
    """
    unit = lcm(*(value.denominator for value in values))
    pairs = zip(values, weights, strict=True)
    return sum(weight * value.numerator * (unit // value.denominator) for value, weight in pairs), unit


def bounded(value: Fraction) -> Fraction:
    """The value itself, or where its denominator is longer than 24 digits, the nearest number of 24 decimals.

    Means over many places share no denominator: left as they are, they would grow by some digits with every State.
    """
    if value.denominator <= FINEST:
        return value
    return Fraction(round(value * FINEST), FINEST)


def _added(counts: Iterable[tuple[tuple[Word, int], ...]], words: type[Word]) -> tuple[tuple[Word, int], ...]:
    """Counts of all parts together, in the order of the closed list, without zeros."""
    total: dict[Word, int] = {}
    for part in counts:
        for word, number in part:
            total[word] = total.get(word, 0) + number
    return tuple((word, total[word]) for word in words if total.get(word))


def _mark(
    applicable: Sequence[Part],
    counts: Sequence[tuple[Mark, int]],
    score: Fraction | None,
    coverage: Fraction,
) -> Mark:
    """The mark of a single part is its own. Met is said only when every target with evidence is met."""
    if not applicable:
        return Mark.NOT_APPLICABLE
    if len(applicable) == 1:
        return applicable[0].mark
    if score is None or coverage < PUBLISHED_AT:
        return Mark.NO_EVIDENCE
    seen = {mark for mark, number in counts if number} - WITHOUT_EVIDENCE
    if seen == {Mark.BACKWARDS}:
        return Mark.BACKWARDS
    if score == FULL and seen <= {Mark.MET}:
        return Mark.MET
    return Mark.IN_PART if score >= FULL * IN_PART_AT else Mark.NOT_MET

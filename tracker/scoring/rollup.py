"""Many targets as one: the counts first, then the coverage, the bounds, and a number where enough is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
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


class Because(StrEnum):
    """Why a roll-up carries its mark: the first of these rules that fits gives it."""

    NOTHING_APPLIES = "nothing_applies"
    ONE_APPLIES = "one_applies"
    TOO_LITTLE_KNOWN = "too_little_known"
    ALL_BACKWARDS = "all_backwards"
    ALL_MET = "all_met"
    A_QUARTER = "a_quarter"
    LESS = "less"


# A single part keeps its own mark.
MARK_OF: dict[Because, Mark] = {
    Because.NOTHING_APPLIES: Mark.NOT_APPLICABLE,
    Because.TOO_LITTLE_KNOWN: Mark.NO_EVIDENCE,
    Because.ALL_BACKWARDS: Mark.BACKWARDS,
    Because.ALL_MET: Mark.MET,
    Because.A_QUARTER: Mark.IN_PART,
    Because.LESS: Mark.NOT_MET,
}


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a roll-up divides, over the parts that apply; the sums themselves are exact.

    `weight` is theirs, `known` what of it is known, `scored` that times each score; `lower` and `upper` are the
    weights times the bounds.
    """

    weight: int
    known: Fraction
    scored: Fraction
    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, kw_only=True)
class Working:
    """A roll-up with the sums and the rule that lead to it."""

    sums: Sums
    because: Because
    result: Rollup


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
    return work_out(parts).result


def work_out(parts: Iterable[Part]) -> Working:
    """The parts as one, with the sums and the rule that lead there; raises ValueError for a weight below 1."""
    given = tuple(parts)
    if any(part.weight < 1 for part in given):
        raise ValueError("a part of a roll-up weighs at least 1")
    applicable = [part for part in given if part.applicable]
    sums = _sums(applicable)
    coverage = bounded(sums.known / sums.weight) if applicable else Fraction(0)
    score = bounded(sums.scored / sums.known) if sums.known else None
    counts = _added((part.counts for part in given), Mark)
    because = _because(applicable, counts, score, coverage)
    result = Rollup(
        applicable=len(applicable),
        score=score,
        coverage=coverage,
        lower=bounded(sums.lower / sums.weight) if applicable else Fraction(0),
        upper=bounded(sums.upper / sums.weight) if applicable else FULL,
        published=score is not None and coverage >= PUBLISHED_AT,
        mark=MARK_OF.get(because) or applicable[0].mark,
        counts=counts,
        statuses=_added((part.statuses for part in given), Status),
        lowest_grade=max((part.lowest_grade for part in applicable if part.lowest_grade), default=None),
        proxy=any(part.proxy for part in applicable),
    )
    return Working(sums=sums, because=because, result=result)


def _sums(applicable: Sequence[Part]) -> Sums:
    """Each part counts by its weight; in the score also by how much of it is known."""
    weights = [part.weight for part in applicable]
    scored = [part for part in applicable if part.score]
    return Sums(
        weight=sum(weights),
        known=_total([part.coverage for part in applicable], weights),
        scored=_total([_known_score(part) for part in scored], [part.weight for part in scored]),
        lower=_total([part.lower for part in applicable], weights),
        upper=_total([part.upper for part in applicable], weights),
    )


def _known_score(part: Part) -> Fraction:
    score = part.score or Fraction(0)
    return score if part.coverage == 1 else part.coverage * score


def _total(values: Sequence[Fraction], weights: Sequence[int]) -> Fraction:
    """The weighted sum, made as a whole number of the largest unit that measures every value.

    Whole numbers, since adding two hundred fractions one by one looks for a common unit two hundred times.
    """
    unit = lcm(*(value.denominator for value in values))
    pairs = zip(values, weights, strict=True)
    return Fraction(
        sum(weight * value.numerator * (unit // value.denominator) for value, weight in pairs), unit
    )


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


def _because(
    applicable: Sequence[Part],
    counts: Sequence[tuple[Mark, int]],
    score: Fraction | None,
    coverage: Fraction,
) -> Because:
    """The first rule that fits. Met is said only when every target with evidence is met."""
    if not applicable:
        return Because.NOTHING_APPLIES
    if len(applicable) == 1:
        return Because.ONE_APPLIES
    if score is None or coverage < PUBLISHED_AT:
        return Because.TOO_LITTLE_KNOWN
    seen = {mark for mark, number in counts if number} - WITHOUT_EVIDENCE
    if seen == {Mark.BACKWARDS}:
        return Because.ALL_BACKWARDS
    if score == FULL and seen <= {Mark.MET}:
        return Because.ALL_MET
    return Because.A_QUARTER if score >= FULL * IN_PART_AT else Because.LESS

"""Targets and readings with only what a test is about said."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path as FilePath

from tracker.scoring import (
    Answer,
    Assessment,
    Better,
    Kind,
    LeftOutReason,
    Milestone,
    Part,
    Reading,
    TargetSpec,
    part_of,
)

CASES = json.loads(
    (FilePath(__file__).parent.parent / "cases" / "worked_examples.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
)
LATER = date(2030, 12, 31)
MILESTONES = (
    Milestone(code="drafted", weight=10),
    Milestone(code="adopted", weight=20),
    Milestone(code="in force", weight=30),
    Milestone(code="applied", weight=40),
)


def end_of(year):
    return date(int(year), 12, 31)


def level(baseline=10_000, goal=4_000, *, since=2018, due=2023, **more):
    """A figure to reach; 60 % less than 10 000 in 2018 by 2023 unless told otherwise."""
    better = Better.LOWER if baseline is not None and goal < baseline else Better.HIGHER
    spec = TargetSpec(
        kind=Kind.LEVEL,
        baseline_on=end_of(since),
        due_on=end_of(due),
        better=better,
        baseline=None if baseline is None else Decimal(baseline),
        goal=Decimal(goal),
    )
    return replace(spec, **more)


def relative(baseline, change, *, better=Better.LOWER, due=2023, **more):
    """A change in per cent of the baseline of 2018."""
    return TargetSpec(
        kind=Kind.RELATIVE_CHANGE,
        baseline_on=end_of(2018),
        due_on=end_of(due),
        better=better,
        baseline=None if baseline is None else Decimal(baseline),
        change=Decimal(change),
        **more,
    )


def direction(kind, better=Better.LOWER, *, baseline=1_000, since=2018, due=2023, **more):
    """Improve or maintain."""
    return TargetSpec(
        kind=kind,
        baseline_on=end_of(since),
        due_on=end_of(due),
        better=better,
        baseline=None if baseline is None else Decimal(baseline),
        **more,
    )


def milestones(*, since=2018, due=2023, steps=MILESTONES, **more):
    return TargetSpec(
        kind=Kind.MILESTONES, baseline_on=end_of(since), due_on=end_of(due), milestones=steps, **more
    )


def yes_no(*, since=2018, due=2023, **more):
    return TargetSpec(kind=Kind.YES_NO, baseline_on=end_of(since), due_on=end_of(due), **more)


def figure(year, value, **more):
    """A yearly figure, published on the last day of its year."""
    return answer(year, Answer.FIGURE, value=Decimal(str(value)), **more)


def answer(year, what, **more):
    """An answer about a year, published on its last day."""
    defaults = {"key": f"{year}", "on": end_of(year), "published_on": end_of(year), "yearly": True}
    return Reading(answer=what, **(defaults | more))


def done(year, *codes, **more):
    return answer(year, Answer.STEPS, done=frozenset(codes), **more)


def left_out(found: Assessment) -> dict[str, LeftOutReason]:
    return {one.key: one.reason for one in found.left_out}


def scored_part(key, score, *, weight=1, mark, status) -> Part:
    """A part as an assessment with this score gives it; no score is no evidence."""
    exact = None if score is None else Fraction(score)
    return part_of(key, weight, Assessment(status=status, mark=mark, score=exact))

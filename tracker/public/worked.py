"""The examples on the page about the method, worked by the engine itself: they cannot tell another story than it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.scoring import (
    Answer,
    Assessment,
    Better,
    Grade,
    Kind,
    Mark,
    Reading,
    Rollup,
    Status,
    TargetSpec,
    assess,
    part_of,
    roll_up,
)

# Victims of trafficking whom governments identified, as in docs/scoring.md.
BASELINE, FIGURE = Decimal(85_613), Decimal(133_943)
TRAFFICKING = TargetSpec(
    kind=Kind.RELATIVE_CHANGE,
    better=Better.LOWER,
    change=Decimal(-60),
    baseline=BASELINE,
    baseline_on=date(2018, 12, 31),
    due_on=date(2023, 12, 31),
)
READ = Reading(
    key="trafficking",
    answer=Answer.FIGURE,
    value=FIGURE,
    on=date(2023, 12, 31),
    yearly=True,
    published_on=date(2024, 12, 31),
    grade=Grade.B,
    proxy=True,
)
# Three targets with a score, one that is silent and weighs double, one that does not apply.
SCORES, SILENT_WEIGHT = (50, 100, 0), 2


@dataclass(frozen=True)
class WorkedExample:
    """One target from its numbers to its mark."""

    baseline: Decimal
    figure: Decimal
    goal: Fraction
    way: Fraction
    moved: Fraction
    share: Fraction
    status: Status
    mark: Mark


@dataclass(frozen=True)
class GatheredExample:
    """Many targets as one."""

    scores: tuple[int, ...]
    silent_weight: int
    together: Rollup


def worked_example() -> WorkedExample:
    """Trafficking across borders, 60 per cent less by 2023: what the engine makes of it."""
    found = assess(TRAFFICKING, [READ], as_of=READ.published_on)
    if found.goal is None or found.share is None:
        raise ValueError("the example has a goal and a figure")
    return WorkedExample(
        baseline=BASELINE,
        figure=FIGURE,
        goal=found.goal,
        way=found.goal - Fraction(BASELINE),
        moved=Fraction(FIGURE - BASELINE),
        share=found.share,
        status=found.status,
        mark=found.mark,
    )


def gathered_example() -> GatheredExample:
    """Five targets as one, of which one is silent and one does not apply."""
    known = [
        part_of(str(score), 1, Assessment(status=Status.FAR_BEHIND, mark=_mark(score), score=Fraction(score)))
        for score in SCORES
    ]
    silent = part_of("silent", SILENT_WEIGHT, Assessment(status=Status.NO_DATA, mark=Mark.NO_EVIDENCE))
    aside = part_of("aside", 1, Assessment(status=Status.NOT_APPLICABLE, mark=Mark.NOT_APPLICABLE))
    return GatheredExample(SCORES, SILENT_WEIGHT, roll_up([*known, silent, aside]))


def _mark(score: int) -> Mark:
    return {100: Mark.MET, 0: Mark.NOT_MET}.get(score, Mark.IN_PART)

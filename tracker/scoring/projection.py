"""Where the figures lead if they go on as they have: a straight line with its range. Never part of the mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from math import floor

from tracker.scoring.dates import year_number
from tracker.scoring.facts import Reading, TargetSpec
from tracker.scoring.observations import count_readings
from tracker.scoring.progress import goal_of, has_share
from tracker.scoring.words import Answer, Better

FEWEST_FIGURES = 3
SHORTEST_SPAN = 2

# Student's t that leaves 10 % above it, for 1 to 30 degrees of freedom: 80 % of cases lie between -t and t.
# With more than 30 the last one stands, which makes the range a little wide (by 2.3 % at most).
_T_80_TABLE = """
    3.077684 1.885618 1.637744 1.533206 1.475884 1.439756 1.414924 1.396815 1.383029 1.372184
    1.363430 1.356217 1.350171 1.345030 1.340606 1.336757 1.333379 1.330391 1.327728 1.325341
    1.323188 1.321237 1.319460 1.317836 1.316345 1.314972 1.313703 1.312527 1.311434 1.310415
"""
T_80 = tuple(Fraction(value) for value in _T_80_TABLE.split())


class Verdict(StrEnum):
    """Which side of the goal the projected range lies on."""

    LIKELY_MET = "likely_met"
    UNCERTAIN = "uncertain"
    LIKELY_MISSED = "likely_missed"


class NoProjection(StrEnum):
    """Why nothing is projected."""

    NO_GOAL = "no_goal"
    PAST = "past"
    FEW = "few"
    SHORT = "short"
    REACHED_DUE = "reached_due"


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A point of the line that lies ahead: its height, and between which two 80 % of what may come lie."""

    year: Fraction
    value: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, kw_only=True)
class Projection:
    """A line through the figures by least squares, drawn on to the due date.

    `slope` is per year; `intercept` is the height of the line at the first figure. `interval` holds 80 % of what may
    come at the due date. `year_reached` counts the end of 2023 as 2023, and is None when the line does not lead to
    the goal. `needed_per_year` is the yearly change from the last figure to the goal, 0 once it is reached. `ahead`
    runs from the last figure, through every year end, to the due date.
    """

    slope: Fraction
    intercept: Fraction
    projected: Fraction
    residual_sd: Decimal
    interval: tuple[Fraction, Fraction]
    year_reached: Fraction | None
    needed_per_year: Fraction
    verdict: Verdict
    figures: int
    ahead: tuple[Ahead, ...]


def project_target(spec: TargetSpec, readings: Iterable[Reading], *, as_of: date) -> Projection | None:
    """Where the published figures lead, the baseline among them.

    None without a goal or a baseline, once the due date has passed, and where `project` gives None.
    """
    found = outlook_of(spec, readings, as_of=as_of)
    return found if isinstance(found, Projection) else None


def outlook_of(spec: TargetSpec, readings: Iterable[Reading], *, as_of: date) -> Projection | NoProjection:
    """Where the published figures lead, the baseline among them, or why nothing is projected."""
    goal = goal_of(spec)
    if goal is None or spec.baseline is None or not has_share(spec):
        return NoProjection.NO_GOAL
    if as_of > spec.due_on:
        return NoProjection.PAST
    baseline = Fraction(spec.baseline)
    counted = count_readings(spec, readings, as_of=as_of).observations
    measured = [one for one in counted if one.reading.answer is Answer.FIGURE]
    yearly = all(one.reading.yearly for one in measured)
    figures = [(year_number(spec.baseline_on, yearly=yearly), baseline)]
    figures += [(year_number(one.reading.on, yearly=one.reading.yearly), one.amount) for one in measured]
    due = year_number(spec.due_on, yearly=yearly)
    better = Better.LOWER if goal < baseline else Better.HIGHER
    return _gap(figures, due) or _drawn_on(figures, goal=goal, due=due, better=better)


def _gap(figures: Sequence[tuple[Fraction, Fraction]], due: Fraction) -> NoProjection | None:
    """What these figures lack for a line to be drawn on to the due year."""
    if len(figures) < FEWEST_FIGURES:
        return NoProjection.FEW
    first, last = figures[0][0], figures[-1][0]
    if last >= due:
        return NoProjection.REACHED_DUE
    return NoProjection.SHORT if last - first < SHORTEST_SPAN else None


def project(
    figures: Sequence[tuple[Fraction, Fraction]], *, goal: Fraction, due: Fraction, better: Better
) -> Projection | None:
    """Draw the line through (year, value) pairs, the oldest first, and compare it with the goal at the due year.

    None with fewer than three figures, over less than two years, or with the last one not before `due`.
    """
    return None if _gap(figures, due) else _drawn_on(figures, goal=goal, due=due, better=better)


def _drawn_on(
    figures: Sequence[tuple[Fraction, Fraction]], *, goal: Fraction, due: Fraction, better: Better
) -> Projection:
    """The line through figures that lack nothing for it."""
    (first, _), (last, value) = figures[0], figures[-1]
    slope, intercept = _line(figures)
    residual_sd = _root(_residual_square(figures, slope, intercept) / (len(figures) - 2))
    wide = Fraction(residual_sd) * _student(len(figures) - 2)
    ahead = []
    for year in _years_ahead(last, due):
        height, half = intercept + slope * (year - first), wide * Fraction(_root(_spread(figures, year)))
        ahead.append(Ahead(year=year, value=height, low=height - half, high=height + half))
    interval = ahead[-1].low, ahead[-1].high
    return Projection(
        slope=slope,
        intercept=intercept,
        projected=ahead[-1].value,
        residual_sd=residual_sd,
        interval=interval,
        year_reached=_year_reached(first, slope, intercept, goal, better),
        needed_per_year=Fraction(0) if _reaches(value, goal, better) else (goal - value) / (due - last),
        verdict=_verdict(interval, goal, better),
        figures=len(figures),
        ahead=tuple(ahead),
    )


def _years_ahead(last: Fraction, due: Fraction) -> list[Fraction]:
    """The year of the last figure, the year ends after it, and the due year."""
    between = range(floor(last) + 1, floor(due) + 1)
    return [last, *(Fraction(year) for year in between if year < due), due]


def _line(figures: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    """Slope per year, and height at the first figure, by least squares."""
    mean_year, mean_value = _means(figures)
    crossed = sum((year - mean_year) * (value - mean_value) for year, value in figures)
    slope = Fraction(crossed) / _year_square(figures)
    return slope, mean_value + slope * (figures[0][0] - mean_year)


def _means(figures: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    years, values = zip(*figures, strict=True)
    return Fraction(sum(years)) / len(figures), Fraction(sum(values)) / len(figures)


def _year_square(figures: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The squared distances of the years from their mean, together."""
    mean_year, _ = _means(figures)
    return Fraction(sum((year - mean_year) ** 2 for year, _ in figures))


def _residual_square(
    figures: Sequence[tuple[Fraction, Fraction]], slope: Fraction, intercept: Fraction
) -> Fraction:
    """The squared distances of the figures from the line, together."""
    first = figures[0][0]
    return Fraction(sum((value - intercept - slope * (year - first)) ** 2 for year, value in figures))


def _spread(figures: Sequence[tuple[Fraction, Fraction]], year: Fraction) -> Fraction:
    """How much wider than the scatter itself the range is in that year, squared."""
    mean_year, _ = _means(figures)
    return 1 + Fraction(1, len(figures)) + (year - mean_year) ** 2 / _year_square(figures)


def _student(freedom: int) -> Fraction:
    return T_80[min(freedom, len(T_80)) - 1]


def _root(square: Fraction) -> Decimal:
    """A square root to 28 digits, the same on every machine."""
    with localcontext(Context(prec=28)):
        return (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()


def _year_reached(
    first: Fraction, slope: Fraction, intercept: Fraction, goal: Fraction, better: Better
) -> Fraction | None:
    """When the line meets the goal, if it leads there."""
    leads_there = slope < 0 if better is Better.LOWER else slope > 0
    return first + (goal - intercept) / slope if leads_there else None


def _reaches(value: Fraction, goal: Fraction, better: Better) -> bool:
    return value <= goal if better is Better.LOWER else value >= goal


def _verdict(interval: tuple[Fraction, Fraction], goal: Fraction, better: Better) -> Verdict:
    """Likely when the whole range lies on one side of the goal."""
    reached = [_reaches(end, goal, better) for end in interval]
    if all(reached):
        return Verdict.LIKELY_MET
    return Verdict.UNCERTAIN if any(reached) else Verdict.LIKELY_MISSED

"""The line through the figures, and the second opinion: what stands beside a mark and never decides it."""

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import (
    Answer,
    Assessment,
    Better,
    Kind,
    Mark,
    NoProjection,
    Status,
    Verdict,
    assess,
    growth_ratio,
    growth_ratio_of,
    outlook_of,
    project,
    project_target,
)
from tracker.scoring.projection import T_80

from .build import answer, direction, end_of, figure, level, milestones, relative

AS_OF = end_of(2022)


def line(*values, since=2018):
    return [(Fraction(since + place), Fraction(value)) for place, value in enumerate(values)]


def towards(figures, goal, *, due=2023):
    better = Better.LOWER if goal < figures[0][1] else Better.HIGHER
    return project(figures, goal=Fraction(goal), due=Fraction(due), better=better)


def student_cdf(t, freedom):
    """The closed form for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0 if freedom == 1 else term
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= math.cos(angle) ** 2 * (k - 1) / k
        total += term
    area = 2 / math.pi * (angle + math.sin(angle) * total) if odd else math.sin(angle) * total
    return 0.5 + area / 2


def test_student_table_leaves_a_tenth_above():
    found = [round(student_cdf(float(t), freedom), 6) for freedom, t in enumerate(T_80, start=1)]

    assert found == [0.9] * 30


@pytest.mark.parametrize(
    ("figures", "goal", "verdict"),
    [
        (line(100, 90, 80), 60, Verdict.LIKELY_MET),
        (line(100, 90, 80), 50, Verdict.LIKELY_MET),
        (line(100, 90, 80), 49, Verdict.LIKELY_MISSED),
        (line(100, 110, 120), 150, Verdict.LIKELY_MET),
        (line(100, 110, 120), 151, Verdict.LIKELY_MISSED),
        (line(100, 91, 80), 50, Verdict.UNCERTAIN),
        (line(100, 109, 120), 150, Verdict.UNCERTAIN),
    ],
)
def test_verdict_is_likely_when_the_whole_range_lies_on_one_side(figures, goal, verdict):
    assert towards(figures, goal).verdict is verdict


def test_exact_line_has_no_range():
    found = towards(line(100, 90, 80), 40)

    assert (found.slope, found.intercept, found.projected, found.residual_sd) == (-10, 100, 50, 0)
    assert (found.interval, found.year_reached, found.needed_per_year) == (
        (Fraction(50), Fraction(50)),
        2024,
        Fraction(-40, 3),
    )


@pytest.mark.parametrize(
    ("figures", "goal"), [(line(100, 100, 100), 50), (line(100, 110, 120), 50), (line(100, 90, 80), 150)]
)
def test_line_that_does_not_lead_to_the_goal_reaches_it_in_no_year(figures, goal):
    found = towards(figures, goal)

    assert (found.year_reached, found.verdict) == (None, Verdict.LIKELY_MISSED)


def test_line_that_rises_slowly_reaches_the_goal_in_the_end():
    assert towards(line(10, "10.25", "10.5"), 11).year_reached == 2022


def test_nothing_more_is_needed_once_the_goal_is_reached():
    assert towards(line(100, 70, 40), 50).needed_per_year == 0


@pytest.mark.parametrize(
    "figures",
    [
        [],
        line(100, 90),
        [(Fraction(2018), Fraction(1)), (Fraction(2019), Fraction(2)), (Fraction("2019.9"), Fraction(3))],
        line(100, 90, 80, since=2021),
    ],
)
def test_too_few_or_too_close_figures_or_no_time_left_project_nothing(figures):
    assert project(figures, goal=Fraction(50), due=Fraction(2023), better=Better.LOWER) is None


def test_many_figures_use_the_last_row_of_the_table():
    figures = line(*[100 - place + place % 2 for place in range(40)], since=1980)

    found = towards(figures, 50)

    assert found.figures == 40
    assert found.interval[0] < found.projected < found.interval[1]


def test_projection_of_a_target_leaves_out_what_is_no_figure():
    readings = [figure(2019, 9_000), answer(2020, Answer.NO_PROGRESS), figure(2021, 7_000)]

    found = project_target(level(), readings, as_of=AS_OF)

    assert (found.figures, found.needed_per_year, found.slope) == (3, -1_500, Fraction(-7_000, 7))


def test_projection_places_figures_of_a_day_within_the_year():
    readings = [
        figure(2019, 9_000),
        figure(2021, 7_000, yearly=False, on=date(2021, 7, 2), published_on=date(2021, 8, 1)),
    ]

    found = project_target(level(), readings, as_of=AS_OF)

    left = 2 + Fraction(182, 365)
    assert found.needed_per_year == -3_000 / left


def test_projection_stands_to_the_due_date_itself():
    readings = [figure(year, 10_000 - year) for year in (2019, 2020, 2021)]

    found = [project_target(level(), readings, as_of=day) for day in (end_of(2023), date(2024, 1, 1))]

    assert [one and one.figures for one in found] == [4, None]


@pytest.mark.parametrize(
    ("spec", "as_of"),
    [
        (level(), date(2024, 1, 1)),
        (level(None, 4_000), AS_OF),
        (level(better=Better.HIGHER), AS_OF),
        (direction(Kind.IMPROVE), AS_OF),
        (milestones(), AS_OF),
    ],
)
def test_nothing_is_projected_without_a_goal_ahead(spec, as_of):
    readings = [figure(year, 10_000 - year) for year in (2019, 2020, 2021)]

    assert project_target(spec, readings, as_of=as_of) is None


def test_projection_towards_more():
    readings = [figure(2019, 46), figure(2020, 52)]

    found = project_target(level(40, 100, kind=Kind.SHARE, due=2030), readings, as_of=AS_OF)

    assert (found.slope, found.verdict, found.year_reached) == (6, Verdict.LIKELY_MET, 2028)


@pytest.mark.parametrize(
    ("baseline", "value", "goal", "years", "years_to_goal"),
    [
        (0, 10, 20, 1, 5),
        (10, 12, 10, 1, 5),
        (10, -1, 20, 1, 5),
        (10, 12, -20, 1, 5),
        (10, 12, 20, Fraction(1, 2), 5),
        (10, 12, 20, 1, 0),
    ],
)
def test_growth_ratio_is_not_defined(baseline, value, goal, years, years_to_goal):
    found = growth_ratio(
        Fraction(baseline),
        Fraction(value),
        Fraction(goal),
        years=Fraction(years),
        years_to_goal=Fraction(years_to_goal),
    )

    assert found is None


def test_growth_ratio_of_a_single_year():
    found = growth_ratio(
        Fraction(100), Fraction(110), Fraction(120), years=Fraction(1), years_to_goal=Fraction(1)
    )

    assert found == Decimal("0.5")


def test_growth_ratio_of_a_steep_rise_is_a_number():
    found = growth_ratio(
        Fraction(1, 10_000),
        Fraction(10**15 - 1),
        Fraction(1, 10_000) + Fraction(1, 10**19),
        years=Fraction(1),
        years_to_goal=Fraction(12),
    )

    assert found > 10**30


def test_growth_ratio_of_a_relative_change():
    spec = relative(10_000, -60)
    found = assess(spec, [figure(2019, 9_000)], as_of=AS_OF)

    assert growth_ratio_of(spec, found) == Decimal("0.597205")


@pytest.mark.parametrize(
    ("spec", "readings"),
    [
        (level(), []),
        (level(None, 4_000), [figure(2020, 9_000)]),
        (direction(Kind.IMPROVE), [figure(2020, 900)]),
        (level(), [answer(2020, Answer.NOT_APPLICABLE)]),
    ],
)
def test_no_second_opinion_without_a_figure_and_a_goal(spec, readings):
    assert growth_ratio_of(spec, assess(spec, readings, as_of=AS_OF)) is None


def test_no_second_opinion_without_a_baseline():
    found = Assessment(
        status=Status.NO_DATA,
        mark=Mark.NO_EVIDENCE,
        goal=Fraction(1),
        used=figure(2020, 1),
        value=Fraction(1),
    )

    assert growth_ratio_of(level(None, 1), found) is None


@pytest.mark.parametrize(
    ("readings", "due", "why"),
    [
        ([figure(2019, 9_000)], 2023, NoProjection.FEW),
        ([figure(2019, 9_000), answer(2020, Answer.NO_PROGRESS)], 2023, NoProjection.FEW),
        ([figure(2019, 9_000), figure(2023, 5_000)], 2023, NoProjection.REACHED_DUE),
        (
            [figure(2019, 9_000, yearly=False, on=date(2019, day, 1)) for day in (3, 6)],
            2023,
            NoProjection.SHORT,
        ),
        ([figure(2019, 9_000), figure(2021, 7_000)], 2023, None),
    ],
)
def test_why_figures_project_nothing(readings, due, why):
    spec, as_of = level(due=due), end_of(2023)

    found = outlook_of(spec, readings, as_of=as_of)

    assert found == (why or project_target(spec, readings, as_of=as_of))


@pytest.mark.parametrize(
    ("spec", "as_of", "why"),
    [
        (level(), date(2024, 1, 1), NoProjection.PAST),
        (level(None, 4_000), AS_OF, NoProjection.NO_GOAL),
        (direction(Kind.IMPROVE), AS_OF, NoProjection.NO_GOAL),
        (milestones(), AS_OF, NoProjection.NO_GOAL),
    ],
)
def test_why_a_target_projects_nothing(spec, as_of, why):
    assert outlook_of(spec, [figure(year, 10_000 - year) for year in (2019, 2020)], as_of=as_of) is why


def test_line_ahead_runs_from_the_last_figure_over_year_ends_to_the_due_date():
    found = project(
        [(Fraction(2018), Fraction(10)), (Fraction(2019), Fraction(9)), (Fraction("2020.5"), Fraction(7))],
        goal=Fraction(1),
        due=Fraction("2022.75"),
        better=Better.LOWER,
    )

    assert [one.year for one in found.ahead] == [Fraction("2020.5"), 2021, 2022, Fraction("2022.75")]
    assert (found.ahead[-1].value, (found.ahead[-1].low, found.ahead[-1].high)) == (
        found.projected,
        found.interval,
    )


amounts = st.fractions(-(10**6), 10**6, max_denominator=1000)
many = st.lists(amounts, min_size=3, max_size=12)


@given(many, st.integers(1, 12), amounts)
def test_range_holds_its_line_and_grows_the_further_ahead(values, more, goal):
    found = towards(line(*values), goal, due=2018 + len(values) - 1 + more)

    assert len(found.ahead) == more + 1
    assert all(one.low <= one.value <= one.high for one in found.ahead)
    widths = [one.high - one.low for one in found.ahead]
    assert widths == sorted(widths)
    assert {two.value - one.value for one, two in pairwise(found.ahead)} == {found.slope}


@given(amounts, amounts, st.integers(3, 12), st.integers(1, 12), amounts)
def test_figures_on_a_line_lead_along_it_without_a_range(start, slope, count, more, goal):
    found = towards(line(*[start + slope * year for year in range(count)]), goal, due=2017 + count + more)

    expected = [start + slope * year for year in range(count - 1, count + more)]
    assert [(one.value, one.low, one.high) for one in found.ahead] == [(one, one, one) for one in expected]


@given(many, st.integers(1, 12), amounts, st.sampled_from([Fraction(1000), Fraction(1, 1000)]))
def test_another_unit_changes_the_figures_and_nothing_else(values, more, goal, factor):
    due = 2018 + len(values) - 1 + more
    found = towards(line(*values), goal, due=due)
    scaled = towards(line(*[value * factor for value in values]), goal * factor, due=due)

    assert [one.value * factor for one in found.ahead] == [one.value for one in scaled.ahead]
    # The root in the range has 28 digits, and so has the comparison.
    assert all(
        abs(one.low * factor - two.low) <= abs(two.high - two.low) / 10**20
        for one, two in zip(found.ahead, scaled.ahead, strict=True)
    )

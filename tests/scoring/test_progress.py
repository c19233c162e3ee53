"""The way from a baseline to a goal, in shares and in time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tracker.scoring import (
    Answer,
    Better,
    Kind,
    Milestone,
    Path,
    PathStep,
    Status,
    elapsed,
    expected_share,
    gain,
    goal_of,
    grace_end,
    has_share,
    is_measurable,
    required_at,
    share_of_way,
    share_to_step,
    step_standings,
    turning_points,
    year_number,
)

from .build import answer, direction, end_of, figure, level, milestones, relative, yes_no


def stepped(*steps, **more):
    """From 100 in 2018 to 50 in 2030, through these steps."""
    way = tuple(PathStep(on=on, value=Decimal(value)) for on, value in steps)
    return level(100, 50, due=2030, path=Path.STEPS, steps=way, **more)


@pytest.mark.parametrize(
    ("spec", "goal"),
    [
        (level(), 4_000),
        (level(40, 100, kind=Kind.SHARE), 100),
        (relative(85_613, -60), Fraction("34245.2")),
        (relative(None, -60), None),
        (relative(10, 0, better=None), 10),
        (level(goal=4_000, baseline=None), 4_000),
        (direction(Kind.IMPROVE), None),
        (direction(Kind.MAINTAIN), None),
        (milestones(), None),
        (yes_no(), None),
    ],
)
def test_goal_of_each_kind(spec, goal):
    assert goal_of(spec) == goal


def test_goal_is_unknown_until_it_is_said():
    assert goal_of(replace(level(kind=Kind.SHARE), goal=None)) is None
    assert goal_of(replace(relative(10, 5), change=None)) is None


@pytest.mark.parametrize(
    ("spec", "measurable", "with_share"),
    [
        (level(), True, True),
        (level(better=None), True, True),
        (level(better=Better.HIGHER), False, False),
        (level(4_000, 4_000), False, False),
        (level(4_000, 4_000, better=None), False, False),
        (level(None, 4_000), False, False),
        (level(since=2023, due=2023), False, False),
        (direction(Kind.IMPROVE), True, False),
        (direction(Kind.IMPROVE, better=None), False, False),
        (direction(Kind.IMPROVE, baseline=None), False, False),
        (direction(Kind.MAINTAIN, since=2023), False, False),
        (milestones(), True, True),
        (milestones(steps=(Milestone(code="only", weight=1),)), True, True),
        (milestones(steps=()), False, False),
        (yes_no(), True, True),
    ],
)
def test_only_what_has_both_ends_is_measured(spec, measurable, with_share):
    assert (is_measurable(spec), has_share(spec)) == (measurable, with_share)


@pytest.mark.parametrize("spec", [direction(Kind.IMPROVE), level(None, 4_000), milestones(steps=())])
def test_share_of_no_way_is_refused(spec):
    with pytest.raises(ValueError, match="has no way from a baseline to a goal"):
        share_of_way(spec, 1)


def test_gain_is_on_the_better_side():
    lower, higher = direction(Kind.IMPROVE), direction(Kind.IMPROVE, Better.HIGHER)

    assert [gain(spec, 900) for spec in (lower, higher)] == [100, -100]


def test_gain_on_no_baseline_is_refused():
    with pytest.raises(ValueError, match="without a baseline"):
        gain(direction(Kind.IMPROVE, baseline=None), 900)


@pytest.mark.parametrize(
    ("on", "yearly", "expected"),
    [
        (end_of(2017), True, 0),
        (end_of(2018), True, 0),
        (end_of(2021), True, Fraction(3, 5)),
        (end_of(2023), True, 1),
        (end_of(2025), True, 1),
        (end_of(2021), False, Fraction(1096, 1826)),
        (date(2019, 1, 1), False, Fraction(1, 1826)),
        (date(2023, 12, 30), False, Fraction(1825, 1826)),
    ],
)
def test_elapsed_in_whole_years_or_in_days(on, yearly, expected):
    assert elapsed(level(), on, yearly=yearly) == expected


def test_elapsed_of_a_date_set_wrong_divides_by_nothing():
    assert elapsed(level(since=2023, due=2018), end_of(2017), yearly=True) == 0
    assert elapsed(level(since=2023, due=2023), end_of(2022), yearly=True) == 0


@pytest.mark.parametrize(
    ("spec", "year", "required"),
    [
        (level(), 2017, 10_000),
        (level(), 2018, 10_000),
        (level(), 2020, 7_600),
        (level(), 2023, 4_000),
        (level(), 2024, 4_000),
        (stepped((end_of(2020), 95), (end_of(2023), 80)), 2019, Fraction("97.5")),
        (stepped((end_of(2020), 95), (end_of(2023), 80)), 2020, 95),
        (stepped((end_of(2023), 80), (end_of(2020), 95)), 2021, 90),
        (stepped((end_of(2020), 95), (end_of(2023), 80)), 2029, 80 - Fraction(30 * 6, 7)),
        (stepped((end_of(2010), 1), (end_of(2035), 2)), 2024, 75),
        (stepped((end_of(2018), 1), (end_of(2030), 2)), 2024, 75),
        (stepped((date(2020, 3, 1), 97), (date(2020, 9, 1), 95)), 2020, 95),
        (level(steps=(PathStep(on=end_of(2020), value=Decimal(9_999)),)), 2020, 7_600),
    ],
)
def test_required_figure_lies_on_the_path(spec, year, required):
    assert required_at(spec, end_of(year), yearly=True) == required


def test_required_figure_between_days():
    spec = level(10, 20, baseline_on=date(2020, 1, 1), due_on=date(2020, 1, 11))

    assert required_at(spec, date(2020, 1, 4)) == 13


@pytest.mark.parametrize("spec", [direction(Kind.IMPROVE), milestones(), yes_no(), level(None, 4_000)])
def test_without_a_goal_nothing_is_required_and_time_alone_is_expected(spec):
    assert required_at(spec, end_of(2021), yearly=True) is None
    assert expected_share(spec, end_of(2021), yearly=True) == Fraction(3, 5)


def test_expected_share_follows_the_steps():
    spec = stepped((end_of(2020), 95), (end_of(2023), 80))

    assert expected_share(spec, end_of(2021), yearly=True) == Fraction(1, 5)


def test_share_to_a_step_that_asks_for_no_change_is_undefined():
    spec = stepped((end_of(2020), 100), (end_of(2023), 80))

    assert [share_to_step(spec, step, Fraction(90)) for step in spec.steps] == [None, Fraction(1, 2)]


def test_steps_without_a_baseline_have_no_data():
    spec = level(None, 50, path=Path.STEPS, steps=(PathStep(on=end_of(2020), value=Decimal(95)),))

    found = step_standings(spec, [figure(2020, 90)], as_of=end_of(2021))

    assert [(one.status, one.used) for one in found] == [(Status.NO_DATA, None)]


def test_step_is_met_by_a_figure_of_its_day_or_its_year():
    spec = stepped((date(2020, 6, 30), 95))
    of_day = figure(2020, 95, yearly=False, on=date(2020, 6, 30), key="day")
    of_another_day = figure(2020, 95, yearly=False, on=date(2020, 7, 1), key="other")

    found = [
        step_standings(spec, [reading], as_of=end_of(2021))[0].used
        for reading in (of_day, of_another_day, figure(2020, 96), answer(2020, Answer.NO_PROGRESS))
    ]

    assert found == ["day", None, "2020", "2020"]


@pytest.mark.parametrize(
    ("due", "months", "expected"),
    [
        (date(2023, 12, 31), 12, date(2024, 12, 31)),
        (date(2023, 12, 31), 0, date(2023, 12, 31)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 6, 30), 18, date(2024, 12, 30)),
    ],
)
def test_grace_ends_so_many_months_after_the_due_date(due, months, expected):
    assert grace_end(level(due_on=due, grace_months=months)) == expected


def test_turning_points_are_the_days_on_which_a_status_changes_by_itself():
    spec = level()

    assert turning_points(spec) == (date(2024, 1, 1), date(2025, 1, 1))
    assert turning_points(level(grace_months=0)) == (date(2024, 1, 1),)


def test_year_number_puts_a_yearly_figure_at_the_end_of_its_year():
    assert year_number(end_of(2018), yearly=True) == year_number(end_of(2018), yearly=False) == 2018
    assert year_number(date(2020, 1, 1), yearly=False) == 2019 + Fraction(1, 366)

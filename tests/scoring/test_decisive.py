"""A few readings of a long history decide the mark as all of them do."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import Answer, Reach, assess, decides, reach_of, reference_day

from .build import MILESTONES, answer, direction, figure, level, milestones, relative, yes_no
from .strategies import law, specs, yearly_readings

TODAY = date(2027, 1, 1)
OBSERVED = {Answer.FIGURE, Answer.STEPS, Answer.YES, Answer.NO}


def fits(reach, reading):
    """As the database asks it."""
    if reading.answer is Answer.FIGURE:
        low = reach.at_most is not None and reading.value <= reach.at_most
        return low or (reach.at_least is not None and reading.value >= reach.at_least)
    if reading.answer is Answer.STEPS:
        return reach.steps is not None and len(reading.done) >= reach.steps
    return reading.answer is reach.answer


def chosen(spec, readings):
    """The readings that would be read of the history, the last day, and the days on which the goal may be reached."""
    since = max((reference_day(one) for one in readings if one.answer in OBSERVED), default=None)
    if since is None:
        return list(readings), None, []
    reached = sorted({reference_day(one) for one in readings if fits(reach_of(spec), one)})[:2]
    few = [one for one in readings if reference_day(one) >= since or reference_day(one) in reached]
    return few, since, reached


def said(spec, readings):
    """What is kept of an assessment; which readings it did not need is not."""
    return replace(assess(spec, readings, as_of=TODAY), readings_used=(), left_out=())


def is_enough(spec, readings):
    few, since, reached = chosen(spec, readings)
    return since and decides(spec, few, since=since, reached=reached, as_of=TODAY)


@st.composite
def histories(draw):
    """Public readings, about years and about days, often several about one."""
    readings = [replace(one, withdrawn_on=None) for one in draw(yearly_readings())]
    for place in range(draw(st.integers(0, 6))):
        on = draw(
            st.sampled_from([date(2020, 6, 30), date(2021, 12, 31), date(2023, 12, 31), date(2024, 3, 1)])
        )
        value = Decimal(draw(st.integers(30, 160)))
        more = {"published_on": on + timedelta(days=9), "standing": draw(st.integers(0, 2))}
        one = answer(on.year, Answer.FIGURE, key=f"day {place}", value=value, **more)
        readings.append(replace(one, on=on, yearly=False))
    return readings


@law
@given(specs(), histories(), st.booleans())
def test_what_is_enough_gives_what_the_whole_history_gives(spec, readings, is_early):
    spec = replace(spec, due_on=date(2030, 12, 31)) if is_early else spec
    few, _since, _reached = chosen(spec, readings)

    enough = is_enough(spec, readings)

    assert not enough or said(spec, few) == said(spec, readings)


def test_most_histories_need_few_readings():
    # Given histories of sixty years, each year with a figure, some with "no progress"
    chance = random.Random(1)
    asked = 200

    enough = sum(is_enough(level(since=1960), long_history(chance)) for _ in range(asked))

    assert enough > asked * 0.9


def long_history(chance):
    years = range(1967, 2027)
    return [
        figure(year, chance.randrange(3_000, 9_000))
        if chance.random() > 0.2
        else answer(year, Answer.NO_PROGRESS)
        for year in years
    ]


def test_a_goal_reached_and_lost_again_is_among_them():
    # Given a goal reached in 2020, lost, and twenty years of figures since
    readings = [
        figure(2019, 9_000),
        figure(2020, 4_000),
        *(figure(year, 5_000) for year in range(2021, 2041)),
    ]

    few, since, reached = chosen(level(), readings)

    assert [one.on.year for one in few] == [2020, 2040]
    assert decides(level(), few, since=since, reached=reached, as_of=date(2041, 6, 1))


def test_a_day_on_which_one_says_that_nothing_moved_needs_the_whole_history():
    readings = [
        figure(2019, 6_000),
        figure(2022, 5_000, standing=1),
        replace(answer(2022, Answer.NO_PROGRESS), key="rival", standing=2),
    ]

    assert not is_enough(level(), readings)


def test_figures_of_a_due_date_within_a_year_need_the_whole_history():
    assert not is_enough(level(due_on=date(2023, 6, 30)), [figure(2022, 5_000)])
    assert is_enough(level(), [figure(2022, 5_000)])


def test_what_reaches_a_goal_depends_on_its_kind():
    assert reach_of(level()) == Reach(at_most=Decimal(4_000))
    assert reach_of(relative(1_000, -60)) == Reach(at_most=Decimal(400))
    assert reach_of(level(80, 120)) == Reach(at_least=Decimal(120))
    assert reach_of(yes_no()) == Reach(answer=Answer.YES)
    assert reach_of(milestones()) == Reach(steps=len(MILESTONES))
    assert reach_of(direction("improve")) == reach_of(level(None)) == Reach()


def test_a_bound_between_two_figures_lets_none_slip():
    # Given a goal with more places than a figure has: 33.33333
    assert reach_of(relative(Decimal("66.66666"), -50)) == Reach(at_most=Decimal("33.3333"))
    assert reach_of(relative(Decimal("66.66666"), 50, better="higher")) == Reach(at_least=Decimal("100.0000"))

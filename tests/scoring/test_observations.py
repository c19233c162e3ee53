"""Which readings count at a date, and why the others do not."""

from datetime import date

import pytest

from tracker.scoring import (
    Answer,
    LeftOutReason,
    Status,
    assess,
    reference_day,
)

from .build import answer, end_of, figure, left_out, level

AS_OF = end_of(2022)


def test_reading_counts_from_the_day_it_is_published_to_the_day_before_it_is_withdrawn():
    reading = figure(2020, 7_600, published_on=date(2021, 3, 1), withdrawn_on=date(2021, 5, 1))
    days = [date(2021, 2, 28), date(2021, 3, 1), date(2021, 4, 30), date(2021, 5, 1)]

    found = [assess(level(), [reading], as_of=day) for day in days]

    assert [left_out(one).get("2020") for one in found] == [
        LeftOutReason.NOT_PUBLISHED_YET,
        None,
        None,
        LeftOutReason.WITHDRAWN,
    ]
    assert [one.status for one in found] == [
        Status.NO_DATA,
        Status.ON_PACE,
        Status.ON_PACE,
        Status.NO_DATA,
    ]


def test_correction_takes_the_place_of_what_it_corrects_on_its_day():
    day = date(2021, 5, 1)
    wrong = figure(2020, 7_600, key="1", published_on=date(2021, 3, 1), withdrawn_on=day)
    right = figure(2020, 9_000, key="2", published_on=day)

    before = assess(level(), [right, wrong], as_of=date(2021, 4, 30))
    after = assess(level(), [right, wrong], as_of=day)

    assert (before.used, left_out(before)) == (wrong, {"2": LeftOutReason.NOT_PUBLISHED_YET})
    assert (after.used, left_out(after)) == (right, {"1": LeftOutReason.WITHDRAWN})
    assert after.contested is False


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (figure(2018, 4_000), LeftOutReason.BEFORE_BASELINE),
        (figure(2017, 4_000), LeftOutReason.BEFORE_BASELINE),
        (answer(2018, Answer.NO_PROGRESS), LeftOutReason.BEFORE_BASELINE),
        (
            figure(2018, 4_000, yearly=False, on=date(2018, 12, 31)),
            LeftOutReason.BEFORE_BASELINE,
        ),
    ],
)
def test_reading_no_later_than_the_baseline_is_left_out(reading, reason):
    found = assess(level(), [reading], as_of=AS_OF)

    assert (found.status, left_out(found)) == (Status.NO_DATA, {reading.key: reason})


def test_reading_of_the_day_after_the_baseline_counts():
    found = assess(level(), [figure(2019, 4_000, yearly=False, on=date(2019, 1, 1), key="a")], as_of=AS_OF)

    assert (found.status, found.readings_used) == (Status.MET, ("a",))


def test_yearly_figure_of_the_baseline_year_is_no_later_than_the_baseline():
    spec = level(baseline_on=date(2018, 6, 30))

    found = assess(spec, [figure(2018, 4_000)], as_of=AS_OF)

    assert left_out(found) == {"2018": LeftOutReason.BEFORE_BASELINE}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"standing": 0}, {"standing": 1}),
        ({"standing": 1}, {"standing": 2}),
        ({"published_on": date(2021, 2, 2)}, {"published_on": date(2021, 2, 1)}),
        (
            {"standing": 0, "published_on": date(2021, 1, 1)},
            {"standing": 1, "published_on": date(2022, 1, 1)},
        ),
        ({"key": "a"}, {"key": "b"}),
    ],
)
def test_for_one_date_one_reading_counts(first, second):
    winner = figure(2020, 7_600, **({"key": "winner"} | first))
    loser = figure(2020, 7_500, **({"key": "zloser"} | second))

    found = assess(level(), [loser, winner], as_of=AS_OF)

    assert (found.used, left_out(found)) == (winner, {loser.key: LeftOutReason.ANOTHER_COUNTS})
    assert found.contested is False


def test_figure_of_the_last_day_of_a_year_is_of_the_same_date_as_that_of_the_year():
    of_year, of_day = figure(2020, 7_600), figure(2020, 7_600, key="day", yearly=False, standing=1)

    found = assess(level(), [of_day, of_year], as_of=AS_OF)

    assert reference_day(of_year) == reference_day(of_day)
    assert left_out(found) == {"day": LeftOutReason.ANOTHER_COUNTS}


def test_figures_of_two_days_of_one_year_both_count():
    days = {"a": date(2020, 3, 1), "b": date(2020, 9, 1)}
    readings = [figure(2020, 7_600, key=key, yearly=False, on=day) for key, day in days.items()]

    found = assess(level(), readings, as_of=AS_OF)

    assert (found.readings_used, found.used) == (("a", "b"), readings[1])
    assert [reference_day(reading) for reading in readings] == list(days.values())


def test_yearly_figure_is_about_the_last_day_of_its_year():
    assert reference_day(figure(2020, 7_600, on=date(2020, 3, 1))) == end_of(2020)


@pytest.mark.parametrize(("other", "contested"), [(7_500, False), (9_000, True)])
def test_contested_when_another_figure_of_the_date_gives_another_status(other, contested):
    leading = figure(2020, 7_600, key="leading")
    beside = figure(2020, other, key="beside", standing=2)

    found = assess(level(), [leading, beside], as_of=AS_OF)

    assert (found.status, found.used, found.contested) == (Status.ON_PACE, leading, contested)


def test_contested_by_a_rival_of_an_earlier_date_that_changes_what_came_after():
    readings = [
        figure(2020, 7_600),
        figure(2020, 4_000, key="reached", standing=2),
        figure(2021, 6_400),
    ]

    found = assess(level(), readings, as_of=AS_OF)

    assert (found.status, found.contested) == (Status.ON_PACE, True)


@pytest.mark.parametrize("what", [Answer.NO_DATA, Answer.CONFIDENTIAL, Answer.NOT_APPLICABLE])
def test_an_answer_without_an_observation_contests_nothing_and_stands_in_nobodys_way(what):
    silent = answer(2020, what, key="silent", standing=2)

    found = assess(level(), [figure(2020, 7_600, standing=1), silent], as_of=AS_OF)

    assert (found.status, found.contested) == (Status.ON_PACE, False)
    assert left_out(found) == {"silent": LeftOutReason.NOT_AN_OBSERVATION}


def test_no_data_of_the_leading_committee_leaves_the_figure_of_a_series():
    readings = [figure(2020, 7_600, standing=1), answer(2020, Answer.NO_DATA, key="leading")]

    found = assess(level(), readings, as_of=AS_OF)

    assert found.readings_used == ("2020",)

"""What stands beside a status: every number, and why a reading counts or does not."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tracker.scoring import (
    Answer,
    Grade,
    Kind,
    LeftOutReason,
    Mark,
    Milestone,
    Path,
    PathStep,
    Status,
    assess,
    mark_of,
    score_of,
)

from .build import answer, direction, done, end_of, figure, left_out, level, milestones, yes_no

IN_TIME = end_of(2022)
IMPROVE, MAINTAIN = direction(Kind.IMPROVE), direction(Kind.MAINTAIN)


def test_reached_late_and_lost_again_is_missed_but_the_day_is_kept():
    found = assess(level(), [figure(2024, 4_000), figure(2025, 4_600)], as_of=end_of(2025))

    assert (found.status, found.met_on, found.share) == (Status.MISSED, end_of(2024), Fraction(9, 10))


@pytest.mark.parametrize(
    ("what", "status", "reason"),
    [
        (figure(2020, 7_600), Status.ON_PACE, None),
        (figure(2020, 0), Status.MET, None),
        (answer(2020, Answer.FIGURE), Status.NO_DATA, LeftOutReason.NOT_AN_OBSERVATION),
        (done(2020, "drafted"), Status.NO_DATA, LeftOutReason.NOT_AN_OBSERVATION),
        (answer(2020, Answer.YES), Status.NO_DATA, LeftOutReason.NOT_AN_OBSERVATION),
        (answer(2020, Answer.NO), Status.NO_DATA, LeftOutReason.NOT_AN_OBSERVATION),
        (answer(2020, Answer.NO_PROGRESS), Status.NO_CHANGE, None),
        (answer(2020, Answer.NO_DATA), Status.NO_DATA, LeftOutReason.NOT_AN_OBSERVATION),
        (answer(2020, Answer.NOT_APPLICABLE), Status.NOT_APPLICABLE, None),
        (answer(2020, Answer.CONFIDENTIAL), Status.NO_DATA, LeftOutReason.NOT_AN_OBSERVATION),
    ],
)
def test_each_answer_about_a_figure(what, status, reason):
    found = assess(level(), [what], as_of=IN_TIME)

    assert found.status is status
    assert left_out(found) == ({} if reason is None else {"2020": reason})
    assert found.readings_used == (("2020",) if reason is None else ())


def test_figure_is_no_answer_to_yes_or_no():
    found = assess(yes_no(), [figure(2020, 1)], as_of=IN_TIME)

    assert (found.status, left_out(found)) == (
        Status.NO_DATA,
        {"2020": LeftOutReason.NOT_AN_OBSERVATION},
    )


def test_assessment_says_every_number():
    readings = [figure(2019, 9_000, grade=Grade.A), figure(2021, 7_000, grade=Grade.C, proxy=True)]

    found = assess(level(), readings, as_of=IN_TIME)

    assert (found.status, found.mark) == (Status.BEHIND_PACE, Mark.IN_PART)
    assert (found.goal, found.value, found.required) == (4_000, 7_000, 6_400)
    assert (found.share, found.elapsed, found.pace) == (Fraction(1, 2), Fraction(3, 5), Fraction(5, 6))
    assert (found.score, found.met_on, found.carried_from) == (50, None, None)
    assert (found.used, found.readings_used, found.left_out) == (readings[1], ("2019", "2021"), ())
    assert (found.contested, found.grade, found.proxy) == (False, Grade.C, True)


def test_yes_or_no_has_a_share_and_no_pace():
    found = assess(yes_no(), [answer(2020, Answer.YES)], as_of=IN_TIME)

    assert (found.share, found.score, found.pace, found.goal, found.required) == (1, 100, None, None, None)
    assert found.met_on == end_of(2020)


@pytest.mark.parametrize(
    ("spec", "value", "score"),
    [(IMPROVE, 900, 100), (IMPROVE, 1_000, 0), (MAINTAIN, 1_000, 100), (MAINTAIN, 1_100, 0)],
)
def test_direction_scores_all_or_nothing_and_has_no_share(spec, value, score):
    found = assess(spec, [figure(2022, value)], as_of=IN_TIME)

    assert (found.score, found.share, found.pace, found.goal, found.required) == (
        score,
        None,
        None,
        None,
        None,
    )
    assert (found.value, found.elapsed) == (value, Fraction(4, 5))


def test_nothing_expected_yet_is_on_pace_with_whatever_is_gained():
    flat = level(path=Path.STEPS, steps=(PathStep(on=end_of(2021), value=Decimal(10_000)),))

    found = assess(flat, [figure(2021, 9_700)], as_of=IN_TIME)

    assert (found.status, found.pace, found.required) == (Status.ON_PACE, None, 10_000)


def test_yearly_figure_of_the_due_year_is_an_end_line_wherever_in_the_year_the_date_lies():
    mid_year = level(due_on=date(2023, 6, 30))

    day_before = figure(2023, 5_000, yearly=False, published_on=end_of(2023), on=date(2023, 6, 29))

    yearly = assess(mid_year, [figure(2023, 5_000)], as_of=date(2024, 7, 1))
    daily = assess(mid_year, [day_before], as_of=date(2024, 7, 1))

    assert (yearly.status, yearly.elapsed) == (Status.MISSED, 1)
    assert (daily.status, daily.elapsed) == (Status.OVERDUE, Fraction(1641, 1642))


def test_unknown_milestones_weigh_nothing():
    found = assess(milestones(), [done(2020, "drafted", "painted blue")], as_of=IN_TIME)

    assert found.share == Fraction(1, 10)


def test_weights_of_milestones_are_relative():
    spec = milestones(steps=(Milestone(code="a", weight=1), Milestone(code="b", weight=2)))

    found = assess(spec, [done(2020, "b")], as_of=IN_TIME)

    assert found.share == Fraction(2, 3)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("share", [None, Fraction(-1), Fraction(0), Fraction(1, 4), Fraction(2)])
def test_score_is_missing_exactly_where_there_is_no_evidence(status, share):
    mark, score = mark_of(status, share), score_of(status, share)

    assert (score is None) is (mark in {Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE})
    assert score is None or 0 <= score <= 100

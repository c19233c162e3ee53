""" "No progress" and "does not apply": the answers that lean on other readings."""

from datetime import date

import pytest

from tracker.scoring import (
    Answer,
    Grade,
    Kind,
    LeftOutReason,
    Status,
    assess,
    count_readings,
)

from .build import answer, direction, done, end_of, figure, left_out, level, milestones, yes_no

AS_OF = end_of(2022)


def test_no_progress_carries_the_last_figure_on():
    readings = [
        figure(2019, 8_800, grade=Grade.D, proxy=True),
        answer(2020, Answer.NO_PROGRESS, grade=Grade.B),
        answer(2021, Answer.NO_PROGRESS, grade=Grade.A),
    ]

    found = assess(level(), readings, as_of=AS_OF)

    assert (found.value, found.carried_from, found.used) == (8_800, "2019", readings[2])
    assert (found.status, found.readings_used) == (Status.FAR_BEHIND, ("2019", "2020", "2021"))
    assert (found.grade, found.proxy) == (Grade.D, True)


def test_no_progress_without_an_earlier_figure_carries_the_baseline_on():
    found = assess(level(), [answer(2020, Answer.NO_PROGRESS, grade=Grade.B)], as_of=AS_OF)

    assert (found.status, found.value, found.share, found.carried_from) == (Status.NO_CHANGE, 10_000, 0, None)
    assert (found.grade, found.proxy) == (Grade.B, False)


@pytest.mark.parametrize("kind", [Kind.IMPROVE, Kind.MAINTAIN])
def test_no_progress_on_a_direction_carries_the_baseline_on(kind):
    found = assess(direction(kind), [answer(2020, Answer.NO_PROGRESS)], as_of=AS_OF)

    assert found.status is {Kind.IMPROVE: Status.NO_CHANGE, Kind.MAINTAIN: Status.HELD}[kind]


@pytest.mark.parametrize("spec", [level(None, 4_000), milestones(), yes_no()])
def test_no_progress_with_nothing_to_carry_is_no_data(spec):
    found = assess(spec, [answer(2020, Answer.NO_PROGRESS)], as_of=AS_OF)

    assert (found.status, left_out(found)) == (Status.NO_DATA, {"2020": LeftOutReason.NOTHING_TO_CARRY})


def test_no_progress_carries_steps_and_answers_on():
    same = answer(2021, Answer.NO_PROGRESS)

    steps = assess(milestones(), [done(2020, "drafted", "adopted"), same], as_of=AS_OF)
    yes = assess(yes_no(), [answer(2020, Answer.YES), same], as_of=AS_OF)

    assert (steps.value, steps.carried_from) == (30, "2020")
    assert (yes.value, yes.status) == (1, Status.MET)


def test_no_progress_with_nothing_to_carry_gives_way_and_contests_nothing():
    empty = answer(2020, Answer.NO_PROGRESS, key="empty")
    figures = done(2020, "drafted", "adopted", "in force", standing=2)

    found = assess(milestones(), [empty, figures], as_of=AS_OF)
    turned = assess(milestones(), [empty, done(2020, "drafted", standing=-1)], as_of=AS_OF)

    assert (found.used, left_out(found)) == (figures, {"empty": LeftOutReason.NOTHING_TO_CARRY})
    assert left_out(turned) == {"empty": LeftOutReason.ANOTHER_COUNTS}
    assert (found.contested, turned.contested) == (False, False)


def test_no_progress_after_a_withdrawn_figure_carries_what_is_left():
    readings = [
        figure(2019, 8_800),
        figure(2020, 5_000, withdrawn_on=date(2021, 6, 1)),
        answer(2021, Answer.NO_PROGRESS),
    ]

    found = assess(level(), readings, as_of=AS_OF)

    assert (found.value, found.carried_from) == (8_800, "2019")


def test_latest_answer_that_it_does_not_apply_decides():
    readings = [figure(2019, 8_800), figure(2020, 9_000), answer(2021, Answer.NOT_APPLICABLE)]

    found = assess(level(), readings, as_of=AS_OF)

    assert (found.status, found.used, found.readings_used) == (
        Status.NOT_APPLICABLE,
        readings[2],
        ("2021",),
    )
    assert left_out(found) == {"2019": LeftOutReason.NOT_SCORED, "2020": LeftOutReason.NOT_SCORED}


def test_figure_after_it_did_not_apply_counts_again():
    readings = [answer(2020, Answer.NOT_APPLICABLE), figure(2021, 6_400)]

    found = assess(level(), readings, as_of=AS_OF)

    assert (found.status, left_out(found)) == (
        Status.ON_PACE,
        {"2020": LeftOutReason.NOT_AN_OBSERVATION},
    )


@pytest.mark.parametrize(("spec", "contested"), [(level(), True), (level(assessable=False), False)])
def test_does_not_apply_is_contested_by_a_figure_of_the_same_date(spec, contested):
    waiver = answer(2021, Answer.NOT_APPLICABLE, key="waiver")
    beside = figure(2021, 6_400, standing=2)

    found = assess(spec, [waiver, beside, figure(2020, 7_600)], as_of=AS_OF)

    assert (found.status, found.contested) == (Status.NOT_APPLICABLE, contested)
    assert left_out(found)["2020"] is LeftOutReason.NOT_SCORED


@pytest.mark.parametrize("unscored", [{"applies": False}, {"assessable": False}])
def test_readings_of_a_target_that_is_not_scored(unscored):
    readings = [figure(2020, 7_600), figure(2023, 4_000)]

    found = assess(level(**unscored), readings, as_of=AS_OF)

    assert (found.used, found.score, found.contested) == (None, None, False)
    assert left_out(found) == {
        "2020": LeftOutReason.NOT_SCORED,
        "2023": LeftOutReason.NOT_PUBLISHED_YET,
    }


def test_figure_without_a_baseline_waits_for_one():
    found = assess(level(None, 4_000), [figure(2020, 7_600)], as_of=AS_OF)

    assert (found.status, left_out(found)) == (
        Status.NOT_ASSESSABLE,
        {"2020": LeftOutReason.NO_BASELINE},
    )


def test_observations_come_oldest_first_with_their_amounts():
    readings = [figure(2021, 7_000), figure(2019, 9_000), figure(2020, 7_600)]

    found = count_readings(level(), readings, as_of=AS_OF).observations

    assert [(one.reading.key, one.amount) for one in found] == [
        ("2019", 9_000),
        ("2020", 7_600),
        ("2021", 7_000),
    ]

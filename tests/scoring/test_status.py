"""One row for each status of each kind, each answer, and each mark."""

from datetime import date

import pytest

from tracker.scoring import (
    Answer,
    Kind,
    Mark,
    Status,
    assess,
)

from .build import answer, direction, done, end_of, figure, level, milestones, relative, yes_no

IN_TIME, IN_GRACE, LATE = end_of(2022), date(2024, 12, 31), date(2025, 1, 1)
IMPROVE, MAINTAIN = direction(Kind.IMPROVE), direction(Kind.MAINTAIN)
LONG = level(due=2030)
NO_BASELINE = level(None, 4_000)

TABLE = [
    # towards a goal
    (level(), [], IN_TIME, Status.NO_DATA, Mark.NO_EVIDENCE),
    (level(), [], LATE, Status.NO_DATA, Mark.NO_EVIDENCE),
    (level(), [figure(2020, 4_000)], IN_TIME, Status.MET, Mark.MET),
    (level(), [figure(2020, 4_000)], LATE, Status.MET, Mark.MET),
    (level(), [figure(2020, 4_000), figure(2021, 4_001)], IN_TIME, Status.MET_NOT_SUSTAINED, Mark.IN_PART),
    (level(), [figure(2023, 4_000), figure(2025, 9_000)], LATE, Status.MET, Mark.MET),  # 2025 is not out yet
    (level(), [figure(2023, 4_000), figure(2024, 9_000)], LATE, Status.MET_NOT_SUSTAINED, Mark.NOT_MET),
    (level(), [figure(2023, 5_000), figure(2024, 4_000)], LATE, Status.MET_LATE, Mark.MET),
    (level(), [figure(2024, 4_000)], LATE, Status.MET_LATE, Mark.MET),
    (level(), [figure(2024, 4_000), figure(2025, 4_600)], end_of(2025), Status.MISSED, Mark.IN_PART),
    (level(), [figure(2023, 4_001)], LATE, Status.MISSED, Mark.IN_PART),
    (level(), [figure(2023, 8_501)], LATE, Status.MISSED, Mark.NOT_MET),
    (level(), [figure(2023, 8_500)], LATE, Status.MISSED, Mark.IN_PART),
    (level(), [figure(2023, 11_000)], LATE, Status.MISSED, Mark.NOT_MET),
    (level(), [figure(2022, 5_000)], IN_GRACE, Status.AWAITING_END_LINE, Mark.IN_PART),
    (level(), [figure(2022, 9_000)], IN_GRACE, Status.AWAITING_END_LINE, Mark.NOT_MET),
    (level(), [figure(2022, 5_000)], LATE, Status.OVERDUE, Mark.IN_PART),
    (level(), [figure(2022, 11_000)], LATE, Status.OVERDUE, Mark.NOT_MET),
    (level(grace_months=0), [figure(2022, 5_000)], date(2024, 1, 1), Status.OVERDUE, Mark.IN_PART),
    (level(), [figure(2022, 5_000)], end_of(2023), Status.ON_PACE, Mark.IN_PART),
    (level(), [figure(2022, 10_121)], IN_TIME, Status.MOVING_BACKWARDS, Mark.BACKWARDS),
    (level(), [figure(2022, 10_120)], IN_TIME, Status.NO_CHANGE, Mark.NOT_MET),
    (level(), [figure(2022, 9_880)], IN_TIME, Status.NO_CHANGE, Mark.NOT_MET),
    (LONG, [figure(2019, 9_800)], IN_TIME, Status.TOO_EARLY, Mark.NOT_MET),
    (LONG, [figure(2019, 5_000)], IN_TIME, Status.TOO_EARLY, Mark.IN_PART),
    (LONG, [figure(2019, 10_200)], IN_TIME, Status.MOVING_BACKWARDS, Mark.BACKWARDS),
    (level(due=2029), [figure(2019, 9_000)], IN_TIME, Status.TOO_EARLY, Mark.NOT_MET),
    (level(due=2028), [figure(2019, 9_430)], IN_TIME, Status.ON_PACE, Mark.NOT_MET),
    (level(), [figure(2020, 7_720)], IN_TIME, Status.ON_PACE, Mark.IN_PART),
    (level(), [figure(2020, 7_721)], IN_TIME, Status.BEHIND_PACE, Mark.IN_PART),
    (level(), [figure(2019, 8_800)], IN_TIME, Status.ON_PACE, Mark.NOT_MET),
    (level(), [figure(2020, 8_560)], IN_TIME, Status.BEHIND_PACE, Mark.NOT_MET),
    (level(), [figure(2020, 8_561)], IN_TIME, Status.FAR_BEHIND, Mark.NOT_MET),
    (relative(10_000, -60), [figure(2020, 7_720)], IN_TIME, Status.ON_PACE, Mark.IN_PART),
    (level(40, 100, kind=Kind.SHARE), [figure(2021, 76)], IN_TIME, Status.ON_PACE, Mark.IN_PART),
    # a direction without a number
    (IMPROVE, [figure(2022, 979)], IN_TIME, Status.ON_PACE, Mark.IN_PART),
    (IMPROVE, [figure(2022, 980)], IN_TIME, Status.NO_CHANGE, Mark.NOT_MET),
    (direction(Kind.IMPROVE, baseline=0), [figure(2022, "-0.01")], IN_TIME, Status.ON_PACE, Mark.IN_PART),
    (IMPROVE, [figure(2022, 1_020)], IN_TIME, Status.NO_CHANGE, Mark.NOT_MET),
    (IMPROVE, [figure(2022, 1_021)], IN_TIME, Status.MOVING_BACKWARDS, Mark.BACKWARDS),
    (IMPROVE, [figure(2022, 900)], IN_GRACE, Status.AWAITING_END_LINE, Mark.NOT_MET),
    (IMPROVE, [figure(2022, 900)], LATE, Status.OVERDUE, Mark.NOT_MET),
    (IMPROVE, [figure(2023, 979)], LATE, Status.MET, Mark.MET),
    (IMPROVE, [figure(2023, 980)], LATE, Status.MISSED, Mark.NOT_MET),
    (IMPROVE, [figure(2023, 1_100)], LATE, Status.MISSED, Mark.NOT_MET),
    (MAINTAIN, [figure(2022, 1_020)], IN_TIME, Status.HELD, Mark.MET),
    (MAINTAIN, [figure(2022, 1_021)], IN_TIME, Status.BREACHED, Mark.NOT_MET),
    (MAINTAIN, [figure(2023, 1_021)], LATE, Status.BREACHED, Mark.NOT_MET),
    (MAINTAIN, [figure(2023, 500)], LATE, Status.HELD, Mark.MET),
    (MAINTAIN, [figure(2022, 500)], IN_GRACE, Status.AWAITING_END_LINE, Mark.NOT_MET),
    # yes or no
    (yes_no(), [answer(2020, Answer.YES)], IN_TIME, Status.MET, Mark.MET),
    (yes_no(), [answer(2020, Answer.NO)], IN_TIME, Status.NOT_MET, Mark.NOT_MET),
    (yes_no(), [answer(2017, Answer.YES)], IN_TIME, Status.MET, Mark.MET),
    (yes_no(), [answer(2023, Answer.NO)], LATE, Status.MISSED, Mark.NOT_MET),
    (yes_no(), [answer(2024, Answer.YES)], LATE, Status.MET_LATE, Mark.MET),
    (yes_no(), [answer(2022, Answer.NO)], IN_GRACE, Status.AWAITING_END_LINE, Mark.NOT_MET),
    (yes_no(), [answer(2022, Answer.NO)], LATE, Status.OVERDUE, Mark.NOT_MET),
    (
        yes_no(),
        [answer(2020, Answer.YES), answer(2021, Answer.NO)],
        IN_TIME,
        Status.MET_NOT_SUSTAINED,
        Mark.NOT_MET,
    ),
    # milestones
    (milestones(), [done(2020, "drafted", "adopted")], IN_TIME, Status.BEHIND_PACE, Mark.IN_PART),
    (milestones(), [done(2020)], IN_TIME, Status.NO_CHANGE, Mark.NOT_MET),
    (milestones(), [done(2017, "drafted")], IN_TIME, Status.TOO_EARLY, Mark.NOT_MET),
    (
        milestones(),
        [done(2022, "drafted", "adopted", "in force", "applied")],
        IN_TIME,
        Status.MET,
        Mark.MET,
    ),
    # not scored at all
    (level(applies=False), [figure(2020, 4_000)], IN_TIME, Status.NOT_APPLICABLE, Mark.NOT_APPLICABLE),
    (
        level(applies=False, assessable=False),
        [answer(2020, Answer.NOT_APPLICABLE)],
        IN_TIME,
        Status.NOT_APPLICABLE,
        Mark.NOT_APPLICABLE,
    ),
    (level(assessable=False), [figure(2020, 4_000)], IN_TIME, Status.NOT_ASSESSABLE, Mark.NO_EVIDENCE),
    (level(assessable=False), [], IN_TIME, Status.NOT_ASSESSABLE, Mark.NO_EVIDENCE),
    (NO_BASELINE, [], LATE, Status.NO_DATA, Mark.NO_EVIDENCE),
    (NO_BASELINE, [answer(2020, Answer.NO_DATA)], LATE, Status.NO_DATA, Mark.NO_EVIDENCE),
    (NO_BASELINE, [figure(2020, 4_000)], LATE, Status.NOT_ASSESSABLE, Mark.NO_EVIDENCE),
    (relative(None, -60), [figure(2020, 40)], IN_TIME, Status.NOT_ASSESSABLE, Mark.NO_EVIDENCE),
    (
        level(None, 100, kind=Kind.SHARE),
        [figure(2020, 50)],
        IN_TIME,
        Status.NOT_ASSESSABLE,
        Mark.NO_EVIDENCE,
    ),
    (
        direction(Kind.IMPROVE, baseline=None),
        [figure(2020, 50)],
        IN_TIME,
        Status.NOT_ASSESSABLE,
        Mark.NO_EVIDENCE,
    ),
    (
        direction(Kind.MAINTAIN, better=None),
        [figure(2020, 50)],
        IN_TIME,
        Status.NOT_ASSESSABLE,
        Mark.NO_EVIDENCE,
    ),
    (level(goal=4_000, better=None), [figure(2020, 4_000)], IN_TIME, Status.MET, Mark.MET),
    (milestones(steps=()), [done(2020)], IN_TIME, Status.NOT_ASSESSABLE, Mark.NO_EVIDENCE),
]


@pytest.mark.parametrize(("spec", "readings", "as_of", "status", "mark"), TABLE)
def test_status_and_mark(spec, readings, as_of, status, mark):
    found = assess(spec, readings, as_of=as_of)

    assert (found.status, found.mark) == (status, mark)


def test_every_status_and_every_mark_is_in_the_table():
    assert {row[3] for row in TABLE} == set(Status)
    assert {row[4] for row in TABLE} == set(Mark)

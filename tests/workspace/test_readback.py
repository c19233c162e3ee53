"""The sentence that reads an answer back: every kind of target with every answer that it takes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.cast import figure, submitted
from tracker.scoring import Answer, Better, Kind, Milestone, Reading, TargetSpec
from tracker.selectors.workspace import report_view
from tracker.workspace.readback import read_back, read_back_of

TODAY = date(2026, 11, 24)
STEPS = (("law", "a law"), ("staff", "people who carry it out"))
NARROW = "\u202f"
TRAFFICKING = TargetSpec(
    kind=Kind.RELATIVE_CHANGE,
    better=Better.LOWER,
    baseline=Decimal(85_613),
    baseline_on=date(2018, 12, 31),
    due_on=date(2023, 12, 31),
    change=Decimal(-60),
)
LEVEL = replace(TRAFFICKING, kind=Kind.LEVEL, baseline=Decimal(10_000), goal=Decimal(4_000), change=None)
SHARE = replace(LEVEL, kind=Kind.SHARE, better=Better.HIGHER, baseline=Decimal(62), goal=Decimal(100))
IMPROVE = replace(LEVEL, kind=Kind.IMPROVE, goal=None, due_on=date(2030, 12, 31))
MAINTAIN = replace(IMPROVE, kind=Kind.MAINTAIN)
MILESTONES = replace(
    LEVEL,
    kind=Kind.MILESTONES,
    better=None,
    baseline=None,
    goal=None,
    milestones=(Milestone(code="law", weight=2), Milestone(code="staff", weight=1)),
)
YES_NO = replace(MILESTONES, kind=Kind.YES_NO, milestones=())


def reading(answer, year=2021, **more):
    known = {"key": "new", "on": date(year, 12, 31), "yearly": True, "published_on": TODAY}
    value = more.pop("value", None)
    return Reading(answer=answer, value=None if value is None else Decimal(value), **{**known, **more})


def value(number, year=2021, **more):
    return reading(Answer.FIGURE, year, value=number, **more)


def said(spec, answer, unit="", beside=()):
    text = read_back(answer, spec, today=TODAY, unit=unit, steps=STEPS, beside=beside)
    return text.replace(NARROW, " ").replace("\u00a0", " ")


def test_the_example_of_the_starting_document():
    assert said(TRAFFICKING, value(133_943, 2023)) == (
        "133 943 in 2023; the goal was at most 34 245; this is moving away from it."
    )


@pytest.mark.parametrize(
    ("spec", "answer", "text"),
    [
        (LEVEL, value(4_000), "4 000 in 2021; the goal was at most 4 000; this reaches it."),
        (
            LEVEL,
            value(4_000, 2025),
            "4 000 in 2025; the goal was at most 4 000; this reaches it, later than promised.",
        ),
        (LEVEL, value(7_000), "7 000 in 2021; the goal was at most 4 000; this is 50 % of the way to it."),
        (LEVEL, value(9_990), "9 990 in 2021; the goal was at most 4 000; this is about where it began."),
        (LEVEL, value(11_000), "11 000 in 2021; the goal was at most 4 000; this is moving away from it."),
        (
            LEVEL,
            value("6999.5", on=date(2021, 6, 30), yearly=False),
            "6 999.5 on 30 June 2021; the goal was at most 4 000; this is 50 % of the way to it.",
        ),
        (TRAFFICKING, value(34_245, 2023), "34 245 in 2023; the goal was at most 34 245; this reaches it."),
        (
            TRAFFICKING,
            value("34245.5", 2023),
            "34 245.5 in 2023; the goal was at most 34 245; this is 99 % of the way to it.",
        ),
        (
            replace(TRAFFICKING, better=Better.HIGHER, change=Decimal(10)),
            value(94_175),
            "94 175 in 2021; the goal was at least 94 175; this reaches it.",
        ),
        (
            replace(LEVEL, baseline=None),
            value(7_000),
            "7 000 in 2021; the goal was at most 4 000; there is no baseline to measure it from, "
            "so no mark follows from it.",
        ),
        (
            LEVEL,
            value(7_000, 2017),
            "7 000 in 2017; the goal was at most 4 000; it is about a time before the baseline, "
            "so no mark follows from it.",
        ),
        (
            replace(LEVEL, applies=False),
            value(7_000),
            "7 000 in 2021; the goal was at most 4 000; the target does not apply here, so no mark follows from it.",
        ),
        (
            replace(LEVEL, assessable=False),
            value(7_000),
            "7 000 in 2021; the goal was at most 4 000; nobody can verify this commitment, "
            "so no mark follows from it.",
        ),
        (
            replace(LEVEL, due_on=date(2030, 12, 31)),
            value(7_000),
            "7 000 in 2021; the goal is at most 4 000 by 31 December 2030; this is 50 % of the way to it.",
        ),
        (
            IMPROVE,
            value(9_000, 2025),
            "9 000 in 2025; the goal is below 10 000 by 31 December 2030; this is on the way to it.",
        ),
        (
            IMPROVE,
            value(10_100, 2025),
            "10 100 in 2025; the goal is below 10 000 by 31 December 2030; this is about where it began.",
        ),
        (
            IMPROVE,
            value(12_000, 2025),
            "12 000 in 2025; the goal is below 10 000 by 31 December 2030; this is moving away from it.",
        ),
        (
            replace(IMPROVE, due_on=date(2023, 12, 31)),
            value(9_000, 2023),
            "9 000 in 2023; the goal was below 10 000; this reaches it.",
        ),
        (
            MAINTAIN,
            value(10_100, 2025),
            "10 100 in 2025; the goal is at most 10 000 by 31 December 2030; this keeps to it.",
        ),
        (
            MAINTAIN,
            value(12_000, 2025),
            "12 000 in 2025; the goal is at most 10 000 by 31 December 2030; this is moving away from it.",
        ),
        (
            MILESTONES,
            reading(Answer.STEPS, done=frozenset({"law"})),
            "Reached: a law in 2021; the goal was every step reached; this is 66 % of the way to it.",
        ),
        (
            MILESTONES,
            reading(Answer.STEPS, done=frozenset({"law", "staff"})),
            "Reached: a law, people who carry it out in 2021; the goal was every step reached; this reaches it.",
        ),
        (YES_NO, reading(Answer.YES), "Yes, it is so in 2021; the goal was yes; this reaches it."),
        (
            YES_NO,
            reading(Answer.YES, 2025),
            "Yes, it is so in 2025; the goal was yes; this reaches it, later than promised.",
        ),
        (
            YES_NO,
            reading(Answer.NO),
            "No, it is not so in 2021; the goal was yes; this does not reach it yet.",
        ),
        (
            YES_NO,
            reading(Answer.NO, 2023),
            "No, it is not so in 2023; the goal was yes; this does not reach it.",
        ),
    ],
)
def test_an_answer_with_something_to_measure(spec, answer, text):
    assert said(spec, answer) == text


def test_the_unit_stands_with_the_figure_and_a_share_keeps_its_sign():
    assert said(LEVEL, value(7_000), "persons") == (
        "7 000 persons in 2021; the goal was at most 4 000; this is 50 % of the way to it."
    )
    assert said(SHARE, value(71, 2025), "% of unaccompanied children") == (
        "71 % of unaccompanied children in 2025; the goal was at least 100 %; this is 23 % of the way to it."
    )


@pytest.mark.parametrize("spec", [LEVEL, TRAFFICKING, SHARE, IMPROVE, MAINTAIN, MILESTONES, YES_NO])
@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            Answer.NO_DATA,
            "There are no data for 2021. That is published as an answer; it is never a zero, "
            "and no mark follows from it.",
        ),
        (
            Answer.NOT_APPLICABLE,
            "It does not apply here, said of 2021. While this is the latest answer, "
            "the target is left out of every count.",
        ),
        (
            Answer.CONFIDENTIAL,
            "You know, but cannot publish it safely, said of 2021. No figure is kept or shown; "
            "it is never a zero, and no mark follows from it.",
        ),
    ],
)
def test_an_answer_without_a_figure_is_never_a_zero(spec, answer, text):
    assert said(spec, reading(answer), "persons") == text


def test_no_progress_names_the_answer_that_stays():
    earlier = (value(9_000, 2019, key="old"), value(7_000, 2020, key="last"), value(1, 2024, key="later"))

    text = said(LEVEL, reading(Answer.NO_PROGRESS), "persons", earlier)

    assert text == "No progress, said of 2021: the last answer stays, 7 000 persons (2020)."


def test_no_progress_names_the_steps_that_stay():
    earlier = (reading(Answer.STEPS, 2020, key="last", done=frozenset({"law"})),)

    text = said(MILESTONES, reading(Answer.NO_PROGRESS), beside=earlier)

    assert text == "No progress, said of 2021: the last answer stays, Reached: a law (2020)."


@pytest.mark.parametrize("spec", [LEVEL, IMPROVE, MAINTAIN])
def test_no_progress_without_an_earlier_answer_stays_at_the_baseline(spec):
    assert said(spec, reading(Answer.NO_PROGRESS)) == (
        "No progress, said of 2021: it is still where it began, 10 000 (2018)."
    )


@pytest.mark.parametrize("spec", [MILESTONES, YES_NO, replace(LEVEL, baseline=None)])
def test_no_progress_with_nothing_to_carry_on_says_so(spec):
    assert said(spec, reading(Answer.NO_PROGRESS)) == (
        "No progress, said of 2021: there is no earlier answer to carry on, so no mark follows."
    )


def test_a_report_is_read_back_with_its_own_unit_and_goal(cast):
    view = report_view(submitted(cast, figure(7_000)), today=TODAY)

    text = read_back_of(view, today=TODAY).replace(NARROW, " ").replace("\u00a0", " ")

    assert text == ("7 000 persons in 2021; the goal was at most 4 000; this is 50 % of the way to it.")

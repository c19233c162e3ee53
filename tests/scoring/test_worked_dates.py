"""The worked examples of refusals, of rounding and of time, and the three of the starting document."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tracker.scoring import (
    Answer,
    Better,
    ChangeIn,
    Kind,
    Mark,
    Refusal,
    Status,
    assess,
    check_target,
    goal_after_change,
    growth_ratio,
    part_of,
    percent_truncated,
    round_half_up,
)

from .build import (
    CASES,
    Assessment,
    direction,
    end_of,
    figure,
    level,
    relative,
    yes_no,
)

REJECTED = {case["id"]: case for case in CASES["reject_on_entry"]}


def rejected_spec(name):
    case = REJECTED[name]
    if name == "R1":
        return level(case["baseline"], case["target"], better=Better(case["better"]))
    if name == "R2":
        return relative(case["baseline"], case["percent"])
    if name == "R3":
        return level(since=case["baseline_year"], due=case["target_year"])
    if name == "R4":
        return level(40, case["target"], kind=Kind.SHARE)
    return level(case["baseline"], -60, kind=Kind.SHARE)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("R1", Refusal.GOAL_ON_WRONG_SIDE),
        ("R2", Refusal.CHANGE_OF_ZERO),
        ("R3", Refusal.DUE_NOT_AFTER_BASELINE),
        ("R4", Refusal.SHARE_OUT_OF_RANGE),
        ("R5", Refusal.PER_CENT_OR_POINTS),
    ],
)
def test_what_is_refused_on_entry_is_not_scored_either(name, refusal):
    spec = rejected_spec(name)

    assert check_target(spec, unit_is_percent=spec.kind is Kind.SHARE) == [refusal]


@pytest.mark.parametrize("name", ["R1", "R2", "R3"])
def test_what_makes_no_sense_is_not_guessed_at(name):
    found = assess(rejected_spec(name), [figure(2020, 50)], as_of=end_of(2021))

    assert (found.status, found.share, found.score) == (Status.NOT_ASSESSABLE, None, None)


def test_r5_per_cent_and_points_lead_to_different_goals():
    case = REJECTED["R5"]
    baseline, change = Decimal(case["baseline"]), Decimal(-60)

    goals = [goal_after_change(baseline, change, change_in=unit) for unit in ChangeIn]

    assert goals == [Fraction(case["expected_relative"]), Fraction(case["expected_points"])]


@pytest.mark.parametrize("case", CASES["rounding"], ids=lambda case: case["id"])
def test_rounding_is_half_up_once(case):
    exact = Fraction(case.get("exact") or Fraction(case["section_num"] * 100, case["section_den"]))

    assert round_half_up(exact) == case["expected_display"] != case["peer_published"]


AS_OF = {case["id"]: case for case in CASES["as_of"]}


def readings_of(case):
    return [figure(year, value) for year, value in case["observations"]]


def test_w1h_long_past_the_date_without_a_figure_for_it():
    case = AS_OF["W1h"]

    found = assess(level(), readings_of(case), as_of=date.fromisoformat(case["as_of"]))

    assert {
        "status": found.status,
        "last_share": found.share,
        "last_year": found.used.on.year,
    } == case["expected"] | {"status": Status.OVERDUE, "last_share": Fraction(1, 2)}


@pytest.mark.parametrize(
    ("name", "as_of"),
    [("W1i", "2024-12-31"), ("W1i", "2026-11-24"), ("W1j", "2023-12-31"), ("W1j", "2026-11-24")],
)
def test_status_at_a_date_rests_on_what_was_published_by_then(name, as_of):
    case = AS_OF[name]
    expected = case["expected"][as_of]

    found = assess(level(), readings_of(case), as_of=date.fromisoformat(as_of))

    assert (found.status, round_half_up(found.share, 6)) == (Status(expected["status"]), expected["share"])
    assert found.met_on is None or found.met_on.year == expected.get("year", 2023)


def test_w1i_the_edition_of_2024_stays_the_same_when_recomputed_later():
    readings = readings_of(AS_OF["W1i"])
    known_then = [reading for reading in readings if reading.published_on <= date(2024, 12, 31)]

    then = assess(level(), known_then, as_of=date(2024, 12, 31))
    again = assess(level(), readings, as_of=date(2024, 12, 31))

    numbers = ("status", "mark", "share", "score", "pace", "used", "readings_used", "met_on")
    assert [getattr(again, name) for name in numbers] == [getattr(then, name) for name in numbers]
    assert (len(known_then), then.status) == (1, Status.MISSED)


def test_trafficking_example_of_the_starting_document():
    spec = relative(85_613, -60)

    found = assess(spec, [figure(2023, 133_943, proxy=True)], as_of=date(2026, 11, 24))

    assert (found.status, found.mark) == (Status.MISSED, Mark.NOT_MET)
    assert (found.goal, found.share, found.score) == (
        Fraction("34245.2"),
        Fraction(133_943 - 85_613) / (Fraction("34245.2") - 85_613),
        0,
    )
    assert round_half_up(found.share * 100, 1) == Decimal("-94.1")
    assert (percent_truncated(found.share), percent_truncated(found.share, 1)) == (-94, Decimal("-94.0"))
    assert part_of("trafficking", 1, found).proxy


def test_best_interest_determination_without_a_report_is_no_data_and_never_zero():
    found = assess(yes_no(due=2020), [], as_of=date(2026, 11, 24))

    assert found == Assessment(status=Status.NO_DATA, mark=Mark.NO_EVIDENCE)


def test_forced_migrants_of_2025_move_backwards():
    spec = direction(Kind.IMPROVE, baseline=72_556_807, due=2030)

    found = assess(spec, [figure(2025, 119_254_738)], as_of=date(2026, 11, 24))

    assert (found.status, found.mark, found.score, found.share) == (
        Status.MOVING_BACKWARDS,
        Mark.BACKWARDS,
        0,
        None,
    )
    assert found.used.answer is Answer.FIGURE


def test_growth_ratio_reads_a_straight_line_as_too_slow():
    halfway = growth_ratio(
        Fraction(1000), Fraction(700), Fraction(400), years=Fraction(5), years_to_goal=Fraction(10)
    )

    assert halfway == Decimal("0.786351")

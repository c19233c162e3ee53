"""Every worked example of tests/cases/worked_examples.json; the ids are those of the file."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tracker.scoring import (
    Better,
    Mark,
    Path,
    PathStep,
    Status,
    Verdict,
    as_part,
    assess,
    growth_ratio_of,
    project,
    project_target,
    required_at,
    roll_up,
    round_half_up,
    share_of_way,
    share_to_step,
    step_standings,
)

from .build import (
    CASES,
    done,
    end_of,
    figure,
    level,
    milestones,
    scored_part,
)

STATUSES = {"overdue_no_endline": Status.OVERDUE}


def status_named(word):
    return STATUSES.get(word) or Status(word)


@pytest.mark.parametrize("case", CASES["progress"], ids=lambda case: case["id"])
def test_progress_is_as_worked(case):
    given, expected = case["inputs"], case["expected"]
    spec = level(given["baseline"], given["target"], since=given["baseline_year"], due=given["target_year"])
    reading = figure(given["value_year"], given["value"])

    found = assess(spec, [reading], as_of=end_of(given["value_year"]).replace(year=reading.on.year + 1))

    assert {
        "share_of_way": round_half_up(found.share, 6),
        "elapsed": round_half_up(found.elapsed, 6),
        "pace_ratio": round_half_up(found.pace, 6),
        "required_value_at_year": round_half_up(found.required, 4),
        "status": found.status,
        "cagr_ratio": growth_ratio_of(spec, found),
    } == expected | {"status": status_named(expected["status"])}


@pytest.mark.parametrize("row", CASES["peer_formulas_same_case"]["rows"], ids=lambda row: str(row["actual"]))
def test_share_of_way_where_peers_show_something_else(row):
    case = CASES["peer_formulas_same_case"]
    spec = level(case["baseline"], case["target"])
    actual, goal = Fraction(row["actual"]), Fraction(case["target"])

    share = share_of_way(spec, actual)

    assert round_half_up(share * 100, 1) == row["true_share"]
    assert round_half_up(actual / goal * 100, 1) == row["akvo_percent_accomplishment"]
    peer = round_half_up(goal / actual * 100, 1) if actual else None
    assert peer == row["toladata_lop_percent_met"]


def part_worked(key, target):
    if target["score"] == "NA":
        return scored_part(key, None, mark=Mark.NOT_APPLICABLE, status=Status.NOT_APPLICABLE)
    if target["score"] is None:
        return scored_part(key, None, weight=target["w"], mark=Mark.NO_EVIDENCE, status=Status.NO_DATA)
    mark, status = {
        50: (Mark.IN_PART, Status.ON_PACE),
        100: (Mark.MET, Status.MET),
        0: (Mark.BACKWARDS, Status.MOVING_BACKWARDS),
    }[target["score"]]
    return scored_part(key, target["score"], weight=target["w"], mark=mark, status=status)


def test_w7_aggregation_is_published_with_enough_coverage_only():
    case = CASES["aggregation"]
    parts = [part_worked(str(place), target) for place, target in enumerate(case["targets"])]

    found = roll_up(parts)

    assert {
        "score_over_scored": found.score,
        "coverage": found.coverage,
        "published": found.published,
        "lower": found.lower,
        "upper": found.upper,
    } == {name: value if value is False else Fraction(value) for name, value in case["expected"].items()}
    assert (found.applicable, found.mark) == (4, Mark.NO_EVIDENCE)
    assert found.counts == (
        (Mark.MET, 1),
        (Mark.IN_PART, 1),
        (Mark.BACKWARDS, 1),
        (Mark.NO_EVIDENCE, 1),
        (Mark.NOT_APPLICABLE, 1),
    )


def test_w7_in_two_steps_is_w7_in_one():
    parts = [part_worked(str(place), target) for place, target in enumerate(CASES["aggregation"]["targets"])]
    first, second = roll_up(parts[:2]), roll_up(parts[2:])

    found = roll_up([as_part("first", 2, first), as_part("second", 3, second)])

    flat = roll_up(parts)
    assert (found.score, found.coverage, found.lower, found.upper, found.counts, found.statuses) == (
        flat.score,
        flat.coverage,
        flat.lower,
        flat.upper,
        flat.counts,
        flat.statuses,
    )


def test_w9_projection():
    case = CASES["projection"]
    figures = [
        (Fraction(year), Fraction(value)) for year, value in zip(case["years"], case["values"], strict=True)
    ]

    found = project(
        figures, goal=Fraction(case["target"]), due=Fraction(case["target_year"]), better=Better.LOWER
    )

    assert {
        "slope": found.slope,
        "intercept": found.intercept,
        "projected_2023": found.projected,
        "residual_sd": round_half_up(found.residual_sd, 4),
        "pi80": [round_half_up(end, 1) for end in found.interval],
        "year_target_reached": round_half_up(found.year_reached, 3),
        "needed_per_year_from_2021": found.needed_per_year,
        "verdict": found.verdict,
    } == case["expected"]
    assert (found.verdict, found.figures) == (Verdict.UNCERTAIN, 4)


def test_w9_projection_of_a_target_counts_its_baseline():
    case = CASES["projection"]
    readings = [figure(year, value) for year, value in zip(case["years"], case["values"], strict=True)][1:]

    found = project_target(level(), readings, as_of=date(2022, 6, 1))

    assert (found.slope, found.projected, found.figures) == (-1040, 4760, 4)


def test_w5_milestones():
    case = CASES["milestone"]
    names = [step["name"] for step in case["steps"] if step["done"]]
    assert [(step["w"]) for step in case["steps"]] == [step.weight for step in milestones().milestones]

    found = assess(milestones(), [done(2021, *names)], as_of=end_of(2021))

    assert (found.share, found.value) == (Fraction(case["expected"]["share_of_way"]), 60)


def graduated():
    case = CASES["graduated"]
    *steps, last = [PathStep(on=end_of(step["year"]), value=Decimal(step["value"])) for step in case["steps"]]
    return level(
        case["baseline"], last.value, since=2018, due=last.on.year, path=Path.STEPS, steps=tuple(steps)
    )


def test_w11_graduated_path_runs_through_its_steps():
    case = CASES["graduated"]
    expected, (observed,) = case["expected"], case["obs"]
    spec, reading = graduated(), figure(observed["year"], observed["value"])

    found = assess(spec, [reading], as_of=end_of(2021))

    assert found.required == required_at(spec, reading.on, yearly=True) == Fraction(expected["required_2021"])
    assert (found.pace > 1) is expected["ahead_of_path"]
    assert share_to_step(spec, spec.steps[1], found.value) == Fraction(expected["share_to_2023"])
    assert found.share == Fraction(expected["share_to_2030"])


@pytest.mark.parametrize(
    ("readings", "status"),
    [
        ([figure(2021, 88)], Status.NO_DATA),
        ([figure(2020, 95), figure(2021, 88)], Status.MET),
        ([figure(2020, "95.1"), figure(2021, 88)], Status.MISSED),
    ],
)
def test_w11_step_of_2020_is_judged_by_the_figure_of_2020(readings, status):
    found = step_standings(graduated(), readings, as_of=end_of(2021))

    assert [(step.on, step.value, step.status) for step in found] == [
        (end_of(2020), 95, status),
        (end_of(2023), 80, Status.NO_DATA),
    ]

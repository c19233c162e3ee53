"""Many targets as one."""

from fractions import Fraction

import pytest

from tracker.scoring import (
    PUBLISHED_AT,
    Answer,
    Because,
    Grade,
    Kind,
    Mark,
    Rollup,
    Status,
    Sums,
    as_part,
    assess,
    part_of,
    roll_up,
    work_out,
)

from .build import LATER, answer, direction, end_of, figure, level, scored_part

MET = scored_part("met", 100, mark=Mark.MET, status=Status.MET)
LATE = scored_part("late", 100, mark=Mark.MET, status=Status.MET_LATE)
QUARTER = scored_part("quarter", 25, mark=Mark.IN_PART, status=Status.MISSED)
LITTLE = scored_part("little", 10, mark=Mark.NOT_MET, status=Status.MISSED)
WORSE = scored_part("worse", 0, mark=Mark.BACKWARDS, status=Status.MOVING_BACKWARDS)
SILENT = scored_part("silent", None, mark=Mark.NO_EVIDENCE, status=Status.NO_DATA)
EXEMPT = scored_part("exempt", None, mark=Mark.NOT_APPLICABLE, status=Status.NOT_APPLICABLE)


def test_nothing_rolled_up_does_not_apply():
    assert roll_up([]) == Rollup(
        applicable=0,
        score=None,
        coverage=Fraction(0),
        lower=Fraction(0),
        upper=Fraction(100),
        published=False,
        mark=Mark.NOT_APPLICABLE,
        counts=(),
        statuses=(),
        lowest_grade=None,
        proxy=False,
    )


@pytest.mark.parametrize(
    ("parts", "mark"),
    [
        ([EXEMPT, EXEMPT], Mark.NOT_APPLICABLE),
        ([SILENT], Mark.NO_EVIDENCE),
        ([SILENT, SILENT], Mark.NO_EVIDENCE),
        ([MET, SILENT], Mark.NO_EVIDENCE),
        ([MET, EXEMPT], Mark.MET),
        ([LITTLE, EXEMPT], Mark.NOT_MET),
        ([WORSE], Mark.BACKWARDS),
        ([WORSE, WORSE], Mark.BACKWARDS),
        ([WORSE] * 4 + [SILENT], Mark.BACKWARDS),
        ([WORSE, LITTLE], Mark.NOT_MET),
        ([MET, LATE], Mark.MET),
        ([MET] * 4 + [SILENT], Mark.MET),
        ([MET, QUARTER], Mark.IN_PART),
        ([QUARTER, QUARTER], Mark.IN_PART),
        ([QUARTER, LITTLE], Mark.NOT_MET),
        ([MET] * 99 + [QUARTER], Mark.IN_PART),
    ],
)
def test_mark_of_many(parts, mark):
    assert roll_up(parts).mark is mark


def test_improving_everywhere_before_the_date_is_met_in_part_only():
    on_pace = assess(direction(Kind.IMPROVE), [figure(2020, 900)], as_of=end_of(2021))

    found = roll_up([part_of("a", 1, on_pace), part_of("b", 1, on_pace)])

    assert (found.score, found.mark) == (100, Mark.IN_PART)


def test_single_part_keeps_its_mark_through_every_step_up():
    found = roll_up([as_part("commitment", 3, roll_up([WORSE])), as_part("none", 1, roll_up([EXEMPT]))])

    assert (found.mark, found.applicable) == (Mark.BACKWARDS, 1)
    assert found.counts == ((Mark.BACKWARDS, 1), (Mark.NOT_APPLICABLE, 1))


@pytest.mark.parametrize(("known", "published"), [(3, False), (4, True), (5, True)])
def test_number_is_published_from_four_fifths_on(known, published):
    found = roll_up([MET] * known + [SILENT] * (5 - known))

    assert (found.coverage, found.published, found.score) == (Fraction(known, 5), published, 100)
    assert (found.coverage >= PUBLISHED_AT) is published


def test_weights_count_in_score_coverage_and_bounds():
    parts = [
        scored_part("a", 50, weight=3, mark=Mark.IN_PART, status=Status.ON_PACE),
        scored_part("b", 100, weight=1, mark=Mark.MET, status=Status.MET),
        scored_part("c", None, weight=4, mark=Mark.NO_EVIDENCE, status=Status.NO_DATA),
    ]

    found = roll_up(parts)

    assert (found.score, found.coverage, found.lower, found.upper) == (
        Fraction(125, 2),
        Fraction(1, 2),
        Fraction(125, 4),
        Fraction(325, 4),
    )


@pytest.mark.parametrize("weight", [0, -1])
def test_part_without_weight_is_refused(weight):
    weightless = scored_part("a", 50, weight=weight, mark=Mark.IN_PART, status=Status.ON_PACE)

    with pytest.raises(ValueError, match="weighs at least 1"):
        roll_up([MET, weightless])


def test_roll_up_shows_the_lowest_grade_and_any_proxy_of_what_applies():
    good = assess(level(), [figure(2020, 7_600, grade=Grade.A)], as_of=LATER)
    poor = assess(level(), [figure(2020, 7_600, grade=Grade.D, proxy=True)], as_of=LATER)
    ungraded = assess(level(), [figure(2020, 7_600)], as_of=LATER)
    parts = [part_of("a", 1, good), part_of("b", 1, ungraded), SILENT]

    without, with_poor = roll_up(parts), roll_up([*parts, part_of("c", 1, poor)])

    assert (without.lowest_grade, without.proxy) == (Grade.A, False)
    assert (with_poor.lowest_grade, with_poor.proxy) == (Grade.D, True)
    assert roll_up([as_part("up", 1, with_poor), MET]).lowest_grade is Grade.D


def test_part_of_a_target_that_does_not_apply_weighs_nothing():
    waived = assess(level(), [answer(2020, Answer.NOT_APPLICABLE)], as_of=LATER)

    found = roll_up([part_of("waived", 7, waived), MET])

    assert (found.coverage, found.lower, found.upper, found.applicable) == (1, 100, 100, 1)
    assert found.statuses == ((Status.NOT_APPLICABLE, 1), (Status.MET, 1))


def test_not_assessable_counts_as_missing():
    unverifiable = assess(level(assessable=False), [], as_of=LATER)

    found = roll_up([part_of("a", 1, unverifiable), MET])

    assert (found.coverage, found.lower, found.upper, found.score) == (Fraction(1, 2), 50, 100, 100)


def test_unpublished_roll_up_still_goes_up():
    half = roll_up([MET, SILENT])
    parts = [as_part("half", 1, half), *[as_part(str(n), 1, roll_up([MET])) for n in range(9)]]

    found = roll_up(parts)

    assert (half.published, found.published) == (False, True)
    assert (found.coverage, found.score, found.mark) == (Fraction(19, 20), 100, Mark.MET)


def test_working_gives_the_sums_that_are_divided_and_the_rule_of_the_mark():
    heavy = scored_part("silent", None, weight=2, mark=Mark.NO_EVIDENCE, status=Status.NO_DATA)

    found = work_out([MET, QUARTER, LITTLE, heavy, EXEMPT])

    assert found.sums == Sums(
        weight=5, known=Fraction(3), scored=Fraction(135), lower=Fraction(135), upper=Fraction(335)
    )
    assert found.because == Because.TOO_LITTLE_KNOWN
    assert found.result == roll_up([MET, QUARTER, LITTLE, heavy, EXEMPT])
    assert (found.result.score, found.result.coverage) == (Fraction(45), Fraction(3, 5))


@pytest.mark.parametrize(
    ("parts", "because"),
    [
        ([EXEMPT], Because.NOTHING_APPLIES),
        ([LITTLE, EXEMPT], Because.ONE_APPLIES),
        ([MET, SILENT], Because.TOO_LITTLE_KNOWN),
        ([WORSE, WORSE], Because.ALL_BACKWARDS),
        ([MET, LATE], Because.ALL_MET),
        ([QUARTER, QUARTER], Because.A_QUARTER),
        ([QUARTER, LITTLE], Because.LESS),
    ],
)
def test_rule_of_the_mark_is_the_first_that_fits(parts, because):
    assert work_out(parts).because == because

"""What must hold of roll-ups, of projections and of what is shown, whatever the numbers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.scoring import (
    Kind,
    Mark,
    Status,
    as_part,
    assess,
    check_target,
    largest_remainder,
    percent_truncated,
    project_target,
    roll_up,
    round_half_up,
)

from .build import (
    end_of,
    figure,
    scored_part,
)
from .strategies import cents, goals, law

parts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                (None, Mark.NO_EVIDENCE, Status.NO_DATA),
                (None, Mark.NO_EVIDENCE, Status.NOT_ASSESSABLE),
                (None, Mark.NOT_APPLICABLE, Status.NOT_APPLICABLE),
                (Fraction(0), Mark.BACKWARDS, Status.MOVING_BACKWARDS),
                (Fraction(0), Mark.NOT_MET, Status.MISSED),
                (Fraction(100, 7), Mark.NOT_MET, Status.FAR_BEHIND),
                (Fraction(200, 3), Mark.IN_PART, Status.BEHIND_PACE),
                (Fraction(100), Mark.MET, Status.MET),
            ]
        ),
        st.integers(1, 9),
    ).map(lambda row: scored_part("", row[0][0], weight=row[1], mark=row[0][1], status=row[0][2])),
    max_size=12,
)


def weight_of(some):
    return sum(part.weight for part in some if part.applicable) or 1


@law
@given(parts, st.randoms(use_true_random=False))
def test_order_of_the_parts_does_not_matter(some, random):
    assert roll_up(random.sample(some, len(some))) == roll_up(iter(some))


@law
@given(parts)
def test_score_lies_between_its_bounds(some):
    found = roll_up(some)

    assert 0 <= found.lower <= found.upper <= 100
    assert found.score is None or found.lower <= found.score <= found.upper
    assert found.upper - found.lower == 100 * (1 - found.coverage)
    assert (found.score is None) is (found.coverage == 0)


@law
@given(parts)
def test_roll_up_is_the_formula_of_the_method(some):
    applicable = [part for part in some if part.applicable]
    known = [part for part in applicable if part.score is not None]
    assume(known)

    found = roll_up(some)

    total, weight = weight_of(applicable), weight_of(known)
    assert (found.score, found.coverage) == (
        sum(part.weight * part.score for part in known) / weight,
        Fraction(weight, total),
    )
    assert found.lower == sum(part.weight * part.score for part in known) / total
    assert found.published is (Fraction(weight, total) >= Fraction(4, 5))


@law
@given(parts, parts)
def test_rolling_up_in_steps_gives_the_same_as_at_once(some, others):
    rolled = [as_part(str(len(group)), weight_of(group), roll_up(group)) for group in (some, others)]

    found, flat = roll_up(rolled), roll_up([*some, *others])

    assert (found.score, found.coverage, found.lower, found.upper, found.published) == (
        flat.score,
        flat.coverage,
        flat.lower,
        flat.upper,
        flat.published,
    )
    assert (found.counts, found.statuses) == (flat.counts, flat.statuses)


@law
@given(st.lists(st.fractions(0, 100, max_denominator=10**15), min_size=1, max_size=60), st.data())
def test_means_over_many_places_stay_short_and_as_good_as_exact(scores, data):
    weights = data.draw(st.lists(st.integers(1, 9), min_size=len(scores), max_size=len(scores)))
    some = [
        scored_part("", score, weight=weight, mark=Mark.IN_PART, status=Status.ON_PACE)
        for score, weight in zip(scores, weights, strict=True)
    ]
    exact = sum(weight * score for score, weight in zip(scores, weights, strict=True)) / sum(weights)

    found = roll_up(some)
    again = roll_up([as_part("", 1, found), some[0]])

    assert found.lower == found.score == found.upper
    assert abs(found.score - exact) <= Fraction(1, 10**24)
    assert found.score == exact or exact.denominator > 10**24
    assert max(len(str(number)) for number in (found.score, again.score)) <= 53


@law
@given(parts, st.integers(2, 5))
def test_only_the_proportion_of_weights_matters(some, factor):
    heavier = [replace(part, weight=part.weight * factor) for part in some]

    assert roll_up(heavier) == roll_up(some)


@law
@given(parts)
def test_one_more_silent_target_widens_the_bounds_and_leaves_the_score(some):
    silent = scored_part("", None, mark=Mark.NO_EVIDENCE, status=Status.NO_DATA)
    assume(any(part.applicable for part in some))

    before, after = roll_up(some), roll_up([*some, silent])

    assert after.score == before.score
    assert after.lower <= before.lower <= before.upper <= after.upper
    assert after.coverage < before.coverage or before.coverage == 0


@law
@given(st.fractions(-3, 3))
def test_shown_share_never_flatters(share):
    shown = percent_truncated(share)

    assert abs(shown) <= abs(share * 100) < abs(shown) + 1
    assert (shown >= 100) is (share >= 1)


@law
@given(st.fractions(-300, 300), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_a_half(value, decimals):
    shown = Fraction(round_half_up(value, decimals))

    assert abs(shown - value) <= Fraction(1, 2 * 10**decimals)
    assert shown == -Fraction(round_half_up(-value, decimals))


@law
@given(st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any))
def test_shown_shares_add_up_and_stay_within_one_of_the_truth(counts):
    shown = largest_remainder(counts)

    assert sum(shown) == 100
    for count, share in zip(counts, shown, strict=True):
        assert abs(share - Fraction(100 * count, sum(counts))) < 1


@law
@given(goals(), st.lists(cents, min_size=2, max_size=5))
def test_goal_is_reached_on_the_projected_line_where_it_says(spec, values):
    spec = replace(spec, due_on=end_of(2030))
    readings = [figure(2019 + place, value) for place, value in enumerate(values)]

    found = project_target(spec, readings, as_of=end_of(2024))

    low, high = found.interval
    assert low <= found.projected <= high
    if found.year_reached is not None:
        assert found.intercept + found.slope * (found.year_reached - 2018) == Fraction(spec.goal)


@pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.SHARE])
@law
@given(data=st.data())
def test_what_entry_accepts_is_always_scored(kind, data):
    spec = data.draw(goals(kind))
    assume(check_target(spec) == [])

    found = assess(spec, [figure(2019, 1)], as_of=end_of(2019))

    assert found.share is not None
    assert found.required is not None

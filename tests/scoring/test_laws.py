"""What must hold whatever the numbers: the laws of the method, tried on many targets and readings."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.scoring import (
    Answer,
    Better,
    Kind,
    Mark,
    Status,
    assess,
    part_of,
    share_of_way,
    turning_points,
)

from . import oracle
from .build import (
    direction,
    figure,
    left_out,
    level,
    relative,
)
from .strategies import cents, days, goals, law, specs, yearly_readings

# The later in the row, the better; what stands together is neither better nor worse.
WORST_FIRST = [
    {Status.MOVING_BACKWARDS},
    {Status.NO_CHANGE},
    {Status.TOO_EARLY, Status.FAR_BEHIND, Status.MISSED, Status.OVERDUE, Status.AWAITING_END_LINE},
    {Status.BEHIND_PACE},
    {Status.ON_PACE},
    {Status.MET_NOT_SUSTAINED},
    {Status.MET_LATE},
    {Status.MET},
]
MARKS_WORST_FIRST = [Mark.BACKWARDS, Mark.NOT_MET, Mark.IN_PART, Mark.MET]


def rank(status):
    return next(place for place, statuses in enumerate(WORST_FIRST) if status in statuses)


@law
@given(goals(), cents.filter(lambda number: number > 0))
def test_worse_than_the_baseline_is_below_zero(spec, step):
    worse = spec.baseline + (step if spec.better is Better.LOWER else -step)

    assert share_of_way(spec, worse) < 0 == share_of_way(spec, spec.baseline)


@law
@given(goals(), st.lists(cents, max_size=3), cents, cents, days)
def test_better_figure_never_gives_a_lower_share_status_or_mark(spec, earlier, one, other, as_of):
    worse, better = (max, min) if spec.better is Better.LOWER else (min, max)
    history = [figure(2019 + place, value) for place, value in enumerate(earlier)]
    latest = figure(2019 + len(earlier), 0, published_on=date(2019, 1, 1))

    low, high = (
        assess(spec, [*history, replace(latest, value=pick(one, other))], as_of=as_of)
        for pick in (worse, better)
    )

    assert low.share <= high.share
    assert low.score <= high.score
    assert rank(low.status) <= rank(high.status)
    assert MARKS_WORST_FIRST.index(low.mark) <= MARKS_WORST_FIRST.index(high.mark)


@law
@given(goals(), cents, st.integers(2019, 2031), days)
def test_reduction_mirrors_the_same_growth(spec, value, year, as_of):
    mirror = replace(
        spec,
        baseline=-spec.baseline,
        goal=-spec.goal,
        better=Better.HIGHER if spec.better is Better.LOWER else Better.LOWER,
        steps=tuple(replace(step, value=-step.value) for step in spec.steps),
    )
    reading = figure(year, value, published_on=date(2019, 1, 1))

    found = assess(spec, [reading], as_of=as_of)
    mirrored = assess(mirror, [replace(reading, value=-value)], as_of=as_of)

    assert (found.status, found.mark, found.share, found.pace, found.score, found.elapsed) == (
        mirrored.status,
        mirrored.mark,
        mirrored.share,
        mirrored.pace,
        mirrored.score,
        mirrored.elapsed,
    )
    assert (found.goal, found.required, found.value) == (
        -mirrored.goal,
        -mirrored.required,
        -mirrored.value,
    )


@law
@given(goals(), st.sampled_from([Decimal(10), Decimal("0.001"), Decimal(3)]), cents, days)
def test_unit_does_not_matter(spec, factor, value, as_of):
    other = replace(
        spec,
        baseline=spec.baseline * factor,
        goal=spec.goal * factor,
        steps=tuple(replace(step, value=step.value * factor) for step in spec.steps),
    )
    reading = figure(2021, value, published_on=date(2019, 1, 1))

    found = assess(spec, [reading], as_of=as_of)
    scaled = assess(other, [replace(reading, value=value * factor)], as_of=as_of)

    assert (found.status, found.share, found.pace) == (scaled.status, scaled.share, scaled.pace)


@law
@given(
    st.sampled_from([level(), level(0, 50), relative(10, -50), direction(Kind.IMPROVE)]),
    st.sampled_from([None, Answer.NO_DATA, Answer.CONFIDENTIAL, Answer.NOT_APPLICABLE]),
    st.integers(2019, 2025),
    days,
)
def test_zero_and_missing_never_give_the_same(spec, silence, year, as_of):
    zero = figure(year, 0, published_on=date(2019, 1, 1))
    silent = [] if silence is None else [replace(zero, answer=silence, value=None)]

    with_zero, without = (assess(spec, readings, as_of=as_of) for readings in ([zero], silent))

    assert with_zero.score is not None
    assert without.score is None
    assert with_zero.mark not in {Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE}
    assert without.mark in {Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE}
    bounds = [(part.lower, part.upper) for part in (part_of("", 1, with_zero), part_of("", 1, without))]
    assert bounds[0] != bounds[1]


@settings(law, max_examples=250)
@given(specs(), yearly_readings(), days)
def test_status_is_what_the_naive_telling_gives(spec, readings, as_of):
    assert assess(spec, readings, as_of=as_of).status is oracle.status_of(spec, readings, as_of)


@settings(law, max_examples=120)
@given(specs(), yearly_readings(), days)
def test_contested_is_that_another_reading_of_a_date_gives_another_status(spec, readings, as_of):
    found = assess(spec, readings, as_of=as_of)

    years = {reading.on.year for reading in readings if reading.key in found.readings_used}
    reasons = left_out(found)
    instead = set()
    for reading in readings:
        if reading.on.year in years and reasons.get(reading.key) == "another_counts":
            others = [one for one in readings if one.on.year != reading.on.year]
            swapped = assess(spec, [*others, reading], as_of=as_of)
            if reading.key in swapped.readings_used:
                instead.add(swapped.status)
    assert found.contested is bool(instead - {found.status})


@law
@given(specs(), yearly_readings(), days, st.randoms(use_true_random=False))
def test_order_of_the_readings_does_not_matter(spec, readings, as_of, random):
    shuffled = random.sample(readings, len(readings))

    assert assess(spec, shuffled, as_of=as_of) == assess(spec, iter(readings), as_of=as_of)


@law
@given(specs(), yearly_readings(), days)
def test_every_reading_either_counts_or_is_left_out(spec, readings, as_of):
    found = assess(spec, readings, as_of=as_of)

    assert sorted([*found.readings_used, *left_out(found)]) == sorted(reading.key for reading in readings)
    assert found.used is None or found.used.key == found.readings_used[-1]
    assert (found.score is None) is (found.mark in {Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE})


@law
@given(specs(), yearly_readings(), days)
def test_what_is_published_or_withdrawn_later_changes_nothing_before(spec, readings, as_of):
    then = [
        replace(reading, withdrawn_on=None)
        if reading.withdrawn_on and reading.withdrawn_on > as_of
        else reading
        for reading in readings
        if reading.published_on <= as_of
    ]

    before, again = (assess(spec, known, as_of=as_of) for known in (then, readings))

    def told(found):
        used = found.used and found.used.key
        return found.status, found.mark, found.share, found.score, used, found.readings_used, found.contested

    assert told(again) == told(before)


@law
@given(specs(), yearly_readings(), st.dates(date(2018, 1, 1), date(2028, 12, 31)))
def test_status_turns_by_itself_on_turning_points_only(spec, readings, as_of):
    old = [replace(one, published_on=date(2017, 1, 1), withdrawn_on=None) for one in readings]
    assume(as_of not in turning_points(spec))

    yesterday, today = (assess(spec, old, as_of=day) for day in (as_of - timedelta(days=1), as_of))

    assert today == yesterday

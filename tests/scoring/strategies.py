"""Targets and readings of every sort, for the laws."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, settings
from hypothesis import strategies as st

from tracker.scoring import (
    Answer,
    Better,
    Grade,
    Kind,
    Path,
    PathStep,
)

from .build import (
    MILESTONES,
    answer,
    direction,
    level,
    milestones,
    relative,
    yes_no,
)

law = settings(derandomize=True, max_examples=60, deadline=None, database=None)
cents = st.integers(-500_000, 500_000).map(lambda number: Decimal(number) / 100)
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@st.composite
def goals(draw, kind=Kind.LEVEL):
    """A level with a goal on either side, on a straight or a graduated path."""
    baseline, goal = draw(cents), draw(cents)
    assume(baseline != goal)
    spec = level(baseline, goal, due=draw(st.integers(2019, 2030)), kind=kind)
    middle = PathStep(on=date(2020, 12, 31), value=(baseline + goal) / 2)
    if spec.due_on > middle.on and draw(st.booleans()):
        spec = replace(spec, path=Path.STEPS, steps=(middle,))
    return spec


@st.composite
def specs(draw):
    """A target of any kind, on a straight path."""
    due = draw(st.sampled_from([2019, 2021, 2023]))
    more = {
        "applies": draw(st.integers(0, 9)) > 0,
        "assessable": draw(st.integers(0, 9)) > 0,
        "grace_months": draw(st.sampled_from([0, 12, 24])),
    }
    baseline = draw(st.sampled_from([100, 100, 100, None]))
    made = {
        Kind.LEVEL: level(baseline, 50, due=due, better=Better.LOWER, **more),
        Kind.SHARE: level(baseline, 150, due=due, better=Better.HIGHER, kind=Kind.SHARE, **more),
        Kind.RELATIVE_CHANGE: relative(baseline, -50, due=due, **more),
        Kind.IMPROVE: direction(Kind.IMPROVE, baseline=baseline, due=due, **more),
        Kind.MAINTAIN: direction(Kind.MAINTAIN, Better.HIGHER, baseline=baseline, due=due, **more),
        Kind.MILESTONES: milestones(due=due, **more),
        Kind.YES_NO: yes_no(due=due, **more),
    }
    return made[draw(st.sampled_from(Kind))]


@st.composite
def yearly_readings(draw):
    """Up to eight answers of any sort about 2017 to 2025, some withdrawn, several about one year."""
    readings = []
    for place in range(draw(st.integers(0, 8))):
        published = draw(days)
        what = draw(st.sampled_from([*Answer, Answer.FIGURE, Answer.FIGURE, Answer.FIGURE]))
        value = Decimal(draw(st.integers(30, 160))) if what is Answer.FIGURE else None
        steps = [step.code for step in MILESTONES] if what is Answer.STEPS else []
        readings.append(
            answer(
                draw(st.integers(2017, 2025)),
                what,
                key=str(place),
                value=value,
                done=frozenset(draw(st.sets(st.sampled_from(steps))) if steps else ()),
                standing=draw(st.integers(0, 2)),
                published_on=published,
                withdrawn_on=draw(st.none() | st.just(published + timedelta(days=400))),
                grade=draw(st.none() | st.sampled_from(Grade)),
                proxy=draw(st.booleans()),
            )
        )
    return readings

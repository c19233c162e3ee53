"""Goals and answers in words, as templates ask for them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from tracker.scoring import Answer, Better, Kind, Milestone, Reading, TargetSpec, assess
from tracker.templatetags.answers import answer_words, baseline_words, goal_words, grade_words, last_words

TODAY = date(2026, 11, 24)
LEVEL = TargetSpec(
    kind=Kind.LEVEL,
    better=Better.LOWER,
    baseline=Decimal(10_000),
    baseline_on=date(2018, 12, 31),
    due_on=date(2023, 12, 31),
    goal=Decimal(4_000),
)
STEPS = TargetSpec(
    kind=Kind.MILESTONES,
    baseline_on=date(2018, 12, 31),
    due_on=date(2023, 12, 31),
    milestones=(Milestone(code="law", weight=1), Milestone(code="staff", weight=1)),
)


@dataclass
class Asked:
    spec: TargetSpec
    readings: tuple = ()
    unit: str = "persons"
    milestones: tuple = field(default=(("law", "a law"), ("staff", "people")))

    @property
    def assessment(self):
        return assess(self.spec, self.readings, as_of=TODAY)


def reading(answer, year=2021, **more):
    return Reading(
        key=str(year), answer=answer, on=date(year, 12, 31), yearly=True, published_on=TODAY, **more
    )


def plain(text):
    return text.replace("\u202f", " ")


def test_goal_and_baseline_in_words():
    assert plain(goal_words(Asked(LEVEL))) == "at most 4 000 persons"
    assert plain(baseline_words(Asked(LEVEL))) == "10 000 persons (2018)"
    assert (goal_words(Asked(STEPS)), baseline_words(Asked(STEPS))) == ("every step reached", "")


@pytest.mark.parametrize(
    ("spec", "readings", "words"),
    [
        (LEVEL, (), ""),
        (LEVEL, (reading(Answer.NO_DATA),), ""),
        (LEVEL, (reading(Answer.FIGURE, value=Decimal("7000.5")),), "7 000.5 persons (2021)"),
        (
            LEVEL,
            (reading(Answer.FIGURE, 2020, value=Decimal(7000)), reading(Answer.NO_PROGRESS)),
            "No progress since the last report (2021): still 7 000 persons",
        ),
        (STEPS, (reading(Answer.STEPS, done=frozenset({"law"})),), "Reached: a law (2021)"),
        (
            STEPS,
            (reading(Answer.STEPS, 2020, done=frozenset({"law"})), reading(Answer.NO_PROGRESS)),
            "No progress since the last report (2021)",
        ),
    ],
)
def test_the_last_answer_in_words(spec, readings, words):
    assert plain(last_words(Asked(spec, readings))) == words


def test_nothing_is_written_as_nothing():
    assert (answer_words(None, Asked(LEVEL)), grade_words(None), grade_words("")) == ("", "", "")

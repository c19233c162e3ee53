"""What a member may type about a target, rule by rule, and what each refusal says."""

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from tests.cast import BASELINE_ON, DUE, figure, unobserved
from tracker.actions.declared import GroupFigure
from tracker.actions.entries import (
    OBSERVED,
    UNOBSERVED,
    BadEntry,
    Entry,
    Fault,
    Link,
    answers_to,
    faults_in,
)
from tracker.enums import Conflict, Credit, Dimension
from tracker.models import TargetVersion
from tracker.scoring import Answer, Grade, Kind

TODAY = date(2024, 6, 15)
FIRST, SECOND = (
    Link(title=name, url=f"https://{name}.example.org/", quotation="As it stands.", page="3")
    for name in ("first", "second")
)
STEPS = [{"code": "law", "title": "A law", "weight": 2}, {"code": "money", "title": "Its money", "weight": 1}]


def version(kind=Kind.LEVEL, **more):
    return TargetVersion(kind=kind.value, due_on=DUE[5], milestones=STEPS, **more)


def observed(kind, **changes):
    """A sound entry for a kind of target."""
    answer = OBSERVED[kind][0]
    value = Decimal(50) if answer == Answer.FIGURE else None
    done = ("law",) if answer == Answer.STEPS else ()
    return replace(figure(50), **{"answer": answer, "value": value, "done": done, **changes})


def faults(entry, of=None, *, baseline_on=BASELINE_ON, today=TODAY):
    found = faults_in(entry, of or version(), baseline_on=baseline_on, today=today)
    return [(fault.field, str(fault.message)) for fault in found]


@pytest.mark.parametrize("kind", Kind)
def test_sound_entry_has_no_fault(kind):
    assert faults(observed(kind), version(kind)) == []


@pytest.mark.parametrize("answer", UNOBSERVED)
@pytest.mark.parametrize("kind", Kind)
def test_why_there_is_no_figure_can_be_said_of_every_target(kind, answer):
    assert faults(unobserved(answer), version(kind)) == []


def test_answers_are_those_of_the_kind_and_the_four_that_give_no_figure():
    assert set(OBSERVED) == set(Kind)
    assert {answer for answers in OBSERVED.values() for answer in answers} | set(UNOBSERVED) == set(Answer)
    assert answers_to(version(Kind.YES_NO)) == (Answer.YES, Answer.NO, *UNOBSERVED)


@pytest.mark.parametrize("kind", Kind)
def test_answer_of_another_kind_is_refused(kind):
    others = {answer for answers in OBSERVED.values() for answer in answers} - set(OBSERVED[kind])

    for answer in others:
        found = faults(figure(50, answer=answer), version(kind))
        assert ("answer", "Choose one of the answers that this target asks for.") in found


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.LEVEL, None, "Enter the figure."),
        (Kind.LEVEL, "-0.0001", "Enter a figure that is not below zero."),
        (Kind.LEVEL, "0", None),
        (Kind.LEVEL, "1000000", None),
        (Kind.SHARE, None, "Enter the figure."),
        (Kind.SHARE, "-0.0001", "Enter a share between 0 and 100."),
        (Kind.SHARE, "100.0001", "Enter a share between 0 and 100."),
        (Kind.SHARE, "0", None),
        (Kind.SHARE, "100", None),
    ],
)
def test_figure_lies_where_it_can(kind, value, expected):
    entry = replace(figure(1), value=value if value is None else Decimal(value))

    assert faults(entry, version(kind)) == ([("value", expected)] if expected else [])


@pytest.mark.parametrize("answer", [*UNOBSERVED, Answer.YES])
def test_answer_without_a_figure_brings_none(answer):
    entry = replace(unobserved(answer), value=Decimal(0), grade=Grade.B, links=(FIRST,))

    assert faults(entry, version(Kind.YES_NO)) == [("value", "Leave this empty: your answer has no figure.")]


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), "Tick the steps that are reached; if none is, answer “no progress”."),
        (("law", "hope"), "Choose among the steps of this target."),
        (("law",), None),
        (("law", "money"), None),
    ],
)
def test_steps_are_those_of_the_target(done, expected):
    entry = observed(Kind.MILESTONES, done=done)

    assert faults(entry, version(Kind.MILESTONES)) == ([("done", expected)] if expected else [])


def test_other_answer_ticks_no_step():
    assert faults(figure(50, done=("law",))) == [("done", "Tick no step: your answer is another one.")]


@pytest.mark.parametrize(
    ("on", "yearly", "expected"),
    [
        (date(2024, 6, 15), False, None),
        (date(2024, 6, 16), False, "Enter a date that has passed."),
        (date(2023, 12, 31), True, None),
        (date(2024, 12, 31), True, "This year is not over: give the date that the answer is about."),
        (date(2018, 12, 31), False, "Enter a date after the baseline of this target."),
        (date(2019, 1, 1), False, None),
        (date(2018, 12, 31), True, "Enter a date after the baseline of this target."),
        (date(2019, 12, 31), True, None),
    ],
)
def test_date_lies_between_the_baseline_and_today(on, yearly, expected):
    entry = figure(50, reference_on=on, yearly=yearly)

    assert faults(entry) == ([("reference_on", expected)] if expected else [])


@pytest.mark.parametrize(("year", "fine"), [(2018, False), (2019, True)])
def test_year_of_a_baseline_within_it_is_not_after_it(year, fine):
    found = faults(figure(50, year), baseline_on=date(2018, 6, 30))

    assert found == ([] if fine else [("reference_on", "Enter a date after the baseline of this target.")])


@pytest.mark.parametrize("entry", [figure(50, narrative=""), unobserved(Answer.NO_DATA, narrative="")])
def test_something_is_always_said(entry):
    assert faults(entry) == [("narrative", "Say in two or three sentences what happened.")]


def test_what_is_observed_has_a_grade_and_a_page():
    assert faults(figure(50, grade=None, links=())) == [
        ("grade", "Choose how well this is known."),
        ("link_url", "Give at least one page that shows this."),
    ]


@pytest.mark.parametrize(
    ("links", "fine"),
    [
        ((FIRST,), False),
        ((FIRST, FIRST), False),
        ((FIRST, replace(FIRST, page="9")), False),
        ((FIRST, SECOND), True),
    ],
)
def test_grade_c_rests_on_two_pages(links, fine):
    found = faults(figure(50, grade=Grade.C, links=links))

    words = "Grade C rests on two independent sources: give both pages, or choose another grade."
    assert found == ([] if fine else [("grade", words)])


def test_every_fault_is_found_at_once():
    entry = Entry(
        answer=Answer.FIGURE, reference_on=date(2099, 1, 1), yearly=False, narrative="", done=("law",)
    )

    assert [field for field, _words in faults(entry)] == [
        "value",
        "done",
        "reference_on",
        "narrative",
        "grade",
        "link_url",
    ]


def test_bad_entry_tells_its_faults():
    bad = BadEntry([Fault("value", "Enter the figure."), Fault("grade", "Choose.")])

    assert str(bad) == "value: Enter the figure.; grade: Choose."


def test_digest_is_another_for_every_change_and_the_same_for_none():
    entry = figure(50, done=(), links=(FIRST,))
    others = {
        "answer": Answer.NO_DATA,
        "reference_on": date(2021, 12, 30),
        "yearly": False,
        "narrative": "Fewer than the year before!",
        "value": Decimal(51),
        "done": ("law",),
        "grade": Grade.A,
        "links": (SECOND,),
        "parts": (GroupFigure(dimension=Dimension.SEX, group="female", value=Decimal(20)),),
        "jump_reason": "Another way of counting.",
        "conflict": Conflict.DECLARED,
        "conflict_with": "Paid by the ministry.",
        "credit": Credit.PSEUDONYM,
    }

    digests = {replace(entry, **{name: value}).digest for name, value in others.items()}

    assert set(others) == {field.name for field in fields(Entry)}
    assert len({entry.digest, *digests}) == len(others) + 1
    assert replace(entry).digest == entry.digest


@pytest.mark.parametrize("name", [field.name for field in fields(Link)])
def test_digest_is_another_for_every_change_of_a_link(name):
    before = figure(50, links=(FIRST,))
    after = replace(before, links=(replace(FIRST, **{name: "https://elsewhere.example.org/"}),))

    assert before.digest != after.digest


def test_digest_of_an_entry_from_before_archives_were_asked_for_stays_what_its_author_was_given():
    entry = figure(50, links=(FIRST,), conflict=None)
    said = {
        "answer": "figure",
        "reference_on": "2021-12-31",
        "yearly": True,
        "narrative": "Fewer than the year before.",
        "value": "50",
        "done": [],
        "grade": "B",
        "links": [
            {
                "title": "first",
                "url": "https://first.example.org/",
                "quotation": "As it stands.",
                "page": "3",
            }
        ],
    }

    assert entry.digest == sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

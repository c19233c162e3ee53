"""Every invariant is broken once, on purpose: a rig that cannot see a fault would be green for ever."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from bench.faults import invariants
from bench.faults.ledger import NO_ANSWER, Acknowledged, Act, Answer, Away, Ledger, Refused, Window
from bench.faults.stored import Report, StandingRow, Stored

REPORT = Report(
    id=7,
    uuid="uuid-1",
    token="token-1",
    mark="arcadia:1",
    state="published",
    value=Decimal(7_000),
    target=3,
    reference_on="2024-12-31",
    was_submitted=True,
)
DRAFTED = Acknowledged(Act.DRAFTED, "arcadia:1", "uuid-1", "token-1", Decimal(7_000))
SUBMITTED, PUBLISHED = replace(DRAFTED, act=Act.SUBMITTED), replace(DRAFTED, act=Act.PUBLISHED)
STANDING = StandingRow(target=3, used=7, share=Fraction(1, 2), baseline=Decimal(10_000), goal=Decimal(4_000))
EVENTS = Counter({(act, "uuid-1"): 1 for act in (Act.DRAFTED, Act.SUBMITTED, Act.PUBLISHED)})
SENT = Answer("log", 10.0, 10.2, 302, "/work/reports/uuid-1/check/", frozenset({302}))


def stored(*reports):
    return Stored(reports=reports or (REPORT,))


def test_what_was_acknowledged_and_stored_is_neither_lost_nor_doubled():
    acknowledged = [DRAFTED, SUBMITTED, PUBLISHED]

    wrong = invariants.lost_or_doubled(acknowledged, stored())

    assert wrong == []


@pytest.mark.parametrize(
    ("acknowledged", "reports", "wrong"),
    [
        (
            DRAFTED,
            [replace(REPORT, mark="another", uuid="uuid-2")],
            "arcadia:1: report.drafted was acknowledged, and no such report is stored",
        ),
        (
            DRAFTED,
            [REPORT, replace(REPORT, id=8, uuid="uuid-2", token="token-2")],
            "arcadia:1: stored 2 times",
        ),
        (
            DRAFTED,
            [replace(REPORT, value=Decimal(1))],
            "arcadia:1: report.drafted was acknowledged, "
            "and 1 under token-1 is stored, not 7000 under token-1",
        ),
        (
            SUBMITTED,
            [replace(REPORT, state="draft", was_submitted=False)],
            "arcadia:1: report.submitted was acknowledged, and the report is a draft",
        ),
        (
            PUBLISHED,
            [replace(REPORT, state="submitted")],
            "arcadia:1: report.published was acknowledged, and the report is submitted",
        ),
        (
            replace(DRAFTED, act=Act.DECIDED),
            [replace(REPORT, state="submitted")],
            "arcadia:1: decided was acknowledged, and the report is submitted",
        ),
    ],
)
def test_a_lost_or_doubled_report_is_found(acknowledged, reports, wrong):
    assert invariants.lost_or_doubled([acknowledged], stored(*reports)) == [wrong]


def test_nothing_refused_is_stored_where_the_marks_are_others():
    refused = [Refused(Act.DRAFTED, "arcadia:2")]

    assert invariants.refused_but_stored(refused, stored()) == []


@pytest.mark.parametrize(
    ("refused", "state", "wrong"),
    [
        (Act.DRAFTED, "draft", ["arcadia:1: report.drafted was refused, and is draft"]),
        (Act.PUBLISHED, "published", ["arcadia:1: report.published was refused, and is published"]),
        (Act.PUBLISHED, "submitted", []),
    ],
)
def test_what_was_refused_and_stored_is_found(refused, state, wrong):
    found = invariants.refused_but_stored(
        [Refused(refused, "arcadia:1")], stored(replace(REPORT, state=state))
    )

    assert found == wrong


@pytest.mark.parametrize(
    ("standing", "right"),
    [
        (STANDING, True),
        (replace(STANDING, share=Fraction(1, 3)), False),
        (replace(STANDING, used=6), False),
        (replace(STANDING, used=None, share=None), False),
    ],
)
def test_a_wrong_score_is_found(standing, right):
    wrong = invariants.wrong_standings(Stored(reports=(REPORT,), standings=(standing,)))

    assert (wrong == []) is right


def test_the_newest_published_figure_is_the_one_that_counts():
    older = replace(REPORT, id=9, uuid="uuid-2", reference_on="2023-12-31", value=Decimal(1))
    waiting = replace(REPORT, id=10, uuid="uuid-3", reference_on="2025-12-31", state="submitted")

    wrong = invariants.wrong_standings(Stored(reports=(waiting, REPORT, older), standings=(STANDING,)))

    assert wrong == []


def test_a_target_without_its_score_is_found():
    wrong = invariants.wrong_standings(Stored(reports=(REPORT,)))

    assert wrong == ["target 3: published about, and has no score"]


@pytest.mark.parametrize(
    ("dirty", "wrong"),
    [((0, 0), []), ((2, 0), ["2 rows still wait"]), ((0, 1), ["1 rows were given up"])],
)
def test_a_score_that_still_waits_is_found(dirty, wrong):
    assert invariants.waiting(dirty) == wrong


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        (EVENTS, []),
        (
            EVENTS + Counter({(Act.PUBLISHED, "uuid-1"): 1}),
            ["report.published uuid-1: 2 entries for 1 effects"],
        ),
        (
            EVENTS - Counter({(Act.SUBMITTED, "uuid-1"): 1}),
            ["report.submitted uuid-1: 0 entries for 1 effects"],
        ),
        (
            EVENTS + Counter({(Act.DRAFTED, "uuid-2"): 1}),
            ["report.drafted uuid-2: 1 entries for 0 effects"],
        ),
    ],
)
def test_an_entry_without_its_effect_is_found(events, wrong):
    assert invariants.events_without_effect(Stored(reports=(REPORT,), events=events)) == wrong


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("submitted", [Act.DRAFTED, Act.SUBMITTED]),
        ("returned", [Act.DRAFTED, Act.SUBMITTED, Act.SENT_BACK]),
        ("superseded", [Act.DRAFTED, Act.SUBMITTED, Act.PUBLISHED, "report.superseded"]),
    ],
)
def test_every_state_has_its_acts_behind_it(state, acts):
    events = Counter({(act, "uuid-1"): 1 for act in acts})

    wrong = invariants.events_without_effect(Stored(reports=(replace(REPORT, state=state),), events=events))

    assert wrong == []


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (SENT, []),
        (replace(SENT, leaks_code=True), ["log: a traceback was shown"]),
        (replace(SENT, location="/accounts/sign-in/?next=/work/"), ["log: was signed out"]),
        (replace(SENT, is_plain=False), ["log: 302 without a heading"]),
        (replace(SENT, status=404), ["log: 404 makes no sense here"]),
        (replace(SENT, status=500), ["log: 500, a fault of our own"]),
        (replace(SENT, status=503), ["log: 503, and nothing was away"]),
        (replace(SENT, status=NO_ANSWER), ["log: no answer, and nothing was away"]),
        (replace(SENT, ended=25.0), ["log: took 15.0 s"]),
    ],
)
def test_an_unclear_answer_is_found(answer, wrong):
    assert invariants.unclear_answers(Ledger(answers=[answer])) == wrong


@pytest.mark.parametrize(
    ("status", "away", "excused"),
    [
        (503, Away.DATABASE, True),
        (503, Away.WEB, False),
        (503, Away.REDIS, False),
        (500, Away.DATABASE, False),
        (NO_ANSWER, Away.WEB, True),
        (NO_ANSWER, Away.DATABASE, False),
        (NO_ANSWER, Away.REDIS, False),
    ],
)
def test_a_broken_answer_is_excused_by_what_was_away(status, away, excused):
    ledger = Ledger(answers=[replace(SENT, status=status)], windows=[Window(10.1, 12.0, away)])

    assert (invariants.unclear_answers(ledger) == []) is excused


def test_a_broken_answer_after_the_fault_has_no_excuse():
    ledger = Ledger(answers=[replace(SENT, status=503)], windows=[Window(8.0, 9.9, Away.DATABASE)])

    assert invariants.unclear_answers(ledger) == ["log: 503, and nothing was away"]

"""Every entry check of scoring has its own words at its field, and so has all that lies around them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.admin.pages import Page
from tests.cast import DUE, apply_target, make_target
from tracker.actions.target_words import REFUSAL_WORDS
from tracker.actions.wordings import Wording
from tracker.models import AuditEvent
from tracker.scoring import Better, Kind, Refusal

COUNT, SHARE, CHANGE, STEPS = "count", "share", "change", "steps"
WORDINGS = {
    COUNT: {"kind": Kind.LEVEL, "better": Better.LOWER, "goal": Decimal(4000), "unit": "persons"},
    SHARE: {"kind": Kind.SHARE, "better": Better.LOWER, "goal": Decimal(40), "unit": "% of births"},
    CHANGE: {"kind": Kind.RELATIVE_CHANGE, "better": Better.LOWER, "change": Decimal(-60), "unit": "persons"},
    STEPS: {"kind": Kind.MILESTONES, "milestones": ({"code": "law", "title": "A law", "weight": 1},)},
}
BASELINES = {COUNT: 10_000, SHARE: 70, CHANGE: 10_000, STEPS: None}

# What is typed into a target of which kind, and the refusals it meets.
REFUSED = [
    (Refusal.DUE_NOT_AFTER_BASELINE, COUNT, {"due_on": "2018-12-31"}),
    (Refusal.GOAL_MISSING, COUNT, {"goal": ""}),
    (Refusal.CHANGE_MISSING, CHANGE, {"change": ""}),
    (Refusal.BETTER_MISSING, COUNT, {"better": ""}),
    (Refusal.CHANGE_OF_ZERO, CHANGE, {"change": "-50", "baseline": 0}),
    (Refusal.GOAL_IS_BASELINE, COUNT, {"goal": "10000"}),
    (Refusal.GOAL_ON_WRONG_SIDE, COUNT, {"goal": "12000"}),
    (Refusal.SHARE_OUT_OF_RANGE, SHARE, {"goal": "101", "better": "higher"}),
    (Refusal.PER_CENT_OR_POINTS, SHARE, {"goal": "-60"}),
    (Refusal.TOLERANCE_OUT_OF_RANGE, COUNT, {"tolerance": "1"}),
    (Refusal.STEPS_MISSING, COUNT, {"path": "steps"}),
    (
        Refusal.STEPS_OUTSIDE_TIME,
        COUNT,
        {"path": "steps", "steps-0-on": "2024-12-31", "steps-0-value": "5000"},
    ),
    (
        Refusal.STEPS_TURN_BACK,
        COUNT,
        {"path": "steps", "steps-0-on": "2020-12-31", "steps-0-value": "11000"},
    ),
    (
        Refusal.MILESTONES_MISSING,
        STEPS,
        {f"milestones-0-{column}": "" for column in ("title", "weight", "code")},
    ),
    (
        Refusal.MILESTONE_TWICE,
        STEPS,
        {"milestones-1-title": "Another", "milestones-1-weight": "1", "milestones-1-code": "law"},
    ),
    (Refusal.MILESTONE_WITHOUT_WEIGHT, STEPS, {"milestones-0-weight": "0"}),
]
# A place may lack its baseline, which is no fault of the wording; and the field itself takes no months below 0.
NOT_REACHABLE = {Refusal.BASELINE_MISSING, Refusal.GRACE_BELOW_ZERO}


def make(cast, wording, baseline):
    target = make_target(cast.commitment, 2, Wording(title="A target", due_on=DUE[5], **WORDINGS[wording]))
    apply_target(target, cast.arcadia, baseline=None if baseline is None else Decimal(baseline))
    return target, reverse("admin:tracker_target_change", args=[target.pk])


@pytest.mark.parametrize(("refusal", "wording", "changes"), REFUSED, ids=[one[0].value for one in REFUSED])
def test_refusal_is_said_at_its_field_and_nothing_is_stored(cast, desk, refusal, wording, changes):
    changes = dict(changes)
    target, url = make(cast, wording, changes.pop("baseline", BASELINES[wording]))
    before = AuditEvent.objects.count()

    answer = desk.send(url, **changes, reason="A reason that is kept.")

    field, words = REFUSAL_WORDS[refusal]
    page = Page(answer)
    assert answer.status_code == 422
    assert list(page.problems) == [field]
    assert [said.removeprefix("In Arcadia: ") for said in page.problems[field]] == [words]
    assert len(page.summary) == 1
    assert {name: page.typed.get(name, "") for name in changes} == changes
    assert page.typed["reason"] == "A reason that is kept."
    assert (target.versions.count(), AuditEvent.objects.count()) == (1, before)


def test_every_refusal_is_reached_but_two():
    assert {refusal for refusal, _, _ in REFUSED} | NOT_REACHABLE == set(Refusal)


def test_months_of_grace_below_zero_are_refused_by_their_field(cast, desk):
    target, url = make(cast, COUNT, 10_000)

    answer = desk.send(url, grace_months="-1", reason="A reason.")

    assert Page(answer).problems == {"grace_months": ["The lowest number allowed is 0."]}


def test_fault_in_several_places_is_said_once_and_names_them(cast, desk):
    target, url = make(cast, COUNT, 10_000)
    apply_target(target, cast.borduria, baseline=Decimal(10_000))

    answer = desk.send(url, goal="12000", reason="A reason.")

    said = "In Arcadia, Borduria: The goal lies on the wrong side of the baseline for what is better."
    assert Page(answer).problems == {"goal": [said]}


STRAYS = [
    (COUNT, {"change": "-5"}, "change", "Leave this empty: this kind of target is no change in per cent."),
    (CHANGE, {"goal": "5"}, "goal", "Leave this empty: this kind of target has no figure to reach."),
    (STEPS, {"better": "lower"}, "better", "Leave this open: this kind of target has no direction."),
    (
        COUNT,
        {"steps-0-on": "2020-12-31", "steps-0-value": "8000"},
        "steps",
        "Choose the path through graduated steps, or take these steps out: a straight line has none.",
    ),
    (
        COUNT,
        {"milestones-0-title": "A law", "milestones-0-weight": "1"},
        "milestones",
        "Take these out: only “reach the steps” has steps to reach.",
    ),
]


@pytest.mark.parametrize(("wording", "changes", "field", "words"), STRAYS)
def test_what_has_no_meaning_for_the_kind_is_refused(cast, desk, wording, changes, field, words):
    target, url = make(cast, wording, BASELINES[wording])

    answer = desk.send(url, **changes, reason="A reason.")

    assert answer.status_code == 422
    assert Page(answer).problems == {field: [words]}
    assert target.versions.count() == 1


UNCLEAN = [
    ({"title": "a\u202eb"}, "title", "Remove the hidden text-direction character. It is character 2."),
    ({"due_on": "31/12/2023"}, "due_on", "Use the form YYYY-MM-DD, for example 2026-03-02."),
    (
        {"goal": "3,000"},
        "goal",
        "Write the number without commas or spaces, with a full stop before the decimals. "
        "For example, write 1234.5.",
    ),
    ({"weight": "0"}, "weight", "The lowest number allowed is 1."),
    ({"kind": "guess"}, "kind", "Choose only from what is offered here."),
    ({"title": ["a", "b"]}, "title", "Give one answer here: this was sent more than once."),
    (
        {"steps-1-on": "2020", "steps-1-value": "5"},
        "steps",
        "Row 2, Date: Use the form YYYY-MM-DD, for example 2026-03-02.",
    ),
    ({"steps-0-on": "2020-12-31"}, "steps", "Row 1, Figure by then: Write a number."),
]


@pytest.mark.parametrize(("changes", "field", "words"), UNCLEAN)
def test_unclean_text_is_refused_in_the_words_of_every_form(cast, desk, changes, field, words):
    target, url = make(cast, COUNT, 10_000)

    answer = desk.send(url, **changes, reason="A reason.")

    assert answer.status_code == 422
    assert Page(answer).problems == {field: [words]}
    assert target.versions.count() == 1

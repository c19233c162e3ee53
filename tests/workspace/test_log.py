"""Logging an answer: what is kept, and that the same form has one effect."""

from dataclasses import asdict
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.cast import (
    LEVEL,
    apply_target,
    drafted,
    figure,
    make_commitment,
    make_target,
    published,
    submitted,
)
from tests.workspace.elements import Elements, text_of
from tests.workspace.typed import address, another_target, form_address, log_address, rows, typed
from tracker.actions.entries import entry_of
from tracker.actions.targets import Wording
from tracker.enums import ReportState
from tracker.models import ProgressReport
from tracker.scoring import Kind


def milestones(cast):
    steps = [
        {"code": "law", "title": "The law names it", "weight": 2},
        {"code": "staff", "title": "People carry it out", "weight": 1},
    ]
    wording = Wording(
        title="Every step", kind=Kind.MILESTONES, due_on=LEVEL["due_on"], milestones=tuple(steps)
    )
    target = make_target(make_commitment("GCM10-2", objective=cast.objective), 5, wording)
    return apply_target(target, cast.arcadia)


def yes_no(cast):
    wording = Wording(title="It is so", kind=Kind.YES_NO, due_on=LEVEL["due_on"])
    target = make_target(make_commitment("GCM10-3", objective=cast.objective), 5, wording)
    return apply_target(target, cast.arcadia)


def test_an_answer_becomes_a_draft_and_leads_to_the_check_page(cast, signed_in):
    client = signed_in(cast.reporter)
    sent = typed(second_url="https://other.example.net/a", second_title="Another source")

    answer = client.post(log_address(cast), sent)

    kept = ProgressReport.objects.get()
    assert (answer.status_code, answer.url) == (302, address("check", kept))
    assert (kept.state, kept.author, kept.committee) == (ReportState.DRAFT, cast.reporter, cast.committee)
    assert asdict(entry_of(kept)) == {
        "answer": "figure",
        "value": Decimal(7_000),
        "done": (),
        "reference_on": figure(1).reference_on,
        "yearly": True,
        "narrative": "Fewer than the year before.",
        "grade": "B",
        "links": (
            {
                "title": "Yearbook",
                "url": "https://stats.example.org/yearbook",
                "quotation": "7 000",
                "page": "12",
                "archive_url": "",
            },
            {
                "title": "Another source",
                "url": "https://other.example.net/a",
                "quotation": "",
                "page": "",
                "archive_url": "",
            },
        ),
        "parts": (),
        "jump_reason": "",
        "conflict": "none",
        "conflict_with": "",
        "credit": None,
    }


@pytest.mark.parametrize("choice", ["no_progress", "no_data", "not_applicable", "confidential"])
def test_an_answer_without_a_figure_needs_no_evidence_and_is_no_zero(cast, signed_in, choice):
    sent = {
        "token": str(uuid4()),
        "answer": choice,
        "reference_on": "2021",
        "narrative": "We asked.",
        "conflict": "none",
    }

    answer = signed_in(cast.reporter).post(log_address(cast), sent)

    kept = ProgressReport.objects.get()
    assert answer.status_code == 302
    assert (kept.answer, kept.value, kept.done, kept.grade) == (choice, None, [], "")


def test_steps_are_logged_by_ticking_them(cast, signed_in):
    sent = typed(answer="steps", value=None) | {"done": ["law"]}

    answer = signed_in(cast.reporter).post(log_address(cast, milestones(cast)), sent)

    assert answer.status_code == 302
    assert ProgressReport.objects.get().done == ["law"]


@pytest.mark.parametrize("choice", ["yes", "no"])
def test_yes_and_no_are_logged(cast, signed_in, choice):
    sent = typed(answer=choice, value=None)

    answer = signed_in(cast.reporter).post(log_address(cast, yes_no(cast)), sent)

    assert answer.status_code == 302
    assert ProgressReport.objects.get().answer == choice


def test_the_form_shows_what_was_there_before_beside_the_input(cast, signed_in):
    published(cast, figure(7_000))

    answer = signed_in(cast.reporter).get(form_address(cast))

    assert (
        "The figure Needed when you answer “A figure”. With any other answer, leave this empty. "
        "Last time 7 000 persons (2021) At the start 10 000 persons (2018) Goal at most 4 000 persons "
        "Due 31 December 2023 Figure Unit: persons. Digits only, with a full stop before decimals: 1234.5 persons"
    ) in text_of(answer)


@pytest.mark.parametrize(
    ("place_target", "asked"),
    [
        (lambda cast: cast.place_target, {"value"}),
        (milestones, {"done"}),
        (yes_no, set()),
    ],
)
def test_each_kind_of_target_asks_for_its_own(cast, signed_in, place_target, asked):
    answer = signed_in(cast.reporter).get(form_address(cast, place_target(cast)))

    names = {attrs.get("name") for _, attrs in Elements(answer.content.decode()).tags}
    assert names & {"value", "done"} == asked


def test_only_what_no_answer_needs_is_marked_optional(cast, signed_in):
    page = Elements(signed_in(cast.reporter).get(form_address(cast)).content.decode())

    optional = [words.removesuffix(" (optional)") for words in page.texts("label") if "(optional)" in words]
    assert optional == [
        "Why does it differ so much from the figure before?",
        "Address of a copy in an archive, such as web.archive.org",
        "The words that show it",
        "Page number or section",
        "Second page, from another source",
        "Address of a copy of the second page in an archive",
        "Title of the second page",
        "The words that show it there",
        "Page number or section there",
    ]


def test_the_unit_of_an_administrator_is_text(cast, signed_in):
    cast.place_target.target.versions.update(unit="<b>{{ request.user.email }}</b>")

    html = signed_in(cast.reporter).get(form_address(cast)).content.decode()

    assert "&lt;b&gt;{{ request.user.email }}&lt;/b&gt;" in html
    assert "<b>" not in html
    assert "reporter@example.org" not in html


def test_the_same_form_sent_twice_is_one_draft(cast, signed_in):
    client, sent = signed_in(cast.reporter), typed()

    first, second = client.post(log_address(cast), sent), client.post(log_address(cast), sent)

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert ProgressReport.objects.count() == 1


def test_the_same_form_with_another_text_shows_both_and_keeps_the_first(cast, signed_in):
    client, sent = signed_in(cast.reporter), typed()
    client.post(log_address(cast), sent)
    before = rows()

    answer = client.post(log_address(cast), sent | {"narrative": "Other words.", "value": "6500"})

    page, kept = Elements(answer.content.decode()), ProgressReport.objects.get()
    assert answer.status_code == 409
    assert page.texts("title") == ["Error: At most 4 000 by 2023 · GCM Scorecard"]
    assert "The text kept here Figure 7000 What happened? Fewer than the year before." in text_of(answer)
    assert "Fewer than the year before." in text_of(answer)
    assert page.texts("textarea") == ["", "Other words.", ""]
    assert (rows(), kept.narrative) == (before, "Fewer than the year before.")


def test_after_both_texts_were_shown_the_second_replaces_the_first_knowingly(cast, signed_in):
    client, sent = signed_in(cast.reporter), typed()
    client.post(log_address(cast), sent)
    shown = Elements(client.post(log_address(cast), sent | {"narrative": "Other words."}).content.decode())
    (form,) = [attrs for tag, attrs in shown.tags if attrs.get("class") == "report"]
    hidden = {attrs["name"]: attrs["value"] for _, attrs in shown.tags if attrs.get("type") == "hidden"}

    answer = client.post(form["action"], sent | {"narrative": "Other words."} | hidden)

    kept = ProgressReport.objects.get()
    assert answer.url == address("check", kept)
    assert (kept.narrative, kept.version) == ("Other words.", 2)


def test_a_token_of_another_person_shows_nothing_of_theirs(cast, signed_in):
    token = drafted(cast, figure(7_000, narrative="For nobody else.")).submit_token
    before = rows()

    answer = signed_in(cast.coordinator).post(log_address(cast), typed(token=str(token)))

    assert answer.status_code == 409
    assert "For nobody else." not in answer.content.decode()
    assert rows() == before


def test_a_token_spent_on_what_was_handed_in_opens_nothing_to_change(cast, signed_in):
    token = submitted(cast).submit_token

    answer = signed_in(cast.reporter).post(log_address(cast), typed(token=str(token), narrative="Other."))

    assert answer.status_code == 409
    assert "The first one is kept: open it from your desk." in text_of(answer)


def test_a_report_is_about_the_target_of_its_address(cast, signed_in):
    other = another_target(cast, "GCM10-30")

    signed_in(cast.reporter).post(log_address(cast, other), typed(place_target=str(cast.place_target.uuid)))

    assert ProgressReport.objects.get().place_target == other

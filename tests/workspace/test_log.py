"""Logging an answer: what is kept, what is refused, and that nothing typed is lost."""

import re
from dataclasses import asdict
from decimal import Decimal
from uuid import uuid4

import pytest
from django.http import QueryDict

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
from tests.cleaning.corpus import ELSEWHERE, EXTRA_KEYS, all_cases, field_cases
from tests.workspace.elements import Elements
from tests.workspace.test_desk import another_target, text_of
from tests.workspace.typed import address, log_address, rows, typed
from tracker.actions.entries import entry_of
from tracker.actions.targets import Wording
from tracker.enums import ReportState
from tracker.models import ProgressReport
from tracker.scoring import Kind

# The field of the real form that each kind of the corpus is typed into.
FIELD_OF = {
    "short_text(200)": "first_title",
    "narrative(20000)": "narrative",
    "integer(0..10^9)": "value",
    "percent(0..100,2dp)": "value",
    "date": "reference_on",
    "date(evidence)": "reference_on",
    "datetime": "reference_on",
    "evidence_url": "first_url",
    "choice(status)": "answer",
}
# Good for a figure, where the corpus speaks of a count: a fraction, a full stop before decimals, a large number.
GOOD_FOR_A_FIGURE = {"B049", "B055", "B067"}
CASES = [case for case in field_cases() if case.where == "form" and case.kind in FIELD_OF]


def good_here(case):
    return case.accepted or case.id in GOOD_FOR_A_FIGURE


def problems(answer):
    """The summary's lines, and the messages beside the fields."""
    html = answer.content.decode()
    summary = html[html.index('id="error-summary"') : html.index("<form class")]
    beside = html[html.index("<form class") :]
    return (
        re.findall(r'<a href="#(\w+)">(.*?)</a>', summary),
        re.findall(r'id="(\w+)_error" class="invalid-feedback">\s*<p>.*?</span> (.*?)</p>', beside),
    )


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


def share(cast):
    wording = Wording(**{**LEVEL, "kind": Kind.SHARE, "goal": Decimal(10), "unit": "% of children"})
    target = make_target(make_commitment("GCM10-4", objective=cast.objective), 5, wording)
    return apply_target(target, cast.arcadia, baseline=Decimal(60))


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
            },
            {"title": "Another source", "url": "https://other.example.net/a", "quotation": "", "page": ""},
        ),
    }


@pytest.mark.parametrize("choice", ["no_progress", "no_data", "not_applicable", "confidential"])
def test_an_answer_without_a_figure_needs_no_evidence_and_is_no_zero(cast, signed_in, choice):
    sent = {"token": str(uuid4()), "answer": choice, "reference_on": "2021", "narrative": "We asked."}

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

    answer = signed_in(cast.reporter).get(log_address(cast))

    assert (
        "The figure Needed when you answer “A figure”. With any other answer, leave this empty. "
        "Last time 7 000 persons (2021) Where it began 10 000 persons (2018) Goal at most 4 000 persons "
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
    answer = signed_in(cast.reporter).get(log_address(cast, place_target(cast)))

    names = {attrs.get("name") for _, attrs in Elements(answer.content.decode()).tags}
    assert names & {"value", "done"} == asked


def test_only_what_no_answer_needs_is_marked_optional(cast, signed_in):
    page = Elements(signed_in(cast.reporter).get(log_address(cast)).content.decode())

    optional = [words.removesuffix(" (optional)") for words in page.texts("label") if "(optional)" in words]
    assert optional == [
        "The words that show it",
        "Page number or section",
        "Second page, from another source",
        "Title of the second page",
        "The words that show it there",
        "Page number or section there",
    ]


def test_the_unit_of_an_administrator_is_text(cast, signed_in):
    cast.place_target.target.versions.update(unit="<b>{{ request.user.email }}</b>")

    html = signed_in(cast.reporter).get(log_address(cast)).content.decode()

    assert "&lt;b&gt;{{ request.user.email }}&lt;/b&gt;" in html
    assert "<b>" not in html
    assert "reporter@example.org" not in html


def test_a_refused_form_says_everything_at_once_in_the_same_words(cast, signed_in):
    before = rows()
    sent = typed(value="1,5", reference_on="02/03/2021", narrative=" ", grade=None, first_title="")

    answer = signed_in(cast.reporter).post(log_address(cast), sent)

    summary, beside = problems(answer)
    labels = ["Figure", "Which year or date is the answer about?", "What happened?", "How well is it known?"]
    assert answer.status_code == 422
    assert rows() == before
    assert [link for link, _words in summary] == [
        "id_value",
        "id_reference_on",
        "id_narrative",
        "id_grade_0",
        "id_first_title",
    ]
    assert [words for _link, words in summary] == [
        f"{label} – {message}"
        for label, (_field, message) in zip([*labels, "Title of that page"], beside, strict=True)
    ]


def test_a_refused_form_keeps_all_that_was_typed(cast, signed_in):
    sent = typed(
        value="seven",
        narrative="<b>Fewer</b> & fewer",
        first_title="“Yearbook”",
        second_url="https://other.example.net/a",
        second_quotation="as quoted",
    )

    page = Elements(signed_in(cast.reporter).post(log_address(cast), sent).content.decode())

    inputs = [attrs for tag, attrs in page.tags if tag == "input" and "name" in attrs]
    kept = {attrs["name"]: attrs.get("value", "") for attrs in inputs if attrs["type"] in {"text", "hidden"}}
    chosen = {attrs["name"]: attrs["value"] for attrs in inputs if "checked" in attrs}
    assert {name: kept[name] for name in sent if name in kept} | chosen | {
        "narrative": page.texts("textarea")[0]
    } == sent


def test_a_refused_form_leads_the_reader_to_the_summary(cast, signed_in):
    page = Elements(signed_in(cast.reporter).post(log_address(cast), {}).content.decode())

    (summary,) = [attrs for tag, attrs in page.tags if attrs.get("id") == "error-summary"]
    assert page.texts("title") == ["Error: At most 4 000 by 2023 · GCM Scorecard"]
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary


def test_every_reference_in_a_refused_form_finds_its_element(cast, signed_in):
    page = Elements(signed_in(cast.reporter).post(log_address(cast), {"answer": "figure"}).content.decode())

    named = [attrs.get(key, "") for _, attrs in page.tags for key in ("aria-describedby", "aria-labelledby")]
    wanted = {name for names in named for name in names.split()}
    wanted |= {attrs["for"] for _, attrs in page.tags if "for" in attrs}
    wanted |= {attrs["href"][1:] for _, attrs in page.tags if attrs.get("href", "").startswith("#")}
    ids = page.ids()
    assert len(ids) == len(set(ids))
    assert wanted <= set(ids)


def test_the_second_source_opens_where_something_stands_in_it(cast, signed_in):
    client = signed_in(cast.reporter)

    closed = client.get(log_address(cast)).content.decode()
    opened = [
        client.post(log_address(cast), typed(value="x", **more)).content.decode()
        for more in ({"second_page": "3"}, {"grade": "C"})
    ]

    assert '<details class="more">' in closed
    assert ['<details class="more" open>' in html for html in opened] == [True, True]


def test_grade_c_is_not_blamed_for_a_page_that_is_refused_anyway(cast, signed_in):
    sent = typed(grade="C", second_url="un.org", second_title="Another")

    summary, _beside = problems(signed_in(cast.reporter).post(log_address(cast), sent))

    assert [link for link, _words in summary] == ["id_second_url"]


def asked_about(cast, case):
    """A share for what is in per cent, else the level of the cast."""
    return share(cast) if case.kind.startswith("percent") else cast.place_target


@pytest.mark.parametrize("case", [case for case in CASES if not good_here(case)], ids=lambda case: case.id)
def test_a_bad_input_is_refused_at_the_real_form(cast, signed_in, case):
    field, place_target = FIELD_OF[case.kind], asked_about(cast, case)
    before = rows()

    answer = signed_in(cast.reporter).post(log_address(cast, place_target), typed(**{field: case.value}))

    summary, beside = problems(answer)
    assert answer.status_code == 422, case.why
    assert rows() == before
    assert [link for link, _words in summary] == [f"id_{field}" + ("_0" if field == "answer" else "")]
    assert [name for name, _message in beside] == [f"id_{field}"]


@pytest.mark.parametrize("case", [case for case in CASES if good_here(case)], ids=lambda case: case.id)
def test_a_good_input_is_taken_by_the_real_form(cast, signed_in, case):
    place_target = asked_about(cast, case)
    sent = typed(**{FIELD_OF[case.kind]: case.value})

    answer = signed_in(cast.reporter).post(log_address(cast, place_target), sent)

    assert answer.status_code == 302, case.why


def test_a_text_too_large_for_any_form_is_refused_unread(cast, signed_in):
    client, before = signed_in(cast.reporter), rows()

    answers = [
        client.post(log_address(cast), typed(**{field: "x" * 3_000_000}))
        for field in ("narrative", "first_url")
    ]

    assert [one.status_code for one in answers] == [400, 400]
    assert rows() == before


@pytest.mark.parametrize(
    "case", [case for case in all_cases() if case.id in EXTRA_KEYS], ids=lambda case: case.id
)
def test_a_key_that_was_not_asked_for_changes_nothing(cast, signed_in, case):
    extra = QueryDict(case.value.replace("<other id>", str(cast.other_committee.pk))).dict()
    more = {"author": cast.coordinator.pk, "state": "published", "committee_id": cast.other_committee.pk}

    answer = signed_in(cast.reporter).post(log_address(cast), typed() | extra | more)

    kept = ProgressReport.objects.get()
    assert answer.status_code == 302
    assert (kept.committee, kept.author, kept.state, kept.decided_by) == (
        cast.committee,
        cast.reporter,
        ReportState.DRAFT,
        None,
    )


def test_the_corpus_of_elsewhere_is_known():
    assert {"B167", "B169", "B170", "B173", "B174", "B175", "B176", "B177", "B179", "B180"} <= set(
        ELSEWHERE["workflow and permissions"].split()
    )


def test_no_evidence_where_it_is_needed_is_refused(cast, signed_in):
    sent = typed(first_url="", first_title="", first_quotation="", first_page="")

    summary, _beside = problems(signed_in(cast.reporter).post(log_address(cast), sent))

    assert summary == [("id_first_url", "Page that shows it – Give at least one page that shows this.")]


def test_a_figure_beside_another_answer_is_refused_and_not_dropped(cast, signed_in):
    summary, _beside = problems(signed_in(cast.reporter).post(log_address(cast), typed(answer="no_data")))

    assert summary == [("id_value", "Figure – Leave this empty: your answer has no figure.")]


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
    assert "The text kept here Answer 7 000 persons (2021)" in text_of(answer)
    assert "Fewer than the year before." in text_of(answer)
    assert page.texts("textarea") == ["Other words."]
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


def test_what_was_typed_stands_in_the_form_again(cast, signed_in):
    report = drafted(cast, figure("6999.5", 2021))

    page = Elements(signed_in(cast.reporter).get(address("edit", report)).content.decode())

    inputs = [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("type") in {"text", "hidden"}]
    stands = {attrs["name"]: attrs.get("value", "") for attrs in inputs}
    assert stands["value"] == "6999.5"
    assert stands["reference_on"] == "2021"
    assert (stands["token"], stands["version"]) == (str(report.submit_token), "1")
    assert page.texts("textarea") == ["Fewer than the year before."]


def test_a_changed_draft_is_kept_with_its_next_version(cast, signed_in):
    report = drafted(cast)

    answer = signed_in(cast.reporter).post(address("edit", report), typed(value="6500", version="1"))

    report.refresh_from_db()
    assert answer.url == address("check", report)
    assert (report.value, report.version) == (Decimal(6500), 2)
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize("version", ["0", "2", "999"])
def test_a_stale_version_shows_both_texts_and_overwrites_nothing(cast, signed_in, version):
    report = drafted(cast)
    before = rows()

    answer = signed_in(cast.reporter).post(
        address("edit", report), typed(narrative="Other words.", version=version)
    )

    report.refresh_from_db()
    assert answer.status_code == 409
    assert "Reporter Person saved this report at" in text_of(answer)
    assert "Fewer than the year before." in text_of(answer)
    assert Elements(answer.content.decode()).texts("textarea") == ["Other words."]
    assert (rows(), report.narrative, report.version) == (before, "Fewer than the year before.", 1)


@pytest.mark.parametrize("version", [None, "", "-1", "x", "1' or 1=1"])
def test_a_version_taken_away_is_refused_with_the_text_still_there(cast, signed_in, version):
    report = drafted(cast)

    answer = signed_in(cast.reporter).post(
        address("edit", report), typed(narrative="Other words.", version=version)
    )

    report.refresh_from_db()
    assert answer.status_code == 400
    assert "This form is out of date." in text_of(answer)
    assert Elements(answer.content.decode()).texts("textarea") == ["Other words."]
    assert (report.narrative, report.version) == ("Fewer than the year before.", 1)


def test_what_was_handed_in_is_not_changed(cast, signed_in):
    report = submitted(cast)
    before = rows()

    answer = signed_in(cast.reporter).post(address("edit", report), typed(version=str(report.version)))

    report.refresh_from_db()
    assert answer.status_code == 409
    assert (rows(), report.value) == (before, Decimal(7_000))


def test_a_forged_token_in_a_change_does_not_move_it(cast, signed_in):
    mine, other = drafted(cast), drafted(cast, figure(5_000, 2022))
    sent = typed(token=str(other.submit_token), version="1", value="6500")

    answer = signed_in(cast.reporter).post(address("edit", mine), sent)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert answer.status_code == 302
    assert (mine.value, other.value) == (Decimal(6500), Decimal(5_000))


def test_a_report_is_about_the_target_of_its_address(cast, signed_in):
    other = another_target(cast, "GCM10-30")

    signed_in(cast.reporter).post(log_address(cast, other), typed(place_target=str(cast.place_target.uuid)))

    assert ProgressReport.objects.get().place_target == other

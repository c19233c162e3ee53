"""What the form refuses, and that nothing typed is lost."""

import re
from decimal import Decimal

import pytest
from django.http import QueryDict

from tests.cast import (
    LEVEL,
    apply_target,
    make_commitment,
    make_target,
)
from tests.cleaning.corpus import EXTRA_KEYS, all_cases, field_cases
from tests.workspace.elements import Elements
from tests.workspace.typed import form_address, log_address, rows, typed
from tracker.actions.targets import Wording
from tracker.enums import ReportState
from tracker.models import PlaceTarget, ProgressReport
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


def share(cast):
    wording = Wording(**{**LEVEL, "kind": Kind.SHARE, "goal": Decimal(10), "unit": "% of children"})
    target = make_target(make_commitment("GCM10-4", objective=cast.objective), 5, wording)
    return apply_target(target, cast.arcadia, baseline=Decimal(60))


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
        "narrative": page.texts("textarea")[1]
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

    closed = client.get(form_address(cast)).content.decode()
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
    if not case.kind.startswith("percent"):
        return cast.place_target
    return PlaceTarget.objects.filter(target__commitment__code="GCM10-4").first() or share(cast)


def sent_one_by_one(client, cast, cases):
    """Each case typed into an answer that is good otherwise: the status, and which fields are refused."""
    found = {}
    for case in cases:
        sent = typed(**{FIELD_OF[case.kind]: case.value})
        answer = client.post(log_address(cast, asked_about(cast, case)), sent)
        refused = problems(answer) if answer.status_code == 422 else ([], [])
        found[case.id] = (
            answer.status_code,
            [link for link, _words in refused[0]],
            [name for name, _message in refused[1]],
        )
    return found


# One cast for all cases of a kind: making it takes longer than sending them.
@pytest.mark.parametrize("kind", FIELD_OF)
def test_bad_inputs_are_refused_at_the_real_form(cast, signed_in, kind):
    cases = [case for case in CASES if case.kind == kind and not good_here(case)]
    field = f"id_{FIELD_OF[kind]}"
    asked_about(cast, cases[0])
    before = rows()

    found = sent_one_by_one(signed_in(cast.reporter), cast, cases)

    first = f"{field}_0" if kind.startswith("choice") else field
    assert found == {case.id: (422, [first], [field]) for case in cases}
    assert rows() == before


@pytest.mark.parametrize("kind", sorted({case.kind for case in CASES if good_here(case)}))
def test_good_inputs_are_taken_by_the_real_form(cast, signed_in, kind):
    cases = [case for case in CASES if case.kind == kind and good_here(case)]

    found = sent_one_by_one(signed_in(cast.reporter), cast, cases)

    assert found == {case.id: (302, [], []) for case in cases}
    assert ProgressReport.objects.count() == len(cases)


def test_a_text_too_large_for_any_form_is_refused_unread(cast, signed_in):
    client, before = signed_in(cast.reporter), rows()

    answers = [
        client.post(log_address(cast), typed(**{field: "x" * 3_000_000}))
        for field in ("narrative", "first_url")
    ]

    assert [one.status_code for one in answers] == [413, 413]
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


def test_no_evidence_where_it_is_needed_is_refused(cast, signed_in):
    sent = typed(first_url="", first_title="", first_quotation="", first_page="")

    summary, _beside = problems(signed_in(cast.reporter).post(log_address(cast), sent))

    assert summary == [("id_first_url", "Page that shows it – Give at least one page that shows this.")]


def test_a_figure_beside_another_answer_is_refused_and_not_dropped(cast, signed_in):
    summary, _beside = problems(signed_in(cast.reporter).post(log_address(cast), typed(answer="no_data")))

    assert summary == [("id_value", "Figure – Leave this empty: your answer has no figure.")]

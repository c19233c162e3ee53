"""The form every form is made of: what it takes, what it says, and the page that it makes."""

import pytest
from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.template import engines

from tests.cleaning.corpus import EXTRA_KEYS, all_cases
from tests.workspace.elements import Elements
from tracker.forms import fields
from tracker.forms.base import Problem, StrictForm

PAGE = "{% load crispy_forms_tags %}{% include 'forms/error_summary.html' %}{% crispy form %}"
YES_NO = [("y", "Yes"), ("n", "No")]
BAD = "kind=z&value=1,5&many=q&pick=&note=a%E2%80%AEb"


class Answer(StrictForm):
    needed_sometimes = frozenset({"value"})

    token = fields.Token(required=False)
    kind = fields.Choice(label="What is it?", choices=YES_NO, help_text="Choose <one>.")
    value = fields.Figure(label="The figure", required=False, help_text="Per cent.")
    many = fields.Choices(label="Steps", choices=YES_NO, required=False)
    pick = fields.Choice(label="Pick", choices=[("", "-"), *YES_NO], widget=forms.Select)
    note = fields.Narrative(label="Note", required=False)
    sure = forms.BooleanField(label="I am sure", required=False)

    def clean(self):
        if self.data.get("note") == "quarrel":
            raise forms.ValidationError("These answers do not go together.")
        return super().clean()


@pytest.fixture(autouse=True)
def _no_pages(settings):
    """crispy-forms looks for the form's action among the pages; these tests need none."""
    settings.ROOT_URLCONF = "tests.forms.no_pages"


def rendered(form):
    return engines["django"].from_string(PAGE).render({"form": form})


def test_labels_say_what_is_optional_and_nothing_has_an_asterisk():
    page = Elements(rendered(Answer()))

    assert page.texts("legend") == ["What is it?", "Steps (optional)"]
    labels = ["Yes", "No", "The figure", "Yes", "No", "Pick", "Note (optional)", "I am sure"]
    assert page.texts("label") == labels
    assert "*" not in rendered(Answer())


@pytest.mark.parametrize("form", [Answer(), Answer(QueryDict(BAD))], ids=["empty", "refused"])
def test_every_reference_finds_its_element(form):
    page = Elements(rendered(form))

    ids = page.ids()
    named = [
        attrs[key]
        for _, attrs in page.tags
        for key in ("aria-describedby", "aria-labelledby")
        if key in attrs
    ]
    wanted = [name for names in named for name in names.split()]
    wanted += [attrs["for"] for _, attrs in page.tags if "for" in attrs]
    wanted += [attrs["href"].removeprefix("#") for tag, attrs in page.tags if tag == "a"]
    assert len(ids) == len(set(ids))
    assert set(wanted) <= set(ids)


def test_inputs_are_described_by_hint_and_error():
    page = Elements(rendered(Answer(QueryDict(BAD))))

    described = {attrs.get("name", tag): attrs.get("aria-describedby") for tag, attrs in page.tags}
    groups = [attrs["aria-describedby"] for tag, attrs in page.tags if tag == "fieldset"]
    assert groups == ["id_kind_helptext id_kind_error", "id_many_error"]
    assert described["value"] == "id_value_helptext id_value_error"
    assert described["note"] == "id_note_error"
    assert described["pick"] == "id_pick_error"


def test_hint_and_error_stand_between_label_and_input():
    html = rendered(Answer(QueryDict(BAD)))

    field = html[html.index('id="div_id_value"') : html.index('id="div_id_many"')]
    order = [field.index(part) for part in ("<label", "id_value_helptext", "id_value_error", "<input")]
    assert order == sorted(order)


def test_what_was_typed_stands_in_the_refused_form():
    page = Elements(rendered(Answer(QueryDict(BAD + "&sure=on"))))

    typed = {
        attrs["name"]: attrs.get("value") for tag, attrs in page.tags if tag == "input" and "name" in attrs
    }
    assert typed["value"] == "1,5"
    assert page.texts("textarea") == ["a\u202eb"]
    assert [attrs for _, attrs in page.tags if attrs.get("name") == "sure" and "checked" in attrs]


def test_the_summary_names_every_problem_in_order_and_in_the_same_words():
    form = Answer(QueryDict("kind=y&value=1,5&pick=y&note=quarrel&many=y&many=q"))

    problems = form.error_summary()

    choose, separator = (
        "Choose only from what is offered here.",
        "Write the number without commas or spaces, with a full stop before the decimals. "
        "For example, write 1234.5.",
    )
    assert problems == (
        Problem("", "", "These answers do not go together."),
        Problem("id_value", "The figure", separator),
        Problem("id_many_0", "Steps", choose),
    )
    page = Elements(rendered(form))
    assert page.texts("h2") == ["There is a problem"]
    assert page.texts("li") == [
        "These answers do not go together.",
        f"The figure – {separator}",
        f"Steps – {choose}",
    ]
    assert page.texts("p") == [f"Error: {separator}", f"Error: {choose}"]


def test_the_summary_takes_the_focus_and_is_announced():
    page = Elements(rendered(Answer(QueryDict(BAD))))

    summary = {"class": "summary", "id": "error-summary", "tabindex": "-1", "autofocus": None}
    assert page.tags[:2] == [
        ("div", summary | {"aria-labelledby": "error-summary-title"}),
        ("div", {"role": "alert"}),
    ]


def test_a_form_without_errors_has_no_summary():
    form = Answer(QueryDict("kind=y&pick=n"))

    assert form.error_summary() == ()
    assert "summary" not in rendered(form)


def test_a_hidden_field_speaks_through_the_summary_without_a_link():
    form = Answer(QueryDict("token=x&kind=y&pick=n"))

    out_of_date = "This form is out of date. Open the page again; your answers are not sent yet."
    assert form.error_summary() == (Problem("", "", out_of_date),)


def test_an_answer_sent_twice_is_refused():
    twice = Answer(QueryDict("kind=y&kind=n&pick=n"))
    several = Answer(QueryDict("kind=y&pick=n&many=y&many=n"))

    assert twice.errors == {"kind": ["Give one answer here: this was sent more than once."]}
    assert "kind" not in twice.cleaned_data
    assert several.is_valid()


def test_prefixes_keep_two_forms_apart():
    form = Answer(QueryDict("a-kind=y&a-pick=n&kind=n&kind=n"), prefix="a")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["kind"] == "y"


@pytest.mark.parametrize(
    "case", [case for case in all_cases() if case.id in EXTRA_KEYS], ids=lambda case: case.id
)
def test_a_key_that_was_not_asked_for_has_no_effect(case):
    asked = QueryDict("kind=y&pick=n&value=5")

    form = Answer(QueryDict(f"kind=y&pick=n&value=5&{case.value}"))

    assert form.is_valid()
    expected = Answer(asked)
    assert expected.is_valid()
    assert form.cleaned_data == expected.cleaned_data


def test_markup_in_words_is_shown_as_text():
    html = rendered(Answer(QueryDict("note=<script>alert(1)</script>&pick=%22><b>")))

    assert "<script>" not in html
    assert "<one>" not in html
    assert "Choose &lt;one&gt;." in html


def test_the_page_writes_the_form_tag_and_the_token():
    html = rendered(Answer())

    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html
    assert " required" not in html
    assert "placeholder" not in html


def test_a_layout_puts_the_unit_beside_the_input():
    class WithUnit(StrictForm):
        token = fields.Token(required=False)
        share = fields.Percent(label="Share", help_text="Of all children.")

        def layout(self):
            return Layout(AppendedText("share", "%"))

    html = rendered(WithUnit(QueryDict("share=101")))

    page = Elements(html)
    order = [
        html.index(part) for part in ("<label", "id_share_helptext", "id_share_error", 'name="share"', ">%<")
    ]
    assert order == sorted(order)
    assert page.texts("label") == ["Share"]
    assert {attrs["name"] for tag, attrs in page.tags if tag == "input"} == {"share", "token"}

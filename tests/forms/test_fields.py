"""The fields of the workspace: the whole corpus through a form, the words, and what the inputs tell a browser."""

from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from tests.cleaning.corpus import field_cases
from tracker.cleaning import Reference
from tracker.forms import fields
from tracker.forms.base import StrictForm

TODAY = date(2026, 11, 24)
UUID_TEXT = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
WORD_PAIRS = [("draft", "Draft"), ("submitted", "Submitted")]

# As the product would declare each kind of the corpus.
FIELD_FOR = {
    "short_text(200)": fields.ShortText,
    "narrative(20000)": fields.Narrative,
    "integer(0..10^9)": fields.WholeNumber,
    "percent(0..100,2dp)": fields.Percent,
    "date": partial(fields.IsoDate, today=TODAY),
    "date(evidence)": partial(fields.IsoDate, today=TODAY, latest=TODAY),
    "datetime": partial(fields.IsoDate, today=TODAY),
    "evidence_url": fields.WebLink,
    "email": fields.Email,
    "slug": fields.Slug,
    "uuid": fields.Token,
    "page": fields.PageNumber,
    "page_size": partial(fields.WholeNumber, minimum=1, maximum=100),
    "offset": partial(fields.WholeNumber, maximum=100_000),
    "q": partial(fields.ShortText, required=False),
    "as_of": partial(fields.IsoDate, today=TODAY, latest=TODAY),
    "country": partial(fields.Choice, choices=[("lb", "Lebanon")]),
    "choice(status)": partial(fields.Choice, choices=WORD_PAIRS),
    "order": partial(fields.Choice, choices=[("name", "Name")]),
    "format": partial(fields.Choice, choices=[("csv", "CSV")]),
    "lang": partial(fields.Choice, choices=[("en", "English")]),
}
CASES = field_cases()


def form_with(field, sent, *, where="form"):
    """A form of one field, filled with what a page sends (a text, or a list of them) or a JSON body's value."""

    class OneField(StrictForm):
        it = field

    if where == "json_api":
        return OneField({"it": sent})
    data = QueryDict(mutable=True)
    data.setlist("it", [sent] if isinstance(sent, str) else sent)
    return OneField(data)


@pytest.mark.parametrize("case", [case for case in CASES if not case.accepted], ids=lambda case: case.id)
def test_a_bad_input_is_refused_and_the_typed_text_is_kept(case):
    form = form_with(FIELD_FOR[case.kind](), case.value, where=case.where)

    assert not form.is_valid()
    (message,) = form.errors["it"]
    assert (case.message or "").rstrip(".") in message
    assert "it" not in form.cleaned_data
    if isinstance(case.value, str):
        assert form["it"].value() == case.value


@pytest.mark.parametrize("case", [case for case in CASES if case.accepted], ids=lambda case: case.id)
def test_a_good_input_is_accepted(case):
    form = form_with(FIELD_FOR[case.kind](), case.value)

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"it": case.stored}


@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        (fields.ShortText(), " a ", "a"),
        (fields.Narrative(), "a\r\n\r\nb", "a\n\nb"),
        (fields.Figure(), "\u221262.50", Decimal("-62.5")),
        (fields.Percent(), "62.25", Decimal("62.25")),
        (fields.WholeNumber(), "012", 12),
        (fields.Year(minimum=2000, maximum=2026), "2015", 2015),
        (fields.IsoDate(today=TODAY), "2026-03-02", date(2026, 3, 2)),
        (fields.ReferenceDate(today=TODAY), "2025", Reference(date(2025, 12, 31), yearly=True)),
        (fields.ReferenceDate(today=TODAY), "2025-06-30", Reference(date(2025, 6, 30), yearly=False)),
        (fields.WebLink(), "https://un.org/a", "https://un.org/a"),
        (fields.Email(), "A@B.org", "a@b.org"),
        (fields.Slug(), "West-2", "west-2"),
        (fields.Token(), UUID_TEXT, UUID(UUID_TEXT)),
        (fields.PageNumber(), "3", 3),
        (fields.PageNumber(), "", 1),
        (fields.Choice(choices=WORD_PAIRS), "draft", "draft"),
        (fields.Choices(choices=WORD_PAIRS), ["draft", "draft"], ["draft"]),
    ],
)
def test_each_field_gives_its_clean_value(field, sent, value):
    form = form_with(field, sent)

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"it": value}


@pytest.mark.parametrize(
    ("kind", "blank", "message"),
    [
        (fields.ShortText, "", "Write something here."),
        (fields.Narrative, "", "Write something here."),
        (fields.Figure, None, "Write a number."),
        (fields.Percent, None, "Write a number."),
        (fields.WholeNumber, None, "Write a number."),
        (fields.Year, None, "Write a year."),
        (fields.IsoDate, None, "Write a date."),
        (fields.ReferenceDate, None, "Write a date."),
        (fields.WebLink, "", "Write a web address."),
        (fields.Email, "", "Write an e-mail address."),
        (fields.Slug, "", "Write something here."),
        (fields.Token, None, "This form is out of date. Open the page again; your answers are not sent yet."),
        (fields.Choice, "", "Choose one of these."),
        (fields.Choices, [], "Choose at least one of these."),
    ],
)
def test_nothing_is_an_answer_only_where_it_is_optional(kind, blank, message):
    needed, optional = form_with(kind(), []), form_with(kind(required=False), [])

    assert needed.errors == {"it": [message]}
    assert optional.is_valid()
    assert optional.cleaned_data == {"it": blank}


def test_every_refusal_has_the_words_it_needs():
    too_long = form_with(fields.Narrative(), "x" * 20_001)
    wrong_digits = form_with(fields.Figure(), "١٢٣")
    out_of_bounds = form_with(fields.WholeNumber(), "1000000001")
    too_late = form_with(fields.IsoDate(latest=TODAY), "2026-11-25")

    assert too_long.errors["it"] == ["At most 20,000 characters (you wrote 20,001)."]
    assert wrong_digits.errors["it"] == ["Use the digits 0 to 9. If you mean 123, write it so."]
    assert out_of_bounds.errors["it"] == ["The highest number allowed is 1,000,000,000."]
    assert too_late.errors["it"] == ["Give a date that is not after 2026-11-24."]


def test_numbers_in_words_follow_the_language():
    with translation.override("de"):
        form = form_with(fields.Narrative(), "x" * 20_001)

        assert "20.001" in str(form.errors["it"])


def test_an_option_that_is_not_offered_is_refused_without_repeating_it():
    one = form_with(fields.Choice(choices=WORD_PAIRS), "<b>")
    several = form_with(fields.Choices(choices=WORD_PAIRS), ["draft", "x\x00"])

    assert one.errors["it"] == several.errors["it"] == ["Choose only from what is offered here."]


def attributes(field):
    return field.widget.attrs


def test_inputs_tell_the_browser_what_is_typed():
    plain = {"spellcheck": "false", "dir": "ltr"}

    assert attributes(fields.ShortText()) == {"dir": "auto"}
    assert attributes(fields.Narrative()) == {"cols": "40", "rows": "6", "spellcheck": "true", "dir": "auto"}
    assert attributes(fields.Figure()) == plain | {"inputmode": "decimal"}
    assert attributes(fields.Figure(signed=True)) == plain
    assert attributes(fields.WholeNumber()) == plain | {"inputmode": "numeric"}
    assert attributes(fields.WholeNumber(widget=forms.HiddenInput)) == {}
    assert attributes(fields.IsoDate()) == plain
    assert attributes(fields.WebLink()) == plain | {"inputmode": "url"}
    assert attributes(fields.Email()) == plain | {"inputmode": "email", "autocomplete": "email"}
    assert attributes(fields.Token()) == {}


@pytest.mark.parametrize(
    "kind", [fields.Figure, fields.WholeNumber, fields.IsoDate, fields.WebLink, fields.Email]
)
def test_every_line_is_a_text_input(kind):
    assert kind().widget.input_type == "text"


def test_stored_values_are_written_as_they_are_typed():
    assert fields.Figure().prepare_value(Decimal("1E+3")) == "1000"
    assert fields.IsoDate().prepare_value(date(2026, 3, 2)) == "2026-03-02"
    assert fields.ReferenceDate().prepare_value(Reference(date(2025, 12, 31), yearly=True)) == "2025"
    assert fields.ReferenceDate().prepare_value((date(2025, 6, 30), False)) == "2025-06-30"
    assert fields.ReferenceDate().prepare_value("soon") == "soon"

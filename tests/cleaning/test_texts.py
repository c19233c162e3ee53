"""Text: what is taken as it stands, what is tidied, and what is refused with its place."""

import unicodedata
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.cleaning import Unclean, text
from tracker.cleaning.texts import fault_of

line = partial(text, max_length=200)
paragraphs = partial(text, max_length=200, multiline=True)

# Text that is likely to be refused or tidied, among ordinary text.
ODD = "\u200b\u200c\u200d\u200e\u202e\u2066\ufeff\u00ad\u0301\u0300\u1160\ue000\ufdd0\x00\x1f\x7f\t\r\n\u2028 aém中"
anything = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=60)


@pytest.mark.parametrize(
    "written",
    [
        "اللجنة تقول: «نعم»، 62 ٪.",
        "کمیته\u200cها می\u200cگویند",
        "Отчёт комитета № 5",
        "委员会的报告。",
        "समिति की रिपोर्ट क्\u200dष",
        "ကျွန်ုပ်တို့",
        "บันทึกที่นี่",
        "Người lao động",
        "👩‍👧 family 🏴",
        "ready ✔️ 漢字",
        "abc\u200f (עברית)",
        "\u0600١٢",
    ],
)
def test_ordinary_writing_is_taken_as_it_stands(written):
    clean = line(written)

    assert clean == unicodedata.normalize("NFC", written)


@pytest.mark.parametrize(
    ("given_text", "clean"),
    [
        ("  a b \u00a0", "a b"),
        ("a\tb", "a b"),
        ("co\u00adoper\u200bation\ufeff", "cooperation"),
        ("e\u0301", "é"),
        ("a\n", "a"),
    ],
)
def test_what_means_nothing_is_tidied(given_text, clean):
    assert line(given_text) == clean


def test_line_breaks_become_one_kind():
    written = "one\r\ntwo\rthree\u2028four\n\n"

    assert paragraphs(written) == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize(
    ("given_text", "code", "numbers"),
    [
        ("abc\u202egpj.exe", "direction", {"place": 4}),
        ("a\u2066b\u2069", "direction", {"place": 2}),
        ("a\u0007", "control", {"place": 2}),
        ("a\x85b", "control", {"place": 2}),
        ("a\u206ab", "hidden", {"place": 2}),
        ("a\u3164", "hidden", {"place": 2}),
        ("a\U000e0041", "hidden", {"place": 2}),
        ("ab\ue000", "private", {"place": 3}),
        ("ab\ufffe", "private", {"place": 3}),
        ("ab\ufdd0", "private", {"place": 3}),
        ("ab\ud800", "private", {"place": 3}),
        ("\u200d\u200c", "invisible", {}),
        ("\u0301", "invisible", {}),
        ("a\nb", "one_line", {}),
        ("a\u2029b", "one_line", {}),
        ("Z" + "\u0300" * 5, "marks", {"place": 6}),
        ("က" + "\u103d" * 9, "marks", {"place": 10}),
        ("a" * 201, "too_long", {"limit": 200, "written": 201}),
        ("a" * 10**6, "too_long", {"limit": 200, "written": 10**6}),
        (None, "not_text", {}),
        (12, "not_text", {}),
    ],
)
def test_what_misleads_is_refused_with_its_place(given_text, code, numbers):
    with pytest.raises(Unclean) as refusal:
        line(given_text)

    assert (refusal.value.code, refusal.value.numbers) == (code, numbers)


def test_as_many_as_allowed_is_allowed():
    assert line("Z" + "\u0300" * 4) == "Z" + "\u0300" * 4
    assert line("a" * 200) == "a" * 200
    assert line("e\u0301" * 200) == "é" * 200


def test_a_refusal_can_be_read_without_a_translation():
    refusal = Unclean("too_long", limit=200, written=201)

    assert str(refusal) == "At most 200 characters (you wrote 201)."


@settings(derandomize=True, max_examples=600)
@given(anything, st.booleans())
def test_cleaning_text_again_changes_nothing(written, multiline):
    clean = partial(text, max_length=100, multiline=multiline)
    try:
        once = clean(written)
    except Unclean:
        return

    assert clean(once) == once


@settings(derandomize=True, max_examples=600)
@given(anything)
def test_accepted_text_holds_nothing_forbidden(written):
    try:
        clean = paragraphs(written)
    except Unclean:
        return

    assert [character for character in clean if character != "\n" and fault_of(character)] == []
    assert not set(clean) & set("\u200b\u2060\ufeff\u00ad\r\t")
    assert clean.encode() and clean == clean.strip() if clean else clean == ""


@settings(derandomize=True, max_examples=300)
@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"], max_codepoint=0x9FFF), max_size=50))
def test_letters_and_digits_of_any_script_are_accepted(written):
    blank = set("\u115f\u1160\u3164\uffa0")
    expected = unicodedata.normalize("NFC", "".join(letter for letter in written if letter not in blank))

    assert line(expected) == expected

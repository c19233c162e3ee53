"""How phrases are written, and what cannot be one."""

import pytest

from tracker.terminology import BadPhrase, phrase_of
from tracker.terminology.words import words_of

pytestmark = pytest.mark.once


def found(phrase, text):
    """The words that the phrase matches, wherever it begins."""
    words = words_of(text)
    ends = {at: phrase_of(phrase).end(words, at) for at in range(len(words))}
    return [" ".join(words.folded[at:end]) for at, end in ends.items() if end]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("maid(s)", "maid maids maiden", ["maid", "maids"]),
        ("(house)maid(s)", "housemaids", ["housemaids"]),
        ("one two?  three", "one three, one two three", ["one three", "one two three"]),
        ("one * three", "one two three, one three", ["one two three"]),
        ("flood(s) of #", "floods of 2022 and floods of people", ["floods of 2022"]),
        ("one ... three", "one a b c three. one a. three", ["one a b c three"]),
        ("one ... three", "one a b c d e f g three", []),
        ("a|b-c d", "a d, b c d, b-c d, c d", ["a d", "b c d", "b c d"]),
        ("d'asile", "d’asile d'asile d asile", ["d asile", "d asile", "d asile"]),
        ("État", "etat ÉTAT", ["etat", "etat"]),
    ],
)
def test_a_phrase_finds_what_it_says(phrase, text, expected):
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("* one", "begins_with_a_word"),
        ("# one", "begins_with_a_word"),
        ("... one", "begins_with_a_word"),
        ("one? two", "begins_with_a_word"),
        ("one ...", "ends_with_a_word"),
        ("one two?", "ends_with_a_word"),
        ("one ...? two", "not_understood"),
        ("(a", "not_understood"),
        ("a)", "not_understood"),
        (r"\billegal\b", "not_understood"),
        ("a||b", "not_understood"),
        ("a[bc]", "not_understood"),
        ("()", "not_understood"),
        (" ".join("a" * 13), "too_many_words"),
        ("|".join(f"{one}(a)(b)(c)(d)(e)(f)(g)" for one in "abcd"), "too_many_forms"),
        ("a" * 1001, "too_long"),
    ],
)
def test_what_cannot_be_read_is_refused(phrase, code):
    with pytest.raises(BadPhrase) as refused:
        phrase_of(phrase)

    assert refused.value.code == code

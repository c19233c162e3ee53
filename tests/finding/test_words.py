"""Words as they are compared: whatever their accents, their marks, their case and their digits."""

import pytest

from tracker.finding import LONGEST_WORD, folded, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Côte d'Ivoire", ["cote", "d", "ivoire"]),
        ("COTE D\u2019IVOIRE", ["cote", "d", "ivoire"]),
        ("Co\u0302te", ["cote"]),
        ("Straße, Łódź; Ærø", ["strasse", "lodz", "aero"]),
        ("GCM10-1", ["gcm10", "1"]),
        ("٢٠٢٣ and 2023", ["2023", "and", "2023"]),
        ("كِينِيَا", ["كينيا"]),
        ("Кения 肯尼亚", ["кения", "肯尼亚"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("- … !", []),
    ],
)
def test_text_is_taken_apart_into_folded_words(text, words):
    assert [word.folded for word in words_in(text)] == words


def test_word_says_where_it_stands_in_its_text():
    text = "A résumé, e\u0301tude"

    assert [text[word.start : word.end] for word in words_in(text)] == ["A", "résumé", "e\u0301tude"]


def test_word_without_end_is_cut():
    (word,) = words_in("x" * 1_000)

    assert word.folded == "x" * LONGEST_WORD


def test_folding_again_changes_nothing():
    assert folded(folded("ÉLÈVE ŒUVRE ﬁ")) == folded("ÉLÈVE ŒUVRE ﬁ") == "eleve oeuvre fi"

"""How a word answers to what was typed, and that an index finds it: without comparing it with all the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.finding import spellings
from tracker.finding.spelling import BEGINNING, EXACT, SLIP, asked_under, closeness, slips_between

WORDS = st.text("abcde", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "word", "answers"),
    [
        ("kenya", "kenya", EXACT),
        ("ken", "kenya", BEGINNING),
        ("kenia", "kenya", SLIP),
        ("knya", "kenya", SLIP),
        ("kennya", "kenya", SLIP),
        ("kneya", "kenya", SLIP),
        ("phillipines", "philippines", SLIP),
        ("k", "kenya", None),
        ("kin", "ken", None),
        ("kania", "kenya", None),
        ("2023", "2024", None),
        ("kenya", "ghana", None),
    ],
)
def test_word_answers_exactly_by_its_beginning_or_as_a_slip(typed, word, answers):
    assert closeness(typed, word) == answers


@given(WORDS, st.integers(0, 11), st.sampled_from("abcdexyz"))
def test_every_single_slip_is_found_under_some_spelling(word, at, letter):
    at %= len(word)
    slips = {word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]}
    slips.add(word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :])

    missed = {
        one for one in slips if closeness(one, word) == SLIP and asked_under(one).isdisjoint(spellings(word))
    }

    assert missed == set()


@given(WORDS, WORDS)
def test_slips_are_as_many_both_ways_and_none_between_the_same(one, other):
    assert slips_between(one, other, most=12) == slips_between(other, one, most=12)
    assert slips_between(one, one, most=12) == 0


def test_a_long_word_is_not_kept_under_thousands_of_spellings():
    assert len(spellings("a" * 40)) <= 40
    assert len(spellings("abcdefghijklmnopqrstuvwx")) <= 24 * 2

"""The columns of a score that may be spoilt, read as text: what they say, or ValueError where they say nothing."""

import json
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from tracker.scoring import Mark, Status

Word = TypeVar("Word", Mark, Status)
# What may be spoilt so that loading it fails: read as plain text, and understood row by row.
SPOILABLE = ("share", "score", "coverage", "lower", "upper", "counts", "statuses")


@lru_cache(maxsize=10_000)
def fraction_in(text: str | None) -> Fraction | None:
    """The fraction that a text spells; most rows spell the same few."""
    try:
        return None if text is None else Fraction(text)
    except ZeroDivisionError:
        raise ValueError(f"no fraction: {text}") from None


def number_in(text: str | None) -> Fraction:
    """The fraction that must be there."""
    found = fraction_in(text)
    if found is None:
        raise ValueError("a number is missing")
    return found


@lru_cache(maxsize=10_000)
def counts_in(text: str, words: type[Word]) -> tuple[tuple[Word, int], ...]:
    """Counts by word, as their text says."""
    found = json.loads(text)
    if not all(type(number) is int and number >= 0 for number in found.values()):
        raise ValueError(f"no counts: {text}")
    if set(found) - set(words):
        raise ValueError(f"unknown words: {text}")
    return in_order(found, words)


def in_order(found: dict[str, int], words: type[Word]) -> tuple[tuple[Word, int], ...]:
    """Counts in the order of the closed list, without zeros."""
    return tuple((word, found[word]) for word in words if found.get(word))

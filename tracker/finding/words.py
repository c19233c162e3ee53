"""The words in a text, as they are compared: without accents, marks and case."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Longer ones are no words, and would cost much to look up.
LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
# Marks that stand within words: of Latin, Hebrew, Arabic, the scripts of India, and Thai.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e"
)
_WITH_MARKS = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
# Letters with no accent to strip, that people type otherwise.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands in its text."""

    folded: str
    start: int
    end: int


def folded(text: str) -> str:
    """The text as it is compared: `Côte` and `COTE` are the same, and digits of every script are ours."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(_digit(one) for one in plain if not unicodedata.category(one).startswith("M"))


def _digit(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def words_in(text: str) -> Iterator[Word]:
    """Every word of the text, in its order."""
    for found in _WITH_MARKS.finditer(text):
        for part in _WORD.findall(folded(found[0])):
            yield Word(part[:LONGEST_WORD], found.start(), found.end())

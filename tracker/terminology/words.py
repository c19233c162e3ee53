"""A text as its words: folded, so that capitals and accents make no difference, each with where it stands."""

import re
import unicodedata
from dataclasses import dataclass

# Each character is taken in one way only, so no text makes this slow.
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_JOINED = re.compile("[\\s\\-\u2010\u2011'\u2019]*")
_ENDS_SENTENCE = re.compile("[.!?;:…]|\n\\s*\n")
_ENDS_CLAUSE = re.compile("[,()\\[\\]]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and what lies between them. `joined[i]` speaks of the gap before word i, and so on."""

    text: str
    folded: list[str]
    spans: list[tuple[int, int]]
    joined: list[bool]  # nothing but space, a hyphen or an apostrophe
    in_sentence: list[bool]
    in_clause: list[bool]

    def __len__(self) -> int:
        return len(self.folded)

    def written(self, at: int) -> str:
        """A word as it stands in the text."""
        start, end = self.spans[at]
        return self.text[start:end]


def word_set(written: str) -> frozenset[str]:
    """Words in a row, as a set."""
    return frozenset(written.split())


def fold(word: str) -> str:
    """A word without what readers overlook: capitals and accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def words_of(text: str) -> Words:
    """The words of a text."""
    found = Words(text, [], [], [], [], [])
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[before:start]
        new = not found.spans
        in_sentence = not new and not _ENDS_SENTENCE.search(gap)
        found.folded.append(fold(match.group()))
        found.spans.append((start, end))
        found.in_sentence.append(in_sentence)
        found.in_clause.append(in_sentence and not _ENDS_CLAUSE.search(gap))
        found.joined.append(in_sentence and _JOINED.fullmatch(gap) is not None)
        before = end
    return found

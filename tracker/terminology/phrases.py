"""How words to look for are written down, and how they are found: phrases, which anybody can read and none can stall.

    bogus (house)maid(s)|worker(s)        letters in brackets may be missing; | stands between words of which one fits
    flood of *? *? people                 * is any one word; ? says that the word before it may be missing
    host country ... refugees             ... is up to six words of the same sentence
    flood(s) of #                         # is a number
    asylum-seeker(s)                      a hyphen, a space and an apostrophe are the same

Capitals and accents make no difference. A phrase begins with a word, so that a text is looked up word by word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tracker.terminology.words import Words, fold

ANY, NUMBER, FAR = "*", "#", "..."
MOST_SLOTS, MOST_FORMS, MOST_BETWEEN, LONGEST = 12, 400, 6, 1000
_LETTERS = re.compile("[^\\W\\d_]+")
_PARTS = re.compile("\\(([^()]*)\\)|([^()]+)")
_BETWEEN_WORDS = re.compile("[-'\u2019\u2010\u2011]")


class BadPhrase(ValueError):
    """What was typed is no phrase; `code` says why, for the door to put into words."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}")
        self.code, self.part = code, part


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: the words that fit it, each of one or more parts; or ANY, NUMBER or FAR."""

    kind: str
    optional: bool
    forms: frozenset[tuple[str, ...]] = frozenset()
    lengths: tuple[int, ...] = ()

    def ends(self, words: Words, at: int, *, begun: bool, far: bool) -> Iterator[int]:
        """Where one may stand after this place, when one stood before word `at`."""
        if self.kind == FAR:
            for step in range(MOST_BETWEEN + 1):
                if at + step > len(words):
                    return
                if step and not words.in_sentence[at + step - 1]:
                    return
                yield at + step
            return
        for length in self.lengths:
            if at + length <= len(words) and self._fits(words, at, length, begun=begun, far=far):
                yield at + length

    def _fits(self, words: Words, at: int, length: int, *, begun: bool, far: bool) -> bool:
        if begun and not (words.in_sentence[at] if far else words.joined[at]):
            return False
        if self.kind == ANY:
            return True
        if self.kind == NUMBER:
            return words.folded[at].isdecimal()
        inner = all(words.joined[at + step] for step in range(1, length))
        return inner and tuple(words.folded[at : at + length]) in self.forms


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is looked for."""

    slots: tuple[Slot, ...]

    @property
    def first_words(self) -> frozenset[str]:
        """The words it can begin with."""
        return frozenset(form[0] for form in self.slots[0].forms)

    def end(self, words: Words, at: int) -> int | None:
        """The word before which the longest match from `at` ends, or None. Takes no longer in a long text."""
        places, far = {at}, False
        for number, slot in enumerate(self.slots):
            reached = set(places) if slot.optional else set()
            for place in places:
                reached.update(slot.ends(words, place, begun=number > 0, far=far))
            if not reached:
                return None
            places, far = reached, slot.kind == FAR
        return max(places)


def phrase_of(written: str) -> Phrase:
    """The phrase that somebody wrote down; raises BadPhrase."""
    if len(written) > LONGEST:
        raise BadPhrase("too_long")
    parts = written.split()
    if not parts:
        raise BadPhrase("empty")
    if len(parts) > MOST_SLOTS:
        raise BadPhrase("too_many_words")
    slots = tuple(_slot(part) for part in parts)
    if slots[0].kind or slots[0].optional:
        raise BadPhrase("begins_with_a_word", parts[0])
    if slots[-1].kind == FAR or slots[-1].optional:
        raise BadPhrase("ends_with_a_word", parts[-1])
    return Phrase(slots)


def _slot(part: str) -> Slot:
    optional = part.endswith("?")
    bare = part.removesuffix("?")
    if bare == FAR:
        if optional:
            raise BadPhrase("not_understood", part)
        return Slot(FAR, optional=False)
    if bare in {ANY, NUMBER}:
        return Slot(bare, optional, lengths=(1,))
    forms = frozenset(form for word in bare.split("|") for form in _forms(word))
    if len(forms) > MOST_FORMS:
        raise BadPhrase("too_many_forms", part)
    return Slot("", optional, forms, tuple(sorted({len(form) for form in forms})))


def _forms(word: str) -> Iterator[tuple[str, ...]]:
    """Every way to write a word: `(house)maid(s)` has four."""
    pieces = list(_PARTS.finditer(word))
    if not word or "".join(piece.group() for piece in pieces) != word or len(pieces) > 8:
        raise BadPhrase("not_understood", word)
    choices = [("", piece[1]) if piece[2] is None else (piece[2],) for piece in pieces]
    for chosen in product(*choices):
        parts = _BETWEEN_WORDS.split("".join(chosen))
        if not all(_LETTERS.fullmatch(part) for part in parts):
            raise BadPhrase("not_understood", word)
        yield tuple(fold(part) for part in parts)

"""Looking a text up in the terms: what is said of which words, and where nothing is said."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.terminology.fine import ALWAYS_FINE
from tracker.terminology.languages import LANGUAGES, languages_of
from tracker.terminology.phrases import Phrase, phrase_of
from tracker.terminology.quotations import quotations_in
from tracker.terminology.titles import titles_in
from tracker.terminology.words import Words, words_of


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A term as it is looked for: `phrases` are marked, but where they lie in one of `fine`."""

    code: str
    language: str
    phrases: tuple[str, ...]
    fine: tuple[str, ...]
    prefer: tuple[str, ...]
    why: str
    severity: str


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A word to avoid, where it stands in the text, what to write instead and why."""

    start: int
    end: int
    word: str
    code: str
    language: str
    prefer: tuple[str, ...]
    why: str
    severity: str


# A defaultdict while it is built: a first word that nothing begins with finds nothing.
Index = Mapping[str, list[tuple[str, Phrase]]]


@dataclass(frozen=True)
class Lexicon:
    """Terms made ready to be looked up, by language and first word."""

    rules: Mapping[str, Rule]
    phrases: Mapping[str, Index]
    fine: Mapping[str, Index]


def lexicon_of(rules: Iterable[Rule]) -> Lexicon:
    """Terms made ready; raises BadPhrase where one cannot be read."""
    known = {rule.code: rule for rule in rules}
    phrases: dict[str, Index] = {language: defaultdict(list) for language in LANGUAGES}
    fine: dict[str, Index] = {language: defaultdict(list) for language in LANGUAGES}
    for rule in known.values():
        _enter(phrases.setdefault(rule.language, defaultdict(list)), rule.code, rule.phrases)
        _enter(fine.setdefault(rule.language, defaultdict(list)), rule.code, rule.fine)
    for language, always in ALWAYS_FINE.items():
        _enter(fine[language], "", always)
    return Lexicon(known, phrases, fine)


def _enter(index: Index, code: str, written: Iterable[str]) -> None:
    for one in written:
        phrase = phrase_of(one)
        for first in phrase.first_words:
            index[first].append((code, phrase))


def hints_in(
    text: str, lexicon: Lexicon, *, language: str | None = None, otherwise: str = "en"
) -> tuple[Hint, ...]:
    """What is said of a text, in its order; of its language or, where that is not known, of the one guessed.

    Of words that two terms speak of, the longer match counts, and then the one that begins first.
    """
    words = words_of(text)
    asked = (language,) if language else languages_of(words, otherwise=otherwise)
    found = [hit for one in asked for hit in _hits(words, lexicon, one)]
    if not found:
        return ()
    silent = _Silence(words)
    heard = sorted((hit for hit in found if not silent.covers(hit[0], hit[1])), key=_longest_first)
    return tuple(_hint(words, lexicon.rules[code], start, end) for start, end, code in _apart(heard))


Hit = tuple[int, int, str]


def _longest_first(hit: Hit) -> tuple[int, int, str]:
    start, end, code = hit
    return start, -end, code


def _hits(words: Words, lexicon: Lexicon, language: str) -> Iterator[Hit]:
    """Every match in one language that does not begin where the word is fine, from word to word."""
    fine = _covered(words, lexicon.fine.get(language, {}))
    for start, end, code in _matches(words, lexicon.phrases.get(language, {})):
        if (start, code) not in fine and (start, "") not in fine:
            yield start, end, code


def _covered(words: Words, index: Index) -> set[tuple[int, str]]:
    """The words at which nothing of a term begins; no code stands for every term."""
    return {(at, code) for start, end, code in _matches(words, index) for at in range(start, end)}


def _matches(words: Words, index: Index) -> Iterator[Hit]:
    for at, word in enumerate(words.folded):
        for code, phrase in index.get(word, ()):
            end = phrase.end(words, at)
            if end is not None:
                yield at, end, code


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits in their order, without those that begin inside one before."""
    position = 0
    for hit in hits:
        if hit[0] >= position:
            position = hit[1]
            yield hit


class _Silence:
    """Where nothing is said: in quotations, and in titles of laws."""

    def __init__(self, words: Words) -> None:
        self._spans = words.spans
        self._quoted = quotations_in(words.text)
        self._starts = [start for start, _end in self._quoted]
        self._titled = {at for start, end in titles_in(words) for at in range(start, end)}

    def covers(self, start: int, end: int) -> bool:
        if all(at in self._titled for at in range(start, end)):
            return True
        first, last = self._spans[start][0], self._spans[end - 1][1]
        at = bisect_right(self._starts, first) - 1
        touches_next = at + 1 < len(self._quoted) and self._starts[at + 1] < last
        return touches_next or (at >= 0 and first < self._quoted[at][1])


def _hint(words: Words, rule: Rule, start: int, end: int) -> Hint:
    first, last = words.spans[start][0], words.spans[end - 1][1]
    return Hint(
        start=first,
        end=last,
        word=words.text[first:last],
        code=rule.code,
        language=rule.language,
        prefer=rule.prefer,
        why=rule.why,
        severity=rule.severity,
    )

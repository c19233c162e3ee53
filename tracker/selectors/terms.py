"""The words to avoid and to prefer: all of them for everyone, and those in a text for whoever writes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language

from tracker.enums import Language
from tracker.models import Term, TermOverride, User
from tracker.terminology import (
    LANGUAGES,
    BadPhrase,
    Hint,
    Lexicon,
    Rule,
    hints_in,
    lexicon_of,
    phrase_of,
)

# How much of the text stands around a word that is pointed out.
AROUND = 40


@dataclass(frozen=True, kw_only=True)
class HintRow:
    """A word to avoid with the text around it, what to write instead and why; `kept` where the writer said no."""

    code: str
    language: str
    before: str
    word: str
    after: str
    prefer: tuple[str, ...]
    why: str
    kept: bool


@dataclass(frozen=True, kw_only=True)
class FieldHints:
    """What is said of one field of a form."""

    field: str
    label: str
    rows: tuple[HintRow, ...]


@dataclass(frozen=True, kw_only=True)
class TermRow:
    """A term as everyone reads it."""

    code: str
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]
    why: str
    note: str
    source: str
    source_url: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class TermsOfLanguage:
    """The terms of one language."""

    code: str
    language: str
    rows: tuple[TermRow, ...]


@dataclass(frozen=True, kw_only=True)
class TermsPage:
    """What the page of terms shows."""

    languages: tuple[TermsOfLanguage, ...]
    number: int


@dataclass(frozen=True, kw_only=True)
class TermPage:
    """One term, in the language of that code; `number` is how many terms that has."""

    term: TermRow
    code: str
    language: str
    number: int


def lexicon() -> Lexicon:
    """All terms, ready to be looked up; one that cannot be read is left out. One query."""
    return _made_ready(tuple(_rule(term) for term in Term.objects.order_by("pk")))


@lru_cache(maxsize=4)
def _made_ready(rules: tuple[Rule, ...]) -> Lexicon:
    """Made once for the same terms, found again by what they say: another word makes another lexicon."""
    return lexicon_of(rule for rule in rules if _is_readable(rule))


def _is_readable(rule: Rule) -> bool:
    try:
        for phrase in (*rule.phrases, *rule.fine):
            phrase_of(phrase)
    except BadPhrase:
        return False
    return True


def _rule(term: Term) -> Rule:
    return Rule(
        code=term.code,
        language=term.language,
        phrases=tuple(line for line in term.pattern.split("\n") if line.strip()),
        fine=tuple(term.allow_patterns),
        prefer=tuple(term.prefer),
        why=term.why,
        severity=term.severity,
    )


def hint_rows(
    text: str,
    *,
    field: str = "",
    form: UUID | None = None,
    by: User | None = None,
    language: str | None = None,
) -> tuple[HintRow, ...]:
    """What is said of a text, each term once; what was kept in that form is marked. Two queries."""
    return _rows(text, lexicon(), _kept(form, by), field=field, language=language)


def field_hints(
    texts: Mapping[str, tuple[str, str]], *, form: UUID, by: User, language: str | None = None
) -> tuple[FieldHints, ...]:
    """What is said of the fields of a form, given as label and text by name, of each that is not in order.

    Two queries.
    """
    words, kept = lexicon(), _kept(form, by)
    found = (
        FieldHints(field=name, label=label, rows=_rows(text, words, kept, field=name, language=language))
        for name, (label, text) in texts.items()
    )
    return tuple(one for one in found if one.rows)


def hints_of(texts: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Hint]]:
    """What is said of many texts, given as where each stands, its language and itself. One query."""
    words = lexicon()
    for where, language, text in texts:
        for hint in hints_in(text, words, language=language):
            yield where, hint


def _rows(
    text: str, words: Lexicon, kept: set[tuple[str, str]], *, field: str, language: str | None
) -> tuple[HintRow, ...]:
    otherwise = (get_language() or "en").split("-")[0]
    found: dict[str, HintRow] = {}
    for hint in hints_in(text, words, language=language, otherwise=otherwise):
        is_kept = (field, hint.code) in kept
        found.setdefault(hint.code, _row(text, hint, kept=is_kept))
    return tuple(found.values())


def _row(text: str, hint: Hint, *, kept: bool) -> HintRow:
    return HintRow(
        code=hint.code,
        language=hint.language,
        before=_from_a_word(text[: hint.start]),
        word=hint.word,
        after=_to_a_word(text[hint.end :]),
        prefer=hint.prefer,
        why=hint.why,
        kept=kept,
    )


def _from_a_word(text: str) -> str:
    """The end of what stands before, cut between two words."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _to_a_word(text: str) -> str:
    """The beginning of what follows, cut between two words."""
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


def _kept(form: UUID | None, by: User | None) -> set[tuple[str, str]]:
    """The fields and terms of a form for which its writer kept a word. One query, or none."""
    if form is None or by is None:
        return set()
    return set(TermOverride.objects.filter(form=form, user=by).values_list("field", "term"))


def terms_page() -> TermsPage:
    """Every term. One query."""
    rows: dict[str, list[TermRow]] = {language: [] for language in LANGUAGES}
    terms = list(Term.objects.select_related("source"))
    for term in terms:
        rows.setdefault(term.language, []).append(_term(term))
    return TermsPage(
        languages=tuple(
            TermsOfLanguage(code=code, language=_language(code), rows=tuple(found))
            for code, found in rows.items()
            if found
        ),
        number=len(terms),
    )


def term_page(code: str) -> TermPage | None:
    """One term, or None where there is none of that code. One query."""
    for language in terms_page().languages:
        for term in language.rows:
            if term.code == code:
                return TermPage(
                    term=term, code=language.code, language=language.language, number=len(language.rows)
                )
    return None


def _language(code: str) -> str:
    return str(Language(code).label) if code in Language.values else code


def _term(term: Term) -> TermRow:
    return TermRow(
        code=term.code,
        avoid=tuple(term.avoid),
        prefer=tuple(term.prefer),
        why=term.why,
        note=term.note,
        source=term.source.title if term.source else "",
        source_url=term.source.url if term.source else "",
        verified=term.verified,
    )

"""Looking something up: the words typed, the entries that bear all of them, and what each says of itself now.

At most seven queries, in bounded time however much there is: of each word the newest thousand entries are looked at,
beginning with the word that fewest bear.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tracker.enums import SearchKind
from tracker.finding import closeness, words_in
from tracker.finding.spelling import BEGINNING, EXACT, SLIP, asked_under
from tracker.models import SearchEntry, SearchPosting, SearchSpelling
from tracker.selectors.search_results import Result, results_of

LOOKED_AT = 1_000
# A beginning may be of many words: so many are looked up, those that most entries bear.
MOST_WORDS_OF_ONE = 12
OF_EACH_KIND, ON_A_PAGE = 5, 20
MOST_SUGGESTED = 8
KINDS = list(SearchKind)


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word as it was typed, and the words that answer to it; `meant` where only a slip of it is known."""

    typed: str
    words: Mapping[str, int]
    meant: str = ""
    uses: int = 0
    capped: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """What was found of one kind: how many, and those that are shown."""

    kind: SearchKind
    total: int
    rows: tuple[Result, ...]

    @property
    def more(self) -> bool:
        """Whether there are more than are shown."""
        return self.total > len(self.rows)


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What a search found. `meant` is what was looked for instead; `alone` are the words that find something alone.

    `capped` says that there is more than was looked at.
    """

    asked: str
    kind: SearchKind | None
    number: int
    total: int
    counts: tuple[tuple[SearchKind, int], ...]
    groups: tuple[Group, ...]
    meant: str
    alone: tuple[tuple[str, int], ...]
    suggestions: tuple[str, ...]
    capped: bool
    has_more: bool


def search_page(asked: str, *, kind: SearchKind | None = None, number: int = 1) -> SearchPage:
    """What bears all the words that were asked for."""
    typed = list(dict.fromkeys(word.folded for word in words_in(asked)))
    terms, near = _terms(typed)
    found = _matches(terms) if terms and all(term.words for term in terms) else []
    counts = _counts(found)
    chosen = [one for one in found if kind is None or one.kind == kind]
    shown = _shown(chosen, kind, number)
    groups = _groups(shown, dict(counts), terms)
    more = kind is not None and len(chosen) > number * ON_A_PAGE
    return SearchPage(
        asked=asked,
        kind=kind,
        number=number,
        total=len(found),
        counts=counts,
        groups=groups,
        meant=" ".join(term.meant or term.typed for term in terms)
        if any(term.meant for term in terms)
        else "",
        alone=() if found else tuple((term.meant or term.typed, term.uses) for term in terms if term.words),
        suggestions=tuple(word for word in near if word not in typed)[:MOST_SUGGESTED],
        capped=bool(found) and _rarest_first(terms)[0].capped,
        has_more=more,
    )


def _terms(typed: Sequence[str]) -> tuple[list[Term], list[str]]:
    """Each word with those that answer to it, and words that begin like the last. One query."""
    under = {spelling: word for word in typed for spelling in (asked_under(word))}
    rows = SearchSpelling.objects.filter(spelling__in=under, word__uses__gt=0)
    known = dict(rows.values_list("word__word", "word__uses"))
    terms = [_term(word, known) for word in typed]
    return terms, sorted(terms[-1].words, key=lambda word: (-known[word], word)) if terms else []


def _term(typed: str, known: Mapping[str, int]) -> Term:
    """The words that are the typed one or begin with it; those that it is a slip of where there is none."""
    found: dict[int, dict[str, int]] = {EXACT: {}, BEGINNING: {}, SLIP: {}}
    for word, uses in known.items():
        close = closeness(typed, word)
        if close is not None:
            found[close][word] = uses
    near = found[EXACT] | found[BEGINNING] or found[SLIP]
    ordered = sorted(near, key=lambda word: (word != typed, -near[word], word))[:MOST_WORDS_OF_ONE]
    is_slip = not (found[EXACT] or found[BEGINNING])
    return Term(
        typed=typed,
        words={word: closeness(typed, word) or EXACT for word in ordered},
        meant=ordered[0] if is_slip and ordered else "",
        uses=sum(near[word] for word in ordered),
        capped=len(near) > len(ordered) or any(near[word] > LOOKED_AT for word in ordered),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    entry: int
    kind: SearchKind
    ref: str
    score: int


def _rarest_first(terms: Sequence[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: (term.uses, term.typed))


def _matches(terms: Sequence[Term]) -> list[_Match]:
    """The entries that bear a word of each term, the best of each kind first. One query."""
    first, *others = _rarest_first(terms)
    best: dict[int, _Match] = {}
    for entry, kind, ref, word, *weights in _rows(first, others):
        match = _Match(entry, SearchKind(kind), ref, 3 * sum(weights) - first.words[word])
        if entry not in best or best[entry].score < match.score:
            best[entry] = match
    return sorted(best.values(), key=_order)


def _order(match: _Match) -> tuple[int, int, Any]:
    """By kind, then by how well it answers; reports that are as good by the newest."""
    last: Any = -int(match.ref) if match.kind == SearchKind.REPORT else match.ref
    return KINDS.index(match.kind), -match.score, last


def _rows(first: Term, others: Sequence[Term]) -> list[Any]:
    """The newest entries of each word of the first term that bear a word of every other term, with the weights."""
    posting, entry = SearchPosting._meta.db_table, SearchEntry._meta.db_table
    # Every word in the statement is written here; what was typed is given apart from it.
    one = (
        f"SELECT * FROM (SELECT entry_id, rank, word, weight FROM {posting} WHERE word = %s "  # noqa: S608
        f"ORDER BY rank, entry_id DESC LIMIT {LOOKED_AT}) AS w"
    )
    every = " UNION ALL ".join(f"{one}{number}" for number in range(len(first.words)))
    given: list[str] = []
    weights, conditions = [], []
    for number, term in enumerate(others):
        marks = ", ".join(["%s"] * len(term.words))
        of_entry = f"{posting} o WHERE o.entry_id = p.entry_id AND o.word IN ({marks})"
        weights.append(f"(SELECT MAX(o.weight) FROM {of_entry}) AS weight_{number}")  # noqa: S608
        conditions.append(f"weight_{number} IS NOT NULL")
        given += term.words
    columns = ", ".join(["p.entry_id", "e.kind", "e.ref", "p.word", "p.weight", *weights])
    inner = f"SELECT {columns} FROM ({every}) p JOIN {entry} e ON e.id = p.entry_id"  # noqa: S608
    statement = f"SELECT * FROM ({inner}) f" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *first.words])
        return list(cursor.fetchall())


def _counts(found: Iterable[_Match]) -> tuple[tuple[SearchKind, int], ...]:
    numbers: dict[SearchKind, int] = {}
    for one in found:
        numbers[one.kind] = numbers.get(one.kind, 0) + 1
    return tuple((kind, numbers[kind]) for kind in KINDS if kind in numbers)


def _shown(chosen: Sequence[_Match], kind: SearchKind | None, number: int) -> list[_Match]:
    """The part that the page shows: of one kind a page of them, of all the first few of each."""
    if kind is not None:
        return list(chosen[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    taken: dict[SearchKind, list[_Match]] = {}
    for one in chosen:
        taken.setdefault(one.kind, []).append(one)
    return [one for rows in taken.values() for one in rows[:OF_EACH_KIND]]


def _groups(
    shown: Sequence[_Match], counts: Mapping[SearchKind, int], terms: Sequence[Term]
) -> tuple[Group, ...]:
    """What is shown, in the words that its pages say now; what does not bear the words any more is left out."""
    wanted = {word for term in terms for word in term.words}
    results = results_of([(one.entry, one.kind, one.ref) for one in shown])
    groups: dict[SearchKind, list[Result]] = {}
    for one in shown:
        result = results.get(one.entry)
        if result and all(result.bears(term.words) for term in terms):
            groups.setdefault(one.kind, []).append(result.marked(wanted))
    return tuple(Group(kind=kind, total=counts[kind], rows=tuple(rows)) for kind, rows in groups.items())

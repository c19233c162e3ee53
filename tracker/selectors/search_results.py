"""What was found, as the page shows it: from what is kept, and of what may be taken back from its own row of now."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

from django.urls import reverse

from tracker.enums import SearchKind
from tracker.finding import Piece, snippet
from tracker.models import Place, SearchEntry
from tracker.selectors.credits import credit_of
from tracker.selectors.findable import (
    Findable,
    committee_to_find,
    committees_to_find,
    place_to_find,
    practice_to_find,
    practices_to_find,
    report_to_find,
    reports_to_find,
)

LONGEST_TITLE = 300


@dataclass(frozen=True, kw_only=True)
class Result:
    """One thing found: where it stands, and its title and some of its text with the words looked for marked."""

    found: Findable
    address: str
    fictional: bool = False
    title: tuple[Piece, ...] = ()
    text: tuple[Piece, ...] = ()

    def bears(self, words: Collection[str]) -> bool:
        """Whether what it says now holds one of these words."""
        return not self.found.volatile or not self.found.weights().keys().isdisjoint(words)

    def marked(self, words: Collection[str]) -> Self:
        """The same with these words marked."""
        return replace(
            self,
            title=snippet(self.found.title, words.__contains__, length=LONGEST_TITLE),
            text=snippet(self.found.text, words.__contains__),
        )


def results_of(wanted: Iterable[tuple[int, SearchKind, str]]) -> dict[int, Result]:
    """What each entry says now, by its id; one that is not public any more is left out. Five queries at most."""
    refs: dict[SearchKind, dict[str, int]] = {}
    for entry, kind, ref in wanted:
        refs.setdefault(kind, {})[ref] = entry
    found: dict[int, Result] = {}
    for kind, (rows, made) in LIVE.items():
        if entries := refs.pop(kind, None):
            column = "code" if kind == SearchKind.PLACE else "pk"
            made_now = [made(row) for row in rows().filter(**{f"{column}__in": list(entries)})]
            found |= {entries[one.found.ref]: one for one in made_now}
    kept = [entry for entries in refs.values() for entry in entries.values()]
    return found | {one.pk: _kept(one) for one in (SearchEntry.objects.filter(pk__in=kept) if kept else ())}


def _kept(one: SearchEntry) -> Result:
    found = Findable(kind=SearchKind(one.kind), ref=one.ref, title=one.title, text=one.text)
    return Result(found=found, address=ADDRESSES[found.kind](one.ref))


def _place(one: Any) -> Result:
    where = reverse("public:place", args=[one.code])
    return Result(found=place_to_find(one), address=where, fictional=one.fictional)


def _committee(one: Any) -> Result:
    return Result(
        found=committee_to_find(one),
        address=reverse("public:committee", args=[credit_of(one).slug]),
        fictional=one.place.fictional,
    )


def _practice(one: Any) -> Result:
    address = reverse("public:practice", args=[one.uuid])
    return Result(found=practice_to_find(one), address=address, fictional=one.place.fictional)


def _report(one: Any) -> Result:
    address = reverse("public:report", args=[one.uuid])
    return Result(found=report_to_find(one), address=address, fictional=one.place_target.place.fictional)


LIVE: dict[SearchKind, tuple[Callable[[], Any], Callable[[Any], Result]]] = {
    SearchKind.PLACE: (Place.objects.all, _place),
    SearchKind.COMMITTEE: (committees_to_find, _committee),
    SearchKind.PRACTICE: (practices_to_find, _practice),
    SearchKind.REPORT: (reports_to_find, _report),
}
ADDRESSES: dict[SearchKind, Callable[[str], str]] = {
    SearchKind.OBJECTIVE: lambda ref: reverse("public:objective", args=[int(ref)]),
    SearchKind.COMMITMENT: lambda ref: reverse("public:commitment", args=[ref]),
    SearchKind.BENCHMARK: lambda ref: reverse("public:benchmark", args=[ref]),
    SearchKind.PROCESS: lambda ref: reverse("public:process", args=[ref]),
    SearchKind.TERM: lambda ref: reverse("public:term", args=[ref]),
}

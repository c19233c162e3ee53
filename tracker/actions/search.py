"""Keeping the search: what is public is read anew when another version of it holds, and what differs is written.

Nobody has to remember to tell the search: whatever changes what readers see raises the version (ADR 0009). What a
search shows is read from the pages' own rows besides, so a word that is not public any more leads nowhere at once.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tracker.enums import SearchKind
from tracker.finding import spellings
from tracker.models import ProgressReport, SearchEntry, SearchPosting, SearchSpelling, SearchState, SearchWord
from tracker.selectors.findable import Findable, findable, next_reports, report_to_find, reports_to_find
from tracker.selectors.publication import public_version

AT_ONCE = 200
BATCH = 1_000
# Reports are looked at last. The rank is kept in the rows, so a new kind must not move it.
LAST = 7
RANKS = {kind: LAST if kind == SearchKind.REPORT else 0 for kind in SearchKind}
# What began before may be committed so much later, and is looked at again.
LATE = timedelta(minutes=10)


def refresh() -> int:
    """Bring the search up to what is public now; says how many entries were written or deleted. Safe to run twice."""
    version, today = public_version()
    state = SearchState.objects.filter(pk=1).first() or SearchState(pk=1)
    if (state.version, state.day) == (version, today):
        return 0
    changed = _refresh_small() + _refresh_reports(state.reports_until)
    SearchState.objects.filter(pk=1).update(version=version, day=today)
    SearchWord.objects.filter(uses__lte=0).delete()
    return changed


def _refresh_small() -> int:
    """Everything but reports: compared as a whole."""
    small = [kind for kind in SearchKind if kind != SearchKind.REPORT]
    kept = SearchEntry.objects.filter(kind__in=small).values_list("kind", "ref", "digest")
    digests = {(kind, ref): digest for kind, ref, digest in kept}
    wanted = {(one.kind.value, one.ref): one for one in findable()}
    changed = [one for key, one in wanted.items() if digests.get(key) != one.digest]
    gone = [key for key in digests if key not in wanted]
    for start in range(0, len(changed), AT_ONCE):
        _put(changed[start : start + AT_ONCE])
    for kind in SearchKind:
        _drop(kind, [ref for found, ref in gone if found == kind])
    known = {ref for kind, ref in digests if kind == SearchKind.PLACE}
    renamed = [one.ref for one in changed if one.kind == SearchKind.PLACE and one.ref in known]
    for start in range(0, len(renamed), AT_ONCE):
        _put_reports(reports_to_find().filter(place_target__place__code__in=renamed[start : start + AT_ONCE]))
    return len(changed) + len(gone)


def _refresh_reports(since: datetime | None) -> int:
    """Reports published, replaced or withdrawn since the last time; all of them the first time, part by part."""
    changed = _drop_gone(since) if since else 0
    after: tuple[datetime, int] | None = None
    while found := next_reports(since, after, AT_ONCE):
        changed += _put_reports(found)
        last = found[-1]
        if last.published_at is None:
            raise ValueError("a report that was never published is not found")
        after = (last.published_at, last.pk)
        _remember(min(last.published_at, timezone.now() - LATE))
    _remember(timezone.now() - LATE)
    return changed


def _remember(until: datetime) -> None:
    SearchState.objects.update_or_create(pk=1, defaults={"reports_until": until})


def _drop_gone(since: datetime) -> int:
    gone = ProgressReport.objects.filter(superseded_at__gte=since).values_list("pk", flat=True)
    return _drop(SearchKind.REPORT, [str(pk) for pk in gone])


def _put_reports(reports: Iterable[ProgressReport]) -> int:
    """Those that are not there as they read now; says how many."""
    wanted = [report_to_find(one) for one in reports]
    changed = 0
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        kept = SearchEntry.objects.filter(kind=SearchKind.REPORT, ref__in=[one.ref for one in some])
        digests = dict(kept.values_list("ref", "digest"))
        differing = [one for one in some if digests.get(one.ref) != one.digest]
        _put(differing)
        changed += len(differing)
    return changed


@transaction.atomic
def _put(found: list[Findable]) -> None:
    """Write entries with their words, in place of what was there of them."""
    if not found:
        return
    _hold()
    uses: Counter[str] = Counter()
    for kind in {one.kind for one in found}:
        uses.subtract(_taken_out(kind, [one.ref for one in found if one.kind == kind]))
    entries = SearchEntry.objects.bulk_create(
        SearchEntry(
            kind=one.kind,
            ref=one.ref,
            title="" if one.volatile else one.title,
            text="" if one.volatile else one.text,
            digest=one.digest,
        )
        for one in found
    )
    postings = []
    for entry, one in zip(entries, found, strict=True):
        weights = one.weights()
        uses.update(weights.keys())
        postings += [
            SearchPosting(entry=entry, word=word, rank=RANKS[one.kind], weight=weight)
            for word, weight in weights.items()
        ]
    SearchPosting.objects.bulk_create(postings, batch_size=BATCH)
    _count(uses)


@transaction.atomic
def _drop(kind: SearchKind, refs: list[str]) -> int:
    """Delete entries that are there no more; says how many."""
    if not refs:
        return 0
    _hold()
    before = SearchEntry.objects.filter(kind=kind, ref__in=refs).count()
    uses: Counter[str] = Counter()
    uses.subtract(_taken_out(kind, refs))
    _count(uses)
    return before


def _hold() -> None:
    """Only one process writes at a time; rows of what is found are not held by it."""
    SearchState.objects.get_or_create(pk=1)
    SearchState.objects.select_for_update(no_key=True).get(pk=1)


def _taken_out(kind: SearchKind, refs: list[str]) -> Counter[str]:
    """Delete these entries; says which words went with them, and how often."""
    entries = SearchEntry.objects.filter(kind=kind, ref__in=refs)
    words = Counter(SearchPosting.objects.filter(entry__in=entries).values_list("word", flat=True))
    SearchPosting.objects.filter(entry__in=entries).delete()
    entries.delete()
    return words


def _count(uses: Counter[str]) -> None:
    """Count how many entries bear each word, and say under what a new one is looked up."""
    changed = {word: number for word, number in uses.items() if number}
    words = list(changed)
    known: set[str] = set()
    for start in range(0, len(words), BATCH // 2):
        some = words[start : start + BATCH // 2]
        known |= set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
    new = [word for word in words if word not in known]
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in new], batch_size=BATCH)
    SearchSpelling.objects.bulk_create(
        [SearchSpelling(spelling=one, word_id=word) for word in new for one in sorted(spellings(word))],
        batch_size=BATCH,
    )
    by_number: dict[int, list[str]] = {}
    for word, number in changed.items():
        by_number.setdefault(number, []).append(word)
    for number, found in by_number.items():
        for start in range(0, len(found), BATCH // 2):
            some = found[start : start + BATCH // 2]
            SearchWord.objects.filter(word__in=some).update(uses=F("uses") + number)

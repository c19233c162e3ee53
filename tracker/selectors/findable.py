"""What can be found, and by which words: taken from what is public, by the same words that its pages show."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tracker.enums import CommitmentStatus, Credit, ReportOrigin, SearchKind
from tracker.finding import words_in
from tracker.models import (
    Benchmark,
    Commitment,
    Committee,
    GoodPractice,
    Objective,
    Place,
    Process,
    ProgressReport,
    Term,
)
from tracker.models.report_rows import ReportQuerySet
from tracker.selectors.credits import credit_of

# A word in a title weighs as much as this many in a text.
TITLE, TEXT = 2, 1
# Of a longer text, the words in its beginning are found.
FURTHEST = 40_000


@dataclass(frozen=True, kw_only=True)
class Findable:
    """One thing that can be found. `words` are found too, and stand on its page in another place or language.

    What is `volatile` can be taken back or go by another name: its text is not kept, but read when it is shown.
    """

    kind: SearchKind
    ref: str
    title: str
    text: str
    words: str = ""
    volatile: bool = False

    def weights(self) -> dict[str, int]:
        """Each word that it bears, with its weight."""
        found = {word.folded: TEXT for word in words_in(f"{self.text[:FURTHEST]} {self.words}")}
        return found | {word.folded: TITLE for word in words_in(self.title)}

    @property
    def digest(self) -> str:
        """What tells whether it is the same as before."""
        said = "\0".join((self.kind, self.ref, self.title, self.text, self.words))
        return hashlib.sha256(said.encode()).hexdigest()


def findable() -> Iterator[Findable]:
    """Everything but reports. Eight queries."""
    yield from map(_objective, Objective.objects.all())
    commitments = Commitment.objects.exclude(status=CommitmentStatus.RETIRED).select_related("objective")
    yield from map(_commitment, commitments)
    yield from map(_benchmark, Benchmark.objects.select_related("framework"))
    yield from map(place_to_find, Place.objects.all())
    yield from map(_process, Process.objects.all())
    yield from map(committee_to_find, committees_to_find())
    yield from map(_term, Term.objects.all())
    yield from map(practice_to_find, practices_to_find())


def _objective(one: Objective) -> Findable:
    number = f"{one.number}"
    return Findable(
        kind=SearchKind.OBJECTIVE,
        ref=number,
        title=f"{number}. {one.labels['en']}",
        text=f"{one.title}. {one.summary}",
        words=" ".join(one.labels.values()),
    )


def _commitment(one: Commitment) -> Findable:
    return Findable(
        kind=SearchKind.COMMITMENT,
        ref=one.code,
        title=f"{one.code} {one.title}",
        text=one.text,
        words=" ".join(one.objective.labels.values()),
    )


def _benchmark(one: Benchmark) -> Findable:
    framework = one.framework
    return Findable(
        kind=SearchKind.BENCHMARK,
        ref=one.code,
        title=f"{one.called} {one.title}",
        text=framework.name,
        words=f"{one.code} {framework.document}",
    )


def place_to_find(one: Place) -> Findable:
    """A place by its names in all languages, and its codes."""
    codes = filter(None, (one.iso2, one.iso3, one.m49))
    return Findable(
        kind=SearchKind.PLACE,
        ref=one.code,
        title=one.name,
        text="",
        words=" ".join([*one.names.values(), one.code, *codes]),
        volatile=True,
    )


def _process(one: Process) -> Findable:
    return Findable(kind=SearchKind.PROCESS, ref=one.code, title=one.name, text=one.region, words=one.code)


def committees_to_find() -> Iterable[Committee]:
    """Those that have a page. One query."""
    return Committee.objects.exclude(credit=Credit.REGION).select_related("place__parent")


def committee_to_find(one: Committee) -> Findable:
    """A committee by what it is known by now, and nothing else of a protected one."""
    return Findable(
        kind=SearchKind.COMMITTEE,
        ref=str(one.pk),
        title=str(credit_of(one).name),
        text="" if one.is_protected else one.about,
        words=" ".join(one.place.names.values()),
        volatile=True,
    )


def _term(one: Term) -> Findable:
    return Findable(
        kind=SearchKind.TERM,
        ref=one.code,
        title=" · ".join([*one.avoid, *one.prefer]),
        text=f"{one.why} {one.note}",
    )


def practices_to_find() -> Iterable[GoodPractice]:
    """Those that are public. One query."""
    return GoodPractice.objects.published().select_related("place")


def practice_to_find(one: GoodPractice) -> Findable:
    """A good practice by its words and its place."""
    return Findable(
        kind=SearchKind.PRACTICE,
        ref=str(one.pk),
        title=one.title,
        text=f"{one.done} {one.outcome}",
        words=" ".join(one.place.names.values()),
        volatile=True,
    )


def reports_to_find() -> ReportQuerySet:
    """Reports of committees that count now; figures of series have no words of their own."""
    published = ProgressReport.objects.published().filter(origin=ReportOrigin.COMMITTEE)
    return published.select_related("place_target__place", "place_target__target__commitment")


def next_reports(
    since: datetime | None, after: tuple[datetime, int] | None, most: int
) -> list[ProgressReport]:
    """The next of them in the order of their publication. One query."""
    found = reports_to_find()
    if after is not None:
        found = found.filter(Q(published_at__gt=after[0]) | Q(published_at=after[0], pk__gt=after[1]))
    if since is not None:
        found = found.filter(published_at__gte=since)
    return list(found.order_by("published_at", "id")[:most])


def report_to_find(one: ProgressReport) -> Findable:
    """A report by what it says, its place and what it is about; not by its committee, whose name may go."""
    place, commitment = one.place_target.place, one.place_target.target.commitment
    return Findable(
        kind=SearchKind.REPORT,
        ref=str(one.pk),
        title=f"{place.names['en']}: {commitment.code} {commitment.title}",
        text=one.narrative,
        words=" ".join([*place.names.values(), f"{one.reference_on.year}"]),
        volatile=True,
    )

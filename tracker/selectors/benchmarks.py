"""The frameworks beside the Compact, their benchmarks, and the commitments that serve them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.models import Benchmark, Commitment, Framework
from tracker.selectors.commitment_sets import CommitmentSet, commitment_set, scored_on


@dataclass(frozen=True, kw_only=True)
class BenchmarkRow:
    """A benchmark, and the codes of the commitments that serve it."""

    code: str
    number: str
    title: str
    verified: bool
    commitments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FrameworkRow:
    """A framework with its benchmarks; `commitments` are those that are held against it as a whole."""

    code: str
    name: str
    document: str
    year: int | None
    verified: bool
    commitments: tuple[str, ...]
    benchmarks: tuple[BenchmarkRow, ...]


@dataclass(frozen=True, kw_only=True)
class BenchmarksPage:
    """Every framework, by name; `commitments` is how many serve any of them."""

    frameworks: tuple[FrameworkRow, ...]
    commitments: int

    @property
    def benchmarks(self) -> int:
        """How many benchmarks there are."""
        return sum(len(one.benchmarks) for one in self.frameworks)

    @property
    def served(self) -> int:
        """How many of them a commitment serves."""
        return sum(1 for one in self.frameworks for item in one.benchmarks if item.commitments)


@dataclass(frozen=True, kw_only=True)
class BenchmarkPage:
    """A benchmark, and how the commitments that serve it stand; `called` is its name in a sentence."""

    code: str
    called: str
    number: str
    title: str
    framework: str
    framework_code: str
    source: str
    source_url: str
    verified: bool
    together: CommitmentSet


def benchmarks_page(*, as_of: date | None = None) -> BenchmarksPage:
    """Every framework with its benchmarks, and the commitments of that day that serve each. Five queries.

    What serves what is known of today only.
    """
    codes = {one.pk: one.code for one in scored_on(as_of)}
    of_items = Commitment.benchmarks.through.objects.values_list("benchmark_id", "commitment_id")
    of_wholes = Commitment.frameworks.through.objects.values_list("framework_id", "commitment_id")
    by_item, by_whole = _codes(of_items, codes), _codes(of_wholes, codes)
    items: dict[int, list[BenchmarkRow]] = {}
    for one in Benchmark.objects.all():
        items.setdefault(one.framework_id, []).append(_row(one, by_item.get(one.pk, ())))
    return BenchmarksPage(
        frameworks=tuple(
            FrameworkRow(
                code=one.code,
                name=one.name,
                document=one.document,
                year=one.year,
                verified=one.verified,
                commitments=tuple(sorted(by_whole.get(one.pk, ()))),
                benchmarks=tuple(items.get(one.pk, ())),
            )
            for one in Framework.objects.all()
        ),
        commitments=len(
            {code for found in (by_item, by_whole) for several in found.values() for code in several}
        ),
    )


def _row(one: Benchmark, commitments: Iterable[str]) -> BenchmarkRow:
    return BenchmarkRow(
        code=one.code,
        number=one.number,
        title=one.title,
        verified=one.verified,
        commitments=tuple(sorted(commitments)),
    )


def _codes(pairs: Iterable[tuple[int, int]], codes: Mapping[int, str]) -> dict[int, list[str]]:
    """The codes of the commitments that were scored, by what they serve. One query."""
    found: dict[int, list[str]] = {}
    for served, commitment in pairs:
        if commitment in codes:
            found.setdefault(served, []).append(codes[commitment])
    return found


def benchmark_page(code: str, *, as_of: date | None = None) -> BenchmarkPage | None:
    """One benchmark, today or on a past date, or None where there is none of that code. Five queries."""
    one = Benchmark.objects.select_related("framework", "source").filter(code=code).first()
    if one is None:
        return None
    serving = scored_on(as_of, commitment__benchmarks=one)
    return BenchmarkPage(
        code=one.code,
        called=one.called,
        number=one.number,
        title=one.title,
        framework=one.framework.name,
        framework_code=one.framework.code,
        source=one.source.title if one.source else "",
        source_url=one.source.url if one.source else "",
        verified=one.verified,
        together=commitment_set(serving, as_of=as_of),
    )

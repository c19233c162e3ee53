"""Commitments gathered by what they serve and whom they are about, as rows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.public.extracts.lists import listed
from tracker.public.extracts.scorecards import scores
from tracker.public.set_telling import (
    benchmark_telling,
    benchmarks_telling,
    population_telling,
    populations_telling,
)
from tracker.selectors.benchmarks import benchmark_page, benchmarks_page
from tracker.selectors.commitment_sets import CommitmentSet
from tracker.selectors.objectives import HorizonHead
from tracker.selectors.populations import population_page, populations_page
from tracker.transfer.extract import Cells, Column, Extract, Row
from tracker.transfer.marks import About, mark_row, rows_by

COMMITMENT = Column(
    "commitment",
    _("Commitment"),
    _("The code of a commitment: one row for each."),
    tag="#indicator+code",
    printed=True,
)
BENCHMARK_COLUMNS = (
    Column("framework", _("Framework"), _("Its code.")),
    Column("framework_name", _("Framework"), _("What it is called."), printed=True),
    Column("benchmark", _("Benchmark"), _("The code of one of its numbered items, if the row is about one.")),
    Column("benchmark_title", _("Benchmark"), _("The item in short words."), printed=True),
    COMMITMENT,
)
POPULATION_COLUMNS = (
    Column("population", _("Group"), _("The group in the words of the heat map’s list."), printed=True),
    COMMITMENT,
)


def benchmarks(*, as_of: date | None) -> Extract:
    """Every framework and benchmark, with each commitment that serves it."""
    page = benchmarks_page(as_of=as_of)
    rows: list[Cells] = []
    for one in page.frameworks:
        about: Cells = {"framework": one.code, "framework_name": one.name}
        rows += ({**about, "commitment": code} for code in one.commitments)
        for item in one.benchmarks:
            own = {**about, "benchmark": item.code, "benchmark_title": item.title}
            rows += ({**own, "commitment": code} for code in item.commitments or (None,))
    title = _now("What the Compact does for other frameworks")
    return listed("benchmarks", title, benchmarks_telling(page), BENCHMARK_COLUMNS, rows, as_of=as_of)


def benchmark(*, as_of: date | None, code: str) -> Extract | None:
    """What serves one benchmark, and how it stands."""
    page = benchmark_page(code, as_of=as_of)
    if page is None:
        return None
    title = _now("What the Compact does for %(what)s") % {"what": page.called}
    sentence = benchmark_telling(page).headline
    return scores(f"benchmark-{code}", title, sentence, _rows(page.together), as_of=as_of)


def populations(*, as_of: date | None) -> Extract:
    """Every group of people, with each commitment about it."""
    page = populations_page(as_of=as_of)
    rows: list[Cells] = [
        {"population": one.name, "commitment": code} for one in page.populations for code in one.commitments
    ]
    title = _now("Whom the commitments are about")
    return listed("populations", title, populations_telling(page), POPULATION_COLUMNS, rows, as_of=as_of)


def population(*, as_of: date | None, code: str) -> Extract | None:
    """The commitments about one group, and how they stand."""
    page = population_page(code, as_of=as_of)
    if page is None:
        return None
    title = _now("What the Compact promises: %(who)s") % {"who": page.name}
    sentence = population_telling(page).headline
    return scores(f"population-{code}", title, sentence, _rows(page.together), as_of=as_of)


def _rows(found: CommitmentSet) -> Iterator[Row]:
    """Each commitment in the world over all dates and by each, and in each region."""
    heads = tuple(HorizonHead(years=one.years, due_year=one.due_year) for one in found.horizons)
    for one in found.rows:
        about = About(
            place=found.world,
            level="commitment",
            objective=one.objective,
            commitment=one.code,
            commitment_title=one.title,
        )
        yield mark_row(about, one.overall)
        yield from rows_by(about, heads, one.by_horizon)
        for region, told in zip(found.regions, one.by_region, strict=True):
            if told:
                yield mark_row(replace(about, place=region.code), told)

"""Commitments, with all that they link to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.compact import AREAS, OBJECTIVES
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.frameworks import BENCHMARKS, FRAMEWORKS, INDICATORS
from tracker.actions.loading.keeping import Tally, id_of, keep, keep_links, sourced
from tracker.actions.loading.sheets import Row, Sheet
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.enums import DriverLevel, Origin, Scope
from tracker.models import Area, Benchmark, Commitment, Framework, Indicator, Objective, Source

WORDS = cells.items(cells.text(80))
COMMITMENTS = Sheet(
    file="commitments.csv",
    key=("code",),
    columns={
        "code": cells.code(20),
        "title": cells.text(200),
        "text": cells.text(1000),
        "objective": cells.whole(1, 23),
        "area": cells.whole(1, 8),
        "indicator": optional(cells.code()),
        "scope": cells.choice(*Scope.values),
        "origin": cells.choice(*Origin.values),
        "populations": WORDS,
        "driver_level": optional(cells.choice(*DriverLevel.values), blank=""),
        "governance_levels": WORDS,
        "lead_stakeholders": WORDS,
        "frameworks": cells.items(cells.code()),
        "benchmarks": cells.items(cells.code()),
        **SOURCED,
    },
    refers={
        "objective": OBJECTIVES.file,
        "area": AREAS.file,
        "indicator": INDICATORS.file,
        "frameworks": FRAMEWORKS.file,
        "benchmarks": BENCHMARKS.file,
        **IN_SOURCES,
    },
)


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What commitments link to, kept already, by code or number."""

    objectives: Mapping[Any, Objective]
    areas: Mapping[Any, Area]
    indicators: Mapping[Any, Indicator]
    frameworks: Mapping[Any, Framework]
    benchmarks: Mapping[Any, Benchmark]
    sources: Mapping[Any, Source]


def check_commitments(rows: list[Row]) -> Iterator[Fault]:
    """Where a commitment applies never changes once it is stored: its targets hang on those places."""
    scopes = dict(Commitment.objects.values_list("code", "scope"))
    for row in rows:
        if scopes.get(row["code"], row["scope"]) != row["scope"]:
            yield row.fault("scope", "This is stored with another scope: give the commitment a new code.")


def keep_commitments(rows: list[Row], linked: Linked, *, tally: Tally) -> dict[Any, Commitment]:
    """The commitments by code. Status, weight and whether one can be verified are left to administrators."""
    kept = keep(Commitment, "code", (_fields(row, linked) for row in rows), tally=tally)
    for row in rows:
        commitment = kept[row["code"]]
        frameworks = [linked.frameworks[code] for code in row["frameworks"]]
        keep_links(commitment, "frameworks", frameworks, tally=tally)
        benchmarks = [linked.benchmarks[code] for code in row["benchmarks"]]
        keep_links(commitment, "benchmarks", benchmarks, tally=tally)
    return kept


def _fields(row: Row, linked: Linked) -> dict[str, Any]:
    names = ("code", "title", "text", "scope", "origin", "driver_level")
    lists = ("populations", "governance_levels", "lead_stakeholders")
    return {
        **row.pick(*names, *lists),
        "objective_id": id_of(linked.objectives, row["objective"]),
        "area_id": id_of(linked.areas, row["area"]),
        "indicator_id": id_of(linked.indicators, row["indicator"]),
        **sourced(row, linked.sources),
    }

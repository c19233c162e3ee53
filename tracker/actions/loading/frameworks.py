"""What commitments link to: frameworks, their benchmarks, and indicators."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.keeping import Tally, id_of, keep, sourced
from tracker.actions.loading.sheets import Row, Sheet
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.enums import Dimension, Direction
from tracker.models import Benchmark, Framework, Indicator, Source

FRAMEWORKS = Sheet(
    file="frameworks.csv",
    key=("code",),
    columns={
        "code": cells.code(),
        "name": cells.text(250),
        "document": optional(cells.text(100), blank=""),
        "body": optional(cells.text(200), blank=""),
        "year": optional(cells.whole(1900, 2100)),
        "kind": optional(cells.text(40), blank=""),
        "summary": optional(cells.text(1000), blank=""),
        **SOURCED,
    },
    refers=IN_SOURCES,
)
BENCHMARKS = Sheet(
    file="benchmarks.csv",
    key=("code",),
    columns={
        "code": cells.code(),
        "framework": cells.code(),
        "number": optional(cells.text(20), blank=""),
        "title": cells.text(300),
        **SOURCED,
    },
    refers={"framework": FRAMEWORKS.file, **IN_SOURCES},
)
INDICATORS = Sheet(
    file="indicators.csv",
    key=("code",),
    columns={
        "code": cells.code(),
        "name": cells.text(300),
        "unit": cells.text(100),
        "direction": cells.choice(*Direction.values),
        "custodians": cells.items(cells.text(100)),
        "proxy": cells.flag,
        "caveat": optional(cells.text(1000), blank=""),
        "groups": cells.items(cells.choice(*Dimension.values)),
        **SOURCED,
    },
    refers=IN_SOURCES,
)


def check_indicators(rows: list[Row]) -> Iterator[Fault]:
    """A proxy says what it stands in for."""
    for row in rows:
        if row["proxy"] and not row["caveat"]:
            yield row.fault("caveat", "Say what this proxy cannot show.")


def keep_frameworks(rows: list[Row], sources: Mapping[Any, Source], *, tally: Tally) -> dict[Any, Framework]:
    """The frameworks by code."""
    names = ("code", "name", "document", "body", "year", "kind", "summary")
    return keep(
        Framework, "code", ({**row.pick(*names), **sourced(row, sources)} for row in rows), tally=tally
    )


def keep_benchmarks(
    rows: list[Row],
    frameworks: Mapping[Any, Framework],
    sources: Mapping[Any, Source],
    *,
    tally: Tally,
) -> dict[Any, Benchmark]:
    """The benchmarks by code."""
    wanted = (
        {
            **row.pick("code", "number", "title"),
            "framework_id": id_of(frameworks, row["framework"]),
            **sourced(row, sources),
        }
        for row in rows
    )
    return keep(Benchmark, "code", wanted, tally=tally)


def keep_indicators(rows: list[Row], sources: Mapping[Any, Source], *, tally: Tally) -> dict[Any, Indicator]:
    """The indicators by code."""
    names = ("code", "name", "unit", "direction", "custodians", "proxy", "caveat", "groups")
    return keep(
        Indicator, "code", ({**row.pick(*names), **sourced(row, sources)} for row in rows), tally=tally
    )

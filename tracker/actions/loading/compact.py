"""The Compact itself: its objectives and principles, the areas of action, and the horizons."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.keeping import Tally, keep, sourced
from tracker.actions.loading.sheets import Row, Sheet
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.cleaning import YEARS_AHEAD
from tracker.models import Area, Horizon, Objective, Principle, Source

LANGUAGES = ("en", "fr", "es")
OBJECTIVES = Sheet(
    file="objectives.csv",
    key=("number",),
    columns={
        "number": cells.whole(1, 23),
        "title": cells.text(250),
        **{f"label_{language}": cells.text(100) for language in LANGUAGES},
        "summary": cells.text(1000),
        **SOURCED,
    },
    refers=IN_SOURCES,
)
PRINCIPLES = Sheet(
    file="principles.csv",
    key=("code",),
    columns={
        "order": cells.whole(1, 10),
        "code": cells.code(),
        "title": cells.text(100),
        "summary": cells.text(1000),
        **SOURCED,
    },
    refers=IN_SOURCES,
)
AREAS = Sheet(
    file="areas.csv",
    key=("number",),
    columns={
        "number": cells.whole(1, 8),
        "title": cells.text(150),
        "summary": cells.text(1000),
        **SOURCED,
    },
    refers=IN_SOURCES,
)
HORIZONS = Sheet(
    file="horizons.csv",
    key=("years",),
    columns={"years": cells.whole(1, YEARS_AHEAD), "baseline_on": cells.day, "due_on": cells.day},
)


def check_horizons(rows: list[Row]) -> Iterator[Fault]:
    """A horizon ends after it begins."""
    for row in rows:
        if row["due_on"] <= row["baseline_on"]:
            yield row.fault("due_on", "The due date must come after the baseline date.")


def keep_objectives(rows: list[Row], sources: Mapping[Any, Source], *, tally: Tally) -> dict[Any, Objective]:
    """The objectives by number."""
    wanted = (
        {
            **row.pick("number", "title", "summary"),
            "labels": {language: row[f"label_{language}"] for language in LANGUAGES},
            **sourced(row, sources),
        }
        for row in rows
    )
    return keep(Objective, "number", wanted, tally=tally)


def keep_principles(rows: list[Row], sources: Mapping[Any, Source], *, tally: Tally) -> None:
    """The guiding principles."""
    wanted = ({**row.pick("order", "code", "title", "summary"), **sourced(row, sources)} for row in rows)
    keep(Principle, "code", wanted, tally=tally)


def keep_areas(rows: list[Row], sources: Mapping[Any, Source], *, tally: Tally) -> dict[Any, Area]:
    """The areas of action by number."""
    wanted = ({**row.pick("number", "title", "summary"), **sourced(row, sources)} for row in rows)
    return keep(Area, "number", wanted, tally=tally)


def keep_horizons(rows: list[Row], *, tally: Tally) -> dict[Any, Horizon]:
    """The horizons by their years. One that is stored stays: an administrator may have set it."""
    stored = set(Horizon.objects.values_list("years", flat=True))
    keep(Horizon, "years", (row.cells for row in rows if row["years"] not in stored), tally=tally)
    return {one.years: one for one in Horizon.objects.all()}

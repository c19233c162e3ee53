"""Series of yearly figures, and which targets they measure."""

from collections.abc import Iterator
from datetime import date

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.commitments import COMMITMENTS
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.frameworks import INDICATORS
from tracker.actions.loading.places import PLACES, WORLD
from tracker.actions.loading.sheets import Row, Sheet, Tables
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.actions.loading.targets import TARGETS
from tracker.actions.series_readings import end_of
from tracker.enums import Scope
from tracker.scoring import ANSWERS_OF, Answer, Grade, Kind

SERIES = Sheet(
    file="series.csv",
    key=("code",),
    columns={
        "code": cells.code(60),
        "indicator": cells.code(),
        "name": cells.text(300),
        "unit": cells.text(100),
        "place": cells.code(60),
        "vintage": cells.text(60),
        "released_on": optional(cells.day),
        "grade": cells.choice(*(grade.value for grade in Grade)),
        "proxy": cells.flag,
        "caveat": optional(cells.text(1000), blank=""),
        "measures": cells.items(cells.code(20)),
        "why_not": optional(cells.text(300), blank=""),
    },
    refers={"indicator": INDICATORS.file, "place": PLACES.file, "measures": COMMITMENTS.file},
)
OBSERVATIONS = Sheet(
    file="observations.csv",
    key=("series", "year"),
    columns={"series": cells.code(60), "year": cells.whole(1900, 2100), "value": cells.figure, **SOURCED},
    refers={"series": SERIES.file, **IN_SOURCES},
)


def check_series(tables: Tables, *, today: date) -> Iterator[Fault]:
    """A series that measures says since when it is known, and measures targets of its own place."""
    scopes = {row["code"]: row["scope"] for row in tables[COMMITMENTS.file]}
    measured_by: dict[tuple[str, str], str] = {}
    for row in tables[SERIES.file]:
        if bool(row["measures"]) == bool(row["why_not"]):
            yield row.fault("measures", "Say which commitments this measures, or else why it measures none.")
        if row["measures"] and (row["released_on"] is None or row["released_on"] > today):
            yield row.fault(
                "released_on", "A series that measures needs the date it came out, not a later one."
            )
        if row["proxy"] and not row["caveat"]:
            yield row.fault("caveat", "Say what this proxy cannot show.")
        for code in row["measures"]:
            if (scopes.get(code) == Scope.WORLD) != (row["place"] == WORLD):
                yield row.fault("measures", f"{code} does not apply to the place {row['place']}.")
            other = measured_by.setdefault((row["place"], code), row["code"])
            if other != row["code"]:
                yield row.fault("measures", f"{code} is measured by {other} already.")


def check_observations(tables: Tables) -> Iterator[Fault]:
    """A verified figure has a source, came out after its year ended, and can answer the targets it measures."""
    series = {row["code"]: row for row in tables[SERIES.file]}
    kinds = _kinds(tables)
    for row in tables[OBSERVATIONS.file]:
        if not row["verified"] or row["series"] not in series:
            continue
        of = series[row["series"]]
        if row["source"] is None:
            yield row.fault("source", "A verified figure names its source.")
        if of["released_on"] and of["released_on"] < end_of(row["year"]):
            yield row.fault("year", f"{of['code']} came out on {of['released_on']}, before this year ended.")
        for code in of["measures"]:
            yield from _about_kinds(row, code, kinds.get(code, set()))


def _kinds(tables: Tables) -> dict[str, set[Kind]]:
    """The kinds of the targets under each commitment."""
    kinds: dict[str, set[Kind]] = {}
    for row in tables[TARGETS.file]:
        kinds.setdefault(row["commitment"], set()).add(Kind(row["kind"]))
    return kinds


def _about_kinds(row: Row, code: str, kinds: set[Kind]) -> Iterator[Fault]:
    if any(Answer.FIGURE not in ANSWERS_OF[kind] for kind in kinds):
        yield row.fault("series", f"{code} has a target that no figure answers.")
    if Kind.SHARE in kinds and not 0 <= row["value"] <= 100:
        yield row.fault("value", f"{code} asks for a share, from 0 to 100.")

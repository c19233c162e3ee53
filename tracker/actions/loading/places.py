"""Places: the world, its regions and sub-regions, and the States. `tools/places.py` makes their file."""

from collections.abc import Iterator
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.keeping import Tally, id_of, keep
from tracker.actions.loading.sheets import Row, Sheet
from tracker.enums import PlaceKind, UnStatus
from tracker.models import Place

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
WORLD = "world"
PLACES = Sheet(
    file="places.csv",
    key=("code",),
    columns={
        "code": cells.code(60),
        "kind": cells.choice(*PlaceKind.values),
        "parent": optional(cells.code(60)),
        "un_status": optional(cells.choice(*UnStatus.values), blank=""),
        "iso2": optional(cells.text(2)),
        "iso3": optional(cells.text(3)),
        "m49": optional(cells.text(3)),
        **{f"name_{language}": cells.text(150) for language in LANGUAGES},
    },
    refers={"parent": "places.csv"},
)


def check_places(rows: list[Row]) -> Iterator[Fault]:
    """A parent stands higher, and everything but the world has one."""
    kinds = {row["code"]: PlaceKind(row["kind"]) for row in rows}
    for row in rows:
        kind, parent = kinds[row["code"]], kinds.get(row["parent"])
        if (kind == PlaceKind.WORLD) != (row["parent"] is None):
            yield row.fault("parent", "Every place but the world has a parent.")
        elif parent and Place.level_of(parent) >= Place.level_of(kind):
            yield row.fault("parent", "The parent must stand higher than the place.")


def keep_places(rows: list[Row], *, tally: Tally) -> dict[Any, Place]:
    """The places by code; the higher ones first, since the lower ones name them."""
    places: dict[Any, Place] = {}
    for kind in PlaceKind:
        fields = [_fields(row, places) for row in rows if row["kind"] == kind]
        places |= keep(Place, "code", fields, tally=tally)
    return places


def _fields(row: Row, places: dict[Any, Place]) -> dict[str, Any]:
    return {
        **row.pick("code", "kind", "un_status", "iso2", "iso3", "m49"),
        "names": {language: row[f"name_{language}"] for language in LANGUAGES},
        "parent_id": id_of(places, row["parent"]),
    }

"""Make tracker/data/places.csv from two packages of the Unicode CLDR, so that no name or code is typed by hand.

Made with cldr-core 48.2.0 and cldr-localenames-full 48.2.0 (npm). To make it again, in an empty folder:

    npm pack cldr-core@48.2.0 cldr-localenames-full@48.2.0
    mkdir core names
    tar -xzf cldr-core-48.2.0.tgz -C core --strip-components=1
    tar -xzf cldr-localenames-full-48.2.0.tgz -C names --strip-components=1
    python <checkout>/tools/places.py core names <checkout>/tracker/data/places.csv

With another version, change the source `cldr` in tracker/data/sources.csv as well.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
COLUMNS = (
    "code",
    "kind",
    "parent",
    "un_status",
    "iso2",
    "iso3",
    "m49",
    *(f"name_{one}" for one in LANGUAGES),
)
WORLD = "001"
# CLDR lists the members of the United Nations; the two non-member observer States it does not.
OBSERVERS = ("PS", "VA")
# Where the short form is the name that the United Nations use.
SHORT = ("MM", "PS")
STATES = 195

Row = dict[str, str]
Json = dict[str, Any]


class Territories:
    """What CLDR says about territories: what lies in what, their codes, and their names by language."""

    def __init__(self, core: Path, names: Path) -> None:
        supplemental = core / "supplemental"
        self.within = _read(supplemental / "territoryContainment.json")["supplemental"][
            "territoryContainment"
        ]
        self.codes = _read(supplemental / "codeMappings.json")["supplemental"]["codeMappings"]
        self.names = {language: _names(names, language) for language in LANGUAGES}

    def inside(self, territory: str) -> list[str]:
        """The territories directly within this one, by code."""
        return sorted(self.within[territory]["_contains"])

    def is_state(self, territory: str) -> bool:
        """Whether it is a member or an observer State of the United Nations."""
        return territory in self.within["UN"]["_contains"] or territory in OBSERVERS

    def name_columns(self, territory: str) -> Row:
        """Its names, each beginning with a capital letter where the script has them."""
        return {f"name_{language}": _capital(self._name(territory, language)) for language in LANGUAGES}

    def _name(self, territory: str, language: str) -> str:
        names = self.names[language]
        short = names.get(f"{territory}-alt-short") if territory in SHORT else None
        return str(short or names[territory])


def rows_of(territories: Territories) -> list[Row]:
    """The world, its regions, their sub-regions, and the States, each group by code."""
    regions = territories.inside(WORLD)
    # Outlying Oceania (QO) is CLDR's own and holds no State.
    subregions = [(one, region) for region in regions for one in territories.inside(region) if one.isdigit()]
    states = [(one, parent) for parent, _region in subregions for one in territories.inside(parent)]
    return [
        _area(territories, WORLD, kind="world", parent=""),
        *(_area(territories, one, kind="region", parent="world") for one in regions),
        *_by_code(_area(territories, one, kind="subregion", parent=f"m49-{up}") for one, up in subregions),
        *_by_code(_state(territories, one, up) for one, up in states if territories.is_state(one)),
    ]


def _area(territories: Territories, territory: str, *, kind: str, parent: str) -> Row:
    code = "world" if territory == WORLD else f"m49-{territory}"
    return {
        "code": code,
        "kind": kind,
        "parent": parent,
        "m49": territory,
        **territories.name_columns(territory),
    }


def _state(territories: Territories, territory: str, subregion: str) -> Row:
    codes = territories.codes[territory]
    return {
        "code": codes["_alpha3"].lower(),
        "kind": "country",
        "parent": f"m49-{subregion}",
        "un_status": "observer" if territory in OBSERVERS else "member",
        "iso2": territory,
        "iso3": codes["_alpha3"],
        "m49": codes["_numeric"],
        **territories.name_columns(territory),
    }


def _by_code(rows: Iterator[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["code"])


def write(rows: list[Row], out: TextIO) -> None:
    """Write the rows as CSV with the same line ends everywhere."""
    sheet = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(rows)


def _read(path: Path) -> Json:
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def _names(folder: Path, language: str) -> dict[str, str]:
    found = _read(folder / "main" / language / "territories.json")["main"][language]
    names: dict[str, str] = found["localeDisplayNames"]["territories"]
    return names


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def main() -> None:
    """Read the two packages, check that every State has its place, and write the file."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("core", type=Path, help="the unpacked cldr-core")
    arguments.add_argument("names", type=Path, help="the unpacked cldr-localenames-full")
    arguments.add_argument("out", type=Path, help="the file to write")
    given = arguments.parse_args()
    rows = rows_of(Territories(given.core, given.names))
    states = [row for row in rows if row["kind"] == "country"]
    if len(states) != STATES:
        arguments.error(f"found {len(states)} States where {STATES} were expected")
    with given.out.open("w", encoding="utf-8", newline="") as out:
        write(rows, out)


if __name__ == "__main__":
    main()

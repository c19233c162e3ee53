"""What a page can be taken away as: its title, its sentence, and its rows, once, for every form of file.

A row is a tuple with a cell for each column. A cell is text, a whole number, an exact number (Decimal or Fraction), a
yes or no, a day, or None where there is nothing to say: a missing value is never a zero and never a word. Whoever
writes a file asks `tracker.transfer.cells` how a cell is written there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.selectors.imprint import Imprint, KnownPlace

Cell = str | int | Decimal | Fraction | bool | date | None
Row = tuple[Cell, ...]
Cells = Mapping[str, Cell]


class Type(StrEnum):
    """What the cells of a column are, in the words of a Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    DAY = "date"


@dataclass(frozen=True)
class Column:
    """A column: its header, its title for people, what it says, and its HXL tag.

    `printed` says that it stands in the PDF as well, which has no room for codes beside labels. There a number has at
    most so many `places` after the point, and a share is in `per_cent`, as on the page.
    """

    name: str
    title: str | Promise
    about: str | Promise
    _: KW_ONLY
    type: Type = Type.TEXT
    tag: str = "#meta"
    printed: bool = False
    per_cent: bool = False
    places: int = 4


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What a page shows, as rows. `view` names it in file names; `as_of` is the day that it is about.

    `called` are the names of places where they are not today's, by code.
    """

    view: str
    title: str
    sentence: str
    as_of: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caveats: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)


def rows_of(columns: Sequence[Column], found: Iterable[Cells]) -> Iterator[Row]:
    """Rows from their cells by name; those not named are missing. Raises KeyError for a name of no column."""
    names = {column.name: None for column in columns}
    for cells in found:
        if not cells.keys() <= names.keys():
            raise KeyError(f"no column is called {sorted(cells.keys() - names.keys())}")
        yield tuple(map(cells.get, names))


def row_of(columns: Sequence[Column], cells: Cells) -> Row:
    """One row from its cells."""
    (row,) = rows_of(columns, [cells])
    return row


@dataclass(frozen=True, kw_only=True)
class Licence:
    """Under which terms our own words and marks may be used."""

    name: str
    title: str
    url: str


LICENCE = Licence(
    name="CC-BY-4.0",
    title="Creative Commons Attribution 4.0 International",
    url="https://creativecommons.org/licenses/by/4.0/",
)

PLACE = Column(
    "place", _("Place"), _("The code of the place in this scorecard’s addresses."), tag="#loc+code"
)
OF_A_PLACE = (
    Column("place_name", _("Place"), _("The name of the place."), tag="#loc+name", printed=True),
    Column("iso3", "ISO 3166", _("The three letters of ISO 3166-1."), tag="#country+code+iso3"),
    Column("m49", "M49", _("The number of the UN’s standard M49."), tag="#country+code+m49"),
    Column(
        "fictional",
        _("Fictional"),
        _("Whether the place is made up for the demonstration: such rows say nothing about a real State."),
        type=Type.YES_NO,
        tag="#indicator+bool+demo",
    ),
)
OF_THE_FILE = (
    Column("as_of", _("As of"), _("The day that the whole file is about."), type=Type.DAY, tag="#date+asof"),
    Column(
        "method_version",
        _("Method"),
        _("The version of the method that marks are made by today."),
        type=Type.WHOLE,
        tag="#meta+method",
    ),
    Column("licence", _("Licence"), _("The terms of use."), tag="#meta+license"),
    Column("attribution", _("To be named as"), _("Whom to name, and where it is."), tag="#meta+source"),
    Column(
        "audit_head",
        _("Record of acts"),
        _("Where the record of acts stood at the end of the last day with an act: number, hash, day."),
        tag="#meta+audit",
    ),
    Column(
        "demonstration",
        _("Demonstration"),
        _("Whether demonstration data are loaded on this installation."),
        type=Type.YES_NO,
        tag="#meta+demo",
    ),
)


def with_places(extract: Extract, known: Mapping[str, KnownPlace]) -> Extract:
    """The extract with names and official codes beside the code of each place, where it has such a column."""
    names = [column.name for column in extract.columns]
    if PLACE.name not in names:
        return extract
    after = names.index(PLACE.name) + 1
    return replace(
        extract,
        columns=(*extract.columns[:after], *OF_A_PLACE, *extract.columns[after:]),
        rows=tuple(
            (*row[:after], *_of_place(row[after - 1], known, extract.called), *row[after:])
            for row in extract.rows
        ),
    )


def _of_place(code: Cell, known: Mapping[str, KnownPlace], called: Mapping[str, str]) -> Row:
    place = known.get(str(code))
    name = called.get(str(code), place.name if place else None)
    if place is None:
        return name, None, None, None
    return name, place.iso3 or None, place.m49 or None, place.fictional


def with_imprint(extract: Extract, imprint: Imprint) -> Extract:
    """The extract with what the file says about itself in the last columns of every row."""
    said: Row = (
        extract.as_of,
        imprint.method_version,
        LICENCE.name,
        imprint.attribution,
        imprint.audit_head,
        imprint.demonstration,
    )
    return replace(
        extract,
        columns=(*extract.columns, *OF_THE_FILE),
        rows=tuple((*row, *said) for row in extract.rows),
    )


def head_of(extract: Extract, imprint: Imprint) -> dict[str, Any]:
    """What every file says about itself beside its rows."""
    return {
        "view": extract.view,
        "title": extract.title,
        "sentence": extract.sentence,
        "as_of": extract.as_of.isoformat(),
        "method_version": imprint.method_version,
        "address": imprint.address,
        "attribution": imprint.attribution,
        "licence": {"name": LICENCE.name, "title": LICENCE.title, "url": LICENCE.url},
        "audit_head": imprint.audit_head,
        "demonstration": imprint.demonstration,
        "caveats": list(extract.caveats),
    }

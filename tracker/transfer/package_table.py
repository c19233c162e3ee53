"""A table of the data package, and the columns that several of them share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.transfer.extract import Column, Row, Type, rows_of

Leads = Mapping[tuple[str, ...], str]
# For machines the dictionary is in English, whoever asks: the same package is the same bytes.
NUMBER, WHOLE, DAY, YES_NO = Type.NUMBER, Type.WHOLE, Type.DAY, Type.YES_NO


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: its rows on a day, the columns that name a row, and which columns name a row of which other table."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    leads: Leads
    cells: Callable[[date], Iterator[Mapping[str, Any]]]

    def rows(self, today: date) -> Iterator[Row]:
        """Its rows, one after another."""
        return rows_of(self.columns, self.cells(today))


def column(name: str, about: str, type_: Type = Type.TEXT) -> Column:
    """A column whose title is its name."""
    return Column(name, name.replace("_", " ").capitalize(), about, type=type_)


SOURCE = column("source", "The code of the source.")
VERIFIED = column("verified", "Whether it was checked against its source.", YES_NO)
PLACE = column("place", "The code of the place.")
COMMITMENT = column("commitment", "The code of the commitment.")
HORIZON = column("horizon", "How many years after the baseline the target is due, such as 2, 5 or 12.", WHOLE)
TARGET = (COMMITMENT, HORIZON)
PLACE_TARGET = (PLACE, *TARGET)

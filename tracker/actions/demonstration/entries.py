"""A row of the demonstration as a member would have typed it: invented, and saying so."""

from collections.abc import Iterable
from datetime import date

from tracker.actions.declared import GroupFigure
from tracker.actions.demonstration.places import INVENTED
from tracker.actions.entries import Entry, Link
from tracker.actions.loading.sheets import Row
from tracker.enums import Conflict, Dimension
from tracker.scoring import Answer, Grade

# A domain that is reserved for examples: what is linked cannot be taken for evidence.
PAGE = "https://example.org/invented/{place}/{commitment}/{about}/{number}"


def entry_from(row: Row, parts: Iterable[Row] = ()) -> Entry:
    """What the row says, as an entry, with the parts of its figure."""
    return Entry(
        answer=Answer(row["answer"]),
        value=row["value"],
        done=row["done"],
        reference_on=date(row["about"], 12, 31),
        yearly=True,
        narrative=f"{row['narrative']} {INVENTED}",
        grade=Grade(row["grade"]) if row["grade"] else None,
        links=tuple(
            Link(title=title, url=_page(row, number), quotation=INVENTED)
            for number, title in enumerate((row["page"], row["second"]), start=1)
            if title
        ),
        parts=tuple(
            GroupFigure(dimension=Dimension(one["dimension"]), group=one["group"], value=one["value"])
            for one in parts
        ),
        conflict=Conflict.NONE,
    )


def _page(row: Row, number: int) -> str:
    return PAGE.format(**row.pick("place", "commitment", "about"), number=number)

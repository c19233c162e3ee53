"""How a cell of a data file is read: each maker gives a reader, which answers with a clean value or refuses.

Text, figures, dates and links go through `tracker.cleaning`, as what people type does.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tracker import cleaning
from tracker.actions.loading.faults import Refused
from tracker.terminology import BadPhrase, phrase_of

Cell = Callable[[str], Any]

# Between the items of a list. A semicolon alone may stand in a text.
BETWEEN = "; "
_CODE = re.compile("[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
_STEP = re.compile("([a-z0-9]+(?:-[a-z0-9]+)*) ([1-9][0-9]?): (.+)")
_YES_NO = {"yes": True, "no": False}
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)


def optional(cell: Cell, *, blank: object = None) -> Cell:
    """The same reader, which answers a blank cell with `blank`."""
    return lambda given: cell(given) if given else blank


def text(max_length: int) -> Cell:
    """A line of text that is not blank."""

    def read(given: str) -> str:
        found = cleaning.text(given, max_length=max_length)
        if not found:
            raise cleaning.Unclean("missing")
        return found

    return read


def code(max_length: int = 40) -> Cell:
    """A code that other files and our addresses name: letters and digits, points and hyphens between them."""

    def read(given: str) -> str:
        if not _CODE.fullmatch(given) or len(given) > max_length:
            raise Refused(
                f"A code has letters and digits, with points or hyphens between, and {max_length} at most."
            )
        return given

    return read


def choice(*allowed: str) -> Cell:
    """One word of a closed list."""

    def read(given: str) -> str:
        if given not in allowed:
            raise Refused(f"One of: {', '.join(allowed)}.")
        return given

    return read


def whole(minimum: int, maximum: int) -> Cell:
    """A whole number within bounds."""
    return lambda given: cleaning.whole_number(given, minimum=minimum, maximum=maximum)


def items(cell: Cell) -> Cell:
    """A list, written with "; " between; blank is the empty list."""
    return lambda given: [cell(one) for one in given.split(BETWEEN)] if given else []


def flag(given: str) -> bool:
    """yes or no, and nothing in between."""
    if given not in _YES_NO:
        raise Refused("One of: yes, no.")
    return _YES_NO[given]


def figure(given: str) -> Decimal:
    """A number that the columns hold exactly."""
    return cleaning.figure(given)


def day(given: str) -> date:
    """A date, YYYY-MM-DD."""
    return cleaning.iso_date(given, today=_LATEST, earliest=_EARLIEST, latest=_LATEST)


def link(given: str) -> str:
    """The address of a public page."""
    return cleaning.web_link(given)


def phrase(given: str) -> str:
    """Words to look for, written as `tracker/terminology/phrases.py` says."""
    try:
        phrase_of(given)
    except BadPhrase as bad:
        raise Refused(f"This is no phrase to look for ({bad}). See docs/terminology.md.") from None
    return given


def phrases(given: str) -> str:
    """Phrases, as a term keeps them: one a line."""
    return "\n".join(items(phrase)(given))


def step(given: str) -> dict[str, str | int]:
    """A step of a milestone target: `adopted 2: It is adopted` is code, weight and title."""
    found = _STEP.fullmatch(given)
    if not found:
        raise Refused("A step is written as code, weight and title: adopted 2: It is adopted")
    return {"code": found[1], "weight": int(found[2]), "title": text(200)(found[3])}

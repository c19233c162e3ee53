"""How a cell is written: for machines, in a table that programs open as a spreadsheet, and in words on paper."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext as _

from tracker.transfer.extract import Cell, Column
from tracker.wording import day, figure, percent

# What spreadsheets take for the beginning of a formula, in full width as well.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# What no table holds: characters that control a terminal. Line breaks and tabs within a text stay.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# So many decimals of a number that is a fraction; cut off, so that 0.9999999 never reads as all of the way.
PLACES = 6
NOTHING = "–"


@lru_cache(maxsize=10_000)
def exact(cell: Decimal | Fraction) -> Decimal:
    """A number as a decimal: a measured one as it is, a fraction cut off after six decimals."""
    if isinstance(cell, Fraction):
        whole = abs(cell.numerator) * 10**PLACES // cell.denominator
        number = Decimal(whole).scaleb(-PLACES)
        cell = -number if cell < 0 else number
    return Decimal(0) if cell == 0 else cell.normalize()


def in_table(cell: Cell) -> str:
    """A cell of a CSV file: numbers and days bare, texts disarmed, nothing where there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return disarmed(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Decimal | Fraction):
        return f"{exact(cell):f}"
    return cell.isoformat()


def disarmed(text: str) -> str:
    """A text that no spreadsheet takes for a formula, now or when it is saved and opened again.

    Spaces and characters that are not seen before the sign do not save it: programs drop them.
    """
    if text[:1].isalnum() and text.isprintable():
        return text
    text = CONTROL.sub("", text)
    return f"'{text}" if FORMULA.match(text) or FORMULA.match(_seen(text)) else text


def _seen(text: str) -> str:
    """The text from its first character that is seen."""
    for at, character in enumerate(text):
        if unicodedata.category(character)[0] not in "ZC":
            return text[at:]
    return ""


def in_json(cell: Cell) -> str | int | float | bool | None:
    """A cell of a JSON file: as it is. No number has more digits than a JSON reader keeps."""
    if isinstance(cell, Decimal | Fraction):
        number = exact(cell)
        return int(number) if number == number.to_integral_value() else float(number)
    if cell is None or isinstance(cell, bool | int):
        return cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def on_paper(cell: Cell, column: Column) -> str:
    """A cell as the page prints it."""
    if cell is None or cell == "":
        return NOTHING
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, int | Decimal | Fraction):
        return percent(Fraction(cell)) if column.per_cent else figure(cell, places=column.places)
    return str(cell)

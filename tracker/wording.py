"""How numbers, dates and answers are written for a reader, in the reader's language."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.enums import ANSWER_LABELS
from tracker.scoring import Answer, percent_truncated

# A narrow space that does not break groups thousands: read the same in every language.
GROUP = "\u202f"
MINUS = "\u2212"
NO_BREAK = "\u00a0"


def figure(value: Decimal | Fraction | int, *, places: int = 4) -> str:
    """A number with grouped thousands and at most so many decimals, rounded half up: `133 943`, `−0.94`."""
    exact = value if isinstance(value, Decimal) else _decimal(Fraction(value), places)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _point, decimals = f"{abs(rounded):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", GROUP)
    decimals = decimals.rstrip("0")
    sign = MINUS if rounded < 0 else ""
    return sign + grouped + (f"{formats.get_format('DECIMAL_SEPARATOR')}{decimals}" if decimals else "")


def _decimal(value: Fraction, places: int) -> Decimal:
    """A fraction as a decimal, exact to one place more than is shown, so that it rounds as the fraction would."""
    scaled = value * 10 ** (places + 1)
    kept = scaled.numerator // scaled.denominator
    # A remainder pushes a seeming tie up or down to the side on which the fraction lies.
    exact = Decimal(kept).scaleb(-(places + 1))
    return exact if kept == scaled else exact + Decimal(1).scaleb(-(places + 3))


def cut(value: Fraction, *, places: int = 2) -> str:
    """A share as a decimal, cut off and never rounded up: 0.9998 is written 0.99."""
    scaled = abs(value) * 10**places
    kept = Decimal(scaled.numerator // scaled.denominator).scaleb(-places)
    return figure(-kept if value < 0 else kept, places=places)


def percent(share: Fraction, *, decimals: int = 0) -> str:
    """A share in per cent, cut off and never rounded up: `99 %`, `−94.0 %`."""
    cut_off = percent_truncated(share, decimals)
    digits = f"{abs(cut_off):f}".replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))
    return (MINUS if cut_off < 0 else "") + digits + NO_BREAK + "%"


def share_in_words(share: Fraction) -> str:
    """How far a share of the way leads: `94 % of the way in the wrong direction`. Cut off, never rounded up."""
    whole = abs(percent_truncated(share))
    numbers = {"percent": percent(abs(share))}
    if share == 0:
        return _("none of the way to the goal")
    if share < 0 and whole == 0:
        return _("less than 1 % of the way in the wrong direction")
    if share < 0:
        return _("%(percent)s of the way in the wrong direction") % numbers
    if whole == 0:
        return _("less than 1 % of the way to the goal")
    if whole > 100:
        return _("%(percent)s of the way: past the goal") % numbers
    return (
        _("all of the way to the goal") if share >= 1 else _("%(percent)s of the way to the goal") % numbers
    )


def quantity(value: Decimal | Fraction, unit: str) -> str:
    """A figure with its unit; a unit in per cent follows its number closely."""
    if unit.startswith("%"):
        return figure(value) + NO_BREAK + unit
    return f"{figure(value)} {unit}" if unit else figure(value)


def reference(on: date, *, yearly: bool) -> str:
    """The date an answer is about: the year for a whole year, else the day."""
    return str(on.year) if yearly else day(on)


def day(on: date) -> str:
    """A date in words: `10 December 2018`."""
    return formats.date_format(on, pgettext("date format", "j F Y"))


def answered(
    answer: Answer,
    value: Decimal | None,
    unit: str,
    done: Sequence[str],
    milestones: Sequence[tuple[str, str]],
) -> str:
    """An answer in words: the figure with its unit, the steps by name, or the answer's own label."""
    if answer == Answer.FIGURE and value is not None:
        return quantity(value, unit)
    if answer == Answer.STEPS:
        reached = [title for code, title in milestones if code in done]
        return _("Reached: %(steps)s") % {"steps": ", ".join(reached)}
    return str(ANSWER_LABELS[answer])

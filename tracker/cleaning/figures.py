"""Numbers: plain decimals, exact, never guessed from a local way of writing them."""

import re
import unicodedata
from decimal import Decimal

from tracker.cleaning.refusal import Unclean, checked_text

# The columns: fifteen significant digits, four of them after the point (see FigureField).
WHOLE_DIGITS, PLACES = 11, 4
_LONGEST = 40
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# What people put between thousands or before decimals: full stop, comma, spaces, apostrophes, Arabic signs.
_SEPARATED = re.compile("-?[0-9]+([.,'\u2019\u066b\u066c\u00a0\u2009\u202f ][0-9]+)+")


def figure(value: object, *, whole_digits: int = WHOLE_DIGITS, places: int = PLACES) -> Decimal:
    """A decimal number such as -1234.5, without trailing zeros.

    A minus may be the ASCII one or U+2212. "1,234" and "1 234" are refused with how to write them, as are digits
    other than 0 to 9: which number is meant is for the writer to say.
    """
    plain = _plain(value)
    if not _PLAIN.fullmatch(plain):
        raise _explained(plain, general="number", separated="separator")
    whole, _, fraction = plain.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > whole_digits:
        raise Unclean("too_big", limit=whole_digits)
    if len(fraction.rstrip("0")) > places:
        raise Unclean("places", limit=places)
    return _shortest(Decimal(plain))


def whole_number(value: object, *, minimum: int = 0, maximum: int = 10**9) -> int:
    """A whole number from `minimum` to `maximum`. No point: 1.000 is one to some and a thousand to others."""
    plain = _plain(value)
    if not re.fullmatch("-?[0-9]+", plain):
        raise _explained(plain, general="whole_number", separated="whole_separator")
    number = int(plain)
    _check_bounds(number, minimum, maximum)
    return number


def percent(value: object, *, places: int = 2) -> Decimal:
    """A share in per cent, from 0 to 100."""
    number = figure(value, places=places)
    _check_bounds(number, 0, 100)
    return number


def _plain(value: object) -> str:
    """The text with an ASCII minus and no space around; too long to be any number of ours is refused at once."""
    plain = checked_text(value).strip().replace("\u2212", "-")
    if len(plain) > _LONGEST:
        raise Unclean("too_big", limit=WHOLE_DIGITS) if plain.isdigit() else Unclean("number")
    return plain


def _explained(plain: str, *, general: str, separated: str) -> Unclean:
    """The refusal that says best what stands in the way."""
    ascii_digits = "".join(_ascii_digit(character) for character in plain)
    if ascii_digits != plain and _PLAIN.fullmatch(ascii_digits):
        return Unclean("digits", plain=ascii_digits)
    if _SEPARATED.fullmatch(ascii_digits):
        return Unclean(separated)
    return Unclean(general)


def _ascii_digit(character: str) -> str:
    """0 to 9 for a decimal digit of any script; every other character as it is."""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _check_bounds(number: Decimal | int, minimum: int, maximum: int) -> None:
    """Refuses what is outside, and says where the bound lies."""
    if number < minimum:
        raise Unclean("below", limit=minimum)
    if number > maximum:
        raise Unclean("above", limit=maximum)


def _shortest(number: Decimal) -> Decimal:
    """The same number without trailing zeros, exponent or minus zero."""
    if not number:
        return Decimal(0)
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return number.normalize()

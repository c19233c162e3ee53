"""How a number that was written in a local way could be meant, where it can be meant in one way only.

Nothing takes a suggestion by itself: it is shown, and its writer says yes.
"""

import re
import unicodedata

from tracker.cleaning.figures import figure
from tracker.cleaning.refusal import Unclean

# Signs that stand between thousands and never before decimals.
_THOUSANDS = " '\u2019\u066c\u00a0\u2009\u202f"
_GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_LONGEST = 40


def suggested_figure(written: str) -> str:
    """The number as it would be taken; empty where it is taken as it stands, or could be meant in two ways."""
    text = written.strip()
    if not text or len(text) > _LONGEST:
        return ""
    ascii_text = "".join(_ascii(character) for character in text)
    sign, digits = ("-", ascii_text[1:]) if ascii_text[:1] in {"-", "\u2212"} else ("", ascii_text)
    plain = _plain(digits)
    if plain is None or sign + plain == text:
        return ""
    try:
        return f"{figure(sign + plain):f}"
    except Unclean:
        return ""


def _ascii(character: str) -> str:
    """A digit of any script as one of ours; every sign between thousands as a space."""
    if character in _THOUSANDS:
        return " "
    if character == "\u066b":
        return "."
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _plain(digits: str) -> str | None:
    """Digits with at most one full stop, or None where the signs between can be read in two ways."""
    if "," in digits and "." in digits:
        decimal = max(",.", key=digits.rfind)
        other = "," if decimal == "." else "."
        return _with_decimals(digits.replace(other, " "), decimal) if digits.count(decimal) == 1 else None
    for sign in ",.":
        if digits.count(sign) > 1:
            return _whole(digits.replace(sign, " "))
    if "," in digits:
        before, after = digits.split(",")
        # 1,234 may be a thousand or one; 0,125 and 12,5 may not.
        return None if len(after) == 3 and before.strip("0 ") else _with_decimals(digits, ",")
    return _with_decimals(digits, ".") if "." in digits else _whole(digits)


def _with_decimals(digits: str, sign: str) -> str | None:
    before, after = digits.split(sign)
    whole = _whole(before)
    return f"{whole}.{after}" if whole is not None and after.isdecimal() else None


def _whole(digits: str) -> str | None:
    """A whole number, in groups of three or in none."""
    if digits.isdecimal():
        return digits
    return digits.replace(" ", "") if _GROUPED.fullmatch(digits) else None

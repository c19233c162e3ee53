"""Text that people write, in any script, without what cannot be seen and misleads."""

import re
import unicodedata

from tracker.cleaning.refusal import Unclean, checked_text

# Embeddings, overrides and isolates reorder what stands around them: "Trojan Source" (CVE-2021-42574).
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Copies from web pages and PDF files bring these along. Stored, they mean nothing, and nobody sees them to remove.
_LEFT_OUT = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Formatting characters that ordinary writing needs: the joiners of Persian, Indic scripts and emoji, the two marks
# that set the side of a full stop in Arabic and Hebrew, and the Arabic and Syriac signs that are visible.
_JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c")
_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Letters and symbols by their category, blank to the eye.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_TAGS = re.compile("[\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]")

# Accents that go on any letter; no language stacks more. Burmese, Tibetan and Hebrew stack more of their own marks.
MAX_ACCENTS, MAX_MARKS = 4, 8


def text(value: object, *, max_length: int, multiline: bool = False) -> str:
    """Clean text in NFC, at most `max_length` characters; line breaks are \\n, and only where `multiline`.

    A tab becomes a space. Returns "" for text that is blank.
    """
    given = checked_text(value)
    if len(given) > 4 * max_length:
        # Composing shortens text, but never that much: refuse before the slow part.
        raise Unclean("too_long", limit=max_length, written=len(given))
    tidy = _BREAKS.sub("\n", given).replace("\t", " ").translate(_LEFT_OUT)
    check_characters(tidy.strip(" \n\u00a0"), multiline=multiline)
    clean = unicodedata.normalize("NFC", tidy).strip()
    if clean and not any(is_visible(character) for character in clean):
        raise Unclean("invisible")
    check_marks(clean)
    if len(clean) > max_length:
        raise Unclean("too_long", limit=max_length, written=len(clean))
    return clean


def check_characters(value: str, *, multiline: bool = False) -> None:
    """Refuses the first character that no text may hold, and says where it stands (from 1)."""
    for place, character in enumerate(value, start=1):
        code = None if character == "\n" and multiline else fault_of(character)
        if code == "one_line":
            raise Unclean(code)
        if code:
            raise Unclean(code, place=place)


def fault_of(character: str) -> str | None:
    """Why this character is refused in a line of text, or None."""
    if character in "\n\u2028\u2029":
        return "one_line"
    if character in _DIRECTION:
        return "direction"
    if _is_noncharacter(character):
        return "private"
    if _TAGS.match(character) or character in _BLANK:
        return "hidden"
    category = unicodedata.category(character)
    if category == "Cf" and character not in _JOINERS | _SIGNS:
        return "hidden"
    return {"Cc": "control", "Cs": "private", "Co": "private"}.get(category)


def check_marks(value: str) -> None:
    """Refuses more marks on one letter than writing needs: enough of them cover the lines above and below."""
    accents = marks = 0
    for place, character in enumerate(value, start=1):
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        accents = accents + 1 if _ACCENTS.match(character) else 0
        if accents > MAX_ACCENTS or marks > MAX_MARKS:
            raise Unclean("marks", place=place)


def is_visible(character: str) -> bool:
    """Whether this character leaves ink by itself: a letter, a digit, a sign, not a space or a joiner."""
    return character in _SIGNS or unicodedata.category(character)[0] in "LNPS"


def _is_noncharacter(character: str) -> bool:
    """The 66 code points that Unicode will never give a meaning."""
    point = ord(character)
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE

"""Parts of pages that need more than printing: the bar of counts, and where a page stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi

from tracker.enums import MARK_LABELS
from tracker.scoring import Mark

register = template.Library()

# Per cent of the bar that a digit needs on a phone, and the air around the number.
DIGIT, AIR = 3, 1


@dataclass(frozen=True)
class Segment:
    """One mark's part of the bar; its number is shown in it where there is room for it."""

    mark: Mark
    word: str | Promise
    number: int
    start: str
    width: str
    shown: bool


@register.inclusion_tag("_parts/counts_bar.html")
def counts_bar(counts: Iterable[tuple[Mark | str, int]]) -> dict[str, object]:
    """Counts by mark as a bar, with the words and numbers below it. Marks without a count are left out."""
    return {"segments": segments(counts, mirrored=get_language_bidi())}


def segments(counts: Iterable[tuple[Mark | str, int]], *, mirrored: bool = False) -> tuple[Segment, ...]:
    """The parts of the bar in the order of the marks; mirrored, they begin at the right."""
    found = {Mark(mark): number for mark, number in counts if number}
    total, passed, parts = sum(found.values()), Fraction(0), []
    for mark in (one for one in Mark if one in found):
        width = Fraction(100 * found[mark], total)
        start = 100 - passed - width if mirrored else passed
        room = width >= DIGIT * len(str(found[mark])) + AIR
        parts.append(Segment(mark, MARK_LABELS[mark], found[mark], _percent(start), _percent(width), room))
        passed += width
    return tuple(parts)


@register.inclusion_tag("_parts/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, object]:
    """Where a page stands, from labels and addresses in turn; a last label without an address is the page itself."""
    pairs = tuple(zip(parts[::2], parts[1::2], strict=False))
    return {"crumbs": pairs, "here": parts[-1] if len(parts) % 2 else ""}


def _percent(value: Fraction) -> str:
    return f"{float(value):.3f}%"

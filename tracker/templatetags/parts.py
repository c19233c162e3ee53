"""Parts of pages that need more than printing: the bar of counts, and where a page stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tracker.enums import MARK_LABELS
from tracker.scoring import Mark

register = template.Library()

# Per cent of the bar that a digit needs on a phone, and the air around the number.
DIGIT, AIR = 3, 1


class StateMarks(Protocol):
    """A State with its marks by horizon."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def marks(self) -> Sequence[Mark | None]:
        """A mark for each horizon, or None where it has no target."""


class Head(Protocol):
    """The head of a column."""

    @property
    def years(self) -> int:
        """How many years after the baseline its targets are due."""


@dataclass(frozen=True)
class Segment:
    """One mark's part of the bar; its number is shown in it where there is room for it."""

    mark: Mark
    word: str | Promise
    number: int
    start: str
    width: str
    shown: bool


@register.simple_tag(takes_context=True)
def dated_url(context: Context, name: str, *args: object) -> str:
    """The address of a page that can be asked for as of a date: with the date of the page it stands on, if any."""
    return reverse(name, args=args) + str(context.get("at", ""))


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


@register.simple_tag
def state_rows(states: Iterable[StateMarks], horizons: Iterable[Head], commitment: str, at: str = "") -> str:
    """The rows of a table of States: each name, and by each horizon the mark as a way to its explanation.

    `at` is what an address needs to keep the date of the page.

    Two hundred States are six hundred cells: they are joined here, since a template takes ten times as long.
    """
    years = [head.years for head in horizons]
    rows = ((state.name, _state_cells(state, years, commitment, at)) for state in states)
    return format_html_join("\n", '<tr><th scope="row">{}</th>{}</tr>', rows)


def _state_cells(state: StateMarks, years: list[int], commitment: str, at: str) -> str:
    cells = (
        (
            _shape_link(mark, reverse("public:target", args=[state.code, commitment, year]) + at)
            if mark
            else _no_target(),
        )
        for year, mark in zip(years, state.marks, strict=True)
    )
    return format_html_join("", "<td>{}</td>", cells)


def _shape_link(mark: Mark, href: str) -> str:
    """The same as `_parts/mark.html`, with the word for those only who do not see the shape."""
    return format_html(
        '<a class="mark m-{0}" href="{1}"><svg width="16" height="16" aria-hidden="true"><use href="#m-{0}"/></svg>'
        '<span class="visually-hidden">{2}</span></a>',
        mark,
        href,
        MARK_LABELS[mark],
    )


def _no_target() -> str:
    return format_html(
        '<span class="quiet" aria-hidden="true">·</span><span class="visually-hidden">{}</span>',
        _("no target"),
    )


def _percent(value: Fraction) -> str:
    return f"{float(value):.3f}%"

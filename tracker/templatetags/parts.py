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
from tracker.selectors.standings import Standing, Told, Unshown, address_of

register = template.Library()

# Per cent of the bar that a digit needs on a phone, and the air around the number.
DIGIT, AIR = 3, 1


class InAState(Protocol):
    """A State with its standings by horizon."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def by_horizon(self) -> Sequence[Told | None]:
        """What is told by each horizon, or None where it has no target."""


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
    return reverse(name, args=args) + _at(context)


def _at(context: Context) -> str:
    """What an address needs to keep the date of the page it stands on."""
    return str(context.get("at", ""))


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


@register.simple_tag(takes_context=True)
def why(context: Context, found: Told) -> str:
    """Where a mark is explained, of the same date: on the page of its target, or on one of its own."""
    return _why(found) + _at(context)


def _why(found: Told) -> str:
    code, _colon, years = found.key.partition(":")
    if isinstance(found, Standing) and found.status and years:
        return reverse("public:target", args=[found.place, code, int(years)])
    kind = "process" if found.process else "place"
    return reverse(f"public:{kind}_why", args=[found.process or found.place, address_of(found.key)])


@register.simple_tag(takes_context=True)
def why_json(context: Context, found: Told) -> str:
    """The arithmetic of a mark for machines, of the same date."""
    kind = "process" if found.process else "place"
    address = [found.process or found.place, address_of(found.key)]
    return reverse(f"public:{kind}_why_json", args=address) + _at(context)


@register.simple_tag(takes_context=True)
def why_of(context: Context, place: str, key: str) -> str:
    """Where the mark of a place on the same subject is explained, of the same date."""
    return reverse("public:place_why", args=[place, address_of(key)]) + _at(context)


@register.inclusion_tag("_parts/told.html", takes_context=True)
def told(context: Context, found: Told, word: str = "") -> dict[str, object]:
    """A standing with its way to what explains it, of the same date."""
    return {"found": found, "word": word, "href": why(context, found)}


@register.simple_tag(takes_context=True)
def state_rows(context: Context, states: Iterable[InAState], commitment: str) -> str:
    """The rows of a table of States: each name leads to the commitment there, each mark to its explanation.

    Two hundred States are six hundred cells: they are joined here, since a template takes ten times as long.
    """
    at = _at(context)
    rows = ((_state_name(state, commitment, at), _state_cells(state, at)) for state in states)
    return format_html_join("\n", '<tr><th scope="row">{}</th>{}</tr>', rows)


def _state_name(state: InAState, commitment: str, at: str) -> str:
    """The name, and where the State has a target the way to its page on the commitment."""
    if not any(state.by_horizon):
        return state.name
    href = reverse("public:place-commitment", args=[state.code, commitment]) + at
    return format_html('<a href="{}">{}</a>', href, state.name)


def _state_cells(state: InAState, at: str) -> str:
    cells = ((_shape_link(found, _why(found) + at) if found else _no_target(),) for found in state.by_horizon)
    return format_html_join("", "<td>{}</td>", cells)


def _shape_link(found: Told, href: str) -> str:
    """The same as `_parts/told.html`, with the word for those only who do not see the shape."""
    if isinstance(found, Unshown):
        return format_html(
            '<a class="fault" href="{}"><span aria-hidden="true">!</span><span class="visually-hidden">{}</span></a>',
            href,
            found.fault.label,
        )
    return format_html(
        '<a class="mark m-{0}" href="{1}"><svg width="16" height="16" aria-hidden="true"><use href="#m-{0}"/></svg>'
        '<span class="visually-hidden">{2}</span></a>',
        found.mark,
        href,
        MARK_LABELS[found.mark],
    )


def _no_target() -> str:
    return format_html(
        '<span class="quiet" aria-hidden="true">·</span><span class="visually-hidden">{}</span>',
        _("no target"),
    )


def _percent(value: Fraction) -> str:
    return f"{float(value):.3f}%"

"""Thousands of marks on one page: a box has a colour, a shape and a fill, and words for whoever sees none of them.

Rows are joined here, since a template takes ten times as long; every piece of text goes through `format_html`.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tracker.enums import MARK_LABELS
from tracker.scoring import Mark
from tracker.selectors.heat_map import HeatMap, HeatRow
from tracker.selectors.standings import TENTHS, Standing, Told, Unshown, address_of
from tracker.selectors.tile_map import Tile, TileGroup, TileMap
from tracker.templatetags.parts import segments, why
from tracker.wording import figure, percent

register = template.Library()

# What the class of a box begins with: thousands of them stand on a page, so each is two letters.
LETTERS = {
    Mark.MET: "y",
    Mark.IN_PART: "p",
    Mark.NOT_MET: "f",
    Mark.BACKWARDS: "w",
    Mark.NO_EVIDENCE: "e",
    Mark.NOT_APPLICABLE: "a",
}
FULL = "x"
# Stands for the number of an objective in an address that many cells share.
ANY = "objective-0"
POINT = '<svg class="at" x="{}%"><path class="point" d="M0 0v18"/></svg>'


def box_class(found: Told | None) -> str:
    """The colour of a box, and how full it is in tenths: not empty where anything is known, full where all is."""
    if found is None:
        return "none"
    return "untold" if isinstance(found, Unshown) else f"m-{found.mark} k{found.tenths}"


def short_class(found: Told) -> str:
    """The same for a box of the heat map: a letter for the mark, a digit for the tenths, or that it is full."""
    if isinstance(found, Unshown):
        return "untold"
    return LETTERS[found.mark] + (FULL if found.tenths == TENTHS else str(found.tenths))


def box_words(found: Told | None) -> str:
    """What a box says: the mark, and how much is known."""
    if found is None:
        return _("no target")
    if isinstance(found, Unshown):
        return str(found.fault.label)
    if found.mark is Mark.NOT_APPLICABLE:
        return str(MARK_LABELS[found.mark])
    if not found.coverage:
        return _("No report")
    said = {"mark": MARK_LABELS[found.mark], "known": percent(found.coverage)}
    return _("%(mark)s, %(known)s known") % said


class _Rows:
    """Makes the rows of one heat map; what cells have in common is made once."""

    def __init__(self, page: HeatMap, at: str) -> None:
        self._page, self._at = page, at
        self._boxes: dict[object, tuple[str, str]] = {}

    def row(self, row: HeatRow, scope: str) -> SafeString:
        """The name of the row as a way to its page, and its cells."""
        if row.place:
            page = reverse("public:place", args=[row.place.code])
            before, _any, after = reverse("public:place_why", args=[row.place.code, ANY]).partition(ANY)
        else:
            page = reverse("public:process", args=[row.process])
            before, _any, after = reverse("public:process_why", args=[row.process, ANY]).partition(ANY)
        name = self.name(row, page, scope)
        if self._page.commitments is not None:
            # A sum over some of the commitments is explained nowhere: the page has them one by one.
            places = zip(self._page.objectives, row.cells, strict=True)
            cells = ((told, f"{page}{self._at}#{head.name}") for head, told in places)
        else:
            cells = (
                (told, f"{before}{address_of(told.key)}{after}{self._at}" if told else "")
                for told in row.cells
            )
        return name + format_html_join("", "{}", ((self._cell(told, href),) for told, href in cells))

    def name(self, row: HeatRow, page: str, scope: str) -> SafeString:
        """The head of the row."""
        return format_html('<th scope="{}"><a href="{}{}">{}</a></th>', scope, page, self._at, row.name)

    def _cell(self, found: Told | None, href: str) -> SafeString:
        """The class stands beside the words, so that boxes alike are alike for whoever zips the page.

        A cell ends where the next one begins, which HTML allows. Where nothing was reported there is no sum to lead
        to, and whoever goes through the table by keyboard is spared thousands of links: the head of the row leads on.
        """
        box, said = self._box(found)
        if found is None:
            return format_html('<td class="{}">{}', box, said)
        if isinstance(found, Standing) and found.is_silent:
            return format_html("<td>{}", said)
        return format_html('<td><a href="{}" class="{}">{}</a>', href, box, said)

    def _box(self, found: Told | None) -> tuple[str, str]:
        alike = (found.mark, found.coverage) if isinstance(found, Standing) else found
        if alike not in self._boxes:
            self._boxes[alike] = short_class(found) if found else "none", box_words(found)
        return self._boxes[alike]


@register.simple_tag(takes_context=True)
def heat_groups(context: Context, page: HeatMap) -> SafeString:
    """The body of the heat map: each head with its cells, then the rows of the places in it.

    Where the head would tell of more than is shown, it is but a name.
    """
    made = _Rows(page, _at(context))
    width = len(page.objectives)
    groups = []
    for group in page.groups:
        lines = [format_html("<tr>{}</tr>", made.row(one, "row")) for one in group.rows]
        if group.head and group.told:
            lines.insert(0, format_html('<tr class="head">{}</tr>', made.row(group.head, "rowgroup")))
        elif group.head and group.head.place:
            page_of = reverse("public:place", args=[group.head.place.code])
            name = made.name(group.head, page_of, "rowgroup")
            lines.insert(
                0, format_html('<tr class="head">{}<td class="blank" colspan="{}"></tr>', name, width)
            )
        else:
            name = format_html('<th scope="rowgroup">{}</th>', _("Fictional places"))
            lines.insert(
                0, format_html('<tr class="head">{}<td class="blank" colspan="{}"></tr>', name, width)
            )
        groups.append((format_html_join("\n", "{}", ((line,) for line in lines)),))
    return format_html_join("\n", "<tbody>{}</tbody>", groups)


@register.simple_tag(takes_context=True)
def tiles(context: Context, tiles: Iterable[Tile]) -> SafeString:
    """The tiles of some States: the short name is seen, the whole name and the mark are read."""
    return format_html_join(
        "\n",
        "<li>{}</li>",
        ((_tile(tile, why(context, tile.told) if tile.told else ""),) for tile in tiles),
    )


def _tile(tile: Tile, href: str) -> SafeString:
    box, said = box_class(tile.told), box_words(tile.told)
    words = format_html(
        '<b aria-hidden="true">{}</b><span class="visually-hidden">{}: {}</span>',
        tile.short,
        tile.place.name,
        said,
    )
    if not tile.told:
        return format_html('<span class="tile {}" title="{}">{}</span>', box, tile.place.name, words)
    return format_html('<a class="tile {}" href="{}" title="{}">{}</a>', box, href, tile.place.name, words)


@register.simple_tag(takes_context=True)
def tile_rows(context: Context, page: TileMap) -> SafeString:
    """The tiles as rows of a table, with the name and the words in full."""
    rows = (_tile_row(context, group, tile) for group in page.groups for tile in group.tiles)
    return format_html_join("\n", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', rows)


def _tile_row(context: Context, group: TileGroup, tile: Tile) -> tuple[str, str, str]:
    page = reverse("public:place", args=[tile.place.code]) + _at(context)
    where = group.place.name if group.place else _("Fictional places")
    said, found = box_words(tile.told), tile.told
    if isinstance(found, Standing) and found.published and found.score is not None:
        said = _("%(said)s: %(score)s of 100") % {"said": said, "score": figure(found.score, places=0)}
    return format_html('<a href="{}">{}</a>', page, tile.place.name), said, where


def _at(context: Context) -> str:
    """What an address needs to keep the date of the page it stands on."""
    return str(context.get("at", ""))


@register.simple_tag
def share_bar(found: Standing) -> SafeString:
    """The targets below a roll-up by mark: every bar goes from none to all of them. Words stand beside it."""
    parts = segments(found.counts, mirrored=get_language_bidi())
    drawn = format_html_join(
        "",
        '<rect class="part m-{}" x="{}" width="{}" height="100%"/>',
        ((one.mark, one.start, one.width) for one in parts),
    )
    return format_html(
        '<svg width="100%" height="18" aria-hidden="true" focusable="false">{}'
        '<rect class="frame" width="100%" height="100%"/></svg>',
        drawn,
    )


@register.simple_tag
def bounds_bar(found: Standing) -> SafeString:
    """From where to where the score can lie once the rest is known, and the score: every bar goes from 0 to 100."""
    left, right = float(found.lower), float(found.upper)
    at = float(found.score) if found.published and found.score is not None else None
    if get_language_bidi():
        left, right, at = 100 - right, 100 - left, None if at is None else 100 - at
    # The stroke lies in a picture of its own that is moved along the bar, since a path knows no per cent.
    point = "" if at is None else format_html(POINT, f"{at:.3f}")
    return format_html(
        '<svg width="100%" height="18" aria-hidden="true" focusable="false">'
        '<rect class="frame" width="100%" height="100%"/>'
        '<rect class="range" x="{}%" width="{}%" y="5" height="8"/>{}</svg>',
        f"{left:.3f}",
        f"{right - left:.3f}",
        point,
    )


@register.simple_tag
def met_in(found: Standing) -> str:
    """How many of the targets below a roll-up are met."""
    return figure(dict(found.counts).get(Mark.MET, 0))


@register.simple_tag(takes_context=True)
def narrowed_url(context: Context, name: str, **asked: object) -> str:
    """The address of a view, narrowed down, of the same date as the page it stands on."""
    at = _at(context).removeprefix("?")
    return "&".join(filter(None, (f"{reverse(name)}?{urlencode(asked)}", at)))

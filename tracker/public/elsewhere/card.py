"""The card that other sites show beside a link: a PNG of the mark with its word, whose it is, and of which day.

It is set in the one typeface that we have as a file. Where that has no glyph for a letter, no card is drawn of its
own: boxes in place of a name would say nothing, and the card of the whole site stands in.
"""

import io
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from tracker.public.elsewhere.picture import Picture
from tracker.scoring import Mark
from tracker.selectors.standings import Standing
from tracker.wording import day

WIDTH, HEIGHT, EDGE = 1200, 630, 70
INK, QUIET, PAPER, DEMO = "#1b1d1f", "#555a5f", "#fbf9f3", "#761a4a"
COLOURS = {
    Mark.MET: "#14623f",
    Mark.IN_PART: "#1d5796",
    Mark.NOT_MET: "#a5360f",
    Mark.BACKWARDS: "#761a4a",
    Mark.NO_EVIDENCE: "#5c6268",
    Mark.NOT_APPLICABLE: "#5c6268",
}
SITE_CARD = "card.png"
FONT = "fonts/source-serif-4-latin-600-normal.woff2"
# Drawn so many times larger and then made smaller, so that edges are smooth.
FINE, ICON = 4, 110
COLOURS_KEPT = 48
# Below this nothing is written but the foot; what is small and finds no room is left out.
LOWEST, LARGE = HEIGHT - 84, 46
NOTHING = "\uffff"


class NoGlyph(Exception):
    """A letter that our typeface has not."""


def card_of(picture: Picture) -> bytes:
    """The card of a view. Raises NoGlyph where it cannot be set."""
    foot = _("GCM Scorecard · as of %(day)s") % {"day": day(picture.as_of)}
    demonstration = _("Demonstration: fictional") if picture.fictional else ""
    sheet = _Sheet()
    sheet.write(demonstration, size=34, colour=DEMO)
    sheet.write(picture.holder, size=46, colour=QUIET, lines=1)
    sheet.write(picture.title, size=64, lines=2)
    sheet.down(24)
    told = picture.told
    if isinstance(told, Standing):
        sheet.mark(told.mark, picture.word)
        if not told.status:
            sheet.known(float(told.coverage))
    elif not picture.heat:
        sheet.write(picture.word, size=64, colour=QUIET)
    sheet.write(" ".join(picture.sentences), size=32, colour=QUIET, lines=3 if picture.heat else 2)
    return sheet.finished(foot)


@lru_cache(maxsize=1)
def site_card() -> bytes:
    """The card of the whole site."""
    return (Path(settings.BASE_DIR) / "static" / SITE_CARD).read_bytes()


def draw_site_card() -> bytes:
    """The card of the whole site, as it is kept among the static files."""
    sheet = _Sheet()
    sheet.down(60)
    sheet.write("GCM Scorecard", size=110)
    sheet.down(20)
    sheet.write(
        "What became of the promises of the Global Compact for Migration", size=54, colour=QUIET, lines=2
    )
    sheet.down(24)
    for index, mark in enumerate(_SHAPES):
        sheet.shape(mark, EDGE + index * (ICON + 40))
    return sheet.finished("Every mark with its arithmetic and its evidence")


class _Sheet:
    """The paper, filled from above."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._draw.rectangle((0, 0, WIDTH, 12), fill=INK)
        self._y = 48

    def down(self, pixels: int) -> None:
        self._y += pixels

    def write(self, words: str, *, size: int, colour: str = INK, x: int = EDGE, lines: int = 1) -> None:
        """The words on at most so many lines."""
        words = _settable(words)
        if not words:
            return
        for line in _wrapped(words, _font(size), WIDTH - EDGE - x)[:lines]:
            if self._y + size > LOWEST and size < LARGE:
                return
            self._draw.text((x, self._y), line, font=_font(size), fill=colour)
            self._y += round(size * 1.3)

    def mark(self, mark: Mark, word: str) -> None:
        """The shape, and the word beside it."""
        self.shape(mark, EDGE)
        top = self._y
        self._y += 12
        self.write(word, size=72, colour=COLOURS[mark], x=EDGE + ICON + 28)
        self._y = max(self._y, top + ICON) + 18

    def shape(self, mark: Mark, x: int) -> None:
        """The shape of a mark."""
        large = Image.new("RGB", (ICON * FINE, ICON * FINE), PAPER)
        _SHAPES[mark](ImageDraw.Draw(large), ICON * FINE / 16, COLOURS[mark])
        self._image.paste(large.resize((ICON, ICON), Image.Resampling.LANCZOS), (x, self._y))

    def known(self, share: float) -> None:
        """How much is known: filled, and hatched where nobody reported."""
        left, right, top, bottom = EDGE, WIDTH - EDGE, self._y, self._y + 26
        for x in range(left - 26, right, 12):
            self._draw.line((x, bottom, x + 26, top), fill="#8b9096", width=2)
        self._draw.rectangle((0, top, left - 1, bottom), fill=PAPER)
        self._draw.rectangle((right + 1, top, WIDTH, bottom), fill=PAPER)
        self._draw.rectangle((left, top, left + (right - left) * share, bottom), fill=QUIET)
        self._draw.rectangle((left, top, right, bottom), outline=INK, width=2)
        self._y += 44

    def finished(self, foot: str) -> bytes:
        """The card with its foot, as a PNG; the same words are the same bytes."""
        self._draw.text((EDGE, HEIGHT - 76), _settable(foot), font=_font(34), fill=INK)
        written = io.BytesIO()
        self._image.quantize(COLOURS_KEPT, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        return written.getvalue()


def _wrapped(words: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """The words in lines that fit."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(settings.BASE_DIR) / "static" / FONT, size)


@lru_cache(maxsize=2_000)
def _has_glyph(character: str) -> bool:
    found, missing = _font(32).getmask(character), _font(32).getmask(NOTHING)
    return (found.size, bytes(found)) != (missing.size, bytes(missing))


def _settable(words: str) -> str:
    """The words with plain spaces; refused where a letter of them would come out as a box."""
    words = " ".join(words.split())
    if not all(map(_has_glyph, words)):
        raise NoGlyph
    return words


Shape = Callable[[ImageDraw.ImageDraw, float, str], None]


def _met(draw: ImageDraw.ImageDraw, unit: float, colour: str) -> None:
    _disc(draw, unit, 7.4, fill=colour)
    points = [(4.0, 7.9), (6.9, 10.8), (12.0, 5.2)]
    draw.line([(x * unit, y * unit) for x, y in points], fill=PAPER, width=round(1.9 * unit), joint="curve")


def _in_part(draw: ImageDraw.ImageDraw, unit: float, colour: str) -> None:
    _disc(draw, unit, 7.3, outline=colour, width=round(1.7 * unit))
    draw.pieslice((unit, unit, 15 * unit, 15 * unit), 90, 270, fill=colour)


def _not_met(draw: ImageDraw.ImageDraw, unit: float, colour: str) -> None:
    _disc(draw, unit, 7.3, outline=colour, width=round(1.9 * unit))
    draw.line((3.6 * unit, 12.4 * unit, 12.4 * unit, 3.6 * unit), fill=colour, width=round(1.9 * unit))


def _backwards(draw: ImageDraw.ImageDraw, unit: float, colour: str) -> None:
    points = [(5.6, 0.9), (10.4, 0.9), (10.4, 7.2), (14.6, 7.2), (8, 15.2), (1.4, 7.2), (5.6, 7.2)]
    draw.polygon([(x * unit, y * unit) for x, y in points], fill=colour)


def _no_evidence(draw: ImageDraw.ImageDraw, unit: float, colour: str) -> None:
    box = (0.7 * unit, 0.7 * unit, 15.3 * unit, 15.3 * unit)
    for start in range(0, 360, 36):
        draw.arc(box, start, start + 18, fill=colour, width=round(1.9 * unit))


def _not_applicable(draw: ImageDraw.ImageDraw, unit: float, colour: str) -> None:
    draw.rectangle((2 * unit, 7 * unit, 14 * unit, 9 * unit), fill=colour)


def _disc(
    draw: ImageDraw.ImageDraw,
    unit: float,
    radius: float,
    *,
    fill: str | None = None,
    outline: str | None = None,
    width: int = 1,
) -> None:
    low, high = (8 - radius) * unit, (8 + radius) * unit
    draw.ellipse((low, low, high, high), fill=fill, outline=outline, width=width)


# The shapes of the marks, as on every page.
_SHAPES: dict[Mark, Shape] = {
    Mark.MET: _met,
    Mark.IN_PART: _in_part,
    Mark.NOT_MET: _not_met,
    Mark.BACKWARDS: _backwards,
    Mark.NO_EVIDENCE: _no_evidence,
    Mark.NOT_APPLICABLE: _not_applicable,
}


if __name__ == "__main__":
    sys.stdout.buffer.write(draw_site_card())

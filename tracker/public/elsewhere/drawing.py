"""A view as a picture that stands by itself: where every line of text and every box of it lies, in pixels."""

import textwrap
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from django.utils.translation import gettext as _

from tracker.enums import MARK_LABELS
from tracker.public.elsewhere.picture import NONE, UNTOLD, Picture
from tracker.public.pathway import Pathway
from tracker.scoring import Mark
from tracker.selectors.heat_map import HeatMap
from tracker.selectors.standings import TENTHS, Standing, Told
from tracker.wording import day

EDGE = 20
NARROW, WIDE = 480, 680
# The room that one letter takes, on an average, of the size of its text.
LETTER = 0.54
NAMES, BOX, STEP = 190, 19, 20
# What nobody reported is hatched, and nothing else.
SILENT = "silent"


@dataclass(frozen=True)
class Text:
    """One line of text: where it begins, and what kind of line it is."""

    kind: str
    y: int
    words: str
    x: int = EDGE


@dataclass(frozen=True)
class Box:
    """A box of the heat map: which of the few that there are, and where."""

    kind: str
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Boxes that look alike: the shape of the mark, or none, and how much of it is filled from below."""

    name: str
    mark: str
    filled: int

    @property
    def above(self) -> int:
        """What is left to hatch."""
        return BOX - self.filled


@dataclass(frozen=True)
class Key:
    """A shape with its word."""

    mark: str
    word: str
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Everything that the picture's template prints."""

    width: int
    height: int
    texts: tuple[Text, ...]
    mark_y: int = 0
    chart: Pathway | None = None
    chart_y: int = 0
    known: int | None = None
    known_y: int = 0
    boxes: tuple[Box, ...] = ()
    kinds: tuple[Kind, ...] = ()
    keys: tuple[Key, ...] = ()
    rule_y: int = 0

    @property
    def edge(self) -> int:
        """Where everything begins."""
        return EDGE

    @property
    def inner(self) -> int:
        """The room between the edges."""
        return self.width - 2 * EDGE

    @property
    def paper(self) -> tuple[int, int]:
        """The sheet, so that its border lies within the picture."""
        return self.width - 1, self.height - 1


class _Pen:
    """Writes line after line, downwards."""

    def __init__(self, width: int) -> None:
        self.width, self.y, self.texts = width, EDGE, list[Text]()

    def write(self, kind: str, words: str, *, size: int, x: int = EDGE) -> None:
        """The words on as many lines as they need."""
        room = floor((self.width - x - EDGE) / (size * LETTER))
        for line in textwrap.wrap(words, room) or [""]:
            self.y += ceil(size * 1.35)
            self.texts.append(Text(kind, self.y, line, x))


def drawing(picture: Picture, *, source: str, signature: str) -> Drawing:
    """The picture of a view; `source` is where it is from, `signature` empty where it is not signed."""
    pen = _Pen(WIDE if picture.heat else NARROW)
    if picture.fictional:
        pen.write("demo", _demonstration(picture), size=13)
        pen.y += 8
    pen.write("holder", picture.holder, size=15)
    pen.write("title", picture.title, size=20)
    if picture.heat:
        return _finished(pen, picture, source, signature, **_grid(pen, picture.heat, picture.sentences))
    return _finished(pen, picture, source, signature, **_mark(pen, picture))


def _demonstration(picture: Picture) -> str:
    if picture.heat:
        return _("Demonstration: places called fictional are made up, and so are their marks.")
    return _("Demonstration: this place is fictional, and its mark is made up.")


def _mark(pen: _Pen, picture: Picture) -> dict[str, object]:
    """The mark's shape and word, what stands beside it, and the chart where there is one."""
    pen.y += 14
    placed: dict[str, object] = {"mark_y": pen.y}
    pen.write("word", picture.word, size=24, x=EDGE + 44)
    pen.y = max(pen.y, int(str(placed["mark_y"])) + 34) + 2
    for one in picture.sentences:
        pen.write("said", one, size=15)
    told = picture.told
    if isinstance(told, Standing) and not told.status:
        pen.y += 12
        placed |= {"known_y": pen.y, "known": floor(told.coverage * (pen.width - 2 * EDGE))}
        pen.y += 12
    if picture.chart and picture.chart.drawn:
        pen.y += 10
        pen.write("foot", picture.chart.unit, size=13)
        placed |= {"chart": picture.chart, "chart_y": pen.y + 4}
        pen.y += picture.chart.height + 4
        pen.write("foot", picture.chart.caption, size=13)
    return placed


def _grid(pen: _Pen, page: HeatMap, said: Iterable[str]) -> dict[str, object]:
    """The boxes, row by row under the numbers of the objectives."""
    for one in said:
        pen.write("said", one, size=15)
    pen.y += 22
    across = [NAMES + STEP * index for index in range(len(page.objectives))]
    pen.texts += [
        Text("number", pen.y, str(one.number), x + BOX // 2)
        for x, one in zip(across, page.objectives, strict=True)
    ]
    pen.y += 6
    boxes, kinds = list[Box](), dict[str, Kind]()
    for name, is_head, cells in _rows(page):
        pen.texts.append(
            Text("head" if is_head else "name", pen.y + 14, textwrap.shorten(name, 26, placeholder="…"))
        )
        for x, told in zip(across, cells, strict=False):
            kind = _kind(told)
            kinds.setdefault(kind.name, kind)
            boxes.append(Box(kind.name, x, pen.y))
        pen.y += STEP
    keys = tuple(_keys(pen, {kind.mark for kind in kinds.values()}))
    text = _(
        "A box is filled from below as far as its targets are known; what is hatched nobody has reported."
    )
    pen.write("foot", text, size=13)
    return {"boxes": tuple(boxes), "kinds": tuple(kinds.values()), "keys": keys}


def _keys(pen: _Pen, drawn: Collection[str]) -> Iterator[Key]:
    """The shapes that are drawn, each with its word, in as many lines as they need."""
    words = {mark.value: str(MARK_LABELS[mark]) for mark in Mark}
    words |= {
        Mark.NO_EVIDENCE: _("Known in part, too little for a mark"),
        SILENT: _("No report: not a no, not a zero"),
        NONE: _("no target"),
        UNTOLD: _("cannot be shown now"),
    }
    pen.y += 24
    x = EDGE
    for mark in (one for one in words if one in drawn):
        room = 34 + len(words[mark]) * 7
        if x + room > pen.width - EDGE:
            x, pen.y = EDGE, pen.y + STEP
        yield Key(mark, words[mark], x, pen.y)
        x += room


def _rows(page: HeatMap) -> Iterator[tuple[str, bool, tuple[Told | None, ...]]]:
    for group in page.groups:
        if group.head is None:
            yield _("Fictional places"), True, ()
        else:
            yield group.head.name, True, group.head.cells if group.told else ()
        yield from ((row.name, False, row.cells) for row in group.rows)


def _kind(told: Told | None) -> Kind:
    """As on the page."""
    if not isinstance(told, Standing):
        name = NONE if told is None else UNTOLD
        return Kind(name=name, mark=name, filled=0)
    if told.is_silent:
        return Kind(name=SILENT, mark=SILENT, filled=0)
    known, filled = told.tenths, round(BOX * told.tenths / TENTHS)
    return Kind(name=f"{told.mark.value}-{known}", mark=told.mark.value, filled=filled)


def _finished(pen: _Pen, picture: Picture, source: str, signature: str, **placed: object) -> Drawing:
    """With the foot: the day, the source, and whether it is signed."""
    pen.y += 18
    placed["rule_y"] = pen.y
    pen.write("foot", _("As of %(day)s. No report is not a no.") % {"day": day(picture.as_of)}, size=13)
    pen.write("source", _("GCM Scorecard, %(address)s") % {"address": source}, size=13)
    if not signature:
        pen.write("foot", _("Not signed: this installation has no key."), size=13)
    return Drawing(width=pen.width, height=pen.y + EDGE, texts=tuple(pen.texts), **placed)  # type: ignore[arg-type]

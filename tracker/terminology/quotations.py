"""Where a text quotes: between quotation marks of any kind, and in lines that begin with >."""

import re
from bisect import bisect_left
from collections.abc import Iterator

# What may close each mark that opens. The last marks of a pair also open in other languages: „…“ and ”…”, »…«.
CLOSED_BY = {
    '"': '"',
    "'": "'",
    "“": "”“",
    "”": "”",
    "„": "“”",
    "‟": "”",
    "‘": "’",
    "‚": "‘’",
    "’": "’",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
    "＇": "＇",
    "`": "`´",
    "´": "´",
}
# These stand inside words as well, as an apostrophe: there they neither open nor close.
APOSTROPHES = frozenset("'’‘＇`´")
_QUOTED_LINE = re.compile("^[ \t]*>.*$", re.MULTILINE)


def quotations_in(text: str) -> list[tuple[int, int]]:
    """The stretches of text that are quoted, in their order, none inside another."""
    closing = _places(text, opening=False)
    found, position = [], 0
    for start in sorted(place for places in _places(text, opening=True).values() for place in places):
        if start < position:
            continue
        ends = [end for end in _next(closing, CLOSED_BY[text[start]], start + 1) if end is not None]
        if ends:
            position = min(ends) + 1
            found.append((start, position))
    return _merged([*found, *(line.span() for line in _QUOTED_LINE.finditer(text))])


def _places(text: str, *, opening: bool) -> dict[str, list[int]]:
    """Where each mark may open, or may close."""
    marks = set(CLOSED_BY) if opening else set("".join(CLOSED_BY.values()))
    found: dict[str, list[int]] = {}
    for place, mark in enumerate(text):
        if mark in marks and not (mark in APOSTROPHES and _inside(text, place, opening=opening)):
            found.setdefault(mark, []).append(place)
    return found


def _inside(text: str, place: int, *, opening: bool) -> bool:
    """Whether an apostrophe clings to a word on the side where a quotation mark would not."""
    beside = text[place - 1 : place] if opening else text[place + 1 : place + 2]
    return beside.isalnum()


def _next(places: dict[str, list[int]], marks: str, start: int) -> Iterator[int | None]:
    for mark in marks:
        where = places.get(mark, [])
        at = bisect_left(where, start)
        yield where[at] if at < len(where) else None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches without overlaps."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found

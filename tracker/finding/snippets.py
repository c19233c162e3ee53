"""Some words of a text around those that were looked for, with these marked."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.finding.words import Word, words_in

# How much of a text is shown, and how much of it stands before the first word found.
LENGTH, BEFORE = 240, 60
# Further in nothing is looked for: a page is drawn in bounded time whatever a text holds.
FURTHEST = 40_000


@dataclass(frozen=True)
class Piece:
    """Some of a text, and whether it is a word that was looked for."""

    words: str
    found: bool


def snippet(text: str, is_wanted: Callable[[str], bool], *, length: int = LENGTH) -> tuple[Piece, ...]:
    """The part of the text with the first word looked for, cut between words; its beginning where there is none."""
    text = " ".join(text[:FURTHEST].split())
    found = [word for word in words_in(text) if is_wanted(word.folded)]
    start = _start(text, found, length)
    end = _end(text, start, length)
    pieces, at = [], start
    for word in found:
        if start <= word.start and word.end <= end and word.start >= at:
            pieces += [
                Piece(text[at : word.start], found=False),
                Piece(text[word.start : word.end], found=True),
            ]
            at = word.end
    pieces.append(Piece(text[at:end], found=False))
    return tuple(
        piece
        for piece in (
            Piece("… " if start else "", found=False),
            *pieces,
            Piece(" …" if end < len(text) else "", found=False),
        )
        if piece.words
    )


def _start(text: str, found: list[Word], length: int) -> int:
    if not found or len(text) <= length or found[0].end <= length:
        return 0
    near = max(found[0].start - BEFORE, 0)
    gap = text.find(" ", near, found[0].start)
    return gap + 1 if gap >= 0 else found[0].start


def _end(text: str, start: int, length: int) -> int:
    if len(text) - start <= length:
        return len(text)
    gap = text.rfind(" ", start, start + length)
    return gap if gap > start else start + length

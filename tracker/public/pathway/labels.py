"""Where words stand beside points, so that they touch neither the edge nor each other, on a phone as well.

Boxes are judged at the narrowest width. On a wider page each box keeps its anchor and takes fewer per cent, so what
was apart stays apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.public.pathway.parts import FLOOR, TOP, Label

NARROW = 288  # pixels: the width of the picture on a screen of 320
LETTER, TALL = 7.2, 15  # pixels: an average letter of a label, and the height of its line
ABOVE, BELOW, LINE = -11, 23, 16  # pixels from a point to the foot of its label; from one line to the next
GAP = 9  # pixels between a point and the side of its label


@dataclass(frozen=True)
class Box:
    """A rectangle: per cent of the width across, pixels down."""

    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Whether the two overlap."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True)
class Wish:
    """Words for a point at (x per cent, y pixels), and the side on which they read best."""

    name: str
    x: float
    y: float
    text: str
    below: bool


def place_labels(wishes: Sequence[Wish], taken: Sequence[Box] = ()) -> tuple[Label, ...]:
    """A place for each wish, in their order; one that finds none is left to the table below the picture."""
    boxes, labels = list(taken), []
    for wish in wishes:
        spot = _free_spot(wish, boxes)
        if spot is not None:
            anchor, y = spot
            boxes.append(box_of(wish, anchor, y))
            dx = GAP if anchor == "start" else -GAP
            labels.append(Label(wish.name, f"{wish.x:.2f}%", f"{y:.1f}", dx, anchor, wish.text))
    return tuple(labels)


def box_of(wish: Wish, anchor: str, y: float) -> Box:
    """The room that a label takes with its foot at y."""
    width = 100 * (GAP + LETTER * len(wish.text)) / NARROW
    left, right = (wish.x, wish.x + width) if anchor == "start" else (wish.x - width, wish.x)
    return Box(left, right, y - TALL + 3, y + 3)


def _free_spot(wish: Wish, boxes: Sequence[Box]) -> tuple[str, float] | None:
    """The first spot inside the picture that touches no box: on the roomier side first, near the point first."""
    sides = ("start", "end") if wish.x < 50 else ("end", "start")
    heights = (BELOW, ABOVE) if wish.below else (ABOVE, BELOW)
    offsets = [*heights, ABOVE - LINE, BELOW + LINE, ABOVE - 2 * LINE, BELOW + 2 * LINE]
    for offset in offsets:
        for anchor in sides:
            y = wish.y + offset
            box = box_of(wish, anchor, y)
            inside = box.left >= 0 and box.right <= 100 and box.top >= TOP - 26 and box.bottom <= FLOOR
            if inside and not any(box.touches(other) for other in boxes):
                return anchor, y
    return None

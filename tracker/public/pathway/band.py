"""The range around the line that lies ahead: two edges, and strokes between them.

A surface would need places that do not grow with the page; strokes do, and are a pattern in black and white as well.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from tracker.public.pathway.parts import Coming, Course, Number, Point, Segment
from tracker.public.pathway.scale import Scale

STROKES = 28


def with_room(course: Course) -> list[Point]:
    """What the scale has to hold of what lies ahead: the line, and of its range at most as much again as the rest.

    A range from three figures can be so wide that nothing else would be seen. Below zero it is not drawn where
    every figure is above it.
    """
    if not course.ahead:
        return []
    values = [float(one.value) for one in (*course.way, *course.readings, *course.ahead)]
    lowest, highest = min(values), max(values)
    room = highest - lowest
    floor = max(lowest - room, min(lowest, 0.0))
    end = course.ahead[-1]
    low, high = max(float(end.low), floor), min(float(end.high), highest + room)
    return [*course.ahead, *(Point(year=end.year, value=Fraction(value)) for value in (low, high))]


def edges(ahead: Sequence[Coming], scale: Scale) -> tuple[Segment, ...]:
    """The lower and the upper end of the range, as far as the picture reaches."""
    return tuple(
        Segment(*_spot(here.year, start, scale), *_spot(there.year, stop, scale))
        for here, there in pairwise(ahead)
        for start, stop in ((here.low, there.low), (here.high, there.high))
        if _within(float(start), scale) or _within(float(stop), scale)
    )


def strokes(ahead: Sequence[Coming], scale: Scale) -> tuple[Segment, ...]:
    """Upright strokes from edge to edge, evenly spaced."""
    if len(ahead) < 2:
        return ()
    first, last = ahead[0].year, ahead[-1].year
    found = []
    for number in range(STROKES + 1):
        year = first + (last - first) * number / STROKES
        low, high = _range_at(year, ahead)
        found.append(Segment(*_spot(year, low, scale), *_spot(year, high, scale)))
    return tuple(found)


def _range_at(year: float, ahead: Sequence[Coming]) -> tuple[float, float]:
    """The range between two points, straight from the one to the other."""
    here, there = next((pair for pair in pairwise(ahead) if year <= pair[1].year), (ahead[-2], ahead[-1]))
    share = (year - here.year) / (there.year - here.year)
    return _between(here.low, there.low, share), _between(here.high, there.high, share)


def _between(start: Number, stop: Number, share: float) -> float:
    return float(start) + (float(stop) - float(start)) * share


def _within(value: float, scale: Scale) -> bool:
    return scale.low <= value <= scale.high


def _spot(year: float, value: Number | float, scale: Scale) -> tuple[str, str]:
    kept = min(max(float(value), scale.low), scale.high)
    return f"{scale.across(year):.2f}%", f"{scale.down(kept):.1f}"

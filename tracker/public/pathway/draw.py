"""The picture put together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _

from tracker.public.pathway.band import edges, strokes, with_room
from tracker.public.pathway.labels import NARROW, Box, Wish, place_labels
from tracker.public.pathway.parts import (
    Coming,
    Course,
    Dot,
    Number,
    Pathway,
    Point,
    Row,
    Segment,
    Upright,
    ValueTick,
)
from tracker.public.pathway.scale import Scale, scale_of, value_ticks, year_ticks
from tracker.wording import figure, places_for

UPRIGHT_TOPS = (2, 18)  # pixels: "due" stands above "today", so that the two never touch
TICK_LETTER, TICK_TALL = 6.6, 13  # pixels: a letter of a figure on the scale, and the height of its line


def pathway(course: Course) -> Pathway:
    """The picture of one target and the same in figures; without one figure, an empty table and no picture."""
    points = [*course.way, *course.readings, *with_room(course)]
    plain = Pathway(
        key=course.key, title=course.title, unit=course.unit, unit_of_table=course.unit, rows=_rows(course)
    )
    return _drawn(plain, course, scale_of(points, _dates(course))) if points else plain


def _drawn(plain: Pathway, course: Course, scale: Scale) -> Pathway:
    """The picture over its table."""
    unit = _("%(unit)s, in millions") % {"unit": course.unit} if scale.in_millions else course.unit
    ticks = value_ticks(scale)
    return replace(
        plain,
        drawn=True,
        unit=unit,
        has_left_out=len(course.counted) < len(course.readings),
        values=ticks,
        years=year_ticks(scale),
        uprights=_uprights(course, scale),
        path=_joined(course.way, scale),
        reported=_joined(course.line, scale),
        ahead=_joined(course.ahead, scale),
        edges=edges(course.ahead, scale),
        strokes=strokes(course.ahead, scale),
        dots=_dots(course, scale),
        labels=place_labels(_wishes(course, scale), [_box(tick) for tick in ticks]),
    )


def _dates(course: Course) -> list[float]:
    """The dates that have an upright line."""
    return [course.today] if course.due_year is None else [course.due_year, course.today]


def _uprights(course: Course, scale: Scale) -> tuple[Upright, ...]:
    """When the target is due, and the date of the mark."""
    named = [
        ("due", course.due_year, _("due")),
        ("today", course.today, _("that day") if course.past else _("today")),
    ]
    return tuple(
        _upright(name, scale.across(year), text, top)
        for (name, year, text), top in zip(named, UPRIGHT_TOPS, strict=True)
        if year is not None
    )


def _upright(name: str, x: float, text: str, top: int) -> Upright:
    """The line, its word turned away from the nearer edge."""
    anchor, dx = ("start", 5) if x < 50 else ("end", -5)
    return Upright(name, f"{x:.2f}%", top, text, anchor, dx)


def _joined(points: Sequence[Point], scale: Scale) -> tuple[Segment, ...]:
    """The points joined by straight lines, in the order given."""
    spots = [scale.spot(one) for one in points]
    return tuple(Segment(*here, *there) for here, there in pairwise(spots))


def _dots(course: Course, scale: Scale) -> tuple[Dot, ...]:
    """Every point that is shown; the goal is drawn last, over the others."""
    named: list[tuple[str, str, Point]] = [("step", "3.5", one) for one in course.steps]
    named += [("baseline", "4.5", course.baseline)] if course.baseline else []
    named += [("left-out" if one.left_out else "reading", "4.5", one) for one in course.readings]
    named += [("goal", "6", course.goal)] if course.goal else []
    return tuple(
        Dot(name, *scale.spot(one), radius, f"{one.written}: {figure(one.value)}")
        for name, radius, one in named
    )


def _wishes(course: Course, scale: Scale) -> list[Wish]:
    """What is written beside points, the most telling first: the latest figure, the goal, the baseline.

    Words keep to the side that the line does not take: the latest figure's above when the line rose to it.
    """
    latest = course.counted[-1] if course.counted else None
    start, goal = course.baseline, course.goal
    turn = latest or goal
    rises = bool(turn and start and turn.value > start.value)
    wishes = []
    if latest:
        wishes.append(_wish("latest", latest, figure(latest.value), scale, below=bool(start) and not rises))
    if goal:
        sinks = bool(start) and goal.value < (start.value if start else 0)
        wishes.append(_wish("goal", goal, _("goal: %(goal)s") % {"goal": goal.word}, scale, below=sinks))
    if start:
        text = _("baseline: %(figure)s") % {"figure": figure(start.value)}
        wishes.append(_wish("baseline", start, text, scale, below=rises))
    return wishes


def _wish(name: str, point: Point, text: str, scale: Scale, *, below: bool) -> Wish:
    return Wish(name, scale.across(point.year), scale.down(point.value), text, below)


def _box(tick: ValueTick) -> Box:
    """The room that a figure of the scale takes."""
    foot = float(tick.text_y)
    return Box(0, 100 * TICK_LETTER * len(tick.text) / NARROW, foot - TICK_TALL, foot + 2)


def _rows(course: Course) -> tuple[Row, ...]:
    """The same in figures, by time."""
    rows = [(one.year, _row(one, _("Step on the way"))) for one in course.steps]
    if course.baseline:
        rows.insert(0, (course.baseline.year, _row(course.baseline, _("Baseline"))))
    for one in course.readings:
        what = _("Reported, left out of the mark") if one.left_out else _("Reported")
        rows.append((one.year, replace(_row(one, what), href=one.href)))
    if course.goal:
        rows.append((course.goal.year, replace(_row(course.goal, _("Goal")), value=course.goal.word)))
    rows += [(course.ahead[-1].year, row) for row in _rows_ahead(course.ahead[-1])] if course.ahead else []
    return tuple(row for _year, row in sorted(rows, key=lambda pair: pair[0]))


def _rows_ahead(end: Coming) -> tuple[Row, Row]:
    """Where the figures lead by the due date."""
    ends = {"low": _estimate(end.low, end), "high": _estimate(end.high, end)}
    return (
        Row(end.written, _("Projected, if it goes on at this pace"), _estimate(end.value, end)),
        Row(end.written, _("Range of the projection, four cases of five"), _("%(low)s to %(high)s") % ends),
    )


def _estimate(value: Number, end: Coming) -> str:
    """A figure that is worked out, with as many decimals as the range bears."""
    return figure(value, places=places_for(end.low, end.high))


def _row(point: Point, what: str) -> Row:
    return Row(point.written, what, figure(point.value))

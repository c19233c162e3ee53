"""What goes into the picture, and what comes out of it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from django.utils.translation import gettext as _

Number = Decimal | Fraction | int

# Pixels from the top: the whole, the highest value, the line under the lowest one.
HEIGHT, TOP, FLOOR = 330, 58, 286


@dataclass(frozen=True, kw_only=True)
class Point:
    """A figure at a time: `year` is a decimal year, `when` how it is written (else the year)."""

    year: float
    value: Number
    when: str = ""

    @property
    def written(self) -> str:
        """When, in words."""
        return self.when or str(floor(self.year))


@dataclass(frozen=True, kw_only=True)
class Goal(Point):
    """The goal with its bound in words: `at most 34 245`."""

    word: str


@dataclass(frozen=True, kw_only=True)
class Reported(Point):
    """A published figure with the address of its report; a left-out one is shown but not joined to the line."""

    href: str = ""
    left_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Coming(Point):
    """A point of the line that lies ahead, and between which two figures most of what may come lies."""

    low: Number
    high: Number


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a target asks for and what was reported about it; `today` is the date of its mark, in decimal years.

    With `past` that date is a day that was asked for, and not today's.

    `steps` are the points between the baseline and the goal that the way passes through. Without a goal (the target
    asks for better than the baseline, or no worse) the way is level at the baseline until `due`. `ahead` is where the
    figures lead, from the last one to the due date; empty where nothing is projected.
    """

    title: str
    unit: str
    today: float
    past: bool = False
    baseline: Point | None = None
    goal: Goal | None = None
    due: float | None = None
    steps: tuple[Point, ...] = ()
    readings: tuple[Reported, ...] = ()
    ahead: tuple[Coming, ...] = ()
    key: str = "pathway"

    @property
    def due_year(self) -> float | None:
        """When the target is due."""
        return self.goal.year if self.goal else self.due

    @property
    def way(self) -> tuple[Point, ...]:
        """From the baseline to the goal, through the steps."""
        ends = [one for one in (self.baseline, self.goal) if one]
        if self.baseline and not self.goal and self.due is not None:
            ends.append(Point(year=self.due, value=self.baseline.value))
        return tuple(sorted([*ends, *self.steps], key=lambda one: one.year))

    @property
    def counted(self) -> tuple[Reported, ...]:
        """The readings on which the mark rests, by time."""
        kept = [one for one in self.readings if not one.left_out]
        return tuple(sorted(kept, key=lambda one: one.year))

    @property
    def line(self) -> tuple[Point, ...]:
        """What was reported, from the baseline on."""
        return (self.baseline, *self.counted) if self.baseline else self.counted


@dataclass(frozen=True)
class ValueTick:
    """A line of the scale: where it lies, where its figure stands, and the figure."""

    y: str
    text_y: str
    text: str
    is_zero: bool


@dataclass(frozen=True)
class YearTick:
    """A year under the picture."""

    x: str
    text: str


@dataclass(frozen=True)
class Upright:
    """An upright line with its word at the top; its name is `due` or `today`."""

    name: str
    x: str
    top: int
    text: str
    anchor: str
    dx: int


@dataclass(frozen=True)
class Segment:
    """A straight line between two points."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Dot:
    """A point that is shown; its name is `baseline`, `reading`, `left-out`, `step` or `goal`."""

    name: str
    x: str
    y: str
    radius: str
    text: str


@dataclass(frozen=True)
class Label:
    """Words beside a point; its name is `latest`, `goal` or `baseline`, its anchor `start` or `end`."""

    name: str
    x: str
    y: str
    dx: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Row:
    """A line of the table below the picture."""

    when: str
    what: str
    value: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """Everything the template prints; `drawn` is False where there is not one figure to draw."""

    key: str
    title: str
    unit: str
    unit_of_table: str
    rows: tuple[Row, ...]
    drawn: bool = False
    has_left_out: bool = False
    height: int = HEIGHT
    floor: int = FLOOR
    notch: int = FLOOR + 6
    foot: int = FLOOR + 24
    values: tuple[ValueTick, ...] = ()
    years: tuple[YearTick, ...] = ()
    uprights: tuple[Upright, ...] = ()
    path: tuple[Segment, ...] = ()
    reported: tuple[Segment, ...] = ()
    ahead: tuple[Segment, ...] = ()
    edges: tuple[Segment, ...] = ()
    strokes: tuple[Segment, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def caption(self) -> str:
        """What its lines and points are."""
        solid = _("Solid line: what was reported.")
        dashed = _("Solid line: what was reported. Dashed line: the way to the goal.")
        dotted = _(
            "Dotted line: where it leads at this pace; strokes: the range in which four of five such cases end."
        )
        hollow = _("Hollow points are left out of the mark.")
        said = [dashed if self.path else solid]
        said += [dotted] if self.ahead else []
        said += [hollow] if self.has_left_out else []
        return " ".join(said)

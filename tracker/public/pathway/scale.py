"""From years and values to places in the picture, and the round figures along its edges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from tracker.public.pathway.parts import FLOOR, TOP, Number, Point, ValueTick, YearTick
from tracker.wording import figure

# Per cent of the width between which time runs; the figures of the scale stand before it.
START, END = 17.0, 97.0
ROUND = (1, 2, 2.5, 5, 10)
MOST_YEARS = 6
MILLION = 1_000_000


@dataclass(frozen=True)
class Scale:
    """The span of years and of values that the picture shows."""

    first: float
    last: float
    low: float
    high: float

    def across(self, year: float) -> float:
        """Where a year lies, in per cent of the width."""
        return START + (END - START) * (year - self.first) / (self.last - self.first)

    def down(self, value: Number | float) -> float:
        """Where a value lies, in pixels from the top."""
        return FLOOR - (FLOOR - TOP) * (float(value) - self.low) / (self.high - self.low)

    def spot(self, point: Point) -> tuple[str, str]:
        """Where a point lies, as written in the picture."""
        return f"{self.across(point.year):.2f}%", f"{self.down(point.value):.1f}"

    @property
    def in_millions(self) -> bool:
        """Whether the scale is written in millions, so that its figures fit on a phone."""
        return max(abs(self.low), abs(self.high)) >= MILLION


def decimal_year(on: date) -> float:
    """A day as a decimal year: the first of January 2023 is 2023.0."""
    days = (date(on.year + 1, 1, 1) - date(on.year, 1, 1)).days
    return on.year + (on.timetuple().tm_yday - 1) / days


def scale_of(points: Iterable[Point], dates: Sequence[float]) -> Scale:
    """Room for every point and every date, and for a whole year at least."""
    points = list(points)
    years = [*(one.year for one in points), *dates]
    first, last = min(years), max(years)
    low, high = _span([float(one.value) for one in points])
    step = _step((high - low) / 4)
    low, high = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    return Scale(first, max(last, first + 1), low, high)


def _span(values: Sequence[float]) -> tuple[float, float]:
    """From the lowest to the highest; zero is shown unless that would flatten what happens."""
    low, high = min(values), max(values)
    if 0 < low <= high / 2:
        return 0.0, high
    if low / 2 <= high < 0:
        return low, 0.0
    if low < high:
        return low, high
    return (low - abs(low) / 4, high + abs(high) / 4) if low else (0.0, 1.0)


def _step(rough: float) -> float:
    """The round step next above a rough one: 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(rough))
    return next(times * power for times in ROUND if times * power >= rough * (1 - 1e-9))


def value_ticks(scale: Scale) -> tuple[ValueTick, ...]:
    """A few lines with round figures; the lowest and the highest among them."""
    step = _step((scale.high - scale.low) / 5)
    divisor = MILLION if scale.in_millions else 1
    ticks = []
    for index in range(round(scale.low / step), floor(scale.high / step + 1e-6) + 1):
        y = scale.down(index * step)
        text = figure(Decimal(f"{index * step / divisor:.10g}"))
        ticks.append(ValueTick(f"{y:.1f}", f"{y - 4:.1f}", text, index == 0))
    return tuple(ticks)


def year_ticks(scale: Scale) -> tuple[YearTick, ...]:
    """Whole years, evenly spaced, few enough for a phone."""
    first, last = ceil(scale.first), floor(scale.last)
    apart = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) // step < MOST_YEARS)
    years = range(first, last + 1, apart)
    return tuple(YearTick(f"{scale.across(year):.2f}%", str(year)) for year in years)

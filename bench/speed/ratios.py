"""Goals, what was found about each, and how a ratio is made out of alternating pairs. Plain arithmetic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter

ONE_SIZE = "not measured: needs two sizes, as `--reports 1m`"


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is to be reached: at most, or at least, so much of a unit; `x` is times the floor."""

    number: str
    what: str
    at_most: float | None = None
    at_least: float | None = None
    unit: str = "x"

    def is_met(self, value: float) -> bool:
        """Whether a measured value reaches the goal."""
        if self.at_most is not None:
            return value <= self.at_most
        return self.at_least is not None and value >= self.at_least

    @property
    def bound(self) -> str:
        """The goal in words."""
        if self.at_most is None and self.at_least is None:
            return ""
        word, limit = ("at most", self.at_most) if self.at_most is not None else ("at least", self.at_least)
        return f"{word} {in_unit(limit or 0.0, self.unit)}"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one run found about a goal; without a value, `missing` says why there is none."""

    goal: Goal
    value: float | None = None
    ours: str = ""
    floor: str = ""
    pairs: int = 0
    missing: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is reached."""
        if self.value is None:
            return self.missing
        return "reached" if self.goal.is_met(self.value) else "not reached"


@dataclass(frozen=True)
class Pairs:
    """Figures of ours and of the floor, measured in turn."""

    ours: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of each pair."""
        return median(ours / floor for ours, floor in zip(self.ours, self.floor, strict=True))

    def finding(self, goal: Goal, *, unit: str) -> Finding:
        """The ratio as what was found about a goal, with the medians beside it."""
        return Finding(
            goal=goal,
            value=self.ratio,
            ours=in_unit(median(self.ours), unit),
            floor=in_unit(median(self.floor), unit),
            pairs=len(self.ours),
        )


def in_turn(*acts: Callable[[], float], most: int, seconds: float) -> list[tuple[float, ...]]:
    """A B C A B C: at most so many rounds, at least one, and none begun after the seconds are over."""
    rounds: list[tuple[float, ...]] = []
    began = perf_counter()
    while not rounds or (len(rounds) < most and perf_counter() - began < seconds):
        rounds.append(tuple(act() for act in acts))
    return rounds


def alternating(ours: Callable[[], float], floor: Callable[[], float], *, most: int, seconds: float) -> Pairs:
    """A B A B, after each side was called once unmeasured, so that what both find is warm."""
    ours()
    floor()
    return pairs_of(in_turn(ours, floor, most=most, seconds=seconds))


def pairs_of(rounds: Sequence[tuple[float, ...]], *, ours: int = 0, floor: int = 1) -> Pairs:
    """Two of the figures of each round as pairs."""
    return Pairs(tuple(figures[ours] for figures in rounds), tuple(figures[floor] for figures in rounds))


def seconds_of(act: Callable[[], object]) -> float:
    """How long an act takes."""
    began = perf_counter()
    act()
    return perf_counter() - began


def p95(figures: Sequence[float]) -> float:
    """The figure that 95 of 100 stay within: the smallest with at least so many at or below it."""
    ordered = sorted(figures)
    return ordered[ceil(len(ordered) * 0.95) - 1]


def in_unit(value: float, unit: str) -> str:
    """A figure with its unit, to three digits."""
    if unit == "s" and value < 1:
        value, unit = value * 1_000, "ms"
    return f"{plain(value)}{'' if unit == 'x' else ' '}{unit}"


def plain(value: float) -> str:
    """A number to three digits, with spaces between thousands."""
    if value >= 100:
        return f"{round(value):,}".replace(",", " ")
    return f"{value:.3g}"

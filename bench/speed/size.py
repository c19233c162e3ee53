"""How large a made-up world is, and what its histories are made of."""

from dataclasses import dataclass
from datetime import date, timedelta

ADOPTED_ON, BASELINE_ON = date(2018, 12, 10), date(2018, 12, 31)
FIRST_ON, LAST_ON = date(2019, 1, 2), date(2026, 6, 30)
DUE_ON = {2: date(2020, 12, 31), 5: date(2023, 12, 31), 12: date(2030, 12, 31)}
OBJECTIVES, REGIONS, SUBREGIONS, PROCESSES = 23, 5, 20, 8
DAYS = (LAST_ON - FIRST_ON) // timedelta(days=1) + 1


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """How often a report is something else than a figure that its leading committee published, as shares."""

    unobserved: float = 0.1
    unpublished: float = 0.05
    corrected: float = 0.04
    disputed: float = 0.01
    from_series: float = 0.05
    from_others: float = 0.03
    only_levels: bool = False


MIXED = Mixture()
PLAIN = Mixture(
    unobserved=0,
    unpublished=0,
    corrected=0,
    disputed=0,
    from_series=0,
    from_others=0,
    only_levels=True,
)


@dataclass(frozen=True, kw_only=True)
class Size:
    """So many States with so many commitments each, by every horizon; so many reports about them."""

    reports: int
    states: int = 200
    commitments: int = 40
    mixture: Mixture = MIXED

    def __post_init__(self) -> None:
        if self.days_apart < 1:
            raise ValueError(f"{self.reports} reports are more than one a day for each target")

    @property
    def place_targets(self) -> int:
        """How many targets of places there are."""
        return self.states * self.commitments * len(DUE_ON)

    @property
    def days_apart(self) -> int:
        """Each target is reported on once in so many days."""
        return DAYS // -(-self.reports // self.place_targets)


SHORT = {"k": 1_000, "m": 1_000_000}


def number_of(text: str) -> int:
    """A number as it is typed: 250, 100k or 5m."""
    unit = SHORT.get(text[-1:].lower(), 1)
    return int(text[:-1] if unit > 1 else text) * unit


def short(number: int) -> str:
    """A number as it is typed."""
    for letter, unit in reversed(SHORT.items()):
        if number % unit == 0:
            return f"{number // unit}{letter}"
    return str(number)

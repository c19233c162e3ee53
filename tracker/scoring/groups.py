"""The parts of a figure, group by group: whether they are counted, and which of them are too small to be shown."""

from collections.abc import Mapping
from decimal import Decimal

# Fewer people than this could be recognised.
SMALLEST = 5
_LARGEST_HIDDEN = SMALLEST - 1
_RATES = ("%", "per ", "ratio", "score", "index", "share", "rate")


def is_counted(unit: str) -> bool:
    """Whether the unit is counted one by one, so that parts add up: persons are, `per 100 000 people` is not."""
    plain = unit.strip().lower()
    return bool(plain) and not any(plain.startswith(word) or f" {word}" in plain for word in _RATES)


def shown_parts(parts: Mapping[str, Decimal], *, whole: Decimal) -> dict[str, Decimal | None] | None:
    """The parts of a count with those under five hidden (None), and as many more as subtraction would give away.

    Nothing is answered where even that would not hide them.
    """
    small = {name for name, value in parts.items() if value < SMALLEST}
    hidden = set(small)
    for name in sorted(parts.keys() - small, key=lambda one: (parts[one], one)):
        if not _gives_away(parts, hidden, small, whole=whole):
            break
        hidden.add(name)
    if _gives_away(parts, hidden, small, whole=whole):
        return None
    return {name: None if name in hidden else value for name, value in parts.items()}


def _gives_away(parts: Mapping[str, Decimal], hidden: set[str], small: set[str], *, whole: Decimal) -> bool:
    """Whether somebody who takes the groups for all there are can work out one that is too small.

    What is hidden makes up the rest of the whole: a small group is 0 to 4, another hidden one at least 5.
    """
    rest = whole - sum(value for name, value in parts.items() if name not in hidden)
    if not small:
        return False
    others = len(small) - 1
    floor = SMALLEST * (len(hidden) - len(small))
    lowest = Decimal(0) if len(hidden) > len(small) else max(Decimal(0), rest - _LARGEST_HIDDEN * others)
    highest = min(Decimal(_LARGEST_HIDDEN), rest - floor)
    return lowest >= highest

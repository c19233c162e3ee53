"""Whether a figure is so far from the one before that a careful reader asks why. It asks; it never refuses."""

from decimal import Decimal

from tracker.scoring.words import Kind

# A figure that doubled or halved, or a share that moved by a fifth of the whole scale.
TIMES = 2
POINTS = Decimal(20)


def jumps(previous: Decimal | None, value: Decimal | None, *, kind: Kind) -> bool:
    """Whether the step from the previous figure to this one is a jump.

    A share jumps by 20 points or more; any other figure by being at least twice the one before, or at most half of
    it. From nought every figure is a jump. Without a figure before there is nothing to jump from.
    """
    if previous is None or value is None or previous == value:
        return False
    if kind is Kind.SHARE:
        return abs(value - previous) >= POINTS
    return value >= previous * TIMES or value * TIMES <= previous

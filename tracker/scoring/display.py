"""The one rounding: exact numbers become what a reader sees, once, at the end."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor, trunc

PER_CENT = 100


def percent_truncated(share: Fraction, decimals: int = 0) -> Decimal:
    """A share as per cent, cut off toward zero: nothing short of the goal reads as 100, nothing past 0 reads as more.

    0.999833 gives 99, and -0.94086 with one decimal -94.0.
    """
    return _placed(trunc(share * PER_CENT * 10**decimals), decimals)


def round_half_up(value: Fraction | Decimal | int, decimals: int = 0) -> Decimal:
    """A number to so many decimals, a half away from zero: 23.5 gives 24."""
    scaled = Fraction(value) * 10**decimals
    nearest = floor(abs(scaled) + Fraction(1, 2))
    return _placed(-nearest if scaled < 0 else nearest, decimals)


def largest_remainder(counts: Sequence[int], total: int = PER_CENT) -> tuple[int, ...]:
    """Counts as whole shares that add up to `total`: what is left after cutting goes to the largest remainders.

    Of equal remainders the larger count comes first, then the one given first. Counts that are all 0 stay 0.
    """
    whole = sum(counts)
    if whole == 0:
        return tuple(0 for _ in counts)
    shares = [divmod(count * total, whole) for count in counts]
    missing = total - sum(quotient for quotient, _ in shares)
    by_claim = sorted(range(len(counts)), key=lambda place: (-shares[place][1], -counts[place], place))
    favoured = set(by_claim[:missing])
    return tuple(quotient + (place in favoured) for place, (quotient, _) in enumerate(shares))


def _placed(digits: int, decimals: int) -> Decimal:
    """A whole number of units of the last decimal as a Decimal that shows all its decimals; never minus zero."""
    return Decimal(f"{digits}e-{decimals}")

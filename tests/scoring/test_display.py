"""The one rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tracker.scoring import largest_remainder, percent_truncated, round_half_up


@pytest.mark.parametrize(
    ("share", "decimals", "shown"),
    [
        (Fraction(5999, 6000), 0, "99"),
        (Fraction(5999, 6000), 2, "99.98"),
        (Fraction(1), 0, "100"),
        (Fraction(1), 1, "100.0"),
        (Fraction("-0.94085"), 0, "-94"),
        (Fraction("-0.94085"), 1, "-94.0"),
        (Fraction(-1, 6), 1, "-16.6"),
        (Fraction(5, 3), 0, "166"),
        (Fraction(-1, 1000), 0, "0"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_share_is_cut_off_toward_zero(share, decimals, shown):
    assert str(percent_truncated(share, decimals)) == shown


def test_numbers_show_no_decimals_unless_asked():
    assert (str(percent_truncated(Fraction(2, 3))), str(round_half_up(Fraction(2, 3)))) == ("66", "1")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Decimal("23.5"), 0, "24"),
        (Decimal("23.49"), 0, "23"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(-1, 3), 0, "0"),
        (7, 1, "7.0"),
    ],
)
def test_half_goes_up(value, decimals, shown):
    assert str(round_half_up(value, decimals)) == shown


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ([], ()),
        ([0, 0], (0, 0)),
        ([1, 1, 1], (34, 33, 33)),
        ([2, 3, 1], (33, 50, 17)),
        ([1, 2, 3, 0], (17, 33, 50, 0)),
        ([5], (100,)),
        ([3, 1, 3, 1], (38, 12, 38, 12)),
    ],
)
def test_shares_of_a_whole_add_up(counts, shares):
    assert largest_remainder(counts) == shares


def test_shares_of_another_whole():
    assert largest_remainder([1, 1], 5) == (3, 2)

from datetime import date
from fractions import Fraction

import pytest

from tracker.wording import day, reference, share_in_words


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(-94086, 100000), "94 % of the way in the wrong direction"),
        (Fraction(-1, 1000), "less than 1 % of the way in the wrong direction"),
        (Fraction(0), "none of the way to the goal"),
        (Fraction(1, 1000), "less than 1 % of the way to the goal"),
        (Fraction(9998, 10000), "99 % of the way to the goal"),
        (Fraction(1), "all of the way to the goal"),
        (Fraction(1005, 1000), "all of the way to the goal"),
        (Fraction(5, 3), "166 % of the way: past the goal"),
    ],
)
def test_share_is_said_with_its_direction_and_never_rounded_up(share, said):
    assert share_in_words(share).replace("\u00a0", " ") == said


def test_date_is_written_alike_wherever_it_stands():
    assert day(date(2018, 12, 10)) == "10 December 2018"
    assert reference(date(2018, 12, 10), yearly=False) == "10 December 2018"
    assert reference(date(2018, 12, 10), yearly=True) == "2018"

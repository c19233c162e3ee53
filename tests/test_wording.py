"""How numbers, dates and references are written for people."""

from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

import pytest

from tracker.wording import READABLE, day, reference, share_in_words, short_reference


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


def test_a_reference_is_short_and_follows_from_the_id():
    assert short_reference(UUID("9e70a076-0865-43b5-9fd3-464d24c5161d")) == "GCM-KSRA0X"
    assert short_reference(UUID(int=0)) == "GCM-000000"
    assert short_reference(UUID(int=2**128 - 1)) == "GCM-ZZZZZZ"


def test_a_reference_has_no_letter_that_reads_as_another():
    written = {letter for _ in range(200) for letter in short_reference(uuid4())[4:]}

    assert written <= set(READABLE)
    assert not set("ILOU") & set(READABLE)
    assert len(set(READABLE)) == 32

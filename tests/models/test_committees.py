"""Seats run from their first day until the day they end on, which is not held any more."""

from datetime import date

import pytest

from tests.models import build
from tracker.models import Seat


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2020, 5, 31), False),
        (date(2020, 6, 1), True),
        (date(2021, 5, 31), True),
        (date(2021, 6, 1), False),
    ],
)
def test_seat_is_held_from_its_first_day_until_before_its_last(cast, day, held):
    seat = build.seat(cast, starts_on=date(2020, 6, 1), ends_on=date(2021, 6, 1))
    seat.save()

    assert Seat.objects.held_on(day).filter(pk=seat.pk).exists() is held


def test_seat_without_an_end_is_held_ever_after(cast):
    seat = build.seat(cast, starts_on=date(2020, 6, 1))
    seat.save()

    assert Seat.objects.held_on(date(2099, 1, 1)).filter(pk=seat.pk).exists()

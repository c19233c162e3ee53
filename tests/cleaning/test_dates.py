"""Dates: one way of writing them, within bounds."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.cleaning import EARLIEST, Reference, Unclean, iso_date, reference_date, year

TODAY = date(2026, 11, 24)
a_day = partial(iso_date, today=TODAY)
about = partial(reference_date, today=TODAY)


def test_the_bounds_themselves_are_taken():
    assert a_day("2018-12-10") == date(2018, 12, 10)
    assert a_day(" 2076-11-24 ") == date(2076, 11, 24)
    assert iso_date("2074-02-28", today=date(2024, 2, 29)) == date(2074, 2, 28)
    assert iso_date("2146-02-28", today=date(2096, 2, 29)) == date(2146, 2, 28)
    assert iso_date("2138-02-28", today=date(2088, 2, 29)) == date(2138, 2, 28)


@pytest.mark.parametrize(
    ("written", "code", "numbers"),
    [
        ("2018-12-09", "too_early", {"limit": "2018-12-10"}),
        ("2076-11-25", "too_late", {"limit": "2076-11-24"}),
        ("2025-02-29", "no_such_day", {}),
        ("0000-01-01", "no_such_day", {}),
        ("2026-1-1", "date", {}),
        ("02/03/2026", "date", {}),
        ("20260101", "date", {}),
        ("2026-W01-1", "date", {}),
        ("２０２６-01-01", "date", {}),
        ("", "date", {}),
        (20260101, "not_text", {}),
    ],
)
def test_any_other_date_is_refused(written, code, numbers):
    with pytest.raises(Unclean) as refusal:
        a_day(written)

    assert (refusal.value.code, refusal.value.numbers) == (code, numbers)


def test_a_reading_is_about_a_whole_year_or_a_day():
    assert about("2025") == Reference(date(2025, 12, 31), yearly=True)
    assert about("2018") == Reference(date(2018, 12, 31), yearly=True)
    assert about("2026-11-24") == Reference(TODAY, yearly=False)
    assert reference_date("2026", today=date(2026, 12, 31)) == (date(2026, 12, 31), True)


@pytest.mark.parametrize(
    ("written", "code", "numbers"),
    [
        ("2026", "year_not_over", {"year": "2026"}),
        ("2027", "year_late", {"limit": "2026"}),
        ("2017", "year_early", {"limit": "2018"}),
        ("2026-11-25", "too_late", {"limit": "2026-11-24"}),
        ("2018-12-09", "too_early", {"limit": "2018-12-10"}),
        ("25", "reference", {}),
        ("2024/25", "reference", {}),
        ("٢٠٢٥", "reference", {}),
    ],
)
def test_a_reading_about_anything_else_is_refused(written, code, numbers):
    with pytest.raises(Unclean) as refusal:
        about(written)

    assert (refusal.value.code, refusal.value.numbers) == (code, numbers)


def test_a_year_has_four_digits_and_bounds():
    assert year("2015", earliest=2000, latest=2026) == 2015
    for written, code in (("15", "year"), ("1999", "year_early"), ("2027", "year_late"), ("２０15", "year")):
        with pytest.raises(Unclean) as refusal:
            year(written, earliest=2000, latest=2026)
        assert refusal.value.code == code


@settings(derandomize=True, max_examples=300)
@given(st.dates(), st.booleans())
def test_a_reference_comes_back_as_it_is_written(day, whole_year):
    written = f"{day.year:04}" if whole_year else day.isoformat()
    last = date(2025, 12, 31)
    try:
        clean = reference_date(written, today=last)
    except Unclean:
        assert not EARLIEST <= day <= last
        return

    assert str(clean) == written

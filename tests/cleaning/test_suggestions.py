"""What is suggested for a number in a local way of writing: one way of reading it, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cleaning import Unclean, figure, suggested_figure


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("١٢٣", "123"),
        ("१२.५", "12.5"),
        ("１２", "12"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("1 234", "1234"),
        ("1\u202f234\u202f567", "1234567"),
        ("1'234", "1234"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("\u221212,5", "-12.5"),
        # a thousand, or one and a bit
        ("1,234", ""),
        ("12,345", ""),
        # taken as it stands
        ("1234.5", ""),
        ("7000", ""),
        # no number
        ("", ""),
        ("seven", ""),
        ("12,34,5", ""),
        ("1,23.4,5", ""),
        ("12 34", ""),
        ("1,2345678", ""),
        ("²", ""),
        ("9" * 60, ""),
    ],
)
def test_a_number_is_suggested_where_it_can_mean_one_thing_only(written, suggested):
    assert suggested_figure(written) == suggested


@given(st.text("0123456789.,' \u0661\u066b\u066c-", max_size=20))
def test_whatever_is_suggested_would_be_taken_and_was_not(written):
    suggested = suggested_figure(written)
    if not suggested:
        return

    assert f"{figure(suggested):f}" == suggested
    try:
        taken = figure(written)
    except Unclean:
        return
    assert taken == figure(suggested)

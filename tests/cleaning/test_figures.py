"""Numbers: exact, and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.cleaning import Unclean, figure, percent, whole_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", "0"),
        ("-0.0", "0"),
        ("133943", "133943"),
        (" 62.5 ", "62.5"),
        ("-94.1", "-94.1"),
        ("\u221294.1", "-94.1"),
        ("007.50", "7.5"),
        ("1.00000000", "1"),
        ("99999999999.9999", "99999999999.9999"),
        ("1000000", "1000000"),
    ],
)
def test_a_plain_decimal_is_taken_exactly(written, number):
    clean = figure(written)

    assert str(clean) == number


@pytest.mark.parametrize(
    ("written", "code", "numbers"),
    [
        ("", "number", {}),
        ("abc", "number", {}),
        ("7l", "number", {}),
        ("1e5", "number", {}),
        ("+5", "number", {}),
        (".5", "number", {}),
        ("5.", "number", {}),
        ("1_000", "number", {}),
        ("62 %", "number", {}),
        ("NaN", "number", {}),
        ("1,234.5", "separator", {}),
        ("1 234", "separator", {}),
        ("1\u202f234", "separator", {}),
        ("12,5", "separator", {}),
        ("1.234.567", "separator", {}),
        ("1'234", "separator", {}),
        ("١٬٢٣٤٫٥", "separator", {}),
        ("١٢٣", "digits", {"plain": "123"}),
        ("-१२.५", "digits", {"plain": "-12.5"}),
        ("１２", "digits", {"plain": "12"}),
        ("²", "number", {}),
        ("100000000000", "too_big", {"limit": 11}),
        ("9" * 5000, "too_big", {"limit": 11}),
        ("x" * 5000, "number", {}),
        ("1.23456", "places", {"limit": 4}),
        (5, "not_text", {}),
        (Decimal(5), "not_text", {}),
    ],
)
def test_any_other_way_of_writing_is_explained(written, code, numbers):
    with pytest.raises(Unclean) as refusal:
        figure(written)

    assert (refusal.value.code, refusal.value.numbers) == (code, numbers)


@pytest.mark.parametrize(
    ("written", "code", "numbers"),
    [
        ("-1", "below", {"limit": 0}),
        ("1000000001", "above", {"limit": 10**9}),
        ("1.0", "whole_separator", {}),
        ("1,000", "whole_separator", {}),
        ("1000 people", "whole_number", {}),
        ("٣", "digits", {"plain": "3"}),
    ],
)
def test_a_count_that_is_none_is_explained(written, code, numbers):
    with pytest.raises(Unclean) as refusal:
        whole_number(written)

    assert (refusal.value.code, refusal.value.numbers) == (code, numbers)


def test_counts_up_to_the_bounds_are_taken():
    assert [whole_number(written) for written in ("0", "0012", "1000000000")] == [0, 12, 10**9]
    assert whole_number("\u22125", minimum=-5) == -5


def test_per_cent_runs_from_nought_to_a_hundred():
    assert [percent(written) for written in ("0", "62.25", "100")] == [0, Decimal("62.25"), 100]
    for written, code in (
        ("-0.01", "below"),
        ("100.01", "above"),
        ("1.234", "places"),
        ("12,5", "separator"),
    ):
        with pytest.raises(Unclean) as refusal:
            percent(written)
        assert refusal.value.code == code


@settings(derandomize=True, max_examples=500)
@given(st.decimals(min_value=-(10**11) + 1, max_value=10**11 - 1, places=4))
def test_a_figure_comes_back_as_the_same_number(number):
    clean = figure(f"{number:f}")

    assert clean == number
    assert figure(str(clean)) == clean
    assert str(figure(str(clean))) == str(clean)


@settings(derandomize=True, max_examples=500)
@given(st.one_of(st.text(max_size=50), st.text("0123456789.,- \u2212\u0661\uff11eE_+", max_size=50)))
def test_whatever_is_typed_is_a_number_that_fits_or_a_refusal(written):
    try:
        clean = figure(written)
    except Unclean:
        return

    assert abs(clean) < 10**11
    assert clean == clean.quantize(Decimal("0.0001"))
    assert figure(f"{clean:f}") == clean

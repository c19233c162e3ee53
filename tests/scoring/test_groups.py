"""Parts of a count: those under five are hidden, and nobody works them out from the rest."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scoring import SMALLEST, is_counted, shown_parts


def whole_numbers(**parts):
    return {name: Decimal(value) for name, value in parts.items()}


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        ("persons", True),
        ("children", True),
        ("permits", True),
        ("", False),
        ("%", False),
        ("% of children", False),
        ("per 100,000 population", False),
        ("ratio (months of income)", False),
        ("score 0 (best) to 10 (worst)", False),
        ("index 0-100", False),
    ],
)
def test_what_is_counted_one_by_one_adds_up(unit, counted):
    assert is_counted(unit) is counted


@pytest.mark.parametrize(
    ("parts", "whole", "shown"),
    [
        (whole_numbers(a=7, b=9), 16, whole_numbers(a=7, b=9)),
        # one alone would be the rest of the whole: the next smallest is hidden with it
        (whole_numbers(a=3, b=9, c=20), 32, {"a": None, "b": None, "c": Decimal(20)}),
        (whole_numbers(a=3, b=2, c=20), 25, {"a": None, "b": None, "c": Decimal(20)}),
        # two that are none at all are given away by the whole
        (whole_numbers(a=0, b=0, c=20), 20, {"a": None, "b": None, "c": None}),
        # a part alone, where the rest is unknown but for the whole
        (whole_numbers(a=3), 3, None),
    ],
)
def test_small_parts_are_hidden_and_what_gives_them_away(parts, whole, shown):
    assert shown_parts(parts, whole=Decimal(whole)) == shown


def fits(table, whole, largest):
    """Every way to fill what is hidden, for somebody who takes the groups for all there are."""
    hidden = [name for name, value in table.items() if value is None]
    rest = whole - sum(value for value in table.values() if value is not None)
    for values in product(range(largest + 1), repeat=len(hidden)):
        if sum(values) == rest:
            yield dict(zip(hidden, values, strict=True))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_no_small_part_is_worked_out_from_a_published_table(values):
    parts = {f"g{number}": Decimal(value) for number, value in enumerate(values)}
    whole = sum(parts.values())

    shown = shown_parts(parts, whole=whole)

    if shown is None:
        return
    small = {name for name, value in parts.items() if value < SMALLEST}
    assert all(shown[name] is None for name in small)
    # what is hidden and not small is known to be at least five
    secondary = {name for name, value in shown.items() if value is None} - small
    ways = [
        way
        for way in fits(shown, int(whole), int(whole))
        if all(way[name] < SMALLEST for name in small) and all(way[name] >= SMALLEST for name in secondary)
    ]
    for name in small:
        assert len({way[name] for way in ways}) > 1

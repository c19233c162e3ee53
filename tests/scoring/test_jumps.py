"""When a figure is so far from the one before that the form asks why."""

from decimal import Decimal

import pytest

from tracker.scoring import Kind, jumps


@pytest.mark.parametrize(
    ("previous", "value", "kind", "asked"),
    [
        (None, 7_000, Kind.LEVEL, False),
        (7_000, None, Kind.LEVEL, False),
        (7_000, 7_000, Kind.LEVEL, False),
        (7_000, 13_999, Kind.LEVEL, False),
        (7_000, 14_000, Kind.LEVEL, True),
        (7_000, 3_501, Kind.LEVEL, False),
        (7_000, 3_500, Kind.IMPROVE, True),
        (7_000, 0, Kind.RELATIVE_CHANGE, True),
        (0, 1, Kind.LEVEL, True),
        (0, 0, Kind.LEVEL, False),
        (40, 59, Kind.SHARE, False),
        (40, 60, Kind.SHARE, True),
        (40, 20, Kind.SHARE, True),
        (2, 4, Kind.SHARE, False),
    ],
)
def test_a_figure_that_doubled_or_halved_is_a_jump_and_a_share_by_points(previous, value, kind, asked):
    before, now = (None if one is None else Decimal(one) for one in (previous, value))

    assert jumps(before, now, kind=kind) is asked

"""The numbers on the page for citizens are those that the method gives."""

import re
from fractions import Fraction
from pathlib import Path as FilePath

from tracker.scoring import (
    METHOD_VERSION,
    PUBLISHED_AT,
    assess,
    gain,
    percent_truncated,
    round_half_up,
    share_of_way,
)

from .build import Kind, direction, end_of, figure, level, relative

PAGE = (FilePath(__file__).parents[2] / "docs" / "scoring.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.replace("\u00a0", " ").replace("−", "-").split())


def spoken(number, decimals=0):
    """A number as the page writes it: groups of three, and a point."""
    return f"{round_half_up(number, decimals):,}".replace(",", " ")


def test_table_of_shares():
    rows = re.findall(r"\| ([\d ]+) \| [-\d ]+ ÷ -6 000 \| (-?\d+) %", TEXT)

    shown = [
        (figure, percent_truncated(share_of_way(level(), int(figure.replace(" ", ""))))) for figure, _ in rows
    ]

    assert [(figure, str(share)) for figure, share in shown] == rows
    assert len(rows) == 6


def test_trafficking_is_told_with_its_own_numbers():
    spec = relative(85_613, -60)
    found = assess(spec, [figure(2023, 133_943)], as_of=end_of(2026))

    for told in (
        spoken(found.goal, 1),
        f"{spoken(found.goal - 85_613, 1)}",
        f"+{spoken(found.value - 85_613)}",
        f"{round_half_up(found.share, 5)}",
        f"{round_half_up(found.share * 100, 1)} %",
        f"{percent_truncated(found.share, 1)} %",
        f"**{found.status}**",
    ):
        assert told in TEXT


def test_forced_migrants_are_told_with_their_own_numbers():
    spec = direction(Kind.IMPROVE, baseline=72_556_807, due=2030)
    worse = -gain(spec, 119_254_738)

    assert f"{round_half_up(worse / Fraction(spec.baseline) * 100)} % more" in TEXT
    assert f"2 % is {spoken(Fraction(spec.baseline) * Fraction(spec.tolerance))}" in TEXT


def test_page_names_the_version_and_the_coverage_of_the_method():
    assert f"version {METHOD_VERSION} of the method" in TEXT
    assert f"at {round_half_up(PUBLISHED_AT * 100)} % coverage" in TEXT

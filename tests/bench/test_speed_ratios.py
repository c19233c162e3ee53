"""What a run prints: ratios out of pairs, beside their goals. No time is taken here."""

import pytest

from bench.speed.ratios import Finding, Goal, Pairs, alternating, in_turn, in_unit, p95, pairs_of
from bench.speed.table import HEAD, summary, table

SLOW = Goal(number="P4", what="recompute against the floor", at_most=5)
FAST = Goal(number="P1", what="warm page against hello", at_least=0.9)
QUERIES = Goal(number="P7", what="queries of a page", at_most=5, unit="queries")


def test_ratio_is_the_median_of_the_pairs_and_not_of_the_sides():
    pairs = Pairs(ours=(10.0, 40.0, 3.0), floor=(5.0, 10.0, 3.0))

    assert pairs.ratio == 2.0


def test_pairs_become_a_finding_with_the_medians_beside_the_ratio():
    found = Pairs(ours=(10.0, 40.0, 3.0), floor=(5.0, 10.0, 3.0)).finding(SLOW, unit="s")

    assert found == Finding(goal=SLOW, value=2.0, ours="10 s", floor="5 s", pairs=3)


def test_sides_take_turns_after_one_call_each_that_does_not_count():
    called = []

    def side(name, figures):
        return lambda: (called.append(name), figures.pop(0))[1]

    pairs = alternating(side("A", [9.0, 1.0, 2.0]), side("B", [9.0, 4.0, 8.0]), most=2, seconds=60)

    assert called == ["A", "B", "A", "B", "A", "B"]
    assert pairs == Pairs(ours=(1.0, 2.0), floor=(4.0, 8.0))


def test_one_round_is_made_however_little_time_there_is():
    rounds = in_turn(lambda: 1.0, lambda: 2.0, lambda: 4.0, most=9, seconds=0)

    assert rounds == [(1.0, 2.0, 4.0)]
    assert pairs_of(rounds, floor=2) == Pairs(ours=(1.0,), floor=(4.0,))


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        (SLOW, 5.0, "reached"),
        (SLOW, 5.01, "not reached"),
        (FAST, 0.9, "reached"),
        (FAST, 0.89, "not reached"),
        (QUERIES, 0.0, "reached"),
    ],
)
def test_goal_is_reached_at_its_bound_and_on_its_better_side(goal, value, verdict):
    assert Finding(goal=goal, value=value).verdict == verdict


@pytest.mark.parametrize(
    ("figures", "found"),
    [([7.0], 7.0), (range(1, 21), 19), (range(1, 101), 95), ([3.0, 1.0, 2.0], 3.0)],
)
def test_p95_is_the_smallest_figure_with_95_of_100_at_or_below_it(figures, found):
    assert p95(list(figures)) == found


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.01234, "s", "12.3 ms"),
        (1.5, "s", "1.5 s"),
        (140_000, "/s", "140 000 /s"),
        (0.9, "x", "0.9x"),
        (123.4, "x", "123x"),
        (0, "queries", "0 queries"),
    ],
)
def test_figure_is_written_with_three_digits_and_its_unit(value, unit, said):
    assert in_unit(value, unit) == said


def test_table_is_markdown_with_every_finding_beside_its_goal():
    findings = [
        Finding(goal=FAST, value=0.95, ours="6 650 /s", floor="7 000 /s", pairs=5),
        Finding(goal=SLOW, value=90.2, ours="4.43 s", floor="49.9 ms", pairs=2),
        Finding(goal=QUERIES, missing="does not exist yet"),
        Finding(goal=Goal(number="P9", what="could not be measured"), missing="FAILED"),
    ]

    assert table(findings) == "\n".join(
        [
            HEAD,
            "| P1 | warm page against hello | at least 0.9x | 0.95x | reached | 6 650 /s | 7 000 /s | 5 |",
            "| P4 | recompute against the floor | at most 5x | 90.2x | **not reached** | 4.43 s | 49.9 ms | 2 |",
            "| P7 | queries of a page | at most 5 queries |  | does not exist yet |  |  |  |",
            "| P9 | could not be measured |  |  | FAILED |  |  |  |",
        ]
    )
    assert summary(findings) == "1 of 2 measured goals reached"

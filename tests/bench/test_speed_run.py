"""The whole bench, on a world so small that nothing is to be learnt of it but that everything can be measured."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.faults.servers import missing_programs
from bench.speed.__main__ import GOALS, arguments
from bench.speed.ratios import Finding, Goal
from bench.speed.run import MEASURES, WITH, measured

HERE = Path(__file__).resolve().parent.parent.parent
SMALL = "--reports 60 --base 30 --states 2 --commitments 3 --pairs 1 --seconds 0.1 --batch 1"


def test_every_goal_is_measured_somewhere():
    assert set(GOALS) == MEASURES.keys() | WITH.keys()


def test_words_of_the_command_are_read():
    asked = arguments(["--reports", "5m", "--only", "p1,P4", "--server", "postgres://somewhere/"])

    assert (asked.reports, asked.base, asked.only) == (5_000_000, 100_000, ["P1", "P4"])


def test_goal_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        arguments(["--only", "P99"])

    assert "no such goal: P99" in capsys.readouterr().err


def test_goal_that_cannot_be_measured_leaves_the_others_alone(monkeypatch, capsys):
    monkeypatch.setitem(MEASURES, "P9", breaks_off)
    monkeypatch.setitem(MEASURES, "P4", finds)

    found = measured(None, ["P4", "P9"])

    assert [(one.goal.number, one.verdict) for one in found] == [
        ("P4", "reached"),
        ("P9", "reached"),
        ("P9", "FAILED"),
    ]
    assert "ValueError: no memory" in capsys.readouterr().err


def finds(_ground):
    yield Finding(goal=Goal(number="P4", what="time", at_most=5), value=2.0)


def breaks_off(_ground):
    yield Finding(goal=Goal(number="P9", what="memory", at_most=5), value=2.0)
    raise ValueError("no memory")


@pytest.mark.postgresql
@pytest.mark.skipif(bool(missing_programs()), reason="Redis or Linux is missing")
def test_every_goal_can_be_measured_and_nothing_is_left_behind():
    ended = subprocess.run(
        [sys.executable, "-m", "bench.speed", *SMALL.split(), "--server", os.environ["DATABASE_URL"]],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert {line.split(" | ")[0] for line in ended.stdout.splitlines() if line.startswith("| P")} == {
        f"| {goal}" for goal in GOALS
    }
    assert "FAILED" not in ended.stdout

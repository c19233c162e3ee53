"""The bench: `python -m bench.speed --reports 1m`. docs/performance.md says what it measures, and how."""

import argparse
import os
import platform
import shutil
import signal
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django

from bench.faults.servers import product_env
from bench.speed.databases import MAINTENANCE, Server
from bench.speed.size import number_of, short

GOALS = [f"P{number}" for number in range(1, 13)]
HERE = "postgres://postgres@127.0.0.1:5432/postgres"


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    add = parser.add_argument
    add("--reports", type=number_of, default=number_of("100k"), help="how many reports: 100k, 1m, 5m")
    add("--base", type=number_of, default=number_of("100k"), help="the smaller world, for growth")
    add("--states", type=int, default=200, help="how many States")
    add("--commitments", type=int, default=40, help="how many commitments, each with three targets")
    add("--seed", type=int, default=1, help="the seed of the worlds and of what is done in them")
    add("--only", type=_goals, default=GOALS, help="some goals, as P1,P4")
    add("--pairs", type=int, default=5, help="at most so many pairs for a ratio")
    add("--seconds", type=float, default=60.0, help="no pair is begun after so many seconds")
    add("--batch", type=int, default=20, help="reports in a batch whose p95 is taken")
    add("--scale", type=int, default=0, help="P12 with so many local authorities")
    add(
        "--server",
        default=os.environ.get("DATABASE_URL") or HERE,
        help="any address on the PostgreSQL server",
    )
    return parser.parse_args(words)


def _goals(text: str) -> list[str]:
    names = text.upper().split(",")
    if unknown := set(names) - set(GOALS):
        raise argparse.ArgumentTypeError(f"no such goal: {', '.join(sorted(unknown))}")
    return names


def main() -> int:
    """Run what was asked for; 0 when all of it could be measured, reached or not."""
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="speed-"))
    (folder / "static").mkdir()
    print(
        f"{short(asked.reports)} reports, seed {asked.seed}, Python {platform.python_version()},"
        f" Django {django.get_version()}, {os.cpu_count()} cores; logs in {folder}",
        flush=True,
    )
    # The settings of a server, complete, for this process and for those that it starts.
    os.environ.pop("REDIS_URL", None)
    os.environ.update(product_env(Server(asked.server), folder, database=MAINTENANCE))
    django.setup()
    good: bool = import_module("bench.speed.run").run(asked, folder)
    if good:
        shutil.rmtree(folder)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

"""P9: what a web process keeps in memory."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.speed.goals.pages import HOME
from bench.speed.ground import Ground
from bench.speed.load import per_second, request
from bench.speed.ratios import Finding, Goal, Pairs
from bench.speed.servers import Web

WORKER = Goal(number="P9", what="memory of a web worker (PSS) against hello", at_most=1.8)
FRAMES = Goal(number="P9", what="data-frame libraries in a web worker", at_most=0, unit="found")
LIBRARIES = re.compile(r"/(pandas|numpy|polars|pyarrow|duckdb)\b")
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def measure(ground: Ground) -> Iterator[Finding]:
    """The workers after each has answered for a second."""
    web, hello = ground.web, ground.plain("hello")
    for server in (web, hello):
        per_second(server.port, request(HOME), expected=200, seconds=ground.burst)
    yield Pairs((_megabytes(web),), (_megabytes(hello),)).finding(WORKER, unit="MB")
    yield Finding(goal=FRAMES, value=sum(len(_frames(worker)) for worker in web.workers))


def _megabytes(server: Web) -> float:
    """The share of the machine's memory that is a worker's, in the middle."""
    return median(pss(Path(f"/proc/{worker}/smaps_rollup").read_text()) for worker in server.workers) / 1_000


def pss(rollup: str) -> int:
    """The proportional share in kilobytes, out of what the kernel says of a process."""
    found = PSS.search(rollup)
    return int(found[1]) if found else 0


def _frames(worker: int) -> set[str]:
    return set(LIBRARIES.findall(Path(f"/proc/{worker}/maps").read_text()))

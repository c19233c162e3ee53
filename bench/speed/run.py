"""One run: the worlds are made, the goals measured, the table printed. Django must be set up before it is loaded."""

import traceback
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from os import getpid
from pathlib import Path

from bench.speed.databases import PREFIX, Server
from bench.speed.goals import cold, crowd, memory, pages, recomputing, scaling, updates, weights
from bench.speed.ground import Ground, World, prepared
from bench.speed.ratios import Finding, Goal
from bench.speed.size import Size, short
from bench.speed.table import row, summary, table

Measure = Callable[[Ground], Iterator[Finding]]
IMPORT = Goal(number="P10", what="import of 100 000 readings from CSV, against raw COPY", at_least=0.3)


def imports(_ground: Ground) -> Iterator[Finding]:
    """The product imports no readings yet."""
    yield Finding(goal=IMPORT, missing="does not exist yet")


# In the order in which they disturb each other least: what needs servers first, what may spoil the scores last.
MEASURES: dict[str, Measure] = {
    "P1": pages.warm,
    "P2": pages.fresh,
    "P9": memory.measure,
    "P5": updates.measure,
    "P3": cold.measure,
    "P7": weights.measure,
    "P4": recomputing.measure,
    "P11": updates.edits,
    "P6": crowd.measure,
    "P10": imports,
    "P12": scaling.measure,
}
# What is measured together with another goal.
WITH = {"P8": "P7"}
FAILED = "FAILED"


def measured(ground: Ground, wanted: Iterable[str]) -> list[Finding]:
    """What was found about each wanted goal, by number; each is said at once, in case the run is broken off."""
    found: list[Finding] = []
    names = {WITH.get(name, name) for name in wanted}
    for name in (name for name in MEASURES if name in names):
        print(f"measuring {name}", flush=True)
        for one in _found(name, ground):
            print(row(one), flush=True)
            found.append(one)
    return sorted(found, key=lambda one: int(one.goal.number[1:]))


def _found(name: str, ground: Ground) -> Iterator[Finding]:
    """What is found about one goal; where that fails, it says so and leaves the others alone."""
    try:
        yield from MEASURES[name](ground)
    except Exception:
        traceback.print_exc()
        yield Finding(goal=Goal(number=name, what="could not be measured"), missing=FAILED)


def run(asked: Namespace, folder: Path) -> bool:
    """Measure what was asked for and print the table; says whether every goal could be measured."""
    ground = ground_for(asked, folder)
    with prepared(ground):
        found = measured(ground, asked.only)
    print(f"\n{table(found)}\n\n{summary(found)}", flush=True)
    return all(one.missing != FAILED for one in found)


def ground_for(asked: Namespace, folder: Path) -> Ground:
    """The sizes and the bounds of a run; one world where both sizes are the same."""
    small, large = (_world(number, asked) for number in (min(asked.base, asked.reports), asked.reports))
    return Ground(
        server=Server(asked.server),
        folder=folder,
        small=small,
        large=large,
        seed=asked.seed,
        pairs=asked.pairs,
        seconds=asked.seconds,
        batch=asked.batch,
        scale=asked.scale,
    )


def _world(reports: int, asked: Namespace) -> World:
    size = Size(reports=reports, states=asked.states, commitments=asked.commitments)
    return World(f"{PREFIX}{short(reports)}_{getpid()}", size)

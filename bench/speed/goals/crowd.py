"""P6: eight people publish at the same time about the same places."""

import logging
import multiprocessing
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Any

from django.db import DatabaseError, connection, connections
from django.db.models import QuerySet

from bench.speed.ground import Ground
from bench.speed.people import handed_in, level_targets, publish, ready, replaced, unwoken
from bench.speed.ratios import Finding, Goal, alternating
from tracker.actions.drain import drain, recompute
from tracker.models import DirtyScore, ProgressReport, Score
from tracker.selectors.checks import SAYS

EXACT = Goal(
    number="P6", what="scores after eight publishers unlike a full recompute", at_most=0, unit="rows"
)
LOCKED = Goal(
    number="P6", what="reports per second of eight publishers, against without row locks", at_least=0.8
)
PUBLISHERS, PLACES = 8, 4
# Each publisher has a batch divided by so many.
SHARE = 4
PATIENCE = 600.0
FORKED = multiprocessing.get_context("fork")


def measure(ground: Ground) -> Iterator[Finding]:
    """The scores are compared before the control is run, which may spoil them: this goal is the last in its world."""
    ground.quiet()
    chance, each = ground.chance("P6"), -(-ground.batch // SHARE)
    ready()
    crowd(_reports(chance, each))
    drain()
    stored = _scores()
    waiting = DirtyScore.objects.count()
    recompute()
    different = len(stored ^ _scores()) + waiting
    yield Finding(goal=EXACT, value=different, ours=f"{len(stored)} rows compared")
    pairs = alternating(
        lambda: crowd(_reports(chance, each)),
        lambda: crowd(_reports(chance, each), locks=False),
        most=ground.pairs,
        seconds=ground.seconds,
    )
    yield pairs.finding(LOCKED, unit="/s")


def _reports(chance: random.Random, each: int) -> list[list[int]]:
    """Reports that wait for a decision, some for each publisher, all about the same few places."""
    targets = level_targets(states=PLACES)
    with unwoken():
        return [
            [handed_in(chance.choice(targets), chance).pk for _ in range(each)] for _ in range(PUBLISHERS)
        ]


def _scores() -> frozenset[tuple[Any, ...]]:
    """Everything that the stored scores say."""
    rows = Score.objects.values_list(*SAYS)
    return frozenset(tuple(map(_comparable, row)) for row in rows.iterator())


def _comparable(said: object) -> object:
    return tuple(sorted(said.items())) if isinstance(said, dict) else said


def crowd(waiting: Sequence[Sequence[int]], *, locks: bool = True) -> float:
    """Publish all of them, each list by a process of its own; says how many came through in a second."""
    connections.close_all()
    start, came = FORKED.Barrier(len(waiting) + 1), FORKED.Queue()
    people = [
        FORKED.Process(target=_work, args=(mine, start, came), kwargs={"locks": locks}) for mine in waiting
    ]
    for one in people:
        one.start()
    start.wait(PATIENCE)
    began = perf_counter()
    published = sum(int(came.get(timeout=PATIENCE)) for _ in people)
    took = perf_counter() - began
    for one in people:
        one.join()
    return published / took


def _work(mine: Sequence[int], start: Barrier, came: Any, *, locks: bool) -> None:
    """One publisher, in a process of its own; it says how many came through, whatever happens."""
    logging.disable()
    published = 0
    try:
        with ExitStack() as stack:
            if not locks:
                stack.enter_context(replaced(QuerySet, "select_for_update", _unlocked))
            reports = list(ProgressReport.objects.filter(pk__in=mine))
            start.wait(PATIENCE)
            for report in reports:
                published += _came_through(report)
    finally:
        came.put(published)
        came.close()
        came.join_thread()
        connections.close_all()


def _came_through(report: ProgressReport) -> bool:
    """Publish it, unless the database refuses."""
    try:
        publish(report)
    except DatabaseError:
        connection.close()
        return False
    return True


def _unlocked(rows: QuerySet[Any], **_how: object) -> QuerySet[Any]:
    """The rows, held by nobody."""
    return rows.all()

"""P12: many local authorities, recomputed place by place by one Celery worker and by two."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from celery import Celery
from django.db import connection

from bench.speed.databases import tidy, using
from bench.speed.goals.memory import pss
from bench.speed.ground import Ground
from bench.speed.loading import unindexed
from bench.speed.ratios import Finding, Goal, alternating
from bench.speed.servers import Workers
from bench.speed.size import Size
from bench.speed.world import make_world
from tracker.actions.dirty import insert_dirty
from tracker.actions.wake import TASK
from tracker.enums import Cause, PlaceKind
from tracker.models import Commitment, DirtyScore, Place, Score

SCALES = Goal(number="P12", what="places per second of two Celery workers, against one", at_least=1.7)
FLAT = Goal(number="P12", what="memory of a worker at the end, against half way", at_most=1.1)
NOT_RUN = "not run: `--scale 10000` for 10 000 local authorities"
WAKE_EVERY = 0.5
PATIENCE = 3_600.0


def measure(ground: Ground) -> Iterator[Finding]:
    """In a database of its own, with as many local authorities as were asked for and a report about each target."""
    if not ground.scale:
        yield Finding(goal=SCALES, missing=NOT_RUN)
        yield Finding(goal=FLAT, missing=NOT_RUN)
        return
    ground.quiet()
    name = f"{ground.large.database}_local"
    ground.server.make(name, like=ground.empty)
    try:
        with using(name):
            size = _fill(ground)
            grown: list[float] = []
            env = {**ground.env, "DATABASE_URL": ground.server.url(name)}
            pairs = alternating(
                lambda: _rate(ground, env, 2, grown),
                lambda: _rate(ground, env, 1, grown),
                most=ground.pairs,
                seconds=ground.seconds,
            )
    finally:
        ground.server.drop(name)
    found = pairs.finding(SCALES, unit="places/s")
    yield Finding(
        **{**vars(found), "ours": f"{found.ours}, {size.place_targets} targets of {size.states} places"}
    )
    yield Finding(goal=FLAT, value=median(grown), pairs=len(grown))


def _fill(ground: Ground) -> Size:
    """The States of a made-up world, turned into local authorities, which nobody gathers."""
    size = Size(reports=ground.scale * 120, states=ground.scale)
    make_world(size, seed=ground.seed, around_loading=unindexed())
    local = PlaceKind.LOCAL
    Place.objects.filter(kind=PlaceKind.COUNTRY).update(kind=local, level=Place.level_of(local))
    tidy()
    return size


def _rate(ground: Ground, env: dict[str, str], concurrency: int, grown: list[float]) -> float:
    """How many places are scored in a second, from nothing; notes how much the memory of the workers grew."""
    places = _all_dirty()
    workers = Workers(env=env, folder=ground.folder, concurrency=concurrency)
    workers.start()
    try:
        wake = Celery(broker=workers.redis.url)
        began, half = perf_counter(), 0.0
        while waiting := DirtyScore.objects.values("place").distinct().count():
            if perf_counter() - began > PATIENCE:
                raise TimeoutError(f"{waiting} places were not scored")
            for _ in range(concurrency):
                wake.send_task(TASK, ignore_result=True, expires=WAKE_EVERY)
            if not half and waiting * 2 <= places:
                half = _megabytes(workers)
            time.sleep(WAKE_EVERY)
        took = perf_counter() - began
        if half:
            grown.append(_megabytes(workers) / half)
    finally:
        workers.stop()
    return places / took


def _all_dirty() -> int:
    """Nothing is scored, and everything waits to be; says how many places."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {Score._meta.db_table}")
    places, commitments = list(Place.objects.filter(kind=PlaceKind.LOCAL)), list(Commitment.objects.all())
    insert_dirty(((place, one.pk) for place in places for one in commitments), cause=Cause.LOADING)
    return len(places)


def _megabytes(workers: Workers) -> float:
    return (
        max(pss(Path(f"/proc/{child}/smaps_rollup").read_text()) for child in workers.worker.children())
        / 1_000
    )

"""Where the goals are measured: two worlds in databases of the bench's own, and the servers on the larger one."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command

from bench.speed import floors
from bench.speed.databases import PREFIX, Server, tidy, using
from bench.speed.loading import unindexed
from bench.speed.ratios import seconds_of
from bench.speed.servers import Web, Workers, plain, product
from bench.speed.size import Size, short
from bench.speed.world import make_world
from tracker.actions.drain import recompute


@dataclass(frozen=True)
class World:
    """A database with a made-up world in it."""

    database: str
    size: Size


@dataclass
class Ground:
    """Everything that a goal needs to be measured. `pairs` and `seconds` bound each measurement."""

    server: Server
    folder: Path
    small: World
    large: World
    seed: int
    pairs: int
    seconds: float
    batch: int
    scale: int = 0
    running: dict[str, Web | Workers] = field(default_factory=dict)

    def chance(self, purpose: str) -> random.Random:
        """The dice for one purpose: the seed's, and no other purpose's."""
        return random.Random(f"{purpose} {self.seed}")

    @property
    def burst(self) -> float:
        """For how many seconds a page is asked for, before the other side has its turn."""
        return min(1.0, self.seconds)

    @property
    def has_growth(self) -> bool:
        """Whether there are two worlds to compare."""
        return self.small != self.large

    @property
    def empty(self) -> str:
        """A database with every table and nothing in it, to be copied."""
        return f"{PREFIX}empty_{os.getpid()}"

    @property
    def env(self) -> dict[str, str]:
        """The settings of the servers: those of this process, on the larger world."""
        return {**os.environ, "DATABASE_URL": self.server.url(self.large.database)}

    @property
    def web(self) -> Web:
        """The product's web server, with a worker that drains beside it."""
        if "web" not in self.running:
            workers = Workers(env=self.env, folder=self.folder, concurrency=2)
            self._start("workers", workers)
            self._start("web", product(env=workers.env, folder=self.folder))
        return self._running("web")

    def plain(self, kind: str) -> Web:
        """A plain server."""
        if kind not in self.running:
            self._start(kind, plain(kind, env=self.env, folder=self.folder))
        return self._running(kind)

    def _running(self, name: str) -> Web:
        found = self.running[name]
        if not isinstance(found, Web):
            raise TypeError(name)
        return found

    def _start(self, name: str, server: Web | Workers) -> None:
        self.running[name] = server
        server.start()

    def quiet(self) -> None:
        """End every server, so that nothing else works in the databases."""
        while self.running:
            self.running.popitem()[1].stop()


@contextmanager
def prepared(ground: Ground) -> Iterator[None]:
    """The worlds, made and scored, for as long as the block lasts; whatever happens, they are dropped after it."""
    worlds = {world.database: world for world in (ground.small, ground.large)}
    try:
        ground.server.make(ground.empty)
        with using(ground.empty):
            call_command("migrate", verbosity=0)
        for world in worlds.values():
            ground.server.make(world.database, like=ground.empty)
            with using(world.database):
                _fill(world, seed=ground.seed)
        with using(ground.large.database):
            yield
    finally:
        ground.quiet()
        for name in (*worlds, ground.empty):
            ground.server.drop(name)


def _fill(world: World, *, seed: int) -> None:
    """Make the world, and score it."""
    size = world.size
    loading = seconds_of(lambda: _load(size, seed=seed))
    tidy()
    scoring = seconds_of(recompute)
    tidy()
    print(
        f"{short(size.reports)} reports on {size.place_targets} targets of places:"
        f" loaded in {loading:.0f} s, scored in {scoring:.0f} s",
        flush=True,
    )


def _load(size: Size, *, seed: int) -> None:
    make_world(size, seed=seed, around_loading=unindexed())
    floors.prepare()

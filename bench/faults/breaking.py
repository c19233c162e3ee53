"""Faults of machines: what is killed, frozen, emptied or refused. Each waits until what it broke is back."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psycopg
from celery import Celery

from bench.faults.ledger import Away, Ledger, Window
from bench.faults.people import Team
from bench.faults.processes import Service, kill
from bench.faults.servers import OWNER, Site
from bench.faults.waiting import wait_until

BACK_WITHIN = 60
GRACE = 0.5
WAKE_UPS = 300


@dataclass
class Rig:
    """What a fault can lay hands on: the site, a team that only the faults use, and the dice."""

    site: Site
    team: Team
    ledger: Ledger
    chance: random.Random

    @contextmanager
    def away(self, what: Away) -> Iterator[None]:
        """Note the time in which people are without something."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.ledger.windows.append(Window(began, time.monotonic() + GRACE, what))

    def wait(self, at_least: float, at_most: float) -> None:
        """Let a random time pass."""
        time.sleep(self.chance.uniform(at_least, at_most))


def kill_web_worker(rig: Rig) -> None:
    """One of the two web workers dies with what it was answering."""
    web = rig.site.web
    with rig.away(Away.WEB):
        _wait_for_children(web)
        victim = rig.chance.choice(web.children())
        kill(victim)
        _wait_for_children(web, without=victim)


def kill_web_master(rig: Rig) -> None:
    """The master of the web server dies, and the site with it."""
    with rig.away(Away.WEB):
        _kill_head(rig.site.web)
        rig.site.wait_for_web()


def kill_worker_parent(rig: Rig) -> None:
    """The Celery worker dies."""
    _kill_head(rig.site.worker)
    _wait_for_children(rig.site.worker)


def kill_worker_child(rig: Rig) -> None:
    """A child of the Celery worker dies, with the task it was at."""
    _wait_for_children(rig.site.worker)
    victim = rig.chance.choice(rig.site.worker.children())
    kill(victim)
    _wait_for_children(rig.site.worker, without=victim)


def freeze_worker(rig: Rig) -> None:
    """The Celery worker is there and does nothing."""
    with rig.site.worker.frozen():
        rig.wait(5, 10)


def kill_beat(rig: Rig) -> None:
    """The clock is gone for a while."""
    with rig.site.beat.down():
        rig.wait(4, 8)


def start_second_beat(rig: Rig) -> None:
    """Two clocks run at once."""
    second = rig.site.second_beat()
    second.start()
    rig.wait(5, 8)
    second.kill_all()


def stop_redis(rig: Rig) -> None:
    """Redis is gone for a while, and comes back empty."""
    with rig.away(Away.REDIS), rig.site.redis.down():
        rig.wait(3, 8)
    wait_until(rig.site.redis.answers, "Redis answers", seconds=BACK_WITHIN)


def freeze_redis(rig: Rig) -> None:
    """Redis takes connections and answers nothing."""
    with rig.away(Away.REDIS), rig.site.redis.frozen():
        rig.wait(3, 8)


def flush_redis(rig: Rig) -> None:
    """Redis forgets everything while wake-ups are queued: the worker is held so that there are some."""
    with rig.site.worker.frozen():
        rig.wait(2, 4)
        rig.site.redis.client().flushall()


def restart_redis(rig: Rig) -> None:
    """Redis dies and comes back at once, empty."""
    with rig.site.redis.down():
        pass
    wait_until(rig.site.redis.answers, "Redis answers", seconds=BACK_WITHIN)


def crash_postgresql(rig: Rig) -> None:
    """PostgreSQL ends every connection at once, and recovers from its log."""
    with rig.away(Away.DATABASE):
        rig.site.postgresql.crash()
        rig.site.wait_for_web()


def exhaust_connections(rig: Rig) -> None:
    """Somebody else takes every connection to PostgreSQL that is left."""
    taken = []
    with rig.away(Away.DATABASE):
        with suppress(psycopg.OperationalError):
            while True:
                taken.append(rig.site.postgresql.connect(rig.site.database, role=OWNER))
        rig.wait(2, 4)
        for connection in taken:
            connection.close()
        rig.site.wait_for_web()


def send_old_wake_ups(rig: Rig) -> None:
    """The broker brings hundreds of stale wake-ups, and a task that this version does not know."""
    with Celery(broker=rig.site.redis.url) as queue:
        for _ in range(WAKE_UPS):
            queue.send_task("tracker.tasks.drain")
        queue.send_task("tracker.tasks.of_another_version", args=[1, 2])


def _kill_head(service: Service) -> None:
    """Kill the head of a service, and wait until it was started again."""
    before = service.restarts
    service.kill_head()
    wait_until(lambda: service.restarts > before, f"{service.name} is started again", seconds=BACK_WITHIN)


def _wait_for_children(service: Service, *, without: int = 0) -> None:
    """Wait until a service has two children again, none of them the one that died."""
    wait_until(
        lambda: len(set(service.children()) - {without}) >= 2,
        f"{service.name} has its children back",
        seconds=BACK_WITHIN,
    )

"""P1 and P2: a page that was asked for before, and a page about which something was just published."""

import random
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.speed.ground import Ground
from bench.speed.load import WrongAnswer, ask, ask_once, connected, per_second, request
from bench.speed.people import handed_in, level_targets, publish, ready, unwoken, visitor
from bench.speed.ratios import Finding, Goal, alternating
from bench.speed.sockets import worker_of
from tracker.actions.drain import drain
from tracker.actions.publication import bump
from tracker.models import PlaceTarget

HOME = "/"
WARM = Goal(number="P1", what="warm first page, requests per second against hello", at_least=0.9)
UNCHANGED = Goal(number="P1", what="the same, unchanged (304), against hello", at_least=1.0)
VISIBLE = Goal(
    number="P2", what="stored score to visible on every worker, the slowest", at_most=1.5, unit="s"
)
RENDERS = Goal(number="P2", what="one page of one version made anew in 20 requests", at_most=1, unit="times")
TRIES = 400
PATIENCE = 70.0
ASKED = 20
# As long as a worker may go on without looking which version is public.
STALE = 1.1


def warm(ground: Ground) -> Iterator[Finding]:
    """The first page against hello, both gzipped if they like, by the same client."""
    hello, web = ground.plain("hello"), ground.web
    page, greeting = request(HOME), request("/")
    etag = ask_once(web.port, page).header("ETag")

    def floor() -> float:
        return per_second(hello.port, greeting, expected=200, seconds=ground.burst)

    def ours(asked: bytes, expected: int) -> float:
        return per_second(web.port, asked, expected=expected, seconds=ground.burst)

    pairs = alternating(lambda: ours(page, 200), floor, most=ground.pairs, seconds=ground.seconds)
    yield pairs.finding(WARM, unit="/s")
    if not etag:
        yield Finding(goal=UNCHANGED, missing="**not reached**: the page has no ETag")
        return
    again = request(HOME, {"If-None-Match": etag})
    pairs = alternating(lambda: ours(again, 304), floor, most=ground.pairs, seconds=ground.seconds)
    yield pairs.finding(UNCHANGED, unit="/s")


def fresh(ground: Ground) -> Iterator[Finding]:
    """How long after its score is stored a report is on the page of its target, whichever worker answers."""
    chance = ground.chance("P2")
    targets = level_targets()
    with ExitStack() as stack, unwoken():
        asked = _one_connection_a_worker(ground, stack)
        waits = [_wait(chance.choice(targets), chance, asked) for _ in range(ground.pairs)]
    yield Finding(goal=VISIBLE, value=max(waits), ours=f"{len(asked)} workers", pairs=len(waits))
    yield Finding(goal=RENDERS, value=_renders())


def _one_connection_a_worker(ground: Ground, stack: ExitStack) -> list[socket.socket]:
    """Connections that stay open, one to each worker."""
    web, found = ground.web, dict[int, socket.socket]()
    for _ in range(TRIES):
        one = stack.enter_context(connected(web.port))
        ask(one, request(web.path))
        worker = worker_of(one, web.workers)
        if worker is not None:
            found.setdefault(worker, one)
        if len(found) == len(web.workers):
            return list(found.values())
    raise WrongAnswer("not every worker answered")


def _wait(target: PlaceTarget, chance: random.Random, asked: list[socket.socket]) -> float:
    """Publish about a target, and ask every worker until each tells of it."""
    commitment = target.target.commitment.code
    page = request(
        f"/places/{target.place.code}/{commitment}/{target.target.horizon.years}/", {"Accept-Encoding": ""}
    )
    for one in asked:
        ask(one, page)
    report = handed_in(target, chance)
    publish(report)
    drain()
    stored = time.perf_counter()
    for one in asked:
        while str(report.uuid).encode() not in ask(one, page).body:
            if time.perf_counter() - stored > PATIENCE:
                raise WrongAnswer(f"{target} never told of {report}")
            time.sleep(0.01)
    return time.perf_counter() - stored


def _renders() -> int:
    """How often a page asks the database for more than its version, in one process, after something changed."""
    ready()
    client = visitor()
    client.get(HOME)
    bump()
    time.sleep(STALE)
    return sum(_is_rendered(client) for _ in range(ASKED))


def _is_rendered(client: Client) -> bool:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(HOME)
    if response.status_code != HTTPStatus.OK:
        raise WrongAnswer(f"{response.status_code}: {HOME}")
    return len(asked) > 1

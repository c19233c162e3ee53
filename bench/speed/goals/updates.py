"""P5 and P11: one report, and one changed target, until every score that hangs on it is right."""

import http.client
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import count, cycle
from time import perf_counter
from urllib.parse import urlencode

from django.db import connection
from django.utils import timezone

from bench.speed.databases import using
from bench.speed.ground import Ground, World
from bench.speed.people import decider_of, handed_in, level_targets, publish, ready, unwoken, visitor
from bench.speed.plain.notes import MAKE
from bench.speed.ratios import ONE_SIZE, Finding, Goal, alternating, p95, seconds_of
from bench.speed.world import wording
from tracker.actions.drain import drain
from tracker.actions.targets import drafted, revise
from tracker.models import ProgressReport
from tracker.scoring import Kind

GROWTH = Goal(number="P5", what="recompute after one report, p95 against the smaller world", at_most=1.2)
END_TO_END = Goal(number="P5", what="publishing over HTTP, p95 against a plain Django form", at_most=3)
EDIT = Goal(number="P11", what="a target changed and all its places rescored, against one report", at_most=12)
PREVIEW = Goal(number="P11", what="the change read back before it is kept, against one report", at_most=24)
SECRET = "b" * 32


def measure(ground: Ground) -> Iterator[Finding]:
    """Publishing over HTTP first, with every server up; then, in quiet, the recompute alone."""
    yield _end_to_end(ground)
    ground.quiet()
    yield _growth(ground)


def _end_to_end(ground: Ground) -> Finding:
    """The button that publishes, signed in, against a plain form; the time until the answer."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
    chance = ground.chance("P5 over HTTP")
    targets = level_targets(states=1)
    web, form = ground.web, ground.plain("form")
    fields = {"title": "A page", "text": "What the bench reports.", "about_on": "2026-01-31", "value": "7000"}
    session = _session_of(handed_in(targets[0], chance))

    def ours() -> float:
        waiting = [handed_in(chance.choice(targets), chance) for _ in range(ground.batch)]
        return p95([_posted(web.port, f"/work/reports/{one.uuid}/publish/", {}, session) for one in waiting])

    def floor() -> float:
        return p95([_posted(form.port, "/notes/", fields, {}) for _ in range(ground.batch)])

    with unwoken():
        pairs = alternating(ours, floor, most=ground.pairs, seconds=ground.seconds)
    return pairs.finding(END_TO_END, unit="s")


def _session_of(report: ProgressReport) -> dict[str, str]:
    """The cookies of somebody who may publish it."""
    client = visitor()
    client.force_login(decider_of(report))
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _posted(port: int, path: str, fields: dict[str, str], cookies: dict[str, str]) -> float:
    """How long a form takes that is sent and accepted; the secret in the cookie is repeated in the form."""
    said = "; ".join(f"{name}={value}" for name, value in {**cookies, "csrftoken": SECRET}.items())
    headers = {"Cookie": said, "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({**fields, "csrfmiddlewaretoken": SECRET})
    one = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    began = perf_counter()
    one.request("POST", path, body, headers)
    response = one.getresponse()
    response.read()
    took = perf_counter() - began
    one.close()
    if response.status != http.HTTPStatus.FOUND or "sign-in" in response.headers.get("Location", ""):
        raise ValueError(f"{path}: {response.status}")
    return took


def _growth(ground: Ground) -> Finding:
    """The drain after one report in the larger world and in the smaller one, some of each in turn."""
    if not ground.has_growth:
        return Finding(goal=GROWTH, missing=ONE_SIZE)
    large, small = (_updates(world, ground) for world in (ground.large, ground.small))
    return alternating(large, small, most=ground.pairs, seconds=ground.seconds).finding(GROWTH, unit="s")


def _updates(world: World, ground: Ground) -> Callable[[], float]:
    """Publishes some reports, one after the other, and answers with the 95th of 100 of the recomputes after each."""
    chance = ground.chance("P5")

    def batch() -> float:
        with using(world.database), unwoken():
            ready()
            targets = level_targets()
            found = []
            for _ in range(ground.batch):
                publish(handed_in(chance.choice(targets), chance))
                found.append(seconds_of(drain))
            return p95(found)

    return batch


def edits(ground: Ground) -> Iterator[Finding]:
    """A target of every State gets another goal; all of it in this process."""
    ground.quiet()
    chance, numbers, goals = ground.chance("P11"), count(1), cycle((Decimal(3_900), Decimal(4_000)))
    target = level_targets(states=1)[0].target
    targets = level_targets()
    today = timezone.localdate()
    due_on = target.versions.latest("number").due_on

    def one_report() -> float:
        report = handed_in(chance.choice(targets), chance)
        return _both(lambda: publish(report), drain)

    def change() -> float:
        said = wording(Kind.LEVEL, due_on=due_on, goal=next(goals))
        reason = f"Change {next(numbers)} of the bench."
        return _both(lambda: revise(target, said, by=None, reason=reason, from_on=today), drain)

    def read_back() -> float:
        said = wording(Kind.LEVEL, due_on=due_on, goal=Decimal(3_800))
        return seconds_of(lambda: drafted(target, said, from_on=today + timedelta(days=1)))

    with unwoken():
        ready()
        for goal, act in ((EDIT, change), (PREVIEW, read_back)):
            pairs = alternating(act, one_report, most=ground.pairs, seconds=ground.seconds)
            yield pairs.finding(goal, unit="s")


def _both(*acts: Callable[[], object]) -> float:
    """How long acts take, one after the other."""
    return sum(map(seconds_of, acts))

"""P4: everything computed anew, against the same numbers by hand-written SQL, and against a shorter history."""

from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from bench.speed import floors
from bench.speed.databases import using
from bench.speed.ground import Ground, World
from bench.speed.people import ready
from bench.speed.ratios import ONE_SIZE, Finding, Goal, in_turn, pairs_of, seconds_of
from tracker.actions.drain import recompute

FLOOR = Goal(number="P4", what="full recompute against hand-written SQL, select and write", at_most=5)
GROWTH = Goal(number="P4", what="full recompute against the smaller world", at_most=2)
PEER = Goal(
    number="P4", what="targets per second (absolute: twice the peer's 70 000)", at_least=140_000, unit="/s"
)


def measure(ground: Ground) -> Iterator[Finding]:
    """The product, the floor and the product in the smaller world, in turn."""
    ground.quiet()
    acts = [partial(_seconds, ground.large, recompute), partial(_seconds, ground.large, floors.recompute)]
    acts += [partial(_seconds, ground.small, recompute)] * ground.has_growth
    acts[1]()
    rounds = in_turn(*acts, most=ground.pairs, seconds=ground.seconds)
    pairs = pairs_of(rounds)
    yield pairs.finding(FLOOR, unit="s")
    if ground.has_growth:
        yield pairs_of(rounds, floor=2).finding(GROWTH, unit="s")
    else:
        yield Finding(goal=GROWTH, missing=ONE_SIZE)
    rates = [ground.large.size.place_targets / took for took in pairs.ours]
    yield Finding(goal=PEER, value=median(rates), floor="70 000 /s, elsewhere", pairs=len(rates))


def _seconds(world: World, act: Callable[[], object]) -> float:
    with using(world.database):
        ready()
        return seconds_of(act)

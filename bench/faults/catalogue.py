"""Every kind of fault, what must hold through it, and the random plan of a run."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.faults import breaking, crowding, poison
from bench.faults.breaking import Rig


@dataclass(frozen=True)
class Fault:
    """A kind of fault. `inject` does it, waits until what broke is back, and says what came out wrong."""

    name: str
    row: str  # in the matrix of docs/faults.md
    inject: Callable[[Rig], list[str] | None]


FAULTS = (
    Fault("web worker killed", "F2", breaking.kill_web_worker),
    Fault("web master killed", "F2", breaking.kill_web_master),
    Fault("web killed before the commit", "F1", crowding.kill_before_the_commit),
    Fault("answer lost on the way", "F2", crowding.leave_before_the_answer),
    Fault("Redis down", "F4", breaking.stop_redis),
    Fault("Redis frozen", "F5", breaking.freeze_redis),
    Fault("Redis flushed, wake-ups queued", "F6", breaking.flush_redis),
    Fault("Redis restarted empty", "F7", breaking.restart_redis),
    Fault("PostgreSQL crashed", "F8, F9", breaking.crash_postgresql),
    Fault("connections exhausted", "F10", breaking.exhaust_connections),
    Fault("worker killed", "F13", breaking.kill_worker_parent),
    Fault("worker's child killed", "F14", breaking.kill_worker_child),
    Fault("worker deaf", "F15", breaking.freeze_worker),
    Fault("clock killed", "F13", breaking.kill_beat),
    Fault("a fact that cannot be read", "F16", poison.spoil_one_fact),
    Fault("two clocks", "F17", breaking.start_second_beat),
    Fault("stale and unknown wake-ups", "F19, F20", breaking.send_old_wake_ups),
    Fault("sent ten times at once", "F21", crowding.click_ten_times),
    Fault("sent again, changed", "F22", crowding.send_changed),
    Fault("two deciders at once", "F23, F25", crowding.decide_at_once),
)


def plan(chance: random.Random, number: int, *, kinds: Sequence[Fault] = FAULTS) -> list[Fault]:
    """So many faults in random order, every kind once before any comes again."""
    planned: list[Fault] = []
    while len(planned) < number:
        planned += chance.sample(kinds, len(kinds))
    return planned[:number]

"""Waiting for something that must come true."""

import time
from collections.abc import Callable


class NeverCame(Exception):
    """What was waited for did not come in time."""


def wait_until(holds: Callable[[], bool], what: str, *, seconds: float, every: float = 0.1) -> float:
    """Wait until it holds, and answer how many seconds that took; `what` is said when it never does."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise NeverCame(f"{what}: not within {seconds:g} s")
        time.sleep(every)
    return time.monotonic() - began

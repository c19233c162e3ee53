"""Starting the process that makes the copy, and waiting for it; nothing it does can harm who started it."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.files.kinds import Refusal, Unfit
from tracker.files.limits import WALL_SECONDS

TOP = Path(__file__).resolve().parent.parent.parent


class CleanerFailed(Exception):
    """The process ended without saying anything of the file: killed, or too slow. Worth another try."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a clean copy: pages, or width and height; whether the process had no way to the network."""

    pages: int | None
    width: int | None
    height: int | None
    shut_in: bool


class Cleaner:
    """One process at work on one file. It gets no environment, no open file but its two, and a group of its own."""

    def __init__(self, what: str, source: Path, copy: Path, *more: str) -> None:
        command = [sys.executable, "-E", "-s", "-B", "-m", "tracker.files", what, *more]
        self._until = time.monotonic() + WALL_SECONDS
        with source.open("rb") as given, copy.open("wb") as taken:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                command,
                stdin=given,
                stdout=taken,
                stderr=subprocess.PIPE,
                cwd=TOP,
                env={},
                close_fds=True,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def facts(self) -> Facts:
        """What came of it, at its end. Raises Unfit where the file is at fault, CleanerFailed where nobody knows."""
        try:
            _nothing, told = self._process.communicate(timeout=max(0.0, self._until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.stop()
            raise CleanerFailed("took too long") from None
        if self._process.returncode == -signal.SIGXCPU:
            raise Unfit(Refusal.TOO_HEAVY)
        if self._process.returncode:
            raise CleanerFailed(f"ended with {self._process.returncode}: {told[-300:]!r}")
        return _facts_in(told)

    def stop(self) -> None:
        """End the process, and wait until it is gone."""
        self._process.kill()
        self._process.communicate()


def seal(source: Path, target: Path, public_key: str) -> None:
    """Lock an original up for the operator, in a process of its own as well."""
    try:
        Cleaner("seal", source, target, public_key).facts()
    except Unfit as unfit:
        raise CleanerFailed("could not be sealed") from unfit


def _facts_in(told: bytes) -> Facts:
    try:
        said: dict[str, Any] = json.loads(told)
    except ValueError:
        raise CleanerFailed(f"said nothing that can be read: {told[-300:]!r}") from None
    if "refused" in said:
        raise Unfit(Refusal(said["refused"]))
    known = {name: said["facts"].get(name) for name in ("pages", "width", "height")}
    return Facts(**known, shut_in=said["shut_in"])

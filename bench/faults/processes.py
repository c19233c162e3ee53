"""Processes as a service manager keeps them: each in a group of its own, with a log, started again when it dies."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
RESTART_AFTER = 0.5


class Service:
    """One program, and everything it starts."""

    def __init__(self, name: str, command: Sequence[str], *, env: Mapping[str, str], folder: Path) -> None:
        self.name, self.command, self.env = name, list(command), dict(env)
        self.log = folder / f"{name}.log"
        self.restarts = 0
        self._held = 0
        self._lock = threading.RLock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its output goes to the end of its log."""
        with self._lock, self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=self.env,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process at the head of the group."""
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the head of the group runs."""
        return self._process is not None and self._process.poll() is None

    def children(self) -> list[int]:
        """The processes that the head started, such as the workers of gunicorn and Celery."""
        found: list[int] = []
        for task in Path(f"/proc/{self.pid}/task").glob("*/children"):
            with suppress(OSError):  # a thread may end between the two looks
                found += map(int, task.read_text().split())
        return found

    def kill_head(self) -> None:
        """`kill -9` of the head alone: what it started finds itself without a parent."""
        kill(self.pid)

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the whole group."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def kill_all(self) -> None:
        """`kill -9` of the whole group."""
        self.signal_all(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    @contextmanager
    def down(self) -> Iterator[None]:
        """Dead for as long as the block lasts, and started again after it."""
        with self._lock:
            self._held += 1
            self.kill_all()
        try:
            yield
        finally:
            with self._lock:
                self._held -= 1
                self.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Alive but deaf for as long as the block lasts."""
        self.signal_all(signal.SIGSTOP)
        try:
            yield
        finally:
            self.signal_all(signal.SIGCONT)

    def revive(self) -> None:
        """Start it again if it died by itself; what remains of the old group goes first, as in a container."""
        with self._lock:
            if not self._held and not self.is_alive:
                self.signal_all(signal.SIGKILL)
                self.restarts += 1
                self.start()

    def stop(self) -> None:
        """End it politely, and after ten seconds without asking."""
        with self._lock:
            self._held += 1
            if self._process is None:
                return
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=10)
            self.kill_all()


def kill(pid: int) -> None:
    """`kill -9` of one process, which may be gone already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


class Supervisor:
    """Starts again what died, half a second later."""

    def __init__(self, services: Iterable[Service]) -> None:
        self.services = list(services)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start every service, and watch over them from now on."""
        for service in self.services:
            service.start()
        self._thread.start()

    def stop(self) -> None:
        """End every service, the last started first."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        for service in reversed(self.services):
            service.stop()

    def _watch(self) -> None:
        while not self._ended.wait(RESTART_AFTER):
            for service in self.services:
                service.revive()

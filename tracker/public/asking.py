"""Asking what may hang: in a thread of its own, for so long and no longer."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import TypeVar

from django.db import connection

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
# Where this many questions hang, the next would hang too.
MOST_AT_ONCE = 4


class Asker:
    """Asks one part of the installation, such as the database."""

    def __init__(self, *, patience: float) -> None:
        self._patience = patience
        self._free = BoundedSemaphore(MOST_AT_ONCE)

    def ask(self, question: Callable[[], Answer]) -> Callable[[], Answer | None]:
        """Ask, and answer with what waits for the answer: None where none comes in time, or something fails."""
        if not self._free.acquire(blocking=False):
            return lambda: None
        answer: Future[Answer | None] = Future()

        def run() -> None:
            try:
                answer.set_result(question())
            except Exception as fault:
                log.warning("no answer: %s", fault)
                answer.set_result(None)
            finally:
                self._free.release()
                connection.close()

        Thread(target=run, name="asker", daemon=True).start()
        return lambda: self._wait(answer)

    def _wait(self, answer: "Future[Answer | None]") -> Answer | None:
        try:
            return answer.result(timeout=self._patience)
        except TimeoutError:
            return None

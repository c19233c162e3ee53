"""Waking whoever drains: a hint after the commit, which may be lost. The rows are the truth, and sweeps find them.

In the embedded mode the process drains by itself, at once. On a server a task is sent from a thread of its own, so
that a broker which is down or frozen costs a request nothing.
"""

import logging
import threading
import time
from contextlib import suppress
from queue import Full, Queue

from celery import current_app
from django.conf import settings

from tracker.actions.drain import drain

log = logging.getLogger(__name__)

TASK = "tracker.tasks.drain"
# How long the broker is left alone after it did not answer.
OPEN_SECONDS = 30
# How long workers have to say that they are there.
ROLL_CALL_SECONDS = 0.3
PATIENCE = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}

# One of each kind of work at most waits here.
_hints: Queue[str] = Queue(maxsize=4)
_starting = threading.Lock()
_threads: dict[str, threading.Thread] = {}


def wake() -> None:
    """Say that there is something to drain. Never raises, never waits for the broker."""
    if settings.DRAIN_IN_PROCESS:
        _drain_here()
        return
    hint(TASK)


def hint(task: str) -> None:
    """Have this task sent to the workers, from a thread of our own. Never raises, never waits."""
    _ensure_thread()
    # Where such a hint is waiting already, one is enough.
    if task not in _hints.queue:
        with suppress(Full):
            _hints.put_nowait(task)


def _drain_here() -> None:
    """Drain now; what fails stays in its rows for the sweep, and the act that woke us is committed already."""
    try:
        drain()
    except Exception:
        # Whatever it is, what was acknowledged stands: nobody is told that their act failed.
        log.exception("could not drain; the sweep will")


def _ensure_thread() -> None:
    """One thread sends the hints of this process; after a fork a new one starts."""
    with _starting:
        thread = _threads.get("wake")
        if thread is None or not thread.is_alive():
            _threads["wake"] = threading.Thread(target=_send_hints, name="wake", daemon=True)
            _threads["wake"].start()


def _send_hints() -> None:
    """Send a task for each hint; a broker that does not answer is left alone for a while."""
    while True:
        task = _hints.get()
        if not _sent(task):
            time.sleep(OPEN_SECONDS)


def _sent(task: str = TASK) -> bool:
    """Send one hint, and say whether the broker took it. Never raises: brokers fail in many words."""
    try:
        with current_app.connection_for_write(transport_options=PATIENCE) as connection:
            current_app.send_task(task, connection=connection, retry=False, ignore_result=True)
    except Exception as fault:
        log.warning("the broker does not answer (%s); the sweeps do the work meanwhile", fault)
        return False
    return True


def workers_answering() -> int:
    """How many workers say that they are there, within `ROLL_CALL_SECONDS`. Raises as brokers do."""
    if settings.DRAIN_IN_PROCESS:
        return 0
    with current_app.connection_for_write(transport_options=PATIENCE) as connection:
        return len(current_app.control.ping(timeout=ROLL_CALL_SECONDS, connection=connection))


def broker_answers() -> bool:
    """Whether the broker takes hints now; False also where there is none."""
    if settings.DRAIN_IN_PROCESS:
        return False
    with current_app.connection_for_write(transport_options=PATIENCE) as connection:
        return connection.default_channel is not None

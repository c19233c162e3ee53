"""The servers that are measured: the product as docker-compose.yml starts it, and plain Django as the floor."""

import http.client
import sys
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from bench.faults.processes import Service
from bench.faults.servers import Redis, free_port
from bench.faults.waiting import wait_until

WORKERS, THREADS = 2, 8
PATIENCE = 60


class Web:
    """One gunicorn with its workers."""

    def __init__(
        self, name: str, path: str, command: list[str], *, env: Mapping[str, str], folder: Path
    ) -> None:
        self.port, self.path = free_port(), path
        where = {"HOST": "127.0.0.1", "PORT": str(self.port)}
        size = {"WEB_WORKERS": str(WORKERS), "WEB_THREADS": str(THREADS)}
        made = [sys.executable, "-m", "gunicorn", *command]
        self.service = Service(name, made, env={**env, **where, **size}, folder=folder)

    def start(self) -> None:
        """Start it, and wait until a page comes."""
        self.service.start()
        wait_until(self.answers, f"{self.service.name} answers", seconds=PATIENCE)
        wait_until(lambda: len(self.workers) == WORKERS, "every worker is there", seconds=PATIENCE)

    def answers(self) -> bool:
        """Whether a page comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with suppress(OSError, http.client.HTTPException), closing(connection):
            connection.request("GET", self.path)
            return connection.getresponse().status == http.HTTPStatus.OK
        return False

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return self.service.children()

    def stop(self) -> None:
        """End it."""
        self.service.stop()


def product(*, env: Mapping[str, str], folder: Path) -> Web:
    """The product's web server."""
    command = ["--config", "python:scorecard.serving", "scorecard.wsgi"]
    return Web("web", "/accounts/sign-in/", command, env=env, folder=folder)


def plain(kind: str, *, env: Mapping[str, str], folder: Path) -> Web:
    """Plain Django: `hello` without middleware, `form` with the usual."""
    command = ["--config", "python:bench.speed.plain.serving", "bench.speed.plain.wsgi"]
    more = {"PLAIN": kind, "DJANGO_SETTINGS_MODULE": "bench.speed.plain.settings"}
    return Web(kind, "/", command, env={**env, **more}, folder=folder)


class Workers:
    """Redis, and the Celery worker that works off what is dirty."""

    def __init__(self, *, env: Mapping[str, str], folder: Path, concurrency: int) -> None:
        self.redis = Redis(folder)
        self.env = {**env, "REDIS_URL": self.redis.url}
        celery = [
            sys.executable,
            "-m",
            "celery",
            "--app",
            "scorecard.celery",
            "worker",
            "--loglevel",
            "WARNING",
        ]
        self.concurrency = concurrency
        self.worker = Service(
            "worker", [*celery, "--concurrency", str(concurrency)], env=self.env, folder=folder
        )

    def start(self) -> None:
        """Start both, and wait until the worker has its children."""
        self.redis.start()
        wait_until(self.redis.answers, "Redis answers", seconds=10)
        self.worker.start()
        wait_until(
            lambda: len(self.worker.children()) >= self.concurrency,
            "the worker has its children",
            seconds=PATIENCE,
        )

    def stop(self) -> None:
        """End both."""
        self.worker.stop()
        self.redis.stop()

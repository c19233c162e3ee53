"""The servers of the rig: a PostgreSQL and a Redis of its own, gunicorn, the Celery worker and its clock."""

import http.client
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

import psycopg
import redis

from bench.faults.processes import PROJECT, Service, Supervisor
from bench.faults.waiting import wait_until

OWNER, ADMIN = "scorecard", "postgres"
TEMPLATE = "seeded"
CONNECTIONS = 40
PRODUCT_SETTINGS = "scorecard.settings"
# One for all: what the deciders' apps have in common with the world lies there locked with it.
SECRET_KEY = secrets.token_urlsafe(50)


def missing_programs() -> list[str]:
    """What the rig needs and does not find here."""
    here = {
        "PostgreSQL (initdb)": postgresql_bin(),
        "Redis (redis-server)": shutil.which("redis-server"),
        "Linux (/proc)": Path("/proc/self/task").is_dir(),
    }
    return [name for name, found in here.items() if not found]


def postgresql_bin() -> Path | None:
    """The folder with initdb and pg_ctl, which Debian keeps off the PATH."""
    on_path = shutil.which("initdb")
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")), *([Path(on_path)] if on_path else [])]
    return found[-1].parent if found else None


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Databases(Protocol):
    """Whoever knows where a database is."""

    def url(self, name: str) -> str:
        """The address of a database."""


class PostgreSQL:
    """A cluster in a temporary folder, with the durability of a real one: `fsync` stays on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "postgresql"
        self.bin = postgresql_bin() or Path()
        self.port = free_port()

    def start(self) -> None:
        """Make the cluster and start it; the product's role is nobody special in it."""
        self.data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.data, ADMIN)
        self._run("initdb", "--username", ADMIN, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data}"
            f" -c max_connections={CONNECTIONS}"
        )
        self._run("pg_ctl", "-w", "-l", str(self.data / "log"), "-o", options, "start")
        self.admin(f"CREATE ROLE {OWNER} LOGIN")

    def crash(self) -> None:
        """End every connection at once without a checkpoint, and come back through the log."""
        self._run("pg_ctl", "-w", "-m", "immediate", "-l", str(self.data / "log"), "restart")

    def stop(self) -> None:
        """End it, if it was started."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-m", "immediate", "stop")

    def make_database(self, name: str, *, template: str = "template0") -> None:
        """A database of the product's role."""
        self.admin(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still in it."""
        self.admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """Where the product finds a database."""
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str, *, role: str = ADMIN) -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the rig's own; the administrator's comes through when all others are refused."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=role, dbname=name, connect_timeout=5, autocommit=True
        )

    def admin(self, statement: str) -> None:
        """Run one statement as the administrator."""
        with self.connect(ADMIN) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_postgres(), str(self.bin / program), "-D", str(self.data), *arguments]
        with (self.folder / f"{program}.log").open("ab") as log:
            subprocess.run(command, check=True, cwd=self.folder, stdout=log, stderr=log)


def _as_postgres() -> Sequence[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={ADMIN}", f"--regid={ADMIN}", "--clear-groups"]


class Redis(Service):
    """A Redis that keeps nothing: what it loses, it loses."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        nothing_kept = ["--save", "", "--appendonly", "no", "--dir", str(folder)]
        where = ["--port", str(self.port), "--bind", "127.0.0.1"]
        super().__init__("redis", ["redis-server", *where, *nothing_kept], env=os.environ, folder=folder)

    @property
    def url(self) -> str:
        """Where the product finds it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> "redis.Redis":
        """A connection of the rig's own."""
        return redis.Redis.from_url(self.url, socket_timeout=5, socket_connect_timeout=5)

    def answers(self) -> bool:
        """Whether it answers."""
        with suppress(redis.RedisError):
            return bool(self.client().ping())
        return False


class Site:
    """The product on one database: web, worker and clock, as docs/deploy.md starts them."""

    def __init__(
        self, postgresql: PostgreSQL, folder: Path, *, database: str, more_env: Mapping[str, str]
    ) -> None:
        self.postgresql, self.folder, self.database = postgresql, folder, database
        self.port = free_port()
        self.redis = Redis(folder)
        self.env = {**product_env(postgresql, folder, database=database), **more_env}
        self.env |= {"REDIS_URL": self.redis.url, "HOST": "127.0.0.1", "PORT": str(self.port)}
        self.env |= {"SITE_URL": self.address, "WEB_WORKERS": "2", "WEB_THREADS": "4"}
        self.web = self._service("web", "gunicorn", "--config", "python:scorecard.serving", "scorecard.wsgi")
        self.worker = self._service("worker", *self._celery("worker"), "--concurrency", "2")
        self.beat = self._service("beat", *self._celery("beat"), "--schedule", str(folder / "beat"))
        self.supervisor = Supervisor([self.redis, self.web, self.worker, self.beat])

    @property
    def address(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start everything, and wait until it is there."""
        self.supervisor.start()
        wait_until(self.redis.answers, "Redis answers", seconds=10)
        self.wait_for_web()
        wait_until(lambda: len(self.worker.children()) >= 2, "the worker has its children", seconds=60)

    def stop(self) -> None:
        """End everything but PostgreSQL."""
        self.supervisor.stop()

    def wait_for_web(self) -> float:
        """Wait until a page comes, and say how long that took."""
        return wait_until(self.answers, f"{self.address} answers", seconds=60)

    def answers(self) -> bool:
        """Whether a page comes that needs no sign-in."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with suppress(OSError, http.client.HTTPException), closing(connection):
            connection.request("GET", "/accounts/sign-in/")
            return connection.getresponse().status == http.HTTPStatus.OK
        return False

    def second_beat(self) -> Service:
        """Another clock beside the first, not watched over."""
        return self._service("second-beat", *self._celery("beat"), "--schedule", str(self.folder / "beat2"))

    def _service(self, name: str, *module: str) -> Service:
        return Service(name, [sys.executable, "-m", *module], env=self.env, folder=self.folder)

    @staticmethod
    def _celery(part: str) -> list[str]:
        return ["celery", "--app", "scorecard.celery", part, "--loglevel", "WARNING"]


def product_env(databases: Databases, folder: Path, *, database: str) -> dict[str, str]:
    """A server's settings, complete; nothing of the caller's own installation but its PATH."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": PRODUCT_SETTINGS,
        "DATABASE_URL": databases.url(database),
        "SECRET_KEY": SECRET_KEY,
        "SITE_URL": "http://127.0.0.1",
        "TLS": "off",
        "STATIC_MANIFEST": "off",
        "STATE_DIR": str(folder),
    }


def manage(env: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` with these settings; its output is kept, and so is how it ended."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, env=dict(env), cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False
    )

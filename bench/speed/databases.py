"""Databases of the bench's own on a PostgreSQL server: made, marked as its own, and dropped; no other is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection, connections
from psycopg import sql

MARK = "made by bench.speed, and dropped by it"
PREFIX = "scorecard_speed_"
MAINTENANCE = "postgres"


class NotOurs(Exception):
    """The database was not made by the bench."""


class Server:
    """A PostgreSQL server, by the address of any database on it."""

    def __init__(self, address: str) -> None:
        self.address = address
        if urlsplit(address).scheme not in {"postgres", "postgresql"}:
            raise ValueError(f"the bench measures on PostgreSQL, and {address!r} is none")

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{name}"))

    def make(self, name: str, *, like: str = "template0") -> None:
        """Make a database of our own, as a copy of another; one of that name that is not ours stops us."""
        self.drop(name)
        with self._connect() as server:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
            )
            server.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(MARK))
            )

    def drop(self, name: str) -> None:
        """Drop a database of our own, if it is there. Raises NotOurs for any other."""
        with self._connect() as server:
            if not self._is_ours(server, name):
                return
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @staticmethod
    def _is_ours(server: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
        """Whether it is there; raises NotOurs where it is and bears no mark."""
        asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        found = server.execute(asked, [name]).fetchone()
        if found is None:
            return False
        if found[0] != MARK or not name.startswith(PREFIX):
            raise NotOurs(f"{name}: the bench did not make this database, and leaves it alone")
        return True

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url(MAINTENANCE), autocommit=True, connect_timeout=5)


@contextmanager
def using(name: str) -> Iterator[None]:
    """Django's connections of this process lead to another database for as long as the block lasts."""
    before = connections.databases["default"]["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(before)


def _turn_to(name: str) -> None:
    connection.close()
    connections.databases["default"]["NAME"] = name


def tidy() -> None:
    """Statistics and the map of what is visible, as autovacuum would have made them by now."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")
    # The next connection has the product's own patience again.
    connection.close()

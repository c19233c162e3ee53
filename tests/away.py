"""A database that is not there: what really happens then, without touching the one the tests share."""

import socket
from contextlib import contextmanager

import psycopg
from django.db import connection


def closed_port():
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def nowhere():
    """Where a connection leads that cannot be made: a folder that is not there, or a port that is closed."""
    if connection.vendor == "sqlite":
        return {"NAME": "/nowhere/scorecard.sqlite3"}
    return {"HOST": "127.0.0.1", "PORT": closed_port()}


def end_connections(where):
    """End those that other threads keep from one request to the next; they are not closed from here."""
    if connection.vendor == "postgresql":
        known = {"dbname": where["NAME"], "user": where["USER"], "host": where["HOST"], "port": where["PORT"]}
        with psycopg.connect(**known, password=where["PASSWORD"] or None, autocommit=True) as fresh:
            fresh.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@contextmanager
def database_away(*, beside_a_browser=False):
    """Every new connection of this process leads nowhere for as long as the block lasts, in all threads.

    Beside a browser this thread may not touch its own connection: close it before the browser opens.
    """
    where = connection.settings_dict
    kept = dict(where)
    if not beside_a_browser:
        connection.close()
    where.update(nowhere())
    end_connections(kept)
    try:
        yield
    finally:
        if not beside_a_browser:
            connection.close()
        where.update(kept)

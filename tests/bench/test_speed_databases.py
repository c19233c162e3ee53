"""The bench makes and drops databases of its own, and touches no other."""

import os

import psycopg
import pytest
from django.db import connection

from bench.speed.databases import MAINTENANCE, PREFIX, NotOurs, Server
from bench.speed.loading import TABLE, unindexed
from bench.speed.size import Size
from bench.speed.world import make_world
from tracker.models import ProgressReport

NAME = f"{PREFIX}test_{os.getpid()}"


@pytest.fixture
def server():
    return Server(os.environ["DATABASE_URL"])


@pytest.fixture
def foreign(server):
    """A database that somebody else made, whatever it is called."""
    with psycopg.connect(server.url(MAINTENANCE), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {NAME}")
        yield NAME
        admin.execute(f"DROP DATABASE {NAME}")


def databases(server):
    with psycopg.connect(server.url(MAINTENANCE)) as admin:
        return {name for (name,) in admin.execute("SELECT datname FROM pg_database")}


@pytest.mark.postgresql
def test_own_database_is_made_made_anew_and_dropped(server):
    server.make(NAME)
    server.make(NAME)
    made = databases(server)
    server.drop(NAME)
    server.drop(NAME)

    assert NAME in made
    assert NAME not in databases(server)


@pytest.mark.postgresql
@pytest.mark.parametrize("act", [Server.make, Server.drop])
def test_database_of_somebody_else_is_left_alone(act, server, foreign):
    with pytest.raises(NotOurs, match=foreign):
        act(server, foreign)

    assert foreign in databases(server)


@pytest.mark.postgresql
def test_database_under_another_name_is_left_alone_even_with_our_mark(server):
    with pytest.raises(NotOurs, match="postgres"):
        server.drop("postgres")


def test_another_kind_of_database_is_refused():
    with pytest.raises(ValueError, match="sqlite"):
        Server("sqlite:///a.sqlite3")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_loading_without_indexes_leaves_every_one_of_them():
    before = schema()

    make_world(Size(reports=300, states=2, commitments=7), seed=7, around_loading=unindexed())

    assert schema() == before
    assert ProgressReport.objects.count() == 300


def schema():
    """Every constraint and every index of the table of reports, with what it says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass"
            " UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s ORDER BY 1, 2",
            [TABLE, TABLE],
        )
        return cursor.fetchall()

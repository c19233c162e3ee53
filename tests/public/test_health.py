"""How the installation says it is: to a load balancer, a person and a monitor, and when parts of it are gone."""

import socket
import time
from contextlib import closing
from datetime import date, timedelta

import pytest
from celery import current_app
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from tests.away import database_away
from tests.cast import drafted, make_cast, published
from tests.handed_in import clean_file
from tracker.actions import dirty
from tracker.enums import Cause
from tracker.models import DirtyScore, Outbox, Score

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db):
    cast = make_cast()
    Score.objects.update(turns_on=None)
    DirtyScore.objects.all().delete()
    return cast


def asked():
    """What a monitor reads: the status, the word, and the word for each part."""
    answer = Client().get("/health/", headers={"accept": "application/json"})
    said = answer.json()
    return answer.status_code, said["status"], {part: one["status"] for part, one in said["checks"].items()}


ALL_WELL = dict.fromkeys(
    ["database", "schema", "scores", "given up", "day", "mail", "files", "broker"], "healthy"
)


def mark(cast, **changes):
    dirty.insert_dirty([(cast.arcadia, cast.commitment.pk)], cause=Cause.REPORT)
    DirtyScore.objects.update(**changes)


def ago(**time):
    return timezone.now() - timedelta(**time)


def test_all_is_well(world):
    assert asked() == (200, "healthy", ALL_WELL)


def test_a_person_reads_it_in_words(world):
    answer = Client().get("/health/", headers={"accept": "text/html,*/*;q=0.8"})

    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[:4] == [
        "healthy",
        "",
        "database: healthy. It answers.",
        "schema: healthy. It is the one that the code needs.",
    ]
    assert "method version: 1" in lines
    assert lines[-1].startswith("schema version: 00")


def test_mail_that_was_given_up_is_told_and_to_whom_is_not(world):
    Outbox.objects.create(kind="invitation", address="canary@example.org", quarantined_at=ago(minutes=1))

    answer = Client().get("/health/").content.decode()

    assert asked() == (200, "degraded", {**ALL_WELL, "mail": "degraded"})
    assert "mail: degraded. 1 mail was given up after too many tries; the desk says why." in answer
    assert "canary" not in answer


def test_answer_is_kept_nowhere_and_needs_no_session(world):
    answer = Client().get("/health/")

    assert answer["Cache-Control"] == "private, no-store"
    assert "Accept" in answer["Vary"]
    assert not answer.cookies
    assert [Client().head("/health/").status_code, Client().post("/health/").status_code] == [200, 405]


@pytest.mark.parametrize(
    ("seconds_ago", "found"),
    [
        ({"at": 60}, "healthy"),
        ({"at": 180}, "unhealthy"),
        # it was tried, and is tried again in a while, or just now
        ({"at": 3_600, "next_try_at": -3_600}, "healthy"),
        ({"at": 3_600, "next_try_at": 20}, "healthy"),
        ({"at": 3_600, "next_try_at": 500}, "unhealthy"),
    ],
)
def test_score_that_waits_too_long_is_unhealthy(world, seconds_ago, found):
    mark(world, **{name: ago(seconds=number) for name, number in seconds_ago.items()})

    status, whole, parts = asked()

    assert (status, whole) == ((503, "unhealthy") if found == "unhealthy" else (200, "healthy"))
    assert parts == {**ALL_WELL, "scores": found}


def test_score_that_was_given_up_is_degraded_and_counted(world):
    mark(world, at=ago(hours=1), quarantined_at=timezone.now())

    assert asked() == (200, "degraded", {**ALL_WELL, "given up": "degraded"})
    assert "1 score was given up after too many tries" in Client().get("/health/").content.decode()


def test_file_that_was_set_aside_is_degraded_and_counted(world):
    clean_file(drafted(world), state="quarantined", copy_size=None, copy_sha256="")

    assert asked() == (200, "degraded", {**ALL_WELL, "files": "degraded"})
    assert "1 file was set aside after too many tries" in Client().get("/health/").content.decode()


def test_day_that_nobody_turned_is_degraded_until_it_is_written_down(world):
    rows = Score.objects.filter(place=world.arcadia, place_target__isnull=False)
    rows.update(turns_on=timezone.localdate())
    today = asked()
    rows.update(turns_on=date(2021, 1, 1))

    missed = asked()
    dirty.turn_the_day(timezone.localdate())

    assert today == (200, "healthy", ALL_WELL)
    assert missed == (200, "degraded", {**ALL_WELL, "day": "degraded"})
    assert asked() == (200, "healthy", ALL_WELL)


def test_schema_that_is_older_than_the_code_is_unhealthy(world):
    newest = MigrationRecorder.Migration.objects.filter(app="tracker").order_by("-name").first()
    newest.delete()

    found = asked()
    MigrationRecorder(connection).record_applied("tracker", newest.name)

    parts = {"database": "healthy", "schema": "unhealthy", "broker": "healthy"}
    assert found == (503, "unhealthy", parts)
    assert asked()[0] == 200


def test_database_that_is_gone_is_said_at_once(world):
    began = time.monotonic()
    with database_away():
        found = asked()

    assert found == (503, "unhealthy", {"database": "unhealthy", "broker": "healthy"})
    assert time.monotonic() - began < 10


@pytest.mark.postgresql
def test_database_that_hangs_is_not_waited_for_and_is_found_again(world, caplog):
    with closing(connections.create_connection("default")) as holder, holder.cursor() as held:
        held.execute("BEGIN")
        held.execute("LOCK TABLE tracker_dirtyscore")
        found = [asked() for _ in range(6)]
        held.execute("ROLLBACK")

    until = time.monotonic() + 20
    while (after := asked())[0] != 200 and time.monotonic() < until:
        time.sleep(0.1)

    assert found == [(503, "unhealthy", {"database": "unhealthy", "broker": "healthy"})] * 6
    assert after == (200, "healthy", ALL_WELL)


def words_about_broker():
    found = Client().get("/health/", headers={"accept": "application/json"})
    return found.status_code, found.json()["checks"]["broker"]["words"]


NO_BROKER = (200, "It does not answer; the sweeps do the work meanwhile.")


def test_embedded_mode_has_no_broker(world):
    assert words_about_broker() == (200, "There is none: this process computes the scores itself.")


def test_broker_that_hangs_or_is_gone_is_said_and_nothing_more(world, settings, monkeypatch):
    settings.DRAIN_IN_PROCESS = False
    found = []
    with socket.socket() as hanging:
        hanging.bind(("127.0.0.1", 0))
        hanging.listen()
        for port in (hanging.getsockname()[1], 1):
            monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
            found.append(words_about_broker())

    assert found == [NO_BROKER] * 2


@pytest.mark.redis
def test_broker_that_answers_is_said(world, settings):
    settings.DRAIN_IN_PROCESS = False

    assert words_about_broker() == (200, "It answers.")


def test_nothing_tells_who_is_at_work(world):
    published(world)
    mark(world, at=ago(hours=1))

    said = Client().get("/health/").content.decode().lower()

    secrets = ["arcadia", "gcm10", world.reporter.email, world.committee.name.lower(), "postgres", "sqlite"]
    assert [one for one in secrets if one in said] == []


def test_question_in_plain_http_is_answered_behind_tls(world, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^health/$"]

    assert (Client().get("/health/").status_code, Client().get("/places/").status_code) == (200, 301)

"""While the database is away: the plain 503 instead of our fault, no typed text lost, and kept pages go on."""

import sqlite3
from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import DatabaseError, connection, connections
from django.db.utils import ConnectionHandler
from django.test import Client

from bench.faults.browser import hidden_fields
from scorecard.logs import InALine
from tests.away import closed_port, database_away
from tests.cast import PASSWORD, make_cast, submitted
from tests.pages import main_of
from tests.scorecard.keeping import keeping_client
from tests.seal import execute
from tests.workspace.typed import address, log_address, typed
from tracker.models import ProgressReport
from tracker.public.away import is_away, sent_form

HEADING = "The scorecard cannot reach its records just now"
LONG = 'Fewer than the year before, as the "Yearbook" says <b>twice</b>.\r\nAnd again.'


@pytest.fixture
def world(transactional_db):
    return make_cast()


def reader(**more):
    return Client(raise_request_exception=False, **more)


def member(cast):
    client = reader()
    client.force_login(cast.reporter)
    return client


def said(response):
    return (response.status_code, response.headers.get("Retry-After"), HEADING in response.content.decode())


AWAY = (503, "30", True)


def sqlite_fault(path, sql="SELECT 1", *, timeout=0):
    """What Django raises for SQLite."""
    handler = ConnectionHandler(
        {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": {"timeout": timeout}}}
    )
    other = handler["default"]
    try:
        with pytest.raises(DatabaseError) as caught, other.cursor() as cursor:
            cursor.execute(sql)
    finally:
        other.close()
    return caught.value


def test_sqlite_says_itself_that_it_is_locked_or_gone(db, tmp_path):
    path = tmp_path / "x.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("CREATE TABLE x (y)")
        holder.execute("BEGIN EXCLUSIVE")
        locked = sqlite_fault(path, "SELECT * FROM x")
    gone = sqlite_fault(tmp_path / "nowhere" / "x.sqlite3")
    ours = [
        sqlite_fault(path, sql) for sql in ("SELECT * FROM not_there", "SELEC", "INSERT INTO x VALUES (?)")
    ]

    assert [is_away(fault) for fault in (locked, gone, *ours)] == [True, True, False, False, False]


def test_postgresql_that_refuses_connections_is_away(db):
    where = {"ENGINE": "django.db.backends.postgresql", "NAME": "x", "HOST": "127.0.0.1"}
    other = ConnectionHandler({"default": {**where, "PORT": closed_port()}})["default"]

    with pytest.raises(DatabaseError) as caught:
        other.ensure_connection()

    assert is_away(caught.value)


@pytest.mark.parametrize("fault", [None, ValueError("x"), DatabaseError("x"), OSError("x")])
def test_other_faults_are_our_own(fault):
    assert not is_away(fault)


@pytest.mark.parametrize("path", ["/", "/places/", "/places/arcadia/", "/committees/"])
def test_page_says_that_the_database_is_away_and_comes_back_by_itself(world, path):
    client = reader()
    with database_away():
        away = client.get(path)

    assert said(away) == AWAY
    assert away["Cache-Control"] == "private, no-store"
    assert client.get(path).status_code == 200


def test_page_of_a_member_says_so_too(world):
    client = member(world)
    with database_away():
        answers = [client.get("/work/"), client.get("/desk/"), client.get(log_address(world))]

    assert [said(answer) for answer in answers] == [AWAY] * 3


def test_what_is_wrong_with_us_stays_our_fault(db):
    execute("ALTER TABLE tracker_source RENAME TO mislaid")

    answer = reader().get("/sources/")

    assert answer.status_code == 500
    assert "Something broke here" in answer.content.decode()


def test_form_that_was_sent_can_be_sent_again_from_the_page(world):
    client, sent = member(world), typed(narrative=LONG)
    with database_away():
        away = client.post(log_address(world), sent)
        still = client.post(log_address(world), hidden_fields(away.content))

    fields = hidden_fields(away.content)
    again = client.post(log_address(world), fields)
    once_more = client.post(log_address(world), fields)

    assert (said(away), said(still)) == (AWAY, AWAY)
    assert fields == sent
    assert f'<form method="post" action="{log_address(world)}">' in away.content.decode()
    assert "Your text" in main_of(away)
    assert "<b>twice" not in away.content.decode()
    assert away.content.decode().count("&lt;b&gt;twice") == 2
    report = ProgressReport.objects.get()
    assert (again.status_code, again.url, once_more.url) == (302, address("check", report), again.url)
    assert report.narrative == LONG.replace("\r\n", "\n")


def test_page_keeps_the_token_that_came_with_the_form_and_makes_none(world):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(world.reporter)
    token = hidden_fields(client.get(log_address(world)).content)["csrfmiddlewaretoken"]
    with database_away():
        away = client.post(log_address(world), typed(csrfmiddlewaretoken=token))

    fields = hidden_fields(away.content)
    assert (fields["csrfmiddlewaretoken"], away.cookies) == (token, {})
    assert client.post(log_address(world), fields).status_code == 302


def test_form_without_the_token_of_its_page_is_refused_and_not_shown(world):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(world.reporter)
    with database_away():
        answer = client.post(log_address(world), typed(narrative="From elsewhere."))

    assert (answer.status_code, "From elsewhere." in answer.content.decode()) == (403, False)


def test_password_stands_on_no_page(world):
    sent, client = {"login": world.reporter.email, "password": PASSWORD}, member(world)
    with database_away():
        answers = [
            reader().post("/accounts/sign-in/", sent),
            client.post("/work/", {"Password1": "x y"}),
        ]

    assert [said(answer) for answer in answers] == [AWAY] * 2
    assert [hidden_fields(answer.content) for answer in answers] == [{}, {}]
    assert PASSWORD not in answers[0].content.decode()


@pytest.mark.parametrize(
    "path", ["sign-in/code/", "confirm/code/", "confirm/", "second-factor/set-up/", "invitation/nothing/"]
)
def test_code_of_an_account_stands_on_no_page(world, path):
    client = member(world)
    with database_away():
        answer = client.post(f"/accounts/{path}", {"code": "314159"})
        control = client.post(log_address(world), {"code": "314159"})

    assert (said(answer), said(control)) == (AWAY, AWAY)
    assert ("314159" in answer.content.decode(), hidden_fields(answer.content)) == (False, {})
    assert hidden_fields(control.content) == {"code": "314159"}


def test_file_is_named_to_be_chosen_again(rf):
    file = SimpleUploadedFile('a "b".pdf', b"x")
    request = rf.post("/work/?next=/x", {"several": ["1", "2"], "file": file})
    # Ours reads past files at an address that asks for none.
    request.upload_handlers = [MemoryFileUploadHandler(request)]

    form = sent_form(request)

    assert (form.address, form.files) == ("/work/?next=/x", (("file", 'a "b".pdf'),))
    assert form.fields == (("several", "1"), ("several", "2"))


@pytest.mark.parametrize("body", [b"", b"--"])
def test_body_that_is_no_form_leaves_the_plain_page(rf, body):
    assert sent_form(rf.post("/work/", body, content_type="application/json")) is None
    assert sent_form(rf.post("/work/", body, content_type="multipart/form-data; boundary=x")) is None


def test_kept_pages_go_on_while_the_database_is_away(world):
    client = keeping_client(raise_request_exception=False)
    before = client.get("/places/")
    with database_away():
        warm, cold = client.get("/places/"), client.get("/committees/")

    assert (warm.status_code, warm.content) == (200, before.content)
    assert said(cold) == AWAY


def test_database_that_waits_too_long_for_a_lock_is_away(world, tmp_path):
    report, client = submitted(world), reader()
    client.force_login(world.reviewer)
    where = address("publish", report)
    with closing(connections.create_connection("default")) as holder, holder.cursor() as held:
        with connection.cursor() as cursor:
            impatient = "SET lock_timeout = '200ms'" if connection.vendor == "postgresql" else None
            cursor.execute(impatient or "PRAGMA busy_timeout = 200")
        held.execute("BEGIN" if connection.vendor == "postgresql" else "BEGIN IMMEDIATE")
        held.execute("UPDATE tracker_progressreport SET version = version")
        away = client.post(where)
        held.execute("ROLLBACK")
    connection.close()

    report.refresh_from_db()
    assert (said(away), report.state) == (AWAY, "submitted")
    assert client.post(where).status_code == 302


@pytest.mark.postgresql
def test_connection_that_was_cut_is_made_anew(world):
    client = reader()
    with closing(connections.create_connection("default")) as other, connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", cursor.fetchone())

    cut = client.get("/places/")
    # What every request begins and ends with, but for those of the test client.
    connection.close_if_unusable_or_obsolete()
    after = client.get("/places/")

    assert (said(cut), after.status_code) == (AWAY, 200)


@pytest.mark.postgresql
def test_question_that_takes_too_long_is_away(world):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")

        with pytest.raises(DatabaseError) as caught:
            cursor.execute("SELECT pg_sleep(1)")
    connection.close()

    assert is_away(caught.value)


def test_log_tells_it_in_one_line(world, caplog):
    with database_away():
        reader().get("/places/")
    (record,) = [one for one in caplog.records if one.name == "django.request"]

    InALine().filter(record)

    assert record.getMessage().startswith("Service Unavailable: /places/ (")
    assert (record.exc_info, "\n" in record.getMessage()) == (None, False)


def test_log_shows_the_code_of_our_own_faults(db, caplog):
    execute("ALTER TABLE tracker_source RENAME TO mislaid")
    reader().get("/sources/")
    (record,) = [one for one in caplog.records if one.name == "django.request"]

    InALine().filter(record)

    assert record.getMessage() == "Internal Server Error: /sources/"
    assert record.exc_info is not None

"""No name, no address, no draft and no reason of a decision gets out by the log, a mail, a fault, or Redis."""

import base64
import io
import json
import logging

import pytest
from celery import current_app
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import IntegrityError
from django.test import Client, override_settings
from django.utils.log import AdminEmailHandler

from scorecard.logs import InALine, WithoutRows
from tests.cast import PASSWORD
from tests.permissions.crawl import leaks
from tests.workspace.typed import address, log_address, typed
from tracker.actions import wake
from tracker.enums import ReportState
from tracker.models import ProgressReport

pytestmark = pytest.mark.django_db

REASON = "Canary reason of the session."
DRAFT = "Canary narrative of the session."
NAME = "Canary\n\nof a row"


def session(cast):
    """What a day brings: wrong and right passwords, a draft, refusals, a report sent back, one published, faults."""
    author, decider = Client(raise_request_exception=False), Client(raise_request_exception=False)
    for password in ("wrong", PASSWORD):
        author.post("/accounts/sign-in/", {"login": cast.reporter.email, "password": password})
    decider.force_login(cast.reviewer)
    author.post(log_address(cast), typed(value="many", narrative=DRAFT))
    author.post(log_address(cast), typed(narrative=DRAFT))
    report = ProgressReport.objects.get(narrative=DRAFT)
    author.get(f"/work/reports/{report.uuid}/?q={cast.reporter.email}")
    author.post(address("check", report))
    decider.post(address("send_back", report), {"reason": REASON})
    author.post(address("edit", report), typed(narrative=DRAFT, version="2"))
    author.post(address("check", report))
    author.post(address("publish", report))
    Client().get(address("review", report))
    Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"login": cast.reporter.email})
    with override_settings(ROOT_URLCONF="tests.permissions.faulty_site"):
        answers = [author.get("/broken/"), author.post("/broken/", {"name": cast.reporter.name})]
    decider.post(address("publish", report))
    author.post("/accounts/sign-out/")
    return report, answers


def secrets_of(cast):
    people = [getattr(cast, name) for name in ("reporter", "reviewer", "coordinator", "observer", "stranger")]
    return {REASON, DRAFT, PASSWORD, *(text for user in people for text in (user.name, user.email))}


@pytest.fixture
def log():
    """Everything that any part says, at the lowest level, written as the product writes it."""
    root = logging.getLogger()
    (console,) = (one for one in root.handlers if isinstance(one.formatter, WithoutRows))
    written = io.StringIO()
    listening = logging.StreamHandler(written)
    listening.setFormatter(console.formatter)
    listening.addFilter(InALine())
    level, _ = root.level, root.setLevel(logging.DEBUG)
    root.addHandler(listening)
    yield written
    root.removeHandler(listening)
    root.setLevel(level)


def test_neither_the_log_nor_a_mail_nor_the_page_of_a_fault_tells_a_secret(cast, log):
    report, faulty = session(cast)

    report.refresh_from_db()
    said = {"the log": log.getvalue()}
    said |= {f"fault {number}": one.content.decode() for number, one in enumerate(faulty)}
    for number, letter in enumerate(mail.outbox):
        own = set(letter.to)
        said[f"mail {number}"] = f"{letter.subject}\n{letter.body}\n{letter.from_email}"
        assert leaks({"mail": said[f"mail {number}"]}, secrets_of(cast) - own) == {}
    assert report.state == ReportState.PUBLISHED
    assert "Internal Server Error: /broken/" in said["the log"]
    assert [one.status_code for one in faulty] == [500, 500]
    assert leaks(said, secrets_of(cast)) == {}


def test_a_secret_in_the_log_would_be_found(cast, log):
    logging.getLogger("tracker.anything").debug("signed in: %s", cast.reporter.email)

    assert leaks({"the log": log.getvalue()}, secrets_of(cast)) == {"the log": [cast.reporter.email]}


def test_a_row_that_the_database_refuses_is_not_quoted(cast, log):
    try:
        get_user_model().objects.create(email=cast.reporter.email, name=NAME)
    except IntegrityError:
        logging.getLogger("tracker.anything").exception("refused")

    said = log.getvalue()
    assert "IntegrityError" in said
    assert leaks({"the log": said}, {*secrets_of(cast), "Canary", "of a row"}) == {}


def test_a_quoted_row_is_cut_out_and_the_fault_and_its_code_stay(log):
    quoted = "null value in column\nDETAIL:  Failing row contains (7, Canary\n\nof a row).\nCONTEXT: here"
    try:
        try:
            raise ValueError(quoted)
        except ValueError as fault:
            raise IntegrityError(quoted) from fault
    except IntegrityError:
        logging.getLogger("tracker.anything").exception("no answer: %s", "refused")

    said = log.getvalue()
    assert said.count("null value in column") == 2
    assert "The above exception was the direct cause" in said
    assert leaks({"the log": said}, {"Canary", "of a row", "Failing row"}) == {}


def test_nothing_mails_faults_with_what_was_sent():
    named = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]

    assert [
        one.name for one in named if any(isinstance(how, AdminEmailHandler) for how in one.handlers)
    ] == []


def stored_in_redis(client):
    """Everything that lies there, as text: keys, values, and what is wrapped in them."""
    readers = {
        "string": client.get,
        "list": lambda key: client.lrange(key, 0, -1),
        "set": client.smembers,
        "hash": client.hgetall,
        "zset": lambda key: client.zrange(key, 0, -1),
    }
    found = []
    for key in client.scan_iter():
        raw = repr((key, readers[client.type(key).decode()](key)))
        found.append(raw)
    found += [base64.b64decode(json.loads(one)["body"]).decode() for one in client.lrange("celery", 0, -1)]
    return "\n".join(found)


@pytest.mark.redis
def test_redis_holds_no_secret_with_a_full_queue(cast, settings):
    settings.DRAIN_IN_PROCESS = False
    with current_app.connection_for_write() as connection, connection.channel() as channel:
        before = channel.client.llen("celery")
        session(cast)
        for _ in range(20):
            assert wake._sent() is True
        current_app.send_task("tracker.tasks.turn_the_day", connection=connection)

        said = stored_in_redis(channel.client)
        channel.client.ltrim("celery", channel.client.llen("celery") - before, -1)

    assert said.count("tracker.tasks.drain") >= 20
    assert leaks({"redis": said}, secrets_of(cast)) == {}


@pytest.mark.redis
def test_a_secret_in_redis_would_be_found(cast):
    with current_app.connection_for_write() as connection, connection.channel() as channel:
        before = channel.client.llen("celery")
        current_app.send_task("tracker.tasks.drain", args=[cast.reporter.email], connection=connection)

        said = stored_in_redis(channel.client)
        channel.client.ltrim("celery", channel.client.llen("celery") - before, -1)

    assert leaks({"redis": said}, secrets_of(cast)) == {"redis": [cast.reporter.email]}

"""Whether an address has an account is told by no page: the same bytes, the same hashing, as many questions."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.counting import hashed
from tests.accounts.door import SIGN_IN
from tests.actions.test_invitations import invited
from tests.cast import PASSWORD, make_cast
from tracker.actions import outbox
from tracker.models import Outbox
from tracker.selectors.invitations import invitation_of

RESET, ADD = "/accounts/password/reset/", "/work/committees/arcadia/members/add/"
UNKNOWN = "nobody@example.org"
# Other in every answer, whoever asks: the token of a form, an id, the time until which a link can be used.
CHANGING = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")\w+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d\d:\d\d'
)


@pytest.fixture
def world(settings, db, monkeypatch):
    """The cast, whose passwords are counted when they are hashed; mail waits."""
    settings.PASSWORD_HASHERS = ["tests.accounts.counting.CountingHasher"]
    monkeypatch.setattr(outbox, "wake", lambda: None)
    return make_cast()


def told(client, path, sent, address):
    """Everything that somebody outside can see of one try, but for the address that they typed themselves."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer, work = hashed(lambda: client.post(path, sent))
    where = answer.headers.get("Location", "")
    page = client.get(where) if where else answer
    seen = CHANGING.sub("", page.content.decode()).replace(address, "")
    return {
        "status": answer.status_code,
        "where": where,
        "cookies": sorted(answer.cookies),
        "page": seen,
        "hashed": work,
        "questions": len(asked),
    }


def sign_in(address, password="not the password"):
    return told(Client(), SIGN_IN, {"login": address, "password": password}, address)


def test_signing_in_tells_nothing_of_an_address(world):
    known, unknown = sign_in(world.reporter.email), sign_in(UNKNOWN)

    assert known == unknown
    assert (known["status"], known["hashed"]) == (422, 1)


def test_the_right_password_is_told_apart(world):
    right, wrong = sign_in(world.reporter.email, PASSWORD), sign_in(world.reporter.email)

    assert {name for name, what in right.items() if what != wrong[name]} >= {"status", "where", "page"}
    assert right["hashed"] >= 1


def test_signing_in_tells_nothing_of_who_is_suspended_or_has_an_app(world):
    type(world.observer).objects.filter(pk=world.observer.pk).update(is_active=False)

    suspended = sign_in(world.observer.email, PASSWORD)

    assert suspended == sign_in(UNKNOWN, PASSWORD)
    assert sign_in(world.reviewer.email) == sign_in(UNKNOWN)


def test_asking_for_another_password_tells_nothing(world):
    known, unknown = (
        told(Client(), RESET, {"email": address}, address) for address in (world.reporter.email, UNKNOWN)
    )

    assert known == unknown
    assert (known["status"], known["where"]) == (302, f"{RESET}sent/")


def test_inviting_tells_nothing_to_a_coordinator(world, signed_in):
    client = signed_in(world.coordinator)
    found = []
    for address in (world.stranger.email, UNKNOWN):
        sent = {"email": address, "constituency": "migrants", "role": "reporter"}
        page = client.get(ADD).content.decode()
        sent["starts_on"] = re.search(r'name="starts_on" value="([^"]+)"', page)[1]
        found.append(told(client, ADD, sent, address))
        Outbox.objects.all().delete()
        world.committee.invitations.all().delete()

    assert found[0] == found[1]
    assert (found[0]["status"], found[0]["hashed"]) == (302, 0)


def test_a_link_that_does_nothing_tells_nothing_of_its_address(world):
    known, unknown = invited(world, world.stranger.email), invited(world, UNKNOWN)
    tokens = [invitation_of(one.token).token for one in (known, unknown)]
    for one in (known, unknown):
        type(one).objects.filter(pk=one.pk).update(expires_at="2020-01-01T00:00Z")

    pages = [hashed(lambda token=token: Client().get(f"/accounts/invitation/{token}/")) for token in tokens]

    assert {(page.status_code, page.content, work) for page, work in pages} == {
        (pages[0][0].status_code, pages[0][0].content, 0)
    }

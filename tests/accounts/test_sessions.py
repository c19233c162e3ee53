"""Where somebody is signed in: seen by that person alone, ended with one button, and by itself when idle."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.door import is_in, sign_in, sign_in_with_code
from tests.recorded import recorded
from tests.workspace.elements import text_of
from tracker.actions import sweep
from tracker.models import Session


def test_account_lists_where_one_is_signed_in_and_nothing_about_the_machine(cast):
    client, other = Client(HTTP_USER_AGENT="CANARY", REMOTE_ADDR="192.0.2.7"), Client()
    sign_in(client, cast.reporter)
    sign_in(other, cast.reporter)
    sign_in(Client(), cast.observer)

    page = client.get("/accounts/")

    assert text_of(page).count("Last used on") == 2
    assert text_of(page).count("This one") == 1
    assert [word for word in ("CANARY", "192.0.2") if word in page.content.decode()] == []
    assert page["X-Robots-Tag"] == "noindex"


def test_signing_out_everywhere_ends_every_session_of_the_person_alone(cast):
    client, other, stranger = Client(), Client(), Client()
    sign_in(client, cast.reporter)
    sign_in(other, cast.reporter)
    sign_in(stranger, cast.observer)

    answer = client.post("/accounts/sign-out/everywhere/")

    assert (answer.url, is_in(client), is_in(other), is_in(stranger)) == ("/", False, False, True)
    assert [one[0] for one in recorded()] == ["person.signed_out"]


@pytest.mark.parametrize("path", ["/accounts/sign-out/everywhere/", "/accounts/sign-out/"])
def test_signing_out_takes_a_button(cast, client, path):
    sign_in(client, cast.reporter)

    assert client.get(path).status_code == 405
    assert is_in(client)


def idle(client, minutes):
    """Nothing came from this browser for so long."""
    session = client.session
    session["seen"] = int((timezone.now() - timedelta(minutes=minutes)).timestamp())
    session.save()


@pytest.mark.parametrize(
    ("who", "minutes", "stays"),
    [
        ("reviewer", 29, True),
        ("reviewer", 31, False),
        ("coordinator", 31, False),
        ("administrator", 31, False),
        ("reporter", 31, True),
        ("observer", 11 * 60, True),
    ],
)
def test_half_an_hour_without_a_sign_ends_the_session_of_who_decides(cast, client, who, minutes, stays):
    sign_in_with_code(client, getattr(cast, who))
    idle(client, minutes)

    answer = client.get("/work/")

    assert answer.status_code == (200 if stays else 302)
    assert is_in(client) is stays


def test_a_sign_of_life_counts(cast, client):
    sign_in_with_code(client, cast.reviewer)
    for _time in range(3):
        idle(client, 20)
        client.get("/work/")

    assert is_in(client)


def test_expired_sessions_are_swept_away(cast, client):
    sign_in(client, cast.reporter)
    sign_in(Client(), cast.reporter)
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=timezone.now())

    sweep.sweep()

    assert Session.objects.count() == 1


@pytest.mark.parametrize("sessions", [1, 8])
def test_account_asks_a_fixed_number_of_questions(cast, client, django_assert_num_queries, sessions):
    for _one in range(sessions - 1):
        sign_in(Client(), cast.reporter)
    sign_in(client, cast.reporter)

    with django_assert_num_queries(4):
        client.get("/accounts/")

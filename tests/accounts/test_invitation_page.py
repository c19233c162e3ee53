"""The page behind the link of an invitation, for whoever may open it."""

import logging

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from scorecard.logs import WithoutKeys
from tests.actions.test_invitations import ADDRESS, CHOSEN, invited
from tests.cast import make_user
from tests.workspace.elements import text_of
from tracker.actions.people import begin
from tracker.models import Invitation, Session, User


def link(invitation):
    return f"/accounts/invitation/{invitation.token}/"


def test_page_says_what_is_offered_and_uses_nothing_up(cast, client):
    invitation = invited(cast)

    answer = client.get(link(invitation))

    invitation.refresh_from_db()
    assert answer.status_code == 200
    assert "a seat on Committee of Arcadia" in text_of(answer)
    assert ADDRESS in text_of(answer)
    assert (invitation.used_at, "sessionid" in answer.cookies) == (None, False)
    assert "no-store" in answer["Cache-Control"]


def test_invited_person_chooses_name_and_password_and_is_in(cast, client):
    answer = client.post(link(invited(cast)), CHOSEN)

    user = User.objects.get(email=ADDRESS)
    assert (answer.status_code, answer.url) == (302, "/work/")
    assert client.session[SESSION_KEY] == str(user.pk)
    assert [one.user for one in Session.objects.all()] == [user]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "password": CHOSEN["password"]}, "name"),
        ({"name": "Invited Person", "password": "short"}, "password"),
        ({"name": "Invited Person", "password": "password1234"}, "password"),
        ({"name": "Invited Person", "password": "invited person"}, "password"),
        ({"name": "Invited Person", "password": ADDRESS}, "password"),
        ({"name": "Invited Person", "password": "x" * 1_001}, "password"),
    ],
    ids=["no name", "short", "common", "the name", "the address", "endless"],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_used_up(cast, client, typed, field):
    invitation = invited(cast)

    answer = client.post(link(invitation), typed)

    invitation.refresh_from_db()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (invitation.used_at, User.objects.filter(email=ADDRESS).count()) == (None, 0)
    assert f'value="{typed["password"]}"' not in answer.content.decode()


def test_link_that_does_nothing_answers_the_same_page_whatever_the_reason(cast, client):
    used, withdrawn, foreign = (
        invited(cast),
        invited(cast, "second@example.org"),
        invited(cast, "third@example.org"),
    )
    begin(used, **CHOSEN)
    Invitation.objects.filter(pk=withdrawn.pk).update(withdrawn_at=withdrawn.expires_at)
    known = make_user("known", is_active=False)
    suspended = invited(cast, known.email)
    anonymous = [client.get(link(one)) for one in (used, withdrawn, suspended)]
    anonymous.append(client.get(f"/accounts/invitation/{'0' * 64}/"))
    anonymous.append(client.post(link(used), CHOSEN))
    client.force_login(cast.reporter)

    signed_in = [client.get(link(foreign)), client.post(link(foreign), CHOSEN)]

    assert [one.status_code for one in anonymous] == [410, 410, 410, 404, 410]
    assert [one.status_code for one in signed_in] == [403, 403]
    assert len({one.content for one in [*anonymous, *signed_in]}) == 1


def test_somebody_with_an_account_signs_in_first_and_takes_the_seat_with_one_button(cast, client):
    known = make_user("known")
    invitation = invited(cast, known.email)
    asked = client.get(link(invitation))
    client.force_login(known)

    opened = client.get(link(invitation))
    before = known.seats.count()
    pressed = client.post(link(invitation))

    assert f"/accounts/sign-in/?next={link(invitation)}" in asked.content.decode()
    assert (opened.status_code, before) == (200, 0)
    assert (pressed.status_code, pressed.url, known.seats.count()) == (302, "/work/", 1)


def test_log_has_no_key_that_opens_something(cast, client, caplog):
    client.post(link(invited(cast)), {})
    client.get("/accounts/password/reset/1/abc-def0123/")

    said = [record.getMessage() for record in caplog.records]

    assert said == ["Unprocessable Entity: /accounts/invitation/…", "Gone: /accounts/password/reset/…"]


def test_addresses_that_open_nothing_are_logged_as_they_are():
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "%s: %s", ("Gone", "/accounts/password/"), None)

    WithoutKeys().filter(record)

    assert record.getMessage() == "Gone: /accounts/password/"


def test_link_without_its_token_is_refused_by_the_forms_guard(cast):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(link(invited(cast)), CHOSEN)

    assert (answer.status_code, User.objects.filter(email=ADDRESS).count()) == (403, 0)

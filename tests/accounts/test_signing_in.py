"""The way in and out: with an address and a password, with a code for whoever has one, and how often one may try."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.accounts.door import CODE, SIGN_IN, is_in, sign_in, sign_in_with_code
from tests.cast import PASSWORD, code
from tests.workspace.elements import text_of
from tracker.models import Session


def test_member_signs_in_and_out(cast, client):
    inside = sign_in(client, cast.reporter)
    came_in = is_in(client)

    out = client.post("/accounts/sign-out/")

    assert (inside.url, came_in, is_in(client)) == ("/work/", True, False)
    assert (out.url, out["Clear-Site-Data"]) == ("/", '"cache", "cookies", "storage"')
    assert Session.objects.filter(user=cast.reporter).count() == 0


def test_case_of_the_letters_of_an_address_does_not_matter(cast, client):
    answer = client.post(SIGN_IN, {"login": " Reporter@Example.ORG ", "password": PASSWORD})

    assert answer.url == "/work/"


def test_reading_and_the_form_to_sign_in_make_no_session(cast, client):
    pages = [client.get("/"), client.get(SIGN_IN), client.get("/accounts/password/reset/")]

    assert [one.status_code for one in pages] == [200] * 3
    assert [sorted(one.cookies) for one in pages] == [[], ["csrftoken"], ["csrftoken"]]
    assert Session.objects.count() == 0


def test_whoever_decides_gets_in_with_a_code_only(cast, client):
    first = sign_in(client, cast.reviewer)
    before = is_in(client)

    second = client.post(CODE, {"code": code()})

    assert (first.url, before, second.url, is_in(client)) == (CODE, False, "/work/", True)


def test_code_works_once(cast, client):
    shown = code()
    other = Client()
    sign_in(client, cast.reviewer)
    sign_in(other, cast.reviewer)
    client.post(CODE, {"code": shown})

    answer = other.post(CODE, {"code": shown})

    assert (answer.status_code, is_in(client), is_in(other)) == (422, True, False)


def test_wrong_code_is_refused_beside_its_field(cast, client):
    sign_in(client, cast.reviewer)

    answer = client.post(CODE, {"code": "000000" if code() != "000000" else "000001"})

    assert answer.status_code == 422
    assert text_of(answer).count("The code is not right. Take the one that the app shows now.") == 2


WRONG = [
    ("reporter@example.org", "not the password"),
    ("nobody@example.org", PASSWORD),
    ("suspended@example.org", PASSWORD),
]


def test_unknown_suspended_and_mistaken_get_the_same_answer(cast, client):
    cast.observer.email = "suspended@example.org"
    cast.observer.is_active = False
    cast.observer.save()

    answers = [client.post(SIGN_IN, {"login": login, "password": word}) for login, word in WRONG]

    said = {text_of(answer).replace(login, "") for answer, (login, _word) in zip(answers, WRONG, strict=True)}
    assert [one.status_code for one in answers] == [422] * 3
    assert len(said) == 1
    assert "The address or the password is not right." in said.pop()
    assert [PASSWORD in one.content.decode() for one in answers] == [False] * 3


def try_often(client, user, times, **more):
    return [sign_in(client, user, password="wrong and long", **more).status_code for _try in range(times)]


def test_sixth_wrong_try_in_a_row_is_refused_even_with_the_right_password(cast, client):
    tries = try_often(client, cast.reporter, 5)

    right = sign_in(client, cast.reporter)

    assert tries == [422] * 5
    assert (right.status_code, right["Retry-After"], is_in(client)) == (429, "300", False)
    assert "Too many tries" in right.content.decode()


def test_right_password_ends_the_row(cast, client):
    tries = try_often(client, cast.reporter, 4)
    sign_in(client, cast.reporter)
    client.post("/accounts/sign-out/")

    more = try_often(client, cast.reporter, 5)

    assert (tries, more) == ([422] * 4, [422] * 5)


def test_nobody_locks_another_out(cast, client):
    try_often(client, cast.reporter, 6)

    from_elsewhere = sign_in(Client(REMOTE_ADDR="192.0.2.7"), cast.reporter)
    another = sign_in(client, cast.observer)

    assert (from_elsewhere.url, another.url) == ("/work/", "/work/")


def test_sixth_wrong_code_in_a_row_is_refused(cast, client):
    sign_in(client, cast.reviewer)
    wrong = "000000" if code() != "000000" else "000001"
    tries = [client.post(CODE, {"code": wrong}).status_code for _try in range(6)]

    right = client.post(CODE, {"code": code()})

    assert tries == [422] * 5 + [429]
    assert (right.status_code, is_in(client)) == (429, False)


def test_nothing_of_an_address_is_kept_or_logged(cast, caplog):
    client = Client(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="CANARY browser")
    try_often(client, cast.reporter, 6)
    cache.clear()
    sign_in_with_code(client, cast.reviewer)

    kept = str(list(Session.objects.values()) + [one.get_decoded() for one in Session.objects.all()])
    remembered = str(cache._cache)
    assert [word for word in ("192.0.2", "CANARY") if word in kept + remembered + caplog.text] == []
    assert "reporter@example.org" not in remembered + caplog.text
    assert str(cast.reviewer.pk) in kept


def test_long_address_counts_by_its_network(cast):
    first, second = Client(REMOTE_ADDR="2001:db8::1"), Client(REMOTE_ADDR="2001:db8::2")
    try_often(first, cast.reporter, 5)

    assert sign_in(second, cast.reporter).status_code == 429


def test_proxy_says_who_connected_where_the_settings_name_its_header(cast, settings, client):
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    try_often(client, cast.reporter, 6, headers={"x-real-ip": "192.0.2.7"})

    same = sign_in(client, cast.reporter, headers={"x-real-ip": "192.0.2.7"})
    other = sign_in(client, cast.reporter, headers={"x-real-ip": "192.0.2.8"})

    assert (same.status_code, other.status_code) == (429, 302)


def test_new_device_is_told_of_and_then_known(cast, client, mailoutbox):
    sign_in(client, cast.reporter)
    first = [one.subject for one in mailoutbox]
    Session.objects.all().delete()

    sign_in(client, cast.reporter)
    again = len(mailoutbox)
    sign_in(Client(), cast.reporter)

    assert first == ["You signed in on a new device – GCM Scorecard"]
    assert (again, len(mailoutbox)) == (1, 2)


def test_suspended_person_is_out_at_once(cast, client):
    sign_in(client, cast.reporter)
    before = is_in(client)
    cast.reporter.is_active = False
    cast.reporter.save(update_fields=["is_active"])

    assert (before, is_in(client)) == (True, False)


def test_nobody_registers(cast, client):
    found = [
        client.get(path).status_code
        for path in ("/accounts/signup/", "/accounts/sign-up/", "/accounts/email/")
    ]

    assert found == [404] * 3


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_sign_in_leads_to_our_own_pages_only(cast, client, there):
    answer = client.post(SIGN_IN, {"login": cast.reporter.email, "password": PASSWORD, "next": there})

    assert answer.url == "/work/"


def test_session_ends_after_twelve_hours_however_busy(cast, client):
    sign_in(client, cast.reporter)
    began = timezone.now() - timedelta(hours=12)
    Session.objects.update(started_at=began)
    session = client.session
    session["busy"] = True
    session.save()

    assert Session.objects.get().expire_date == began + timedelta(hours=12)
    assert is_in(client) is False

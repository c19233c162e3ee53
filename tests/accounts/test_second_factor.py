"""The second factor: asked of whoever decides or administers, before anything else opens, and kept locked."""

import importlib.util
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.test import Client

from scorecard import settings as ours
from tests.accounts.door import CODE, is_in, sign_in, sign_in_with_code
from tests.cast import PASSWORD, SECRET, code, make_user, seat
from tests.recorded import recorded
from tests.workspace.typed import log_address
from tracker.accounts.adapters import SecondFactorAdapter
from tracker.enums import SeatRole
from tracker.models import Session

SET_UP = "/accounts/second-factor/set-up/"


@pytest.fixture
def newcomer(cast):
    """Somebody who got a seat that decides a moment ago, and has no app yet."""
    user = make_user("newcomer")
    seat(cast.committee, user, "migrants", SeatRole.REVIEWER)
    Authenticator.objects.filter(user=user).delete()
    return user


def secret_on(page):
    return re.search(r'<code class="secret" dir="ltr">([A-Z2-7 ]+)</code>', page.content.decode())[1].replace(
        " ", ""
    )


def set_up(client):
    secret = secret_on(client.get(SET_UP))
    return secret, client.post(SET_UP, {"code": code(secret=secret)})


@pytest.mark.parametrize("path", ["/work/", "/work/committees/arcadia/", "/work/committees/nowhere/"])
def test_nothing_opens_before_it_is_set_up(newcomer, client, path):
    sign_in(client, newcomer)

    answers = [client.get(path), client.post(path, {"x": "y"})]

    assert [one.url for one in answers] == [f"{SET_UP}?next={path.replace('/', '%2F')}"] * 2


def test_desk_of_the_administrators_does_not_open_either(cast, client):
    Authenticator.objects.filter(user=cast.administrator).delete()
    sign_in(client, cast.administrator)

    assert client.get("/desk/").url == f"{SET_UP}?next=%2Fdesk%2F"


def test_reading_stays_open(newcomer, client):
    sign_in(client, newcomer)

    assert [client.get(path).status_code for path in ("/", "/committees/", "/accounts/")] == [200] * 3


def test_who_only_reports_or_reads_along_is_not_asked(cast, client):
    found = []
    for user in (cast.reporter, cast.observer):
        sign_in(client, user)
        found.append(client.get("/work/").status_code)
        client.post("/accounts/sign-out/")

    assert found == [200, 200]


def test_it_is_asked_from_the_day_a_seat_decides(cast, client):
    sign_in(client, cast.reporter)
    before = client.get(log_address(cast)).status_code
    cast.reporter.seats.update(role=SeatRole.COORDINATOR)

    assert (before, client.get("/work/").url) == (200, f"{SET_UP}?next=%2Fwork%2F")


def test_set_up_leads_to_the_recovery_codes_and_the_desk_opens(newcomer, client):
    sign_in(client, newcomer)

    _secret, answer = set_up(client)

    codes = client.get(answer.url)
    assert answer.url == "/accounts/second-factor/codes/"
    assert len(re.findall(r"<li><code>\d{8}</code></li>", codes.content.decode())) == 10
    assert client.get("/work/").status_code == 200


def test_secret_and_codes_are_locked_in_the_database(newcomer, client):
    sign_in(client, newcomer)
    secret = secret_on(client.get(SET_UP))
    waiting = str(client.session.items())
    client.post(SET_UP, {"code": code(secret=secret)})

    rows = str(list(Authenticator.objects.filter(user=newcomer).values())) + str(client.session.items())
    totp = Authenticator.objects.get(user=newcomer, type="totp")
    assert secret not in waiting + rows
    assert SecondFactorAdapter().decrypt(totp.data["secret"]) == secret


def test_page_shows_the_secret_as_text_and_as_a_picture_the_policy_allows(newcomer, client):
    sign_in(client, newcomer)

    page = client.get(SET_UP)

    assert len(secret_on(page)) == 32
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]


def test_wrong_code_keeps_the_secret_that_the_app_was_given(newcomer, client):
    sign_in(client, newcomer)
    secret = secret_on(client.get(SET_UP))

    answer = client.post(SET_UP, {"code": "12"})
    again = client.post(SET_UP, {"code": code(secret=secret)})

    assert (answer.status_code, secret_on(answer)) == (422, secret)
    assert again.status_code == 302


def test_setting_it_up_ends_other_sessions_and_is_told_and_recorded(newcomer, client, mailoutbox):
    other = Client()
    sign_in(client, newcomer)
    sign_in(other, newcomer)
    before = is_in(other)
    mailoutbox.clear()

    set_up(client)

    assert (before, is_in(client), is_in(other)) == (True, True, False)
    assert [one.subject for one in mailoutbox] == ["Your second factor was changed – GCM Scorecard"]
    assert [one[0] for one in recorded()] == ["person.second_factor"]


def test_recovery_code_signs_in_once_in_place_of_the_app(newcomer, client):
    sign_in(client, newcomer)
    _secret, answer = set_up(client)
    first = re.findall(r"<li><code>(\d{8})</code></li>", client.get(answer.url).content.decode())[0]
    one, other = Client(), Client()
    sign_in(one, newcomer)
    sign_in(other, newcomer)

    used = one.post(CODE, {"code": first})
    again = other.post(CODE, {"code": first})

    assert (used.url, again.status_code) == ("/work/", 422)


def test_what_changes_the_second_factor_asks_for_a_code_again(cast, client):
    sign_in_with_code(client, cast.reviewer)

    asked = [client.get(f"/accounts/second-factor/{name}/") for name in ("remove", "codes/new")]
    posted = client.post("/accounts/second-factor/remove/")

    assert [one.url.partition("?")[0] for one in [*asked, posted]] == ["/accounts/confirm/code/"] * 3
    assert Authenticator.objects.filter(user=cast.reviewer, type="totp").exists()


def test_what_was_sent_is_not_kept_while_the_code_is_asked(cast):
    client = Client(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="CANARY browser")
    sign_in_with_code(client, cast.reviewer)

    client.post("/accounts/second-factor/remove/", {"typed": "CANARY"})

    assert [word for word in ("CANARY", "192.0.2.7") if word in str(client.session.items())] == []


def test_another_app_is_set_up_after_the_old_one_is_removed(cast, client):
    sign_in_with_code(client, cast.reviewer)
    asked = client.get("/accounts/second-factor/remove/").url
    client.post(asked, {"code": code(steps=1)})

    removed = client.post("/accounts/second-factor/remove/")
    desk = client.get("/work/")
    secret, again = set_up(client)

    assert (removed.url, desk.url) == ("/accounts/", f"{SET_UP}?next=%2Fwork%2F")
    assert (again.status_code, secret == SECRET, client.get("/work/").status_code) == (302, False, 200)


def test_demonstration_may_be_spared_it_where_one_tries_things_out(newcomer, client, settings):
    settings.SECOND_FACTOR = False
    type(newcomer).objects.filter(pk=newcomer.pk).update(email="newcomer@demo.example")
    newcomer.refresh_from_db()
    sign_in(client, newcomer)
    spared = client.get("/work/").status_code
    settings.SECOND_FACTOR = True

    assert (spared, client.get("/work/").url) == (200, f"{SET_UP}?next=%2Fwork%2F")


def test_nobody_else_is_spared_it(newcomer, client, settings):
    settings.SECOND_FACTOR = False
    sign_in(client, newcomer)

    assert client.get("/work/").url == f"{SET_UP}?next=%2Fwork%2F"


def test_session_without_the_code_opens_nothing(cast, client):
    sign_in(client, cast.reviewer)

    assert client.get("/work/").url == "/accounts/sign-in/?next=/work/"
    assert [one.user for one in Session.objects.all()] == [None]
    assert PASSWORD not in str(client.session.items())


def test_server_refuses_to_start_without_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/x")
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("SITE_URL", "https://scorecard.example")
    monkeypatch.setenv("SECOND_FACTOR", "off")

    spec = importlib.util.spec_from_file_location("tried", ours.__file__)
    with pytest.raises(ImproperlyConfigured, match="SECOND_FACTOR"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_a_secret_key_that_changed_opens_what_the_one_before_sealed(settings):
    sealed = SecondFactorAdapter().encrypt("a secret of an app")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]

    assert SecondFactorAdapter().decrypt(sealed) == "a secret of an app"


def test_a_lost_secret_key_lets_nobody_in(settings):
    sealed = SecondFactorAdapter().encrypt("a secret of an app")
    settings.SECRET_KEY = "another key"

    with pytest.raises(PermissionDenied):
        SecondFactorAdapter().decrypt(sealed)

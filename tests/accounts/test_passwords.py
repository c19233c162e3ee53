"""Another password: by a link that is sent to the address, or by somebody who is signed in."""

import re

import pytest
from django.test import Client

from tests.accounts.door import is_in, sign_in, sign_in_with_code
from tests.cast import PASSWORD
from tests.recorded import recorded
from tests.workspace.elements import text_of
from tracker.actions import outbox
from tracker.models import Outbox

RESET, NEW = "/accounts/password/reset/", "four words that differ"


def ask(client, address, **more):
    return client.post(RESET, {"email": address}, **more)


def link_in(mail):
    return re.search(r"http://[^/\s]+(/accounts/password/reset/\S+/)", mail.body)[1]


def choose(client, link, password=NEW):
    """Open the link, and choose."""
    form = client.get(link).url
    return form, client.post(form, {"password": password})


def test_link_in_the_mail_leads_to_another_password(cast, client, mailoutbox):
    ask(client, "Reporter@Example.org")
    (mail,) = mailoutbox

    form, answer = choose(Client(), link_in(mail))

    cast.reporter.refresh_from_db()
    assert (mail.to, form.rpartition("/set-password/")[1]) == (["reporter@example.org"], "/set-password/")
    assert (answer.url, cast.reporter.check_password(NEW)) == ("/accounts/password/reset/done/", True)
    assert [one.subject for one in mailoutbox[1:]] == ["Your password was changed – GCM Scorecard"]
    assert recorded() == [("person.password", recorded()[0][1], cast.reporter)]


def test_old_sessions_are_dead_after_a_reset_and_the_code_is_still_asked(cast, client, mailoutbox):
    sign_in_with_code(client, cast.reviewer)
    before = is_in(client)
    ask(Client(), cast.reviewer.email)
    choose(Client(), link_in(mailoutbox[-1]))

    other = Client()
    answer = sign_in(other, cast.reviewer, password=NEW)

    assert (before, is_in(client)) == (True, False)
    assert (answer.url, is_in(other)) == ("/accounts/sign-in/code/", False)


def test_link_works_once_and_not_after_the_password_changed(cast, client, mailoutbox):
    ask(client, cast.reporter.email)
    ask(client, cast.reporter.email)
    choose(Client(), link_in(mailoutbox[0]))

    used, other = (Client().get(link_in(mailoutbox[number])) for number in (0, 1))
    guessed = Client().get(f"{RESET}1/abc-def/")

    assert [one.status_code for one in (used, other, guessed)] == [410] * 3
    assert len({text_of(one) for one in (used, other, guessed)}) == 1


def test_unknown_address_gets_the_same_answer_the_same_work_and_no_mail(
    cast, client, mailoutbox, monkeypatch
):
    monkeypatch.setattr(outbox, "wake", lambda: None)
    suspended = cast.observer
    suspended.is_active = False
    suspended.save(update_fields=["is_active"])

    answers = [ask(client, one) for one in (cast.reporter.email, "nobody@example.org", suspended.email)]
    rows = list(Outbox.objects.values_list("kind", "address"))
    outbox.send_waiting()

    assert [(one.status_code, one.url) for one in answers] == [(302, f"{RESET}sent/")] * 3
    assert len(rows) == 3
    assert [one.to for one in mailoutbox] == [[cast.reporter.email]]
    assert [one.address for one in Outbox.objects.all()] == [cast.reporter.email]


def test_same_number_of_questions_whoever_asks(cast, client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(outbox, "wake", lambda: None)
    for address in (cast.reporter.email, "nobody@example.org"):
        with django_assert_num_queries(3):
            ask(client, address)


def test_asking_too_often_is_refused(cast, client):
    answers = [ask(client, "nobody@example.org").status_code for _time in range(6)]

    assert answers == [302] * 5 + [429]


def test_link_is_of_our_own_host_whatever_the_request_says(cast, client, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["evil.example", "testserver"]

    ask(client, cast.reporter.email, headers={"host": "evil.example"})

    assert "evil.example" not in mailoutbox[0].body
    assert settings.SITE_URL in mailoutbox[0].body


def test_easy_password_is_refused_beside_its_field(cast, client, mailoutbox):
    ask(client, cast.reporter.email)

    _form, answer = choose(client, link_in(mailoutbox[0]), "password1234")

    cast.reporter.refresh_from_db()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["password"])
    assert cast.reporter.check_password(PASSWORD)


def test_member_changes_the_password_and_stays_only_here(cast, client):
    other = Client()
    sign_in(client, cast.reporter)
    sign_in(other, cast.reporter)

    answer = client.post("/accounts/password/", {"current": PASSWORD, "password": NEW})

    cast.reporter.refresh_from_db()
    assert (answer.url, cast.reporter.check_password(NEW)) == ("/accounts/", True)
    assert (is_in(client), is_in(other)) == (True, False)


def test_every_letter_of_a_long_password_counts(cast, client):
    chosen = "  Ünder Ⅳ stars " + "x" * 84 + " "
    sign_in(client, cast.reporter)
    client.post("/accounts/password/", {"current": PASSWORD, "password": chosen})

    ways = [chosen, chosen.strip(), chosen.lower(), chosen[:72], chosen + "x"]
    came_in = []
    for word in ways:
        other = Client()
        sign_in(other, cast.reporter, password=word)
        came_in.append(is_in(other))

    assert len(chosen) > 64
    assert came_in == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"current": "not this one", "password": NEW}, ["current"]),
        ({"current": PASSWORD, "password": "short"}, ["password"]),
    ],
)
def test_wrong_password_or_an_easy_one_changes_nothing(cast, client, typed, wrong):
    sign_in(client, cast.reporter)

    answer = client.post("/accounts/password/", typed)

    cast.reporter.refresh_from_db()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, wrong)
    assert cast.reporter.check_password(PASSWORD)

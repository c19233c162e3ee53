"""A form that was sent after its session had ended: kept in the page, for the person who typed it alone."""

import pytest
from django.core import signing
from django.test import Client

from tests.cast import PASSWORD, drafted
from tests.workspace.elements import Elements, text_of
from tests.workspace.typed import address, form_address, log_address, rows, typed
from tracker.models import Draft, ProgressReport
from tracker.workspace.signing import SENT, owner_of_page


def sent_signed_out(cast, path, fields, *, owner=None, client=None):
    """The answer to a form that is sent when nobody is signed in."""
    sent = fields | {"owner": owner_of_page(owner or cast.reporter)}
    return (client or Client()).post(path, sent)


def kept_in(answer):
    (kept,) = [one["value"] for _, one in Elements(answer.content.decode()).tags if one.get("name") == "kept"]
    return kept


def client_of(user):
    client = Client(enforce_csrf_checks=True)
    assert client.login(username=user.email, password=PASSWORD)
    return client


def test_what_was_sent_waits_in_the_page_and_nowhere_else(cast):
    client, before = Client(), rows()

    answer = sent_signed_out(cast, log_address(cast), typed(narrative="A long text."), client=client)

    assert answer.status_code == 401
    assert "Sign in to go on: your text is still here" in text_of(answer)
    assert 'href="/accounts/sign-in/" target="_blank"' in answer.content.decode()
    assert "A long text." not in answer.content.decode()
    assert (rows(), list(client.cookies)) == (before, [])


def test_signed_in_again_the_same_person_goes_on_where_the_button_led(cast):
    kept = kept_in(sent_signed_out(cast, log_address(cast), typed()))

    answer = client_of(cast.reporter).post("/work/again/", {"kept": kept})

    assert answer.url == address("check", ProgressReport.objects.get())


def test_what_was_to_be_saved_for_later_is_saved(cast):
    page = f"{log_address(cast)}keep/"
    kept = kept_in(sent_signed_out(cast, page, typed(value="7,") | {"topic": "answer"}))

    client_of(cast.reporter).post("/work/again/", {"kept": kept})

    assert Draft.objects.get().typed["value"] == ["7,"]


def test_meanwhile_changed_elsewhere_both_texts_are_shown(cast):
    report = drafted(cast)
    fields = typed(narrative="From the session that ended.", version="0")
    kept = kept_in(sent_signed_out(cast, address("edit", report), fields))

    answer = client_of(cast.reporter).post("/work/again/", {"kept": kept})

    assert answer.status_code == 409
    assert "From the session that ended." in answer.content.decode()
    assert "Fewer than the year before." in answer.content.decode()


@pytest.mark.parametrize("who", ["coordinator", "stranger", "administrator"])
def test_nobody_else_is_given_the_text(cast, who):
    kept = kept_in(sent_signed_out(cast, log_address(cast), typed(narrative="For nobody else.")))
    before = rows()

    answer = client_of(getattr(cast, who)).post("/work/again/", {"kept": kept})

    assert answer.status_code == 403
    assert "For nobody else." not in answer.content.decode()
    assert rows() == before


def test_still_signed_out_the_text_goes_on_waiting(cast):
    kept = kept_in(sent_signed_out(cast, log_address(cast), typed()))

    answer = Client().post("/work/again/", {"kept": kept})

    assert answer.status_code == 401
    assert "You are not signed in yet." in text_of(answer)
    assert kept_in(answer) == kept


@pytest.mark.parametrize("kept", ["", "x", "eyJhIjoxfQ:1abc:def"])
def test_what_was_not_signed_here_does_nothing(cast, kept):
    before = rows()

    answers = [one.post("/work/again/", {"kept": kept}) for one in (Client(), client_of(cast.reporter))]

    assert [one.status_code for one in answers] == [403, 403]
    assert rows() == before


def test_only_pages_of_the_form_are_sent_again(cast):
    report = drafted(cast)
    fields = {"owner": cast.reporter.pk, "path": address("check", report), "fields": {}}

    answer = client_of(cast.reporter).post("/work/again/", {"kept": signing.dumps(fields, salt=SENT)})

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (403, "draft")


@pytest.mark.parametrize("owner", [None, "", "1", "1:x:y"])
def test_a_form_that_was_made_for_nobody_leads_to_the_sign_in_page(cast, client, owner):
    sent = typed() | ({} if owner is None else {"owner": owner})

    answer = client.post(log_address(cast), sent)

    assert answer.url == f"/accounts/sign-in/?next={log_address(cast)}"


def test_a_page_left_open_over_another_sign_in_keeps_its_text_too(cast):
    client = client_of(cast.reporter)
    page = Elements(client.get(form_address(cast)).content.decode())
    (owner,) = [one["value"] for _, one in page.tags if one.get("name") == "owner"]

    refused = client.post(log_address(cast), typed() | {"owner": owner})
    answer = client.post("/work/again/", {"kept": kept_in(refused)})

    assert refused.status_code == 403
    assert answer.url == address("check", ProgressReport.objects.get())


def test_opening_the_page_by_itself_leads_to_the_desk(client, db):
    assert client.get("/work/again/").url == "/work/"

"""Letters about what changes: asked for without an account, confirmed by mail, ended with a click, forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import figure, published
from tests.models.finding_rows import mark_change
from tests.public.world import words_of
from tests.subscriptions import READER, day_later, follow, path_in
from tracker.actions import subscriptions
from tracker.enums import Rhythm
from tracker.models import AuditEvent, Outbox, Subscription
from tracker.public import subscription_views
from tracker.public.limiting import Allowance
from tracker.selectors.mark_changes import Watched

FORM = "/changes/subscribe/?place=arcadia"
TYPED = {"email": READER, "rhythm": "daily"}


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch):
    monkeypatch.setattr(subscription_views, "ASKED", Allowance(each=10, all=1_000))


@pytest.fixture
def follower(cast, mailoutbox):
    """Somebody who follows Arcadia, day by day."""
    found = follow(Watched(place=cast.arcadia))
    mailoutbox.clear()
    return found


def changed_yesterday(cast, **more):
    mark_change(cast, on=timezone.localdate() - timedelta(days=1), **more).save()


def test_form_needs_neither_account_nor_cookie(cast, client, mailoutbox):
    shown, sent = client.get(FORM), client.post(FORM, TYPED)

    assert (shown.status_code, sent.status_code) == (200, 200)
    assert [mail.to for mail in mailoutbox] == [[READER]]
    for answer in (shown, sent):
        assert not answer.cookies
        assert answer["Cache-Control"] == "private, no-store"
        assert READER not in sent.content.decode()


def test_nothing_is_sent_before_it_was_confirmed(cast, client, mailoutbox):
    client.post(FORM, TYPED)
    mailoutbox.clear()
    changed_yesterday(cast)

    written = subscriptions.tell(now=day_later())

    assert (written, mailoutbox) == (0, [])


def test_letter_is_confirmed_once_and_looking_changes_nothing(cast, client, mailoutbox):
    client.post(FORM, TYPED)
    path = path_in(mailoutbox[0])

    looked = [client.get(path).status_code for _once in range(2)]
    before = Subscription.objects.confirmed().count()
    done, again = client.post(path), client.post(path)

    assert (looked, before) == ([200, 200], 0)
    assert (done.status_code, again.status_code, client.get(path).status_code) == (200, 410, 410)
    assert Subscription.objects.confirmed().count() == 1


def test_letter_is_good_for_72_hours_and_the_address_goes_then(cast, client, mailoutbox):
    client.post(FORM, TYPED)
    path = path_in(mailoutbox[0])
    Subscription.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    late = client.post(path)
    forgotten = subscriptions.forget_unconfirmed(now=timezone.now())

    assert (late.status_code, forgotten) == (410, 1)
    assert (Subscription.objects.count(), Outbox.objects.count()) == (0, 0)


def test_the_answer_does_not_tell_who_follows_what(follower, client, mailoutbox):
    known, unknown = (client.post(FORM, {**TYPED, "email": one}) for one in (READER, "nobody@example.org"))

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert [mail.to for mail in mailoutbox] == [[READER], ["nobody@example.org"]]
    assert mailoutbox[0].subject == mailoutbox[1].subject


def test_the_same_is_asked_of_the_database_for_both(follower, client):
    asked = []
    for address in (READER, "nobody@example.org"):
        with CaptureQueriesContext(connection) as captured:
            client.post(FORM, {**TYPED, "email": address})
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_confirming_again_takes_the_place_of_the_first(follower, client, mailoutbox):
    client.post(FORM, {**TYPED, "rhythm": "weekly"})
    client.post(path_in(mailoutbox[0]))

    (one,) = Subscription.objects.all()
    assert (one.rhythm, one.address, one.uuid == follower.uuid) == (Rhythm.WEEKLY, READER, False)


def test_one_address_gets_three_questions_a_day(cast, client, mailoutbox):
    answers = [client.post(FORM, TYPED) for _once in range(5)]

    assert len({(one.status_code, one.content) for one in answers}) == 1
    assert len(mailoutbox) == subscriptions.LETTERS_A_DAY


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": ""}, "Enter the e-mail address."),
        ({"email": "reader"}, "There is a problem"),
        ({"email": "reader@exämple.org"}, "There is a problem"),
        ({"email": "a@example.org, b@example.org"}, "There is a problem"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "There is a problem"),
        ({"rhythm": ""}, "Choose how often."),
        ({"rhythm": "hourly"}, "There is a problem"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(cast, client, mailoutbox, changes, said):
    answer = client.post(FORM, {**TYPED, **changes})

    assert answer.status_code == 422
    assert said in words_of(answer.content.decode())
    assert (mailoutbox, Subscription.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    "query", ["place=nowhere", "objective=99", "objective=x", "commitment=%00", "place=arcadia&objective=10"]
)
def test_nothing_is_followed_that_is_not_there(cast, client, query):
    assert client.post(f"/changes/subscribe/?{query}", TYPED).status_code == 404


def test_too_many_forms_from_one_network_are_refused_and_nothing_typed_is_lost(cast, client, mailoutbox):
    found = [client.post(FORM, {**TYPED, "email": f"r{one}@example.org"}).status_code for one in range(10)]

    answer, elsewhere = client.post(FORM, TYPED), client.post(FORM, TYPED, REMOTE_ADDR="192.0.2.7")

    assert (found, answer.status_code, elsewhere.status_code) == ([200] * 10, 429, 200)
    assert f'value="{READER}"' in answer.content.decode()


def test_another_site_sends_no_form(cast, client, mailoutbox):
    answer = client.post(FORM, TYPED, headers={"Sec-Fetch-Site": "cross-site"})

    assert (answer.status_code, mailoutbox) == (403, [])


def test_letter_can_be_ended_by_a_mail_program(cast, follower, client, mailoutbox):
    published(cast, figure(7_000, 2023))
    subscriptions.tell(now=day_later())
    headers = mailoutbox[0].extra_headers
    page = f"/subscriptions/{follower.uuid}/"

    assert headers["List-Unsubscribe"].endswith(f"{page}>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answers = [client.post(page, {"List-Unsubscribe": "One-Click"}).status_code for _once in range(2)]

    assert answers == [200, 200]
    assert (Subscription.objects.count(), Outbox.objects.filter(address=READER).count()) == (0, 0)


def test_page_of_a_letter_leads_to_what_changed_in_its_days(cast, follower, client):
    html = client.get(f"/subscriptions/{follower.uuid}/?since=2026-01-01&until=2026-01-07").content.decode()

    assert 'href="/changes/?place=arcadia&amp;since=2026-01-01&amp;until=2026-01-07"' in html
    assert READER not in html
    assert client.get(f"/subscriptions/{follower.uuid}/?since=<x>&until=").status_code == 200


def test_looking_at_the_page_ends_nothing(follower, client):
    client.get(f"/subscriptions/{follower.uuid}/")

    assert Subscription.objects.confirmed().count() == 1


def test_address_stands_nowhere_once_it_is_out(cast, follower, client):
    published(cast, figure(7_000, 2023))
    subscriptions.tell(now=day_later())

    client.post(f"/subscriptions/{follower.uuid}/")

    everything = str([list(model.objects.values()) for model in (Subscription, Outbox, AuditEvent)])
    assert READER not in everything


def test_a_link_that_does_nothing_says_the_same_whatever_the_reason(cast, client, mailoutbox):
    client.post(FORM, TYPED)
    used = path_in(mailoutbox[0])
    client.post(used)

    found = {
        (one.status_code, one.content) for one in map(client.get, (used, "/subscriptions/confirm/never/"))
    }

    assert len(found) == 1

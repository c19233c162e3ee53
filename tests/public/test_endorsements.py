"""Who stands behind what, in public; and the form for everyone, with its letter."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.editions import frozen, make_round
from tests.endorsements import ADDRESS, last_token, make_organisation
from tests.public.world import words_of
from tracker.actions import endorsements
from tracker.enums import CommitmentStatus
from tracker.models import Commitment, Endorsement
from tracker.public import endorsement_views
from tracker.public.limiting import Allowance

COMMITMENT = "/commitments/GCM10-9/"
ASK = f"{COMMITMENT}endorse/"
TYPED = {"organisation": "Rights Network", "step": "sign"}


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch):
    monkeypatch.setattr(endorsement_views, "ASKED", Allowance(each=10, all=1_000))


@pytest.fixture
def edition(cast):
    return frozen(make_round(), as_of=timezone.localdate() - timedelta(days=30), by=cast.administrator)


def words(client, path):
    return words_of(client.get(path).content.decode())


def test_pages_name_the_organisations_and_never_a_person(client, cast, edition):
    for name in ("Rights Network", "Chamber of Employers"):
        organisation = make_organisation(name, address="", user=cast.observer)
        endorsements.endorse(organisation, cast.commitment, by=cast.observer)
    endorsements.endorse(organisation, edition, by=cast.observer)

    page, frozen_page = words(client, COMMITMENT), words(client, f"/editions/{edition.slug}/")

    assert "2 organisations have signed on to it: Chamber of Employers Rights Network" in page
    assert "1 organisation has signed on to it: Chamber of Employers" in frozen_page
    assert "Observer Person" not in page + frozen_page


def test_whoever_withdraws_is_named_on_no_page_of_any_day(client, cast):
    organisation = make_organisation(user=cast.observer)
    kept = endorsements.endorse(organisation, cast.commitment, by=cast.observer)
    Endorsement.objects.update(at=datetime(2020, 1, 1, tzinfo=UTC))
    past = client.get(f"{COMMITMENT}?as_of=2022-01-01").content

    endorsements.withdraw(kept, by=cast.observer)

    assert "No organisation has signed on to it yet." in words(client, COMMITMENT)
    assert client.get(f"{COMMITMENT}?as_of=2022-01-01").content == past
    assert b"Rights Network" not in past


@pytest.mark.parametrize("number", [1, 8])
def test_no_page_asks_more_than_five_questions(client, cast, edition, number, django_assert_num_queries):
    for one in range(number):
        organisation = make_organisation(f"Organisation {one}", address="", user=cast.observer)
        endorsements.endorse(organisation, cast.commitment, by=cast.observer)
        endorsements.endorse(organisation, edition, by=cast.observer)

    with django_assert_num_queries(5):
        client.get(COMMITMENT)
    with django_assert_num_queries(5):
        client.get(f"/editions/{edition.slug}/")


def test_the_form_needs_neither_account_nor_cookie(client, cast, mailoutbox):
    make_organisation()

    shown, sent = client.get(ASK), client.post(ASK, TYPED)

    assert (shown.status_code, sent.status_code) == (200, 200)
    assert [mail.to for mail in mailoutbox] == [[ADDRESS]]
    for answer in (shown, sent):
        assert not answer.cookies
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_the_answer_does_not_tell_who_is_known(client, cast):
    make_organisation()

    answers = [client.post(ASK, {**TYPED, "organisation": name}) for name in ("Rights Network", "Nobody")]

    assert len({(one.status_code, one.content) for one in answers}) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": ""}, "Enter the name of the organisation."),
        ({"step": ""}, "Choose what the organisation wants."),
        ({"step": "publish"}, "There is a problem"),
        ({"organisation": "a\x00b"}, "There is a problem"),
        ({"organisation": "x" * 201}, "There is a problem"),
    ],
)
def test_what_is_wrong_is_said(client, cast, changes, said, mailoutbox):
    answer = client.post(ASK, {**TYPED, **changes})

    assert answer.status_code == 422
    assert said in words_of(answer.content.decode())
    assert mailoutbox == []


@pytest.mark.parametrize("path", ["/commitments/NONE/endorse/", "/editions/none/endorse/"])
def test_nothing_is_signed_that_is_not_there(client, cast, path):
    assert (client.get(path).status_code, client.post(path, TYPED).status_code) == (404, 404)


def test_a_retired_commitment_is_not_signed(client, cast):
    Commitment.objects.update(status=CommitmentStatus.RETIRED)

    assert client.get(ASK).status_code == 404


def test_too_many_forms_from_one_address_are_refused_and_nothing_typed_is_lost(client, cast, mailoutbox):
    make_organisation()
    found = [client.post(ASK, {**TYPED, "organisation": f"Nobody {one}"}).status_code for one in range(10)]

    answer = client.post(ASK, TYPED)
    elsewhere = client.post(ASK, TYPED, REMOTE_ADDR="192.0.2.7")

    assert found == [200] * 10
    assert answer.status_code == 429
    assert 'value="Rights Network"' in answer.content.decode()
    assert elsewhere.status_code == 200
    assert len(mailoutbox) == 1


def test_another_site_sends_no_form(client, cast, mailoutbox):
    make_organisation()

    answer = client.post(ASK, TYPED, headers={"Sec-Fetch-Site": "cross-site"})

    assert (answer.status_code, mailoutbox) == (403, [])


def test_looking_at_a_letter_changes_nothing_and_its_button_once(client, cast):
    make_organisation()
    client.post(ASK, TYPED)
    path = f"/endorsements/{last_token()}/"

    looked = [words(client, path) for _ in range(2)]
    before = Endorsement.objects.count()
    done, again = client.post(path), client.post(path)

    assert ["Does your organisation sign on?" in one for one in looked] == [True, True]
    assert (before, Endorsement.objects.count()) == (0, 1)
    assert (done.status_code, again.status_code) == (200, 410)
    assert "Your organisation has signed on" in words_of(done.content.decode())
    assert "1 organisation has signed on to it: Rights Network" in words(client, COMMITMENT)
    assert [dict(one.cookies) for one in (done, again)] == [{}, {}]


def test_a_link_that_does_nothing_says_the_same_whatever_the_reason(client, cast):
    make_organisation()
    client.post(ASK, TYPED)
    used = f"/endorsements/{last_token()}/"
    client.post(used)

    found = {(one.status_code, one.content) for one in (client.get(used), client.get("/endorsements/never/"))}

    assert len(found) == 1

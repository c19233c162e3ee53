"""Good practices at work: who opens what, what a form takes, and what becomes of it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.practices import handed_in, made_public, proposal, proposed, sent_back, typed
from tests.workspace.elements import text_of
from tests.workspace.typed import rows
from tracker.actions import practices
from tracker.models import GoodPractice, Seat, Term, TermOverride


def address(name, practice):
    return reverse(f"workspace:practice_{name}", args=[practice.uuid])


def propose_address(cast, committee=None):
    return reverse("workspace:practice_propose", args=[(committee or cast.committee).slug])


PAGES = ["edit", "check", "review"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("reporter", [302, 302, 200, 403, 403]),
        ("reviewer", [404, 404, 200, 302, 409]),
        ("coordinator", [404, 404, 200, 302, 409]),
        ("observer", [404, 404, 200, 403, 403]),
        ("stranger", [404] * 5),
        ("administrator", [404] * 5),
    ],
)
def test_each_seat_opens_its_own_doors(cast, signed_in, who, expected):
    practice = handed_in(cast)
    client = signed_in(getattr(cast, who))

    found = [client.get(address(name, practice)).status_code for name in PAGES]
    found.append(client.post(address("publish", practice)).status_code)
    found.append(client.post(address("send_back", practice), {"reason": "Name the year."}).status_code)

    assert found == expected


@pytest.mark.parametrize("who", ["reviewer", "coordinator", "stranger", "administrator"])
def test_a_draft_is_its_authors_alone(cast, signed_in, who):
    practice, client = proposed(cast), signed_in(getattr(cast, who))
    missing = client.get(reverse("workspace:practice_review", args=[uuid4()]))

    answers = [client.get(address(name, practice)) for name in PAGES]

    assert {(one.status_code, one.content) for one in answers} == {(404, missing.content)}


def test_anonymous_is_sent_to_sign_in(client, cast):
    practice = handed_in(cast)

    found = [client.get(address(name, practice)).status_code for name in PAGES]

    assert found == [302] * 3
    assert client.get(reverse("workspace:practices")).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [("reporter", 200), ("coordinator", 200), ("reviewer", 403), ("observer", 403), ("stranger", 404)],
)
def test_the_form_opens_for_who_may_report(cast, signed_in, who, status):
    assert signed_in(getattr(cast, who)).get(propose_address(cast)).status_code == status


def test_what_is_typed_becomes_a_draft_and_then_the_check_page(cast, signed_in):
    client = signed_in(cast.reporter)

    answer = client.post(propose_address(cast), typed())

    practice = GoodPractice.objects.get()
    words = text_of(client.get(answer.url))
    assert answer.url == address("check", practice)
    assert (practice.place, practice.author, practice.state) == (cast.arcadia, cast.reporter, "draft")
    assert "The town opened a desk." in words
    assert client.post(address("check", practice)).url == address("review", practice)
    assert client.post(address("check", practice)).url == address("review", practice)
    practice.refresh_from_db()
    assert practice.state == "submitted"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Give it a title."),
        ({"done": " "}, "Say what was done."),
        ({"outcome": ""}, "Say what came of it."),
        ({"commitments": []}, "Choose at least one commitment that it serves."),
        ({"first_url": ""}, "Name at least one page that shows it."),
        ({"first_url": "javascript:alert(1)"}, "https://"),
        ({"second_url": "https://example.org/a"}, "Enter the title of the page."),
        ({"second_title": "A page"}, "Enter the address of the page."),
        ({"language": "xx"}, "Choose"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, signed_in, changes, words):
    client, before = signed_in(cast.reporter), rows()

    answer = client.post(propose_address(cast), typed(**changes))

    page = text_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert "There is a problem" in page
    assert rows() == before
    if "done" not in changes:
        assert "The town opened a desk." in answer.content.decode()


def test_a_practice_sent_back_says_why_and_is_changed(cast, signed_in):
    practice, client = sent_back(cast), signed_in(cast.reporter)

    page = text_of(client.get(address("edit", practice)))
    answer = client.post(address("edit", practice), typed(version="3", done="In 2024 the town opened it."))

    practice.refresh_from_db()
    assert "Sent back to you: what should change Name the year." in page
    assert answer.url == address("check", practice)
    assert practice.done == "In 2024 the town opened it."


def test_two_pages_of_one_draft_lose_nothing(cast, signed_in):
    practice, client = proposed(cast), signed_in(cast.reporter)
    practices.rewrite(practice, proposal(title="The other page"), by=cast.reporter, version=1)

    answer = client.post(address("edit", practice), typed(version="1", title="This page"))

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "The other page" in html
    assert "This page" in html
    assert 'name="version" value="2"' in html


def test_the_list_says_what_waits_and_what_is_mine(cast, signed_in):
    practice = handed_in(cast)
    shown = {}
    for who in ("reporter", "reviewer", "observer", "stranger"):
        shown[who] = text_of(signed_in(getattr(cast, who)).get(reverse("workspace:practices")))

    assert "Waiting for your decision A desk that answers" in shown["reviewer"]
    assert "Yours, on their way A desk that answers" in shown["reporter"]
    assert "A good practice for Committee of Arcadia" in shown["reporter"]
    assert "A good practice for" not in shown["observer"]
    assert practice.title not in shown["observer"] + shown["stranger"]


@pytest.mark.parametrize("number", [1, 8])
def test_the_list_asks_as_much_for_one_as_for_eight(cast, signed_in, number, django_assert_num_queries):
    for _ in range(number):
        handed_in(cast)
        made_public(cast)
    client = signed_in(cast.reviewer)

    # the session, the person, the seats, the practices
    with django_assert_num_queries(4):
        client.get(reverse("workspace:practices"))


def test_a_decision_that_came_second_is_told(cast, signed_in):
    practice = handed_in(cast)
    practices.publish(practice, by=cast.coordinator)

    answer = signed_in(cast.reviewer).post(address("publish", practice))

    assert answer.status_code == 409
    assert "This was already decided" in text_of(answer)


def test_a_reason_is_asked_for(cast, signed_in):
    answer = signed_in(cast.reviewer).post(address("send_back", handed_in(cast)), {"reason": ""})

    assert answer.status_code == 422
    assert "Say what should change" in text_of(answer)


def test_a_committee_with_gaps_is_told_why(cast, signed_in):
    practice = handed_in(cast)
    Seat.objects.filter(user=cast.coordinator).update(ends_on="2020-01-01")

    words = text_of(signed_in(cast.reviewer).get(address("review", practice)))

    assert "It cannot be published yet, because the committee is not fully made up" in words


def test_hints_stand_on_the_check_page_in_the_language_of_the_text(cast, signed_in):
    Term.objects.create(
        code="FR-X",
        language="fr",
        avoid=["x"],
        prefer=["y"],
        why="z",
        severity="info",
        pattern="clandestin(e)",
    )
    practice = proposed(cast, proposal(title="Un voyage clandestin", language="fr"))
    client = signed_in(cast.reporter)

    french = text_of(client.get(address("check", practice)))
    GoodPractice.objects.update(language="es")
    spanish = text_of(client.get(address("check", practice)))
    answer = client.post(
        reverse("workspace:keep_word"),
        {"term": "FR-X", "field": "title", "token": str(practice.submit_token)},
    )

    assert "Words to think about" in french
    assert "Words to think about" not in spanish
    assert answer.url == address("check", practice)
    assert TermOverride.objects.get().field == "title"

"""Who gets in where: every address of the workspace, for every kind of person, and what each answer carries."""

from uuid import uuid4

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from tests.cast import drafted, make_committee, make_user, returned, seat, submitted
from tests.workspace.typed import address, log_address, rows, typed
from tracker.enums import SeatRole

ABOUT_A_REPORT = ["edit", "check", "receipt", "review", "publish", "send_back"]
POST_ONLY = {"publish", "send_back"}


def ask(client, name, report):
    """Open a page, or press its button."""
    there = address(name, report)
    return client.post(there, {"reason": "Name the page."}) if name in POST_ONLY else client.get(there)


class Missing:
    """A report that was never there."""

    uuid = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("name", ABOUT_A_REPORT)
def test_anonymous_is_sent_to_sign_in_whether_or_not_the_report_exists(cast, client, name):
    report = submitted(cast)

    real, missing = ask(client, name, report), ask(client, name, Missing)

    assert (real.status_code, real.url) == (302, f"/accounts/sign-in/?next={address(name, report)}")
    assert (missing.status_code, missing.url) == (302, f"/accounts/sign-in/?next={address(name, Missing)}")


@pytest.mark.parametrize("path", ["/work/", "/work/committees/arcadia/", "/work/committees/nowhere/"])
def test_anonymous_is_sent_to_sign_in_from_every_list(client, db, path):
    assert client.get(path).url == f"/accounts/sign-in/?next={path}"


@pytest.mark.parametrize("name", ABOUT_A_REPORT)
@pytest.mark.parametrize("state", [drafted, submitted, returned])
def test_a_stranger_finds_nothing(cast, signed_in, name, state):
    report = state(cast)
    client, before = signed_in(cast.stranger), rows()

    real, missing = ask(client, name, report), ask(client, name, Missing)

    assert (real.status_code, missing.status_code) == (404, 404)
    assert real.content == missing.content
    assert rows() == before


def test_a_stranger_finds_no_committee_and_no_form(cast, signed_in):
    client = signed_in(cast.stranger)
    missing = client.get("/work/committees/nowhere/")

    pages = [
        client.get("/work/committees/arcadia/"),
        client.get(log_address(cast)),
        client.post(log_address(cast), typed()),
        # one's own committee, another committee's target
        client.get(log_address(cast, committee=cast.other_committee)),
    ]

    assert [one.status_code for one in pages] == [404] * 4
    assert {one.content for one in pages} == {missing.content}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        # edit, check, receipt, review, publish, send_back of what the reporter handed in
        ("reporter", [302, 302, 200, 200, 403, 403]),
        ("reviewer", [404, 404, 404, 200, 302, 409]),
        ("coordinator", [404, 404, 404, 200, 302, 409]),
        ("observer", [404, 404, 404, 200, 403, 403]),
        ("administrator", [404] * 6),
    ],
)
def test_each_seat_opens_its_own_doors(cast, signed_in, who, expected):
    report = submitted(cast)
    client = signed_in(getattr(cast, who))

    answers = [ask(client, name, report).status_code for name in ABOUT_A_REPORT]

    assert answers == expected


@pytest.mark.parametrize("who", ["reviewer", "coordinator", "observer"])
def test_a_colleagues_draft_is_nobodys_business(cast, signed_in, who):
    report = drafted(cast)
    client = signed_in(getattr(cast, who))

    assert [ask(client, name, report).status_code for name in ABOUT_A_REPORT] == [404] * 6


@pytest.mark.parametrize(
    ("who", "status"), [("reporter", 200), ("coordinator", 200), ("reviewer", 403), ("observer", 403)]
)
def test_the_form_opens_for_who_may_log(cast, signed_in, who, status):
    client, before = signed_in(getattr(cast, who)), rows()

    assert client.get(log_address(cast)).status_code == status
    assert client.post(log_address(cast), {}).status_code == (422 if status == 200 else 403)
    assert rows() == before


def test_a_seat_that_ended_opens_nothing(cast, signed_in):
    report = submitted(cast)
    cast.committee.seats.filter(user=cast.reporter).update(ends_on="2020-01-01")
    client = signed_in(cast.reporter)

    answers = [ask(client, name, report).status_code for name in ABOUT_A_REPORT]

    assert answers == [404] * 6
    assert client.get("/work/committees/arcadia/").status_code == 404
    assert client.get("/work/").status_code == 200


def test_a_member_of_two_committees_reports_on_each_ones_own_place(cast, signed_in):
    member = make_user("both")
    for committee in (cast.committee, cast.other_committee):
        seat(committee, member, "migrants", SeatRole.REPORTER)
    make_committee("nobody", cast.world)
    client = signed_in(member)

    assert client.get(log_address(cast)).status_code == 200
    assert client.get(log_address(cast, committee=cast.other_committee)).status_code == 404


@pytest.mark.parametrize("name", ["publish", "send_back"])
def test_a_decision_is_never_taken_by_opening_a_page(cast, signed_in, name):
    assert signed_in(cast.reviewer).get(address(name, submitted(cast))).status_code == 405


def test_every_page_is_private_and_kept_out_of_search_engines(cast, signed_in):
    report, draft = submitted(cast), drafted(cast)
    client = signed_in(cast.reporter)
    paths = [
        "/work/",
        "/work/committees/arcadia/",
        log_address(cast),
        address("check", draft),
        address("receipt", report),
        address("review", report),
    ]

    answers = [client.get(path) for path in paths] + [client.post(address("publish", report))]

    assert [one.status_code for one in answers] == [200] * 6 + [403]
    assert {one["Cache-Control"] for one in answers} == {"private, no-store"}
    assert {one["X-Robots-Tag"] for one in answers} == {"noindex"}


def test_every_page_says_who_is_signed_in_and_lets_them_out(cast, signed_in):
    client = signed_in(cast.reporter)

    page = client.get("/work/").content.decode()
    out = client.post(reverse("logout"))

    assert '<a class="who" href="/accounts/">Reporter Person</a>' in page
    assert '<form method="post" action="/accounts/sign-out/">' in page
    assert (out.status_code, out.url) == (302, "/")
    assert SESSION_KEY not in client.session


def test_a_form_without_its_cross_site_token_is_not_sent(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.reporter)
    before = rows()

    answer = client.post(log_address(cast), typed(token=str(uuid4())))

    assert answer.status_code == 403
    assert "The form was not sent" in answer.content.decode()
    assert rows() == before

import re

import pytest
from django.urls import reverse

from tests.cast import drafted, figure, published, submitted
from tests.pages import addresses
from tracker.models import TargetVersion, User


def pages_of(client):
    """Every page that stands on the cast, by its address."""
    return {address: client.get(address) for address in addresses()}


def leaks(pages, people):
    """The names and addresses of these people that some page shows."""
    secrets = {secret for user in people for secret in (user.name, user.email)}
    return {secret for secret in secrets for page in pages.values() if secret in page.content.decode()}


def test_every_page_is_for_everyone_without_a_cookie_and_fit_to_be_kept(client, cast):
    published(cast)

    pages = pages_of(client)

    assert len(pages) == 15
    assert {page.status_code for page in pages.values()} == {200}
    assert {frozenset(page["Cache-Control"].split(", ")) for page in pages.values()} == {
        frozenset({"public", "max-age=1", "must-revalidate"})
    }
    assert [address for address, page in pages.items() if page.cookies or "Cookie" in page["Vary"]] == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_is_read_only(client, cast, method):
    response = getattr(client, method)(reverse("public:place", args=["arcadia"]))

    assert response.status_code == 405


def test_no_page_asks_a_third_party_for_anything_or_runs_a_script(client, cast):
    published(cast)

    pages = pages_of(client).values()

    asked = {
        link for page in pages for link in re.findall(r"""<(?:link|img|script)[^>]*""", page.content.decode())
    }
    # These addresses are our own, and nothing is fetched from them.
    told = ('rel="canonical"', 'rel="alternate" hreflang')
    fetched = {one for one in asked if not any(words in one for words in told)}
    assert [one for one in fetched if "://" in one or "<script" in one] == []
    assert len(fetched) >= 3


def test_a_page_weighs_at_most_twenty_kilobytes(client, cast):
    published(cast)

    weights = {
        address: len(client.get(address, headers={"accept-encoding": "gzip"}).content)
        for address in addresses()
    }

    assert {address: weight for address, weight in weights.items() if weight > 20_000} == {}
    assert min(weights.values()) > 1_000


def test_no_page_names_a_member(client, cast):
    published(cast)
    TargetVersion.objects.update(author=cast.administrator)

    found = leaks(pages_of(client), User.objects.all())

    assert found == set()


def test_a_member_named_on_a_page_would_be_found(client, cast):
    published(cast, figure(7_000, narrative=f"Written by {cast.reporter.name}."))

    found = leaks(pages_of(client), User.objects.all())

    assert found == {cast.reporter.name}


@pytest.mark.parametrize(
    "address",
    [
        "/places/atlantis/",
        "/places/atlantis/GCM10-9/5/",
        "/places/arcadia/GCM99-9/5/",
        "/places/arcadia/GCM10-9/12/",
        "/places/arcadia/GCM10-9/0/",
        "/places/arcadia/GCM10-9/five/",
        "/places/world/GCM10-9/5/",
        "/places/%00/",
        "/reports/0b0c7f0e-6f0a-4d5e-9c58-3a1f0e5d7c11/",
        "/reports/1/",
        "/committees/nobody/",
    ],
)
def test_what_is_not_there_is_the_plain_page_of_that(client, cast, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "<h1>There is no such page</h1>" in response.content.decode()


@pytest.mark.parametrize("make", [drafted, submitted])
def test_a_report_before_it_is_public_is_not_there(client, cast, make):
    report = make(cast)

    response = client.get(reverse("public:report", args=[report.uuid]))

    assert response.status_code == 404

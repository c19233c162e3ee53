"""No name, no address, no draft and no reason of a decision stands on a public page, today or as of a past day."""

from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.cast import figure, published
from tests.permissions.crawl import crawled, leaks, route_of
from tracker.access import Access, access_of, walk

pytestmark = pytest.mark.django_db


def public_routes():
    return {
        route for route, pattern in walk(get_resolver().url_patterns) if access_of(pattern) == Access.PUBLIC
    }


def test_no_public_page_tells_a_secret(world):
    slots = world.slots
    told = [f"/endorsements/{slots['letter']}/", f"/subscriptions/{slots['subscription']}/"]
    told += [f"/subscriptions/confirm/{slots['to confirm']}/", "/search/?q=canary", "/search/?q=arcadia"]
    told += ["/compare/?place=arcadia&place=borduria", "/integrity/key.pem"]
    told += [
        f"/disputes/{slots['dispute', letter, state]}/" for letter in "AB" for state in ("raised", "taken up")
    ]

    pages = crawled(Client(), per_route=12, also=told)

    assert leaks(pages, world.secrets) == {}
    assert public_routes() - {route_of(one) for one in pages} == set()
    assert len(pages) > 50


def test_a_secret_on_a_page_would_be_found(world):
    said = f"Written by {world.cast.reporter.name}."
    # After the round that is closed.
    entry = figure(7_000, reference_on=date(2026, 6, 30), yearly=False, narrative=said)
    report = published(world.cast, entry)

    found = leaks(crawled(Client(), per_route=12), world.secrets)

    # On the page and in what is taken along of it, today and as of a past day.
    told = [f"/reports/{report.uuid}/{file}" for file in ("", "data.csv", "data.json")]
    days = ("", "?as_of=2024-06-30")
    assert found == {f"{page}{day}": [world.cast.reporter.name] for page in told for day in days}

"""No name, no address, no draft and no reason of a decision stands on a public page, today or as of a past day."""

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
    pages = crawled(Client(), per_route=12)

    assert leaks(pages, world.secrets) == {}
    assert public_routes() - {route_of(one) for one in pages} == set()
    assert len(pages) > 50


def test_a_secret_on_a_page_would_be_found(world):
    report = published(world.cast, figure(7_000, 2025, narrative=f"Written by {world.cast.reporter.name}."))

    found = leaks(crawled(Client(), per_route=12), world.secrets)

    assert found == {
        f"/reports/{report.uuid}/": [world.cast.reporter.name],
        f"/reports/{report.uuid}/?as_of=2024-06-30": [world.cast.reporter.name],
    }

"""What holds of every public page of this folder: who may read it, what it costs, what it weighs, how it is built."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from tests.public.world import make_crowd, make_examples, zipped

ADDRESSES = [
    "/",
    "/objectives/",
    "/objectives/10/",
    "/commitments/GCM10-1/",
    "/commitments/GCM07-1/",
    "/places/world/why/all/",
    "/places/world/why/GCM07-1-2/",
    "/heatmap/",
    "/map/",
    "/horizons/5/",
    "/compare/",
    "/benchmarks/",
    "/populations/",
    "/processes/",
    "/method/",
    "/sources/",
]
QUERIES = {
    "/": 6,
    "/objectives/": 3,
    "/objectives/1/": 5,
    "/commitments/GCM01-1/": 5,
    "/places/world/why/all/": 3,
    "/places/world/why/GCM01-1-5/": 3,
    "/heatmap/": 5,
    "/map/": 4,
    "/horizons/5/": 5,
    "/compare/": 3,
    "/benchmarks/": 5,
    "/benchmarks/FW-0.1/": 5,
    "/populations/": 1,
    "/populations/women/": 4,
    "/processes/": 2,
    "/method/": 0,
    "/sources/": 1,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_for_everyone_and_may_be_kept_for_a_minute(client, db, address):
    make_examples()

    response = client.get(address)

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "public, max-age=1, must-revalidate"
    assert response.client.cookies == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_can_only_be_read(client, db, address):
    make_examples()

    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/objectives/99/", "/objectives/0/", "/commitments/GCM99-9/", "/commitments/%27/", "/nowhere/"],
)
def test_unknown_address_is_a_plain_page(client, db, address):
    make_examples()

    response = client.get(address)

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_pages_ask_as_often_with_eight_of_everything_as_with_one(rf, db, number):
    make_crowd(number)

    asked = {address: queries_of(address, rf) for address in QUERIES}

    assert asked == {address: (expected, 0) for address, expected in QUERIES.items()}
    assert max(QUERIES.values()) <= 6


def queries_of(address, rf):
    """How often the view asks the database, and then how often the template does."""
    found = resolve(address)
    with CaptureQueriesContext(connection) as in_view:
        response = found.func(rf.get(address), *found.args, **found.kwargs)
    with CaptureQueriesContext(connection) as in_template:
        response.render()
    return len(in_view), len(in_template)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_has_one_heading_a_title_and_its_landmarks(client, db, address):
    make_examples()

    html = client.get(address).content.decode()

    assert len(re.findall(r"<h1\b", html)) == 1
    assert re.search(r"<title>.*GCM Scorecard.*</title>", html)
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in html
    assert [html.count(f"<{landmark}") for landmark in ("main", "header", "footer")] == [1, 1, 1]
    assert ('<nav class="crumbs' in html) is (address != "/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_runs_nothing_and_fetches_nothing_from_elsewhere(client, db, address):
    make_examples()

    html = client.get(address).content.decode()

    # A feed is named, and not fetched.
    named = r'<link rel="alternate"[^>]*>'
    fetching = re.sub(named, "", html)
    fetched = re.findall(r'<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)="([^"]+)"', fetching)
    elsewhere = [one for one in fetched if not one.startswith(("/static/", settings.SITE_URL))]
    assert elsewhere == []
    assert "<script" not in html
    # The canonical address, the icon, the font, the style; and the style of grids where there is one.
    assert len(fetched) == 4 + ("css/grids.css" in html)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_inside_a_page_leads_somewhere(client, db, address):
    make_examples()
    html = client.get(address).content.decode()
    ids = set(re.findall(r'\bid="([^"]+)"', html))

    hrefs = set(re.findall(r'<a\b[^>]*href="([^"]+)"', html))

    assert [href for href in hrefs if href.startswith("#") and href[1:] not in ids] == []
    assert [href for href in hrefs if href.startswith("/") and not leads_somewhere(href)] == []


def leads_somewhere(href):
    try:
        resolve(urlsplit(href).path)
    except Http404:
        return False
    return True


def test_a_link_that_leads_nowhere_would_be_seen():
    assert not leads_somewhere("/nowhere/at/all/")


def test_pages_are_light(client, db):
    make_crowd(8)

    weights = {address: zipped(client.get(address)) for address in QUERIES}

    assert {address: weight for address, weight in weights.items() if weight > 20_000} == {}


def test_first_view_weighs_less_than_a_hundred_kilobytes(client, db):
    make_crowd(8)
    response = client.get("/")
    assets = re.findall(r'"/static/([^"]+)"', response.content.decode())

    # As they lie on the disk; they are sent compressed.
    weights = {path: Path(finders.find(path)).stat().st_size for path in assets}

    assert len(weights) == 4
    assert zipped(response) + sum(weights.values()) <= 100_000

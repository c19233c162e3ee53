"""The pages of an edition as a browser lays them out, and freezing one at the desk."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.browser import click, opened, overflow, sideways, type_in, violations
from tests.cast import apply_target, figure, make_cast, make_place, published
from tests.editions import frozen, make_round
from tracker.enums import PlaceKind

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
ADDRESSES = [
    "/editions/",
    "/editions/imrf-2026/",
    "/editions/imrf-2026/places/arcadia/",
    "/editions/imrf-2026/places/xar/",
    "/editions/imrf-2026/commitments/GCM10-9/",
    "/editions/imrf-2026/changes/?since=before",
]


@pytest.fixture
def site(live_server):
    """The address of a server with two editions, a figure that came between them, and a round that is open."""
    cast = make_cast()
    fictional = make_place("xar", PlaceKind.COUNTRY, fictional=True)
    apply_target(cast.place_target.target, fictional, baseline=10_000)
    report = published(cast, figure(3_900, 2022))
    type(report).objects.update(published_at="2023-05-01T12:00Z")
    frozen(make_round("before", name="Forum before"), as_of=date(2022, 12, 31), by=cast.administrator)
    frozen(
        make_round(name="A Review Forum with a name that hardly fits on a small telephone"),
        as_of=timezone.localdate() - timedelta(days=3),
        by=cast.administrator,
    )
    make_round("next", name="Next forum")
    return live_server.url


def test_pages_are_accessible_and_fit_the_window(chromium, site):
    found = {}
    with opened(chromium, width=320) as page:
        for address in ADDRESSES:
            page.goto(site + address)
            found[address] = (violations(page), sideways(page), overflow(page))

    assert found == {address: ([], [], 0) for address in ADDRESSES}


def test_reader_goes_from_the_list_to_what_changed_in_a_place(chromium, site):
    with opened(chromium, java_script_enabled=False) as page:
        page.goto(site + "/")
        click(page.get_by_role("link", name="Editions to cite"))
        click(page.get_by_role("link", name="Forum before"))
        click(page.get_by_role("link", name="A Review Forum"))

        assert page.get_by_role("heading", name="New data").is_visible()
        click(page.get_by_role("link", name="Arcadia"))
        assert page.url == site + "/places/arcadia/GCM10-9/5/"


@pytest.mark.parametrize("width", [320, 1280])
def test_administrator_freezes_what_was_read_back(chromium, site, width):
    with opened(chromium, width=width) as page:
        page.goto(site + "/desk/tracker/edition/add/")
        type_in(page, "administrator@example.org")
        page.get_by_label("Round").select_option(label="Next forum")
        click(page.get_by_role("button", name="Show what this comes to"))
        click(page.get_by_role("button", name="Yes, freeze this edition for good"))
        page.wait_for_url("**/editions/next/")

        assert page.get_by_role("heading", level=1, name="Next forum").is_visible()

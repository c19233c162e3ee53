"""Places, targets, reports and committees as a browser shows them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import opened, overflow, sideways, violations
from tests.cast import figure, published, unobserved
from tests.pages import addresses
from tests.public.past import let_time_pass
from tracker.models import Place
from tracker.scoring import Answer

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(transactional_db, cast, live_server):
    """The address of every page about the cast, with figures, a gap, and a replaced report."""
    Place.objects.filter(pk=cast.borduria.pk).update(fictional=True)
    for year, value in ((2020, 9_000), (2021, 8_000), (2021, 7_500), (2023, 7_000)):
        published(cast, figure(value, year))
    published(cast, unobserved(Answer.NO_DATA, 2024))
    return [live_server.url + address for address in [*addresses(), "/places/?name=%00", "/places/nowhere/"]]


@pytest.mark.once
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_can_be_used_by_everyone_and_fit_the_screen(pages, chromium, width, scheme):
    with opened(chromium, width=width, color_scheme=scheme) as page:
        found = {}
        for address in pages:
            page.goto(address)
            found[address] = (violations(page), sideways(page), max(overflow(page), 0))

    assert {address: what for address, what in found.items() if what != ([], [], 0)} == {}


@pytest.mark.once
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_a_past_date_can_be_used_by_everyone_and_fit_the_screen(pages, live_server, chromium, width):
    let_time_pass()
    then = timezone.localdate() - timedelta(days=30)
    asked = ["/", "/places/", "/places/arcadia/", "/places/world/", "/places/arcadia/GCM10-9/5/"]
    addresses = [f"{live_server.url}{one}?as_of={then}" for one in asked]
    with opened(chromium, width=width) as page:
        found = {}
        for address in [*addresses, f"{live_server.url}/places/?as_of=never"]:
            page.goto(address)
            found[address] = (violations(page), sideways(page), max(overflow(page), 0))
        page.goto(f"{live_server.url}/places/arcadia/GCM10-9/5/")
        page.get_by_label("See this page as of").fill(then.isoformat())
        page.get_by_role("button", name="Show").click()
        told = page.locator(".then").inner_text(), page.url

    assert {address: what for address, what in found.items() if what != ([], [], 0)} == {}
    assert "what was published by then" in told[0]
    assert told[1] == addresses[-1]


@pytest.mark.once
def test_axe_and_the_measure_see_what_is_wrong(chromium):
    with opened(chromium, width=320) as page:
        page.set_content(
            "<html lang=en><title>x</title><main><h1>x</h1><img src=x><p style='width: 900px'>x</p></main>"
        )

        assert [name for name, _nodes in violations(page)] == ["image-alt"]
        assert sideways(page) == ["p."]
        assert overflow(page) > 500


@pytest.mark.once
@pytest.mark.parametrize("path", ["/places/arcadia/", "/places/arcadia/GCM10-9/5/"])
def test_first_view_weighs_less_than_a_hundred_kilobytes(pages, live_server, chromium, path):
    with opened(chromium) as page:
        page.goto(live_server.url + path, wait_until="networkidle")
        loaded = page.evaluate(
            "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
            ".map(one => [one.name.split('/').pop(), one.transferSize])"
        )

    assert {"scorecard.css", "source-serif-4-latin-600-normal.woff2"} <= {name for name, _size in loaded}
    assert 10_000 < sum(size for _name, size in loaded) < 100_000

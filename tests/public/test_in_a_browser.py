"""States of the public pages that `test_every_page_in_browser.py` does not meet, as a browser lays them out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import NO_FAULTS, click, faults, opened, overflow, sideways, violations
from tests.cast import figure, make_cast, make_place, make_source, published, unobserved
from tests.pages import addresses
from tests.public.past import let_time_pass
from tests.public.world import make_examples
from tracker.models import Place
from tracker.scoring import Answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OF_THE_EXAMPLES = [
    "/",
    "/objectives/",
    "/objectives/10/",
    "/commitments/GCM10-1/",
    "/commitments/GCM07-1/",
    "/heatmap/",
    "/map/",
    "/horizons/5/",
    "/method/",
    "/sources/",
]


@pytest.fixture
def examples(live_server):
    """The address of a server with the three examples, a fictional place and sources."""
    make_examples()
    make_place("aldora", fictional=True)
    make_source("a", opened=True, url="https://example.org/a-long-address-that-has-no-place-to-break")
    make_source("b")
    return live_server.url


@pytest.fixture
def pages(live_server):
    """The address of every page about the cast, with figures, a gap, and a replaced report."""
    cast = make_cast()
    Place.objects.filter(pk=cast.borduria.pk).update(fictional=True)
    for year, value in ((2020, 9_000), (2021, 8_000), (2021, 7_500), (2023, 7_000)):
        published(cast, figure(value, year))
    published(cast, unobserved(Answer.NO_DATA, 2024))
    return [live_server.url + address for address in [*addresses(), "/places/?name=%00", "/places/nowhere/"]]


def wrong_on(page, wanted):
    """The pages with which something is wrong, each with what it is."""
    found = {}
    for address in wanted:
        page.goto(address)
        found[address] = faults(page)
    assert len(found) == len(wanted)
    return {address: what for address, what in found.items() if what != NO_FAULTS}


@pytest.mark.once
def test_pages_of_the_examples_can_be_used_by_everyone_and_fit_a_telephone(chromium, examples):
    with opened(chromium, width=320) as page:
        wrong = wrong_on(page, [examples + path for path in OF_THE_EXAMPLES])

    assert wrong == {}


@pytest.mark.once
def test_pages_in_every_state_today_and_of_a_past_date_can_be_used_by_everyone(pages, live_server, chromium):
    let_time_pass()
    then = timezone.localdate() - timedelta(days=30)
    asked = ["/", "/places/", "/places/arcadia/", "/places/world/", "/places/arcadia/GCM10-9/5/"]
    dated = [f"{live_server.url}{one}?as_of={then}" for one in asked]
    with opened(chromium, width=320) as page:
        wrong = wrong_on(page, [*pages, *dated, f"{live_server.url}/places/?as_of=never"])
        page.goto(f"{live_server.url}/places/arcadia/GCM10-9/5/")
        page.get_by_label("See this page as of").fill(then.isoformat())
        click(page.get_by_role("button", name="Show"))
        told = page.locator(".then").inner_text(), page.url

    assert wrong == {}
    assert "what was published by then" in told[0]
    assert told[1] == dated[-1]


@pytest.mark.once
@pytest.mark.parametrize("scripts", [True, False])
def test_axe_and_the_measure_see_what_is_wrong(chromium, scripts):
    with opened(chromium, width=320, java_script_enabled=scripts) as page:
        page.set_content(
            "<html lang=en><title>x</title><main><h1>x</h1><img src=x><p style='width: 900px'>x</p></main>"
        )

        assert [name for name, _nodes in violations(page, scripts=scripts)] == ["image-alt"]
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


def test_mark_on_the_first_page_leads_to_the_commitment_and_its_states(chromium, examples):
    with opened(chromium) as page:
        page.goto(examples + "/")

        click(page.get_by_role("link", name="State by State"))

        assert page.url == examples + "/commitments/GCM07-1/"
        assert page.get_by_role("row", name="Arcadia No evidence").is_visible()

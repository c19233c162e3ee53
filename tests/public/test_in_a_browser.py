"""The pages as a browser lays them out, on a phone and on a desk."""

import pytest

from tests.browser import opened, overflow, sideways, violations
from tests.cast import make_place, make_source
from tests.public.world import make_examples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESSES = [
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
def site(live_server):
    """The address of a server with the three examples, a fictional place and sources."""
    make_examples()
    make_place("aldora", fictional=True)
    make_source("a", opened=True, url="https://example.org/a-long-address-that-has-no-place-to-break")
    make_source("b")
    return live_server.url


@pytest.mark.once
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_are_accessible_and_fit_the_window(chromium, site, width, scheme):
    found = {}
    with opened(chromium, width=width, color_scheme=scheme) as page:
        for address in ADDRESSES:
            page.goto(site + address)
            found[address] = (violations(page), sideways(page), overflow(page))

    assert found == {address: ([], [], 0) for address in ADDRESSES}


@pytest.mark.once
def test_the_look_would_find_a_fault(chromium):
    with opened(chromium, width=320) as page:
        page.set_content("<main><img src='a.png'><p style='width: 600px'>wide</p></main>")

        rules = [rule for rule, _where in violations(page)]

        assert "image-alt" in rules
        assert sideways(page) == ["p."]
        assert overflow(page) > 200


@pytest.mark.once
def test_pages_need_no_script_and_send_nothing_elsewhere(chromium, site):
    asked = []
    with opened(chromium, java_script_enabled=False) as page:
        page.on("request", lambda request: asked.append(request.url))
        for address in ADDRESSES:
            page.goto(site + address)
        cookies = page.context.cookies()

    assert len(asked) >= len(ADDRESSES)
    assert [url for url in asked if not url.startswith(site)] == []
    assert cookies == []


def test_mark_on_the_first_page_leads_to_the_commitment_and_its_states(chromium, site):
    with opened(chromium) as page:
        page.goto(site + "/")

        page.get_by_role("link", name="State by State").click()

        assert page.url == site + "/commitments/GCM07-1/"
        assert page.get_by_role("row", name="Arcadia No evidence").is_visible()

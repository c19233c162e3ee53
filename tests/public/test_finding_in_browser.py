"""The search, the log of what changed and the form for letters in a browser: with JavaScript and without."""

import pytest

from tests.browser import click, focused, opened, overflow, sideways, violations
from tests.cast import figure, published
from tests.models.finding_rows import mark_change
from tests.practices import made_public
from tests.subscriptions import follow
from tracker.actions import subscriptions
from tracker.actions.search import refresh
from tracker.enums import ChangeReason, Rhythm
from tracker.models import Subscription
from tracker.selectors.mark_changes import Watched

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def site(transactional_db, cast, live_server):
    """Something to find, something that changed, and somebody who follows it."""
    published(cast, figure(7_000, 2023, narrative="Detention centres were closed."))
    mark_change(cast, reason=ChangeReason.TIME).save()
    made_public(cast)
    refresh()
    return live_server.url


@pytest.fixture
def pages(site):
    """Every page of these, in every state."""
    followed = follow()
    subscriptions.ask("other@example.org", Watched(), Rhythm.DAILY)
    waiting = Subscription.objects.latest("id")
    return [
        f"{site}{path}"
        for path in (
            "/search/",
            "/search/?q=arcadia",
            "/search/?q=detension",
            "/search/?q=arcadia+borduria",
            "/search/?q=a",
            "/search/?q=reports&kind=reports",
            "/changes/",
            "/changes/?place=arcadia&reason=time",
            "/changes/?since=never",
            "/changes/subscribe/?place=arcadia",
            f"/subscriptions/confirm/{waiting.token}/",
            f"/subscriptions/{followed.uuid}/",
            "/subscriptions/confirm/never/",
        )
    ]


def test_pages_can_be_used_by_everyone_and_fit_the_screen(pages, chromium):
    with opened(chromium, width=320) as page:
        found = {}
        for address in pages:
            page.goto(address)
            found[address] = (violations(page), sideways(page), max(overflow(page), 0))

    assert {address: what for address, what in found.items() if what != ([], [], 0)} == {}


@pytest.mark.parametrize("script", [True, False])
def test_reader_finds_a_report_from_the_box_in_the_head(site, chromium, script):
    with opened(chromium, width=320, java_script_enabled=script) as page:
        page.goto(f"{site}/objectives/")
        page.get_by_role("searchbox", name="Look for").fill("detension")
        page.get_by_role("searchbox", name="Look for").press("Enter")
        told = page.get_by_role("main").inner_text()
        click(page.get_by_role("link", name="Arcadia: GCM10-9"))
        report = page.get_by_role("main").inner_text()

    assert "Did you mean detention?" in " ".join(told.split()).replace(" ?", "?")
    assert "Detention centres were closed." in report


@pytest.mark.parametrize("script", [True, False])
def test_reader_asks_a_place_what_changed_and_why(site, chromium, script):
    with opened(chromium, java_script_enabled=script) as page:
        page.goto(f"{site}/places/arcadia/")
        click(page.get_by_role("link", name="see what changed"))
        page.get_by_label("Why").select_option(label="A due date passed")
        click(page.get_by_role("button", name="Show"))
        told = page.locator("#log").inner_text()
        place = page.get_by_label("Place").input_value()
        click(page.locator("#log").get_by_role("link", name="GCM10-9"))
        address = page.url

    assert (place, address) == ("arcadia", f"{site}/places/arcadia/GCM10-9/5/")
    assert "A due date passed" in told
    assert "New data" not in told


@pytest.mark.parametrize("script", [True, False])
def test_reader_asks_for_letters_after_a_slip(site, chromium, script):
    with opened(chromium, width=320, java_script_enabled=script) as page:
        page.goto(f"{site}/changes/subscribe/?commitment=GCM10-9")
        page.get_by_role("main").get_by_label("E-mail address").fill("reader@example")
        click(page.get_by_role("button", name="Ask for the letters"))
        title, at = page.title(), focused(page)
        page.get_by_role("main").get_by_label("E-mail address").fill("reader@example.org")
        click(page.get_by_role("button", name="Ask for the letters"))
        told = page.get_by_role("heading", level=1).inner_text()

    assert title.startswith("Error:")
    assert at == "error-summary"
    assert told == "A letter is on its way"

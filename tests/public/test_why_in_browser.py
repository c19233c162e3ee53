"""Why a mark is what it is, a process, and marks that are held or about to change, as a browser shows them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import click, opened, overflow, sideways, violations
from tests.cast import figure, make_place, published
from tracker.actions.dirty import insert_dirty
from tracker.actions.drain import recompute
from tracker.enums import Cause
from tracker.models import DirtyScore, Process, Score

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
ADDRESSES = [
    "/places/world/why/GCM10-9-5/",
    "/places/arcadia/why/all/",
    "/processes/",
    "/processes/dialogue/",
    "/processes/dialogue/why/objective-10/",
    "/places/borduria/",
    "/places/borduria/GCM10-9/5/",
    "/places/borduria/why/objective-10-5/",
    "/commitments/GCM10-9/",
    "/objectives/10/",
]


@pytest.fixture
def site(cast, live_server):
    """A server with a figure, a process, a State whose marks are held, and a world that is about to change."""
    process = Process.objects.create(
        code="dialogue",
        name="Dialogue on Migration of the Countries of the Region",
        region="Here",
        established=2003,
    )
    process.members.add(cast.arcadia, cast.borduria)
    make_place("carpania", parent=cast.subregion)
    recompute()
    published(cast, figure(7_000, 2023))
    insert_dirty([(cast.borduria, cast.commitment.pk)], cause=Cause.REPORT)
    DirtyScore.objects.update(quarantined_at=timezone.now())
    insert_dirty([(cast.world, cast.commitment.pk)], cause=Cause.BELOW)
    # What failed just now waits for its next try, so that no sweep settles it while the browser looks.
    DirtyScore.objects.update(next_try_at=timezone.now() + timedelta(hours=1))
    Score.objects.filter(place=cast.arcadia, key="objective-10").update(method_version=99)
    return live_server.url


def test_pages_can_be_used_by_everyone_and_fit_the_screen(site, chromium):
    found = {}
    with opened(chromium, width=320) as page:
        for address in ADDRESSES:
            page.goto(site + address)
            found[address] = (violations(page), sideways(page), max(overflow(page), 0))

    assert found == {address: ([], [], 0) for address in ADDRESSES}


def test_reader_goes_from_a_mark_to_its_sum_and_on_to_the_evidence(site, chromium):
    with opened(chromium, java_script_enabled=False) as page:
        page.goto(site + "/processes/dialogue/")

        click(page.get_by_role("link", name="The whole sum, part by part"))
        assert page.url == site + "/processes/dialogue/why/all/"
        click(page.locator("#parts ~ div a.mark").first)
        assert page.url == site + "/processes/dialogue/why/objective-10/"
        click(page.get_by_role("link", name="GCM10-9, Arcadia, 2023"))

        assert "/reports/" in page.url
        assert page.get_by_role("link", name="Yearbook").is_visible()

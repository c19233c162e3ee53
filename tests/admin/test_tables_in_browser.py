"""Somebody brings a table in with a wrong row, mends it, stores it and undoes it; a long one shows how far it is."""

import os

import pytest

from tests.browser import click, desk_faults, opened, press, type_in
from tests.cast import make_cast, published
from tests.tables import ARCADIA, BORDURIA, REASON, as_csv, brought
from tracker.actions.drain import drain
from tracker.models import ImportBatch, PlaceTargetVersion

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of this test's own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def bring_in(page, content):
    page.get_by_label("What is in the table?").select_option("baselines")
    page.get_by_label("The file").set_input_files(
        {"name": "baselines.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_label("Why is this changed?").fill(REASON)
    press(page, "Check this table")


@pytest.mark.parametrize("width", [320, 1280])
def test_table_is_brought_in_mended_stored_and_undone(chromium, live_server, width):
    cast = make_cast()
    published(cast)
    drain()
    looked_at = []
    wrong = [*BORDURIA[:3], "9 thousand", BORDURIA[4]]

    with opened(chromium, width=width) as page:
        page.goto(f"{live_server.url}/desk/")
        type_in(page, "administrator@example.org")
        click(page.get_by_role("link", name="Tables in and out"))
        looked_at.append(looked(page, f"tables-{width}"))
        bring_in(page, as_csv(ARCADIA, wrong))
        problem = page.locator(".desk-problems p").first.inner_text()
        looked_at.append(looked(page, f"wrong-{width}"))
        click(page.get_by_role("link", name="Tables in and out"))
        bring_in(page, as_csv(ARCADIA, BORDURIA))
        looked_at.append(looked(page, f"checked-{width}"))
        press(page, "Yes, store all of these rows")
        looked_at.append(looked(page, f"stored-{width}"))
        click(page.get_by_text("Undo everything that was stored of this table"))
        page.get_by_label("Why is it undone?").fill("It was the wrong year.")
        press(page, "Undo all of it")
        undone = page.locator(".desk-facts").inner_text()

    assert problem.startswith("Row 3, Baseline, “9 thousand”:")
    assert looked_at == [([], 0)] * 4
    assert "Undone" in undone
    assert PlaceTargetVersion.objects.count() == 6


def test_long_table_shows_how_far_it_is_and_is_given_up(chromium, live_server):
    cast = make_cast()
    batch = brought(cast.administrator, ARCADIA)
    ImportBatch.objects.update(total=10_000, done=4_000)

    with opened(chromium, width=320) as page:
        page.goto(f"{live_server.url}/desk/tables/imports/{batch.uuid}/")
        type_in(page, "administrator@example.org")
        said = page.get_by_role("status").inner_text()
        looked_at = looked(page, "progress")
        press(page, "Stop, and give this table up")
        after = page.get_by_role("status").inner_text()

    assert "4\u202f000 of 10\u202f000 rows are checked." in said
    assert "You may leave this page" in said
    assert "It stops before its next rows." in after
    assert looked_at == ([], 0)


def looked(page, name):
    """What is wrong with the page; kept as a picture where somebody asks for pictures."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    return desk_faults(page)

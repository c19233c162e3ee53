"""The page for files in a browser: every state of a file, one that renews itself, and several files at once."""

from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse

from tests.browser import NO_FAULTS, click, faults, opened, sign_in
from tests.cast import drafted, make_cast
from tests.evidence import document
from tests.handed_in import clean_file
from tracker.models import EvidenceFile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(transactional_db, settings, tmp_path):
    """A draft, in a world for a server that runs beside the test, with a store of its own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return drafted(make_cast())


@pytest.mark.once
def test_page_shows_every_state_and_renews_itself(chromium, live_server, report):
    no_copy = {"copy_size": None, "copy_sha256": "", "pages": None}
    waiting = clean_file(report, number=1, state="checking", next_try_at="2099-01-01T00:00Z", **no_copy)
    clean_file(report, number=2, client_name="a very long name of a scan " * 8 + ".pdf")
    clean_file(report, number=3, state="refused", refusal="encrypted", **no_copy)
    clean_file(report, number=4, state="quarantined", **no_copy)
    clean_file(report, number=5, confirmed_at="2026-01-01T00:00Z", original_kept=True)
    address, done = (
        reverse("workspace:files", args=[report.uuid]),
        {"copy_size": 9, "copy_sha256": "c" * 64, "state": "clean"},
    )
    author = report.author
    seen = {}
    with opened(chromium, width=320) as page:
        sign_in(page, live_server.url, author)
        page.goto(live_server.url + address)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            seen[width] = faults(page)
        before = page.locator("#files").inner_text()
        page.evaluate("document.activeElement.blur()")
        made_clean(waiting, done)
        page.wait_for_selector("#files[data-under-way='no']")
        after = page.locator("#files").inner_text()

    assert seen == dict.fromkeys((320, 768, 1280), NO_FAULTS)
    assert "The clean copy is being made." in before
    assert "The clean copy is being made." not in after


def made_clean(file, done):
    """Somebody beside the test makes the copy: its own thread may not ask the database while a browser is open."""

    def make():
        EvidenceFile.objects.filter(pk=file.pk).update(**done)
        connection.close()

    thread = Thread(target=make)
    thread.start()
    thread.join()


@pytest.mark.once
def test_several_files_are_handed_in_at_once(chromium, live_server, report):
    address, author = reverse("workspace:files", args=[report.uuid]), report.author
    pages = [
        {"name": f"{one}.pdf", "mimeType": "application/pdf", "buffer": document(one)} for one in (1, 2, 3)
    ]
    with opened(chromium, width=320) as page:
        sign_in(page, live_server.url, author)
        page.goto(live_server.url + address)
        page.get_by_label("Choose files").set_input_files(pages)
        click(page.get_by_role("button", name="Send the files"))
        page.get_by_role("heading", name="E3").wait_for()
        click(page.get_by_role("button", name="Remove E2"))
        page.get_by_text("E2 is removed and deleted.").wait_for()

    assert list(EvidenceFile.objects.values_list("number", "pages")) == [(1, 1), (3, 3)]

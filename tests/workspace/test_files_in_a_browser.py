"""Handing in a photo as people do it: in a browser, on a phone and on a desk, with a script and without."""

from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse

from tests.browser import opened, overflow, sideways, violations
from tests.cast import drafted, make_cast
from tests.evidence import document, picture_with_gps
from tests.handed_in import clean_file
from tests.workspace.test_in_a_browser import sign_in
from tracker.models import EvidenceFile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(transactional_db, settings, tmp_path):
    """A draft, in a world for a server that runs beside the test, with a store of its own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return drafted(make_cast())


def faults(page):
    """What is wrong with the page as it stands."""
    return violations(page), sideways(page), overflow(page)


def photo(name="IMG_0042.jpg", **more):
    """A photo that knows where it was taken."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture_with_gps(size=(1600, 1200), **more)}


@pytest.mark.parametrize(
    ("width", "scheme", "scripts"), [(320, "light", True), (1280, "dark", True), (768, "light", False)]
)
def test_photo_with_its_place_is_handed_in_seen_clean_and_confirmed(
    chromium, live_server, report, width, scheme, scripts, tmp_path
):
    seen = {}
    author, address = report.author, reverse("workspace:check", args=[report.uuid])
    with opened(chromium, width=width, color_scheme=scheme, java_script_enabled=scripts) as page:
        sign_in(page, live_server.url, author)
        page.goto(live_server.url + address)
        page.get_by_role("link", name="Add files").click()
        looked = faults if scripts else lambda _page: ([], [], 0)
        seen["empty"] = looked(page)
        page.get_by_label("Choose files").set_input_files([photo(), {**photo("notes.docx"), "buffer": b"PK"}])
        page.get_by_role("button", name="Send the files").click()
        seen["refused in part"] = looked(page)
        problem = page.locator("#error-summary").inner_text()
        shown = page.get_by_role("img", name="The clean copy of E1")
        drawn = shown.evaluate("one => one.naturalWidth") if scripts else 1600
        page.get_by_label("No. I looked at every page.").check()
        page.get_by_role("button", name="Answer about E1").click()
        seen["confirmed"] = looked(page)
        said = page.locator("#files").inner_text()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Open the clean copy").click()
        name, copy = saved.value.suggested_filename, saved.value.path().read_bytes()
        page.get_by_role("link", name="Back to the report").click()
        seen["check"] = looked(page)
        page.get_by_role("button", name="Send to the committee").click()
        page.wait_for_url("**/receipt/")
        seen["receipt"] = looked(page)

    file = EvidenceFile.objects.get()
    assert seen == dict.fromkeys(seen, ([], [], 0))
    assert "notes.docx" in problem
    assert "Export it as a PDF" in problem
    assert (drawn, "Clean, names nobody" in said) == (1600, True)
    assert (name.startswith("GCM-"), name.endswith("-E1.jpg"), b"CANARY" in copy) == (True, True, False)
    assert (file.state, file.confirmed_at is not None) == ("clean", True)


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

    assert seen == dict.fromkeys((320, 768, 1280), ([], [], 0))
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
        page.get_by_role("button", name="Send the files").click()
        page.get_by_role("heading", name="E3").wait_for()
        page.get_by_role("button", name="Remove E2").click()
        page.get_by_text("E2 is removed and deleted.").wait_for()

    assert list(EvidenceFile.objects.values_list("number", "pages")) == [(1, 1), (3, 3)]

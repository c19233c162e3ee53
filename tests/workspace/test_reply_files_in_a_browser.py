"""A State replies with a photo: in a browser, on a phone and on a desk, with a script and without."""

import pytest
from django.urls import reverse

from tests.browser import click, faults, opened, sign_in
from tests.cast import drafted, figure, make_cast, published
from tests.evidence import document, picture
from tests.handed_in import confirmed, confirmed_in_reply
from tests.workspace.test_states import replied, speaker
from tests.workspace.way_of_a_report import photo
from tracker.actions import reports
from tracker.models import EvidenceFile, Reply
from tracker.wording import short_reference

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
WAYS = [(320, "light", True), (1280, "dark", True), (768, "light", False)]


@pytest.fixture
def cast(transactional_db, settings, tmp_path):
    """A world for a server that runs beside the test, with a store of its own."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return make_cast()


@pytest.mark.parametrize(("width", "scheme", "scripts"), WAYS)
def test_state_replies_with_a_photo_and_replaces_it(chromium, live_server, cast, width, scheme, scripts):
    report, by, seen = published(cast), speaker(cast), {}
    address = reverse("workspace:reply", args=["arcadia", report.uuid])
    name = short_reference(report.uuid)
    with opened(chromium, width=width, color_scheme=scheme, java_script_enabled=scripts) as page:
        looked = faults if scripts else lambda _page: ([], [], 0)
        sign_in(page, live_server.url, by)
        page.goto(live_server.url + address)
        page.get_by_label("Your reply").fill("We count every border post.")
        click(page.get_by_role("button", name="Keep the text and add files"))
        seen["empty"] = looked(page)
        page.get_by_label("Choose files").set_input_files([photo()])
        click(page.get_by_role("button", name="Send the files"))
        seen["sent"] = looked(page)
        page.get_by_label("No. I looked at every page.").check()
        click(page.get_by_role("button", name="Answer about E1"))
        seen["confirmed"] = looked(page)
        click(page.get_by_role("link", name="Back to the reply"))
        seen["prepared"] = looked(page)
        text = page.get_by_label("Your reply").input_value()
        click(page.get_by_role("button", name="Publish the reply"))
        seen["given"] = looked(page)
        page.get_by_label("Your reply").fill("We count every one.")
        ticked = page.get_by_label(f"{name}-R1-E1.jpg").is_checked()
        click(page.get_by_role("button", name="Replace the reply"))
        page.goto(f"{live_server.url}/reports/{report.uuid}/")
        seen["public"] = looked(page)
        with page.expect_download() as saved:
            click(page.get_by_role("link", name=f"{name}-R2-E1.jpg"))
        called, copy = saved.value.suggested_filename, saved.value.path().read_bytes()

    assert seen == dict.fromkeys(seen, ([], [], 0))
    assert (text, ticked) == ("We count every border post.", True)
    assert (called, b"CANARY" in copy) == (f"{name}-R2-E1.jpg", False)
    assert (Reply.objects.count(), EvidenceFile.objects.count()) == (2, 2)


@pytest.mark.parametrize(("width", "scheme", "scripts"), WAYS)
def test_author_of_a_correction_drops_one_of_two_files(chromium, live_server, cast, width, scheme, scripts):
    older = drafted(cast, figure(8_000))
    confirmed(older, picture("PNG"), "chart.png")
    confirmed(older, document(2), "a very long name of a scan " * 8 + ".pdf")
    reports.submit(older, by=cast.reporter)
    reports.publish(older, by=cast.reviewer)
    newer, seen = drafted(cast, figure(7_000)), {}
    name, address = short_reference(older.uuid), reverse("workspace:check", args=[newer.uuid])
    with opened(chromium, width=width, color_scheme=scheme, java_script_enabled=scripts) as page:
        looked = faults if scripts else lambda _page: ([], [], 0)
        sign_in(page, live_server.url, cast.reporter)
        page.goto(live_server.url + address)
        seen["check"] = looked(page)
        page.get_by_label(f"{name}-E2.pdf").uncheck()
        click(page.get_by_role("button", name="Send to the committee"))
        seen["no reason"] = looked(page)
        still = page.get_by_label(f"{name}-E2.pdf").is_checked()
        page.get_by_label("Why is the older answer corrected?").fill("Two digits had changed places.")
        click(page.get_by_role("button", name="Send to the committee"))
        page.wait_for_url("**/receipt/")
        seen["receipt"] = looked(page)

    assert seen == dict.fromkeys(seen, ([], [], 0))
    assert still is False
    assert list(newer.files.values_list("client_name", flat=True)) == ["chart.png"]


def test_administrator_takes_a_file_out_of_a_reply(chromium, live_server, cast):
    report, by = published(cast), speaker(cast)
    confirmed_in_reply(report, picture("PNG"), "a.png", by=by)
    given = replied(cast, report, by)
    address, admin = reverse("admin:tracker_reply_change", args=[given.pk]), cast.administrator
    with opened(chromium, width=1280) as page:
        sign_in(page, live_server.url, admin)
        page.goto(live_server.url + address)
        page.get_by_label("E1").check()
        page.get_by_label("What was taken out, and why").fill("A face.")
        click(page.get_by_role("button", name="Save", exact=True))
        page.goto(f"{live_server.url}/reports/{report.uuid}/")
        shown = page.locator("#reply").inner_text()

    assert "Personal data was taken out of this reply" in shown
    assert EvidenceFile.objects.count() == 0

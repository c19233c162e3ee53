"""A review as people do it: sent back with a note, handed in again, published, replied to, disputed, corrected."""

import os
from datetime import date

import pytest

from tests.browser import opened, overflow, sideways, type_in, violations
from tests.cast import figure, make_cast, make_user, submitted
from tests.workspace.typed import address
from tracker.models import Dispute, FocalPoint, ProgressReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [(320, "light"), (1280, "dark")]


@pytest.fixture
def world(transactional_db):
    """The cast with somebody who speaks for Arcadia, and a report that waits."""
    cast = make_cast()
    FocalPoint.objects.create(user=make_user("focal"), place=cast.arcadia, starts_on=date(2020, 1, 1))
    submitted(cast, figure(8_000))
    return cast


class Walk:
    """A browser with the pages it has seen, each judged by axe and by what reaches past the window."""

    def __init__(self, page, site):
        self.page, self.site, self.seen = page, site, {}

    def sign_in(self, email):
        self.page.context.clear_cookies()
        self.page.goto(f"{self.site}/accounts/sign-in/")
        type_in(self.page, email)

    def open(self, path):
        self.page.goto(self.site + path)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def look(self, name):
        self.page.wait_for_load_state("load")
        if folder := os.environ.get("SCREENSHOTS"):
            width = self.page.viewport_size["width"]
            self.page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        self.seen[name] = violations(self.page), sideways(self.page), overflow(self.page)


def send_back_with_a_note(walk, report):
    walk.sign_in("reviewer@example.org")
    walk.open(address("review", report))
    walk.look("review")
    walk.page.get_by_text("Write notes at single fields").click()
    walk.page.get_by_label("What should change?").fill("Look at the table again.")
    walk.page.get_by_label("Note at “Figure”").fill("The yearbook says 7 900 on page 12.")
    walk.look("notes")
    walk.press("Send back")


def hand_in_again(walk, report):
    walk.sign_in("reporter@example.org")
    walk.open(address("edit_whole", report))
    noted = walk.page.locator("#id_value_helptext").inner_text()
    walk.look("form with a note")
    walk.page.get_by_label("Figure", exact=True).fill("7900")
    walk.press("Continue and check")
    walk.press("Send to the committee")
    walk.page.wait_for_url("**/receipt/")
    walk.look("receipt")
    return noted


def publish_after_the_difference(walk, report):
    walk.sign_in("coordinator@example.org")
    walk.open(address("review", report))
    changed = walk.page.locator(".changes").inner_text()
    walk.look("review again")
    walk.open("/work/waiting/")
    walk.page.get_by_role("checkbox").check()
    walk.look("waiting")
    walk.press("Continue with those ticked")
    walk.look("confirm")
    walk.press("Publish 1 report")
    walk.look("decided")
    return changed


def reply_for_the_state(walk, report):
    walk.sign_in("focal@example.org")
    walk.look("state")
    walk.page.get_by_role("link", name="At most 4 000 by 2023").click()
    walk.page.get_by_label("Your reply").fill("We count every border post, not three of four.")
    walk.look("reply")
    walk.press("Publish the reply")
    walk.look("reply given")


def dispute_as_a_stranger(walk, report):
    walk.page.context.clear_cookies()
    walk.open(f"/reports/{report.uuid}/")
    walk.look("public report")
    walk.page.get_by_role("link", name="Dispute this report").click()
    walk.press("Send the dispute")
    walk.look("dispute refused")
    walk.page.get_by_label("The figure or the answer is wrong").check()
    walk.page.get_by_label("Say it in your words").fill("The corrected yearbook says 7 000.")
    walk.press("Send the dispute")
    walk.page.wait_for_url("**/disputes/**")
    walk.look("dispute receipt")
    return walk.page.url.rstrip("/").rsplit("/", 1)[-1], walk.page.context.cookies()


def correct(walk, report):
    walk.sign_in("reporter@example.org")
    walk.open(f"/work/committees/arcadia/targets/{report.place_target.uuid}/one-page/")
    walk.page.get_by_label("A figure").check()
    walk.page.get_by_label("Figure", exact=True).fill("7000")
    walk.page.get_by_label("Which year or date").fill("2021")
    walk.page.get_by_label("What happened?").fill(
        "Fewer than the year before, as the corrected yearbook says."
    )
    walk.page.get_by_label("B: official self-report").check()
    walk.page.get_by_label("Page that shows it").fill("https://stats.example.org/yearbook")
    walk.page.get_by_label("Title of that page").fill("Yearbook, corrected")
    walk.page.get_by_label("No", exact=True).check()
    walk.press("Continue and check")
    walk.page.wait_for_url("**/check/")
    walk.look("check of a correction")
    walk.page.get_by_label("Why is the older answer corrected?").fill("The yearbook was corrected.")
    walk.press("Send to the committee")
    walk.page.wait_for_url("**/receipt/")
    return walk.page.url.split("/")[-3]


def publish_and_decide(walk, newer, dispute_uuid):
    walk.sign_in("reviewer@example.org")
    walk.open(f"/work/reports/{newer}/review/")
    walk.look("review of a correction")
    walk.press("Publish")
    walk.open(f"/work/disputes/{dispute_uuid}/")
    walk.look("dispute to decide")
    walk.press("Take it up")
    walk.page.get_by_label("The report was corrected").check()
    walk.page.get_by_label("The reasons").fill("The yearbook was corrected, and so are we.")
    walk.press("Decide")
    walk.look("dispute decided")


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_sent_back_published_replied_to_disputed_and_corrected(chromium, live_server, world, width, scheme):
    report = ProgressReport.objects.select_related("place_target").get()
    with opened(chromium, width=width, color_scheme=scheme) as page:
        walk = Walk(page, live_server.url)
        send_back_with_a_note(walk, report)
        noted = hand_in_again(walk, report)
        changed = publish_after_the_difference(walk, report)
        reply_for_the_state(walk, report)
        dispute, cookies = dispute_as_a_stranger(walk, report)
        newer = correct(walk, report)
        walk.open(f"/reports/{report.uuid}/")
        walk.look("public with a dispute")
        publish_and_decide(walk, newer, dispute)
        walk.page.context.clear_cookies()
        walk.open(f"/reports/{report.uuid}/")
        public = walk.page.get_by_role("main").inner_text()
        walk.look("public corrected")
        walk.open(f"/reports/{newer}/")
        walk.look("public correction")
        walk.open("/places/arcadia/GCM10-9/5/")
        walk.look("target")

    assert "The reviewer says: The yearbook says 7 900 on page 12." in noted
    assert ("8\u202f000 persons" in changed, "7\u202f900 persons" in changed) == (True, True)
    assert cookies == []
    for words in (
        "We count every border post, not three of four.",
        "The report was corrected",
        "The yearbook was corrected, and so are we.",
        "Erratum: how this report was corrected",
        "The yearbook was corrected.",
    ):
        assert words in public
    assert walk.seen == dict.fromkeys(walk.seen, ([], [], 0))
    assert len(walk.seen) == 22


def test_whole_way_works_without_a_script(chromium, live_server, world):
    report = ProgressReport.objects.select_related("place_target").get()
    with opened(chromium, java_script_enabled=False) as page:
        walk = Walk(page, live_server.url)
        walk.look = lambda name: None
        send_back_with_a_note(walk, report)
        hand_in_again(walk, report)
        publish_after_the_difference(walk, report)
        reply_for_the_state(walk, report)
        dispute, _cookies = dispute_as_a_stranger(walk, report)
        newer = correct(walk, report)
        publish_and_decide(walk, newer, dispute)

    report.refresh_from_db()
    assert (report.state, report.superseded_by.value, Dispute.objects.get().outcome) == (
        "superseded",
        7000,
        "changed",
    )

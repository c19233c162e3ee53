"""A report from its first words on a phone to the public page: written, shown, sent back, corrected, published."""

import re

from playwright.sync_api import expect

from tests.browser import click, press
from tests.evidence import picture_with_gps

TARGET = "Commitment GCM10-9"


def photo(name="IMG_0042.jpg", **more):
    """A photo that knows where it was taken."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture_with_gps(size=(1600, 1200), **more)}


def begin_on_the_phone(walker, phone):
    """What the desk says is hers; half a figure, kept for later."""
    walker.open(phone, "/work/")
    walker.look(phone, "desk with a target")
    hers = phone.get_by_role("main").inner_text()
    click(phone.get_by_role("link", name=TARGET))
    walker.look(phone, "tasks")
    click(phone.get_by_role("link", name="Start"))
    phone.get_by_label("A figure").check()
    phone.get_by_label("Figure", exact=True).fill("80,0")
    press(phone, "Save and come back later")
    return hers


def finish_on_the_desk(walker, page):
    """Topic after topic, from what was typed on the phone to the page that reads it back."""
    walker.look(page, "desk with a draft")
    click(page.get_by_role("link", name=TARGET).last)
    click(page.get_by_role("link", name="The answer"))
    found = page.get_by_label("Figure", exact=True).input_value()
    page.get_by_label("Which year or date").fill("2021")
    press(page, "Save and continue")
    walker.look(page, "answer refused")
    page.get_by_label("Figure", exact=True).fill("8000")
    press(page, "Save and continue")
    page.get_by_label("What happened?").fill("Fewer than the year before.")
    walker.look(page, "story")
    press(page, "Save and continue")
    page.get_by_label("B: official self-report").check()
    page.get_by_label("Page that shows it").fill("https://stats.example.org/yearbook")
    page.get_by_label("Title of that page").fill("Yearbook")
    walker.look(page, "sources")
    press(page, "Save and continue")
    page.get_by_label("No", exact=True).check()
    walker.look(page, "interests")
    press(page, "Save and continue")
    walker.look(page, "check")
    return found


def show_a_photo(walker, page):
    """A photo and a file of a kind that is not taken; the clean copy as it is served, and what was refused."""
    click(page.get_by_role("link", name="Add files"))
    walker.look(page, "files")
    page.get_by_label("Choose files").set_input_files([photo(), {**photo("notes.docx"), "buffer": b"PK"}])
    press(page, "Send the files")
    walker.look(page, "files refused in part")
    refused = page.locator("#error-summary").inner_text()
    page.get_by_label("No. I looked at every page.").check()
    press(page, "Answer about E1")
    walker.look(page, "file confirmed")
    said = page.locator("#files").inner_text()
    copy = saved(page, "Open the clean copy")
    press(page, "Back to the report", role="link")
    return refused, said, copy


def saved(page, link):
    """The name and the bytes of what is behind a link."""
    with page.expect_download() as arriving:
        click(page.get_by_role("link", name=link))
    return arriving.value.suggested_filename, arriving.value.path().read_bytes()


def hand_in(walker, page, name="receipt"):
    """From the check page to the receipt; answers with the number of the report."""
    # Pressed twice it is sent once.
    page.get_by_role("button", name="Send to the committee").dblclick()
    # The second press gives the first one's answer up; what counts is where it ends.
    expect(page).to_have_url(re.compile("/receipt/$"), timeout=30_000)
    walker.look(page, name)
    return page.url.split("/")[-3]


def send_back_with_a_note(walker, reviewer):
    """The reviewer finds it on the desk, and says at one field what is wrong."""
    page = walker.of(reviewer)
    walker.look(page, "desk of the reviewer")
    click(page.get_by_role("link", name=TARGET).first)
    walker.look(page, "review")
    click(page.get_by_text("Write notes at single fields"))
    page.get_by_label("What should change?").fill("Look at the table again.")
    page.get_by_label("Note at “Figure”").fill("The yearbook says 7 900 on page 12.")
    walker.look(page, "notes")
    press(page, "Send back")
    walker.look(page, "sent back")


def hand_in_again(walker, page):
    """The author reads the note at the field, corrects it and sends it again; answers with the note."""
    walker.open(page, "/work/")
    walker.look(page, "desk with what was sent back")
    click(page.get_by_role("link", name=TARGET).first)
    click(page.get_by_role("link", name="Everything on one page"))
    noted = page.locator("#id_value_helptext").inner_text()
    walker.look(page, "form with a note")
    page.get_by_label("Figure", exact=True).fill("7900")
    press(page, "Continue and check")
    hand_in(walker, page, "second receipt")
    return noted


def publish_after_the_difference(walker, coordinator, report):
    """The coordinator reads what changed, and publishes it from the list of what waits; answers with what changed."""
    page = walker.of(coordinator)
    walker.open(page, f"/work/reports/{report}/review/")
    changed = page.locator(".changes").inner_text()
    walker.look(page, "review again")
    walker.open(page, "/work/waiting/")
    page.get_by_role("checkbox").check()
    walker.look(page, "waiting")
    press(page, "Continue with those ticked")
    walker.look(page, "confirm")
    press(page, "Publish 1 report")
    walker.look(page, "decided")
    return changed

"""What others say of a published report: the State replies, a stranger disputes it, and it is corrected in public."""

from tests.browser import click, press
from tests.workspace.way_of_a_report import hand_in

MARK = "/places/arcadia/GCM10-9/5/"
REPLY = "We count every border post, not three of four."
DISPUTED = "The corrected yearbook says 7 000."


def read(walker, page, path, name):
    """What everybody reads on a page."""
    walker.open(page, path)
    walker.look(page, name)
    return page.get_by_role("main").inner_text()


def reply_for_the_state(walker, focal):
    """Whoever speaks for the State replies."""
    page = walker.of(focal)
    walker.look(page, "state")
    click(page.get_by_role("link", name="At most 4 000 by 2023"))
    page.get_by_label("Your reply").fill(REPLY)
    walker.look(page, "reply")
    press(page, "Publish the reply")
    walker.look(page, "reply given")


def dispute_as_a_stranger(walker, stranger, report):
    """From the mark to the report, and what is wrong with it; answers with what the mark said, and the dispute."""
    walker.open(stranger, "/")
    walker.look(stranger, "home")
    click(stranger.get_by_role("link", name="Places").first)
    click(stranger.get_by_role("link", name="Arcadia").first)
    walker.look(stranger, "place")
    click(stranger.locator("a.mark[href*='GCM10-9/5']").first)
    walker.look(stranger, "mark with a reply")
    told = stranger.get_by_role("main").inner_text()
    walker.open(stranger, f"/reports/{report}/")
    walker.look(stranger, "public report")
    click(stranger.get_by_role("link", name="Dispute this report"))
    press(stranger, "Send the dispute")
    walker.look(stranger, "dispute refused")
    stranger.get_by_label("The figure or the answer is wrong").check()
    stranger.get_by_label("Say it in your words").fill(DISPUTED)
    press(stranger, "Send the dispute")
    walker.look(stranger, "dispute receipt")
    return told, stranger.url.rstrip("/").rsplit("/", 1)[-1]


def take_up(walker, coordinator, dispute):
    """One who decides reads the dispute first, and lets everybody read it."""
    page = walker.of(coordinator)
    walker.open(page, "/work/disputes/")
    walker.look(page, "disputes")
    walker.open(page, f"/work/disputes/{dispute}/")
    walker.look(page, "dispute to take up")
    press(page, "Take it up")
    walker.look(page, "dispute taken up")


def correct(walker, page, target):
    """The author reports about the same date, on one page, and says in public why; answers with its number."""
    walker.open(page, f"/work/committees/arcadia/targets/{target}/one-page/")
    page.get_by_label("A figure").check()
    page.get_by_label("Figure", exact=True).fill("7,000")
    page.get_by_label("Which year or date").fill("2021")
    page.get_by_label("What happened?").fill("Fewer than before, as the corrected yearbook says.")
    page.get_by_label("B: official self-report").check()
    page.get_by_label("Page that shows it").fill("https://stats.example.org/yearbook")
    page.get_by_label("Title of that page").fill("Yearbook, corrected")
    page.get_by_label("No", exact=True).check()
    press(page, "Continue and check")
    walker.look(page, "form refused")
    page.get_by_label("Figure", exact=True).fill("7000")
    press(page, "Continue and check")
    walker.look(page, "check of a correction")
    page.get_by_label("Why is the older answer corrected?").fill("The yearbook was corrected.")
    return hand_in(walker, page, "receipt of a correction")


def publish_and_decide(walker, reviewer, newer, dispute):
    """Another person publishes the correction, and ends the dispute with it."""
    page = walker.of(reviewer)
    walker.open(page, f"/work/reports/{newer}/review/")
    walker.look(page, "review of a correction")
    press(page, "Publish")
    walker.open(page, f"/work/disputes/{dispute}/")
    page.get_by_label("The report was corrected").check()
    page.get_by_label("The reasons").fill("The yearbook was corrected, and so are we.")
    walker.look(page, "dispute to decide")
    press(page, "Decide")
    walker.look(page, "dispute decided")

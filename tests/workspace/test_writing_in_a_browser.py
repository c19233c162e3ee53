"""Writing reports as people do: in two windows, on a line that drops, with the keyboard alone, without a script."""

from decimal import Decimal

import pytest

from tests.browser import NO_FAULTS, click, faults, focused, opened
from tests.cast import PASSWORD, drafted, figure, make_cast, make_indicator, published
from tests.workspace.typed import address, another_target, form_address, log_address
from tracker.actions.declared import GroupFigure
from tracker.enums import Dimension
from tracker.models import Draft, ProgressReport, Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db):
    """The cast, for a server that runs beside the test."""
    return make_cast()


def sign_in(page, site, user):
    page.goto(f"{site}/accounts/sign-in/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    click(page.get_by_role("button", name="Sign in"))
    page.wait_for_url("**/work/")


def saved(page):
    page.locator("#saved", has_text="Saved").wait_for()


def test_what_is_typed_is_saved_by_itself_and_read_back(chromium, live_server, world):
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + form_address(world))
        page.get_by_label("A figure").check()
        page.get_by_label("Which year or date").fill("2021")
        page.get_by_label("Figure", exact=True).press_sequentially("7,5")
        page.locator("#said", has_text="Write the number without commas").wait_for()
        click(page.get_by_role("button", name="Write it as 7.5"))
        page.locator("#said", has_text="7.5 persons in 2021").wait_for()
        suggested = page.get_by_label("Figure", exact=True).input_value()
        page.get_by_label("Figure", exact=True).fill("70000")
        page.locator("#said", has_text="this is moving away from it").wait_for()
        jump = page.get_by_label("Why does it differ so much").is_visible()
        page.get_by_label("Figure", exact=True).fill("7000")
        page.locator("#said", has_text="50").wait_for()
        said = page.locator("#said").inner_text().replace("\u202f", " ").replace("\u00a0", " ")
        no_jump = page.get_by_label("Why does it differ so much").is_visible()
        told = page.locator("#saved").inner_text()
        stored = page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length")

    kept = Draft.objects.get()
    assert told.startswith("Saved ")
    assert suggested == "7.5"
    assert said == "7 000 persons in 2021; the goal was at most 4 000; this is 50 % of the way to it."
    assert (jump, no_jump, stored) == (True, False, 0)
    assert (kept.typed["value"], kept.report) == (["7000"], None)


def test_two_windows_get_both_texts_from_what_saves_by_itself(chromium, live_server, world):
    with opened(chromium) as first:
        sign_in(first, live_server.url, world.reporter)
        second = first.context.new_page()
        for page in (first, second):
            page.goto(f"{live_server.url}{log_address(world)}story/")
        first.get_by_label("What happened?").fill("The first text.")
        saved(first)
        second.get_by_label("What happened?").fill("The second text.")
        click(second.get_by_role("button", name="Show both texts"))
        second.wait_for_selector("#error-summary")
        kept = second.get_by_role("main").inner_text()
        typed = second.get_by_label("What happened?").input_value()
        found = faults(second)

    assert "The first text." in kept
    assert typed == "The second text."
    assert found == NO_FAULTS
    assert Draft.objects.get().typed["narrative"] == ["The first text."]


def test_a_line_that_drops_keeps_what_is_typed_in_the_tab_and_sends_it_once(chromium, live_server, world):
    report = drafted(world)
    with opened(chromium, width=320) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + address("edit_story", report))
        page.context.set_offline(True)
        page.get_by_label("What happened?").fill("Typed without a line.")
        click(page.get_by_role("button", name="Save and continue"))
        page.locator("#saved", has_text="sent, once, when the line is back").wait_for()
        click(page.get_by_role("button", name="Save and continue"))
        away = page.get_by_label("What happened?").input_value()
        stored = page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length")
        page.context.set_offline(False)
        page.wait_for_url("**/check/")

    kept = ProgressReport.objects.get()
    assert (away, stored) == ("Typed without a line.", 0)
    assert (kept.narrative, kept.version) == ("Typed without a line.", 2)


def test_a_form_that_was_saved_before_the_line_dropped_waits_too(chromium, live_server, world):
    report = drafted(world)
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + address("edit_story", report))
        page.get_by_label("What happened?").fill("Saved before.")
        saved(page)
        page.context.set_offline(True)
        click(page.get_by_role("button", name="Save and continue"))
        page.locator("#saved", has_text="sent, once, when the line is back").wait_for()
        page.context.set_offline(False)
        page.wait_for_url("**/check/")

    assert ProgressReport.objects.get().narrative == "Saved before."


def test_a_line_that_drops_between_fields_saves_once_it_is_back(chromium, live_server, world):
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}{log_address(world)}story/")
        page.context.set_offline(True)
        page.get_by_label("What happened?").fill("Typed without a line.")
        page.locator("#saved", has_text="No connection.").wait_for()
        page.context.set_offline(False)
        saved(page)

    assert Draft.objects.get().typed["narrative"] == ["Typed without a line."]


def test_a_session_that_ended_gives_the_text_back_to_the_same_person(chromium, live_server, world):
    with opened(chromium, width=320) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}{log_address(world)}story/")
        page.context.clear_cookies(name="sessionid")
        page.get_by_label("What happened?").fill("Typed in a session that ended.")
        page.locator("#saved", has_text="Your session has ended").wait_for()
        click(page.get_by_role("button", name="Save and continue"))
        page.get_by_role("heading", name="Sign in to go on").wait_for()
        found = faults(page)
        click(page.get_by_role("button", name="I am signed in"))
        page.get_by_text("You are not signed in yet.").wait_for()
        with page.context.expect_page() as opening:
            click(page.get_by_role("link", name="Sign in (opens a new tab)"))
        sign_in(opening.value, live_server.url, world.reporter)
        click(page.get_by_role("button", name="I am signed in"))
        page.get_by_role("button", name="Save and continue").wait_for()

    assert found == NO_FAULTS
    assert Draft.objects.get().typed["narrative"] == ["Typed in a session that ended."]


def test_a_session_that_ended_gives_the_text_to_nobody_else(chromium, live_server, world):
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}{log_address(world)}story/")
        page.context.clear_cookies(name="sessionid")
        page.get_by_label("What happened?").fill("For nobody else.")
        click(page.get_by_role("button", name="Save and continue"))
        page.get_by_role("heading", name="Sign in to go on").wait_for()
        other = page.context.new_page()
        sign_in(other, live_server.url, world.observer)
        click(page.get_by_role("button", name="I am signed in"))
        page.get_by_text("Somebody else typed that text.").wait_for()
        shown = page.content()

    assert "For nobody else." not in shown
    assert not Draft.objects.exists()
    assert Session.objects.exists()


def test_a_session_that_ends_soon_says_so(chromium, live_server, world, settings):
    settings.SESSION_COOKIE_AGE = 200
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}{log_address(world)}story/")
        page.locator("#saved", has_text="Your session ends in a few minutes.").wait_for()
        settings.SESSION_COOKIE_AGE = 12 * 60 * 60
        page.reload()
        told = page.locator("#saved").inner_text()

    assert told == "Only you see what is not handed in."


def log_with_the_keyboard(page):
    """A reading on one page, without leaving the keyboard: from the first field to the receipt."""
    page.get_by_label("A figure").focus()
    press(page, "Space", "Tab")
    for words in ("7000", "2021", "Fewer than the year before."):
        page.keyboard.type(words)
        press(page, "Tab")
    press(page, "ArrowDown", "Tab")
    for words in ("https://stats.example.org/yearbook", "", "Yearbook", "7 000", "12"):
        page.keyboard.type(words)
        press(page, "Tab")
    # past the line that opens a second page, no interest, past what it would be and how the committee is shown
    press(page, "Tab", "Space", "Tab", "Tab", "Tab", "Enter")
    page.wait_for_url("**/check/")
    page.get_by_role("button", name="Send to the committee").focus()
    press(page, "Enter")
    page.wait_for_url("**/receipt/")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_ten_readings_are_logged_in_one_sitting_with_the_keyboard_alone(chromium, live_server, world):
    for number in range(9):
        another_target(world, f"GCM10-{20 + number}")
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + form_address(world))
        says = page.get_by_role("main").inner_text()
        for number in range(10):
            log_with_the_keyboard(page)
            if number < 9:
                assert focused(page) == "next"
                page.keyboard.press("Enter")
                page.wait_for_url("**/one-page/")

    assert "for the keyboard alone" in says
    assert "After the receipt, Enter opens the next target." in says
    assert ProgressReport.objects.filter(state="submitted").values("place_target").distinct().count() == 10


def test_topic_after_topic_without_a_script(chromium, live_server, world):
    with opened(chromium, width=320, java_script_enabled=False) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + log_address(world))
        click(page.get_by_role("link", name="Start"))
        page.get_by_label("A figure").check()
        page.get_by_label("Figure", exact=True).fill("70,00")
        click(page.get_by_role("button", name="Save and come back later"))
        click(page.get_by_role("link", name="Commitment GCM10-9"))
        click(page.get_by_role("link", name="The answer"))
        page.get_by_label("Figure", exact=True).fill("70000")
        page.get_by_label("Which year or date").fill("2021")
        click(page.get_by_role("button", name="Save and continue"))
        page.get_by_label("What happened?").fill("More than the year before.")
        click(page.get_by_role("button", name="Save and continue"))
        page.get_by_label("B: official self-report").check()
        page.get_by_label("Page that shows it").fill("https://stats.example.org/yearbook")
        page.get_by_label("Title of that page").fill("Yearbook")
        click(page.get_by_role("button", name="Save and continue"))
        page.get_by_label("No", exact=True).check()
        click(page.get_by_role("button", name="Save and continue"))
        click(page.get_by_role("link", name="Say why"))
        page.get_by_label("Why does it differ so much").fill("A war next door.")
        click(page.get_by_role("button", name="Save and continue"))
        click(page.get_by_role("button", name="Send to the committee"))
        page.wait_for_url("**/receipt/")

    report = ProgressReport.objects.get()
    assert (report.state, report.value, report.jump_reason) == ("submitted", 70000, "A war next door.")


@pytest.mark.once
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_every_page_of_the_form_is_accessible_and_fits_the_window(
    chromium, live_server, world, width, scheme
):
    world.commitment.indicator = make_indicator(groups=["sex", "age", "status"])
    world.commitment.save()
    published(world, figure(7_000, 2019))
    report, seen = drafted(world, figure(70_000)), {}
    paths = [
        log_address(world) + path for path in ("", "one-page/", "answer/", "story/", "sources/", "interests/")
    ]
    names = ("edit", "edit_whole", "edit_answer", "edit_story", "edit_sources", "edit_interests", "check")
    paths += [address(name, report) for name in names]

    with opened(chromium, width=width, color_scheme=scheme) as page:
        sign_in(page, live_server.url, world.reporter)
        for path in paths:
            page.goto(live_server.url + path)
            for line in page.locator("summary").all():
                click(line)
            seen[path] = faults(page)
        click(page.get_by_role("button", name="Send to the committee"))
        page.wait_for_url("**/receipt/")
        seen["receipt"] = faults(page)

    assert seen == dict.fromkeys(seen, NO_FAULTS)
    assert len(seen) == 14


@pytest.mark.parametrize("width", [320, 1280])
def test_parts_that_are_not_asked_any_more_say_so_above_their_fields(chromium, live_server, world, width):
    female = GroupFigure(dimension=Dimension.SEX, group="female", value=Decimal(3_000))
    report = drafted(world, figure(7_000, 2021, parts=(female,)))
    with opened(chromium, width=width) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(f"{live_server.url}{address('edit_answer', report)}")
        found = faults(page)
        parts = page.get_by_role("group", name="By sex")
        said = page.locator(f"#{parts.get_attribute('aria-describedby')}")
        told, above = said.inner_text(), said.bounding_box()
        below = parts.get_by_label("Women and girls").bounding_box()

    assert found == NO_FAULTS
    assert told.startswith("The indicator does not ask for these parts any more.")
    assert above["y"] + above["height"] <= below["y"]

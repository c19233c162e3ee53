"""The main job as people do it: in a browser, on a phone and on a desk, with a keyboard, without a script."""

import pytest

from tests.browser import focused, opened, overflow, sideways, sign_in, violations
from tests.cast import drafted, figure, make_cast, published, returned, submitted
from tests.workspace.typed import address, form_address, log_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [(320, "light"), (1280, "dark")]


@pytest.fixture
def world(transactional_db):
    """The cast, for a server that runs beside the test."""
    return make_cast()


def faults(page):
    """What is wrong with the page as it stands: for axe, and by what reaches past the window."""
    return violations(page), sideways(page), overflow(page)


def log_with_an_error_first(page, seen):
    """From the desk to the receipt."""
    page.get_by_role("link", name="Committee of Arcadia").click()
    seen["committee"] = faults(page)
    page.get_by_role("link", name="At most 4 000 by 2023").click()
    seen["tasks"] = faults(page)
    page.get_by_role("link", name="Everything on one page").click()
    seen["form"] = faults(page)
    page.get_by_label("A figure").check()
    page.get_by_label("Figure", exact=True).fill("7,000")
    page.get_by_label("Which year or date").fill("2021")
    page.get_by_label("What happened?").fill("Fewer than the year before.")
    page.get_by_label("B: official self-report").check()
    page.get_by_label("Page that shows it").fill("https://stats.example.org/yearbook")
    page.get_by_label("Title of that page").fill("Yearbook")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue and check").click()
    page.locator("#error-summary").wait_for()
    seen["refused"] = faults(page)
    page.get_by_role("link", name="Write the number without commas").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("7000")
    page.get_by_role("button", name="Continue and check").click()
    page.wait_for_url("**/check/")
    seen["check"] = faults(page)
    page.get_by_role("button", name="Send to the committee").dblclick()
    page.wait_for_url("**/receipt/")
    seen["receipt"] = faults(page)


def read_as_a_stranger(page, site, seen):
    """From the first page to the evidence: the mark, whether its sum and its version are told, the page behind it."""
    page.goto(f"{site}/")
    seen["home"] = faults(page)
    page.get_by_role("link", name="Places").first.click()
    page.get_by_role("link", name="Arcadia").first.click()
    seen["place"] = faults(page)
    page.locator("a.mark[href*='GCM10-9/5']").first.click()
    seen["target"] = faults(page)
    mark = page.locator("main .mark").first.inner_text()
    why = page.locator(".why").inner_text()
    page.get_by_role("link", name="2021").first.click()
    seen["report"] = faults(page)
    evidence = page.get_by_role("link", name="Yearbook").get_attribute("href")
    summed = "(7\u202f000 − 10\u202f000) ÷ (4\u202f000 − 10\u202f000) = 0.5" in why
    return mark.strip(), summed, "version 1 of the target" in why, evidence


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_a_reading_is_logged_and_published(chromium, live_server, world, width, scheme):
    seen = {}
    with opened(chromium, width=width, color_scheme=scheme) as page:
        sign_in(page, live_server.url, world.reporter)
        seen["desk"] = faults(page)
        log_with_an_error_first(page, seen)
        page.get_by_role("button", name="Sign out").click()

        sign_in(page, live_server.url, world.reviewer)
        page.get_by_role("link", name="Commitment GCM10-9").click()
        seen["review"] = faults(page)
        with page.expect_response("**/publish/") as pressed:
            page.get_by_role("button", name="Publish").click()
        answer = (pressed.value.status, pressed.value.headers["location"])
        page.goto(f"{live_server.url}/work/")
        seen["desk with a message"] = faults(page)
        said = page.get_by_role("status").inner_text()

        page.context.clear_cookies()
        read = read_as_a_stranger(page, live_server.url, seen)
        cookies = page.context.cookies()

    report = world.place_target.reports.get()
    assert seen == dict.fromkeys(seen, ([], [], 0))
    assert len(seen) == 13
    assert (read, cookies) == (("Overdue", True, True, "https://stats.example.org/yearbook"), [])
    assert answer == (302, f"/reports/{report.uuid}/")
    assert "is published, and the marks of Arcadia are computed anew." in said
    assert (report.state, report.value, report.decided_by) == ("published", 7000, world.reviewer)


def others(cast):
    """Pages that the journey does not pass, by name: who opens them, and where."""
    published(cast, figure(7_000))
    draft, back = drafted(cast, figure(6_000, 2020)), returned(cast, figure(6_000, 2022))
    sent = submitted(cast, figure(6_900))
    receipt = submitted(cast, figure(6_900, 2019), by=cast.coordinator)
    return [
        (cast.reporter, address("check", draft)),
        (cast.reporter, address("edit", back)),
        (cast.reporter, address("review", sent)),
        (cast.reviewer, address("review", sent)),
        (cast.coordinator, address("receipt", receipt)),
        (cast.observer, "/work/committees/arcadia/"),
        (cast.observer, address("review", sent)),
        (cast.observer, log_address(cast)),
    ]


@pytest.mark.once
@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_the_other_pages_are_accessible_and_fit_the_window(chromium, live_server, world, width, scheme):
    pages, seen = others(world), {}

    with opened(chromium, width=width, color_scheme=scheme) as page:
        for user, path in pages:
            page.context.clear_cookies()
            sign_in(page, live_server.url, user)
            page.goto(live_server.url + path)
            seen[user.name, path] = faults(page)

    assert seen == dict.fromkeys(seen, ([], [], 0))
    assert len(seen) == len(pages)


def test_two_texts_are_shown_to_the_second_of_two_windows(chromium, live_server, world):
    draft = drafted(world)
    with opened(chromium, width=320) as first:
        sign_in(first, live_server.url, world.reporter)
        second = first.context.new_page()
        for page in (first, second):
            page.goto(live_server.url + address("edit_whole", draft))
        first.get_by_label("What happened?").fill("The first text.")
        first.get_by_role("button", name="Continue and check").click()
        first.wait_for_url("**/check/")
        second.get_by_label("What happened?").fill("The second text.")
        second.get_by_role("button", name="Continue and check").click()
        second.locator("#error-summary").wait_for()
        kept = second.get_by_role("main").inner_text()
        typed = second.get_by_label("What happened?").input_value()
        summary = focused(second)
        found = faults(second)

    assert "The first text." in kept
    assert (typed, summary) == ("The second text.", "error-summary")
    assert found == ([], [], 0)


def test_the_form_is_filled_in_with_the_keyboard_alone_and_without_a_script(chromium, live_server, world):
    with opened(chromium, java_script_enabled=False) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + form_address(world))
        page.get_by_label("A figure").focus()
        for key in ("Space", "Tab"):
            page.keyboard.press(key)
        for words in ("7000", "2021", "Fewer than the year before."):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        for key in ("ArrowDown", "Tab"):
            page.keyboard.press(key)
        for words in ("https://stats.example.org/yearbook", "Yearbook", "7 000", "12"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        # past the line that opens the second page, no interest, to the button
        for key in ("Tab", "Space", "Tab", "Tab", "Enter"):
            page.keyboard.press(key)
        page.wait_for_url("**/check/")
        page.get_by_role("button", name="Send to the committee").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/receipt/")

    report = world.place_target.reports.get()
    assert (report.state, report.value, report.grade) == ("submitted", 7000, "B")


def test_a_refused_form_puts_the_focus_into_the_summary(chromium, live_server, world):
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + form_address(world))
        page.get_by_role("button", name="Continue and check").click()
        summary = focused(page)
        page.get_by_role("link", name="What happened? –").click()
        followed = focused(page)
        title = page.title()

    assert (summary, followed) == ("error-summary", "id_narrative")
    assert title == "Error: At most 4 000 by 2023 · GCM Scorecard"


def test_what_was_typed_is_given_back_where_the_token_of_the_page_is_old(chromium, live_server, world):
    with opened(chromium) as page:
        sign_in(page, live_server.url, world.reporter)
        page.goto(live_server.url + form_address(world))
        page.get_by_label("What happened?").fill("A long text.")
        page.get_by_label("Figure", exact=True).fill("7000")
        other = {"name": "csrftoken", "value": "x" * 32, "url": live_server.url}
        page.context.add_cookies([other])
        page.get_by_role("button", name="Continue and check").click()
        page.get_by_role("heading", name="Sign in to go on").wait_for()
        refused = page.title()
        page.get_by_role("button", name="I am signed in: go on with my text").click()
        page.locator("#error-summary").wait_for()
        typed = [page.get_by_label(label, exact=True).input_value() for label in ("What happened?", "Figure")]

    assert refused == "Sign in to go on: your text is still here · GCM Scorecard"
    assert typed == ["A long text.", "7000"]

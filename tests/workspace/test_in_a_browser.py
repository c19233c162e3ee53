"""Pages that the whole way does not pass; the form by keyboard, in two windows, refused, with an old token."""

import pytest

from tests.browser import NO_FAULTS, click, faults, focused, opened, sign_in
from tests.cast import drafted, figure, make_cast, published, returned, submitted
from tests.workspace.typed import address, form_address, log_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [(320, "light"), (1280, "dark")]


@pytest.fixture
def world(transactional_db):
    """The cast, for a server that runs beside the test."""
    return make_cast()


def others(cast):
    """Pages that the whole way does not pass, by name: who opens them, and where."""
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

    assert seen == dict.fromkeys(seen, NO_FAULTS)
    assert len(seen) == len(pages)


def test_two_texts_are_shown_to_the_second_of_two_windows(chromium, live_server, world):
    draft = drafted(world)
    with opened(chromium, width=320) as first:
        sign_in(first, live_server.url, world.reporter)
        second = first.context.new_page()
        for page in (first, second):
            page.goto(live_server.url + address("edit_whole", draft))
        first.get_by_label("What happened?").fill("The first text.")
        click(first.get_by_role("button", name="Continue and check"))
        first.wait_for_url("**/check/")
        second.get_by_label("What happened?").fill("The second text.")
        click(second.get_by_role("button", name="Continue and check"))
        second.locator("#error-summary").wait_for()
        kept = second.get_by_role("main").inner_text()
        typed = second.get_by_label("What happened?").input_value()
        summary = focused(second)
        found = faults(second)

    assert "The first text." in kept
    assert (typed, summary) == ("The second text.", "error-summary")
    assert found == NO_FAULTS


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
        for words in ("https://stats.example.org/yearbook", "", "Yearbook", "7 000", "12"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        # past the line that opens the second page, no interest, past how the committee is shown, to the button
        for key in ("Tab", "Space", "Tab", "Tab", "Tab", "Enter"):
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
        click(page.get_by_role("button", name="Continue and check"))
        summary = focused(page)
        click(page.get_by_role("link", name="What happened? –"))
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
        click(page.get_by_role("button", name="Continue and check"))
        page.get_by_role("heading", name="Sign in to go on").wait_for()
        refused = page.title()
        click(page.get_by_role("button", name="I am signed in: go on with my text"))
        page.locator("#error-summary").wait_for()
        typed = [page.get_by_label(label, exact=True).input_value() for label in ("What happened?", "Figure")]

    assert refused == "Sign in to go on: your text is still here · GCM Scorecard"
    assert typed == ["A long text.", "7000"]

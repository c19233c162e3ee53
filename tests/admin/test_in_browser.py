"""A newcomer changes one target from the front page, in a browser: with and without scripts, wide and narrow."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import click, focused, opened, overflow, type_in, violations
from tests.cast import make_cast, make_indicator, published

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
OURS = "#content-main"
# What axe finds in Django's own admin around our parts: the search box of a list is named by a picture.
THEIRS = {
    "index": set(),
    "list": {"label-title-only"},
    "form": set(),
    "changes": set(),
}


@pytest.fixture
def world(live_server):
    """The address of a server with one report, and of the pages of its target."""
    cast = make_cast()
    published(cast)
    make_indicator(name="Ratifications of a convention, counted by whoever keeps the list, " * 2)
    desk = f"{live_server.url}/desk"
    return SimpleNamespace(
        index=f"{desk}/",
        targets=f"{desk}/tracker/target/",
        target=f"{desk}/tracker/target/{cast.place_target.target_id}/change/",
        others=(
            f"{desk}/tracker/commitment/{cast.commitment.pk}/change/",
            f"{desk}/tracker/placetarget/{cast.place_target.pk}/change/",
            f"{desk}/changes/",
        ),
        # Screens with a part of Django's that writes itself: dates, and lists to choose from.
        djangos=(
            f"{desk}/tracker/seat/add/",
            f"{desk}/tracker/user/{cast.reporter.pk}/change/",
            f"{desk}/tracker/process/add/",
        ),
    )


# A row of Django's forms cuts off what is wider than itself, and so no page gets too wide by it.
CUT_OFF = """() => [...document.querySelectorAll(".form-row select, .form-row input, .form-row textarea")]
    .filter(one => one.getBoundingClientRect().right > one.closest(".form-row").getBoundingClientRect().right)
    .map(one => one.id)"""


def looked_at(page):
    """What axe finds in our part of the page, by how much the page is too wide, and which inputs are cut off."""
    found = Axe().run(page, context=OURS).response["violations"]
    faults = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    return faults, overflow(page), page.evaluate(CUT_OFF)


def refused(said):
    """What the content policy kept from a page, of everything that its console said."""
    return [text for text in said if "Content Security Policy" in text]


def sign_in(page, world):
    page.goto(world.index)
    type_in(page, "administrator@example.org")


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)])
def test_newcomer_changes_a_target_from_the_front_page(chromium, world, width, scripts):
    said = []
    with opened(chromium, width=width, java_script_enabled=scripts) as page:
        page.on("console", lambda message: said.append(message.text))
        sign_in(page, world)
        click(page.get_by_role("link", name="Targets", exact=True))
        click(page.get_by_role("link", name="At most 4 000 by 2023"))
        page.get_by_label("The figure to reach").fill("8000")
        page.get_by_label("Why is this changed?").fill("Agreed by the review forum.")
        click(page.get_by_role("button", name="Show what this changes"))
        read = page.locator("#read-back li").all_inner_texts()
        click(page.get_by_role("button", name="Yes, store this version"))
        stored = page.locator(".messagelist").inner_text()
        versions = page.locator("#history h3").all_inner_texts()

    assert read[1].replace("\u202f", " ") == (
        "In Arcadia: from 10 000 persons in 2018 to at most 8 000 persons in 2023."
    )
    assert stored == "Stored as a new version. The marks it touches are computed anew."
    assert versions == ["Version 2 · in force", "Version 1"]
    assert refused(said) == []


def test_content_policy_refuses_nothing_of_our_screens_and_of_djangos(chromium, world):
    said = []
    with opened(chromium) as page:
        page.on("console", lambda message: said.append(message.text))
        sign_in(page, world)
        for address in (world.target, *world.others, *world.djangos):
            page.goto(address)
        ours, widgets = refused(said), page.locator(".selector").count()
        # The control: what breaks the policy is heard.
        with page.expect_console_message():
            page.evaluate("document.body.setAttribute('style', 'color: red')")

    assert ours == []
    assert widgets == 1
    assert len(refused(said)) == 1


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark"), (1280, "light")])
def test_our_parts_are_accessible_and_fit_the_window(chromium, world, width, scheme):
    found, around = {}, {}
    with opened(chromium, width=width, color_scheme=scheme) as page:
        sign_in(page, world)
        found["index"], around["index"] = looked_at(page), violations(page)
        page.goto(world.targets)
        around["list"] = violations(page)
        page.goto(world.target)
        found["form"], around["form"] = looked_at(page), violations(page)
        click(page.get_by_role("button", name="Show what this changes"))
        found["problems"] = looked_at(page)
        page.get_by_label("Why is this changed?").fill("Agreed.")
        page.get_by_label("The figure to reach").fill("3000")
        click(page.get_by_role("button", name="Show what this changes"))
        found["read back"] = looked_at(page)
        for address in world.others:
            page.goto(address)
            found[address] = looked_at(page)
        around["changes"] = violations(page)

    assert found == dict.fromkeys(found, ([], 0, []))
    assert {where: {rule for rule, _html in faults} for where, faults in around.items()} == THEIRS


def test_problem_takes_the_focus_and_links_to_its_field(chromium, world):
    with opened(chromium) as page:
        sign_in(page, world)
        page.goto(world.target)
        page.get_by_label("Row 1, Date").fill("2020")
        click(page.get_by_role("button", name="Show what this changes"))
        summary = focused(page)
        click(page.locator("#error-summary a").nth(1))
        linked = focused(page)
        title = page.title()

    assert (summary, linked) == ("error-summary", "id_steps-0-on")
    assert title.startswith("Error:")

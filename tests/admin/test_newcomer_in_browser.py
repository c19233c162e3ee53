"""Somebody who never saw the desk changes one target from its front page, following nothing but its own words."""

from types import SimpleNamespace

import pytest

from tests.browser import click, opened, overflow, type_in
from tests.cast import make_cast, published
from tracker.models import TargetVersion

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
MOST_STEPS = 7


class Newcomer:
    """Presses what the page names, counts how often, and keeps what each page said."""

    def __init__(self, page):
        self.page, self.steps, self.read = page, 0, []

    def look(self):
        self.read.append(" ".join(self.page.locator("#content").inner_text().split()))
        assert overflow(self.page) == 0

    def press(self, role, name):
        self.look()
        with self.page.expect_navigation():
            click(self.page.get_by_role(role, name=name).first)
        self.steps += 1

    def type(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)


@pytest.fixture
def world(live_server):
    cast = make_cast()
    published(cast)
    return SimpleNamespace(desk=f"{live_server.url}/desk/", target=cast.place_target.target)


# What tells a newcomer on each page what happens next.
SAID = [
    "you see what a change comes to before anything is stored",
    "Open one to change it.",
    "Saving shows first what the change comes to",
    "Nothing is stored yet. If it is not what you mean, change it below.",
]


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, True), (320, False)])
def test_newcomer_changes_the_weight_of_a_five_year_target(chromium, world, width, scripts):
    with opened(chromium, width=width, java_script_enabled=scripts) as page:
        page.goto(world.desk)
        type_in(page, "administrator@example.org")
        newcomer = Newcomer(page)
        newcomer.type("Find a target or a commitment", "GCM10-9")
        newcomer.press("button", "Find")
        newcomer.press("link", "At most 4 000 by 2023")
        newcomer.type("Weight", "3")
        newcomer.type("Why is this changed?", "Agreed by the review forum.")
        newcomer.press("button", "Show what this changes")
        newcomer.press("button", "Yes, store this version")
        told = page.locator(".messagelist").inner_text()

    assert newcomer.steps <= MOST_STEPS
    assert [words for words, read in zip(SAID, newcomer.read, strict=True) if words not in read] == []
    assert told.startswith("Stored as a new version. The marks it touches are computed anew.")
    assert list(
        TargetVersion.objects.filter(target=world.target).values_list("number", "weight", "reason")
    ) == [
        (1, 1, "First wording."),
        (2, 3, "Agreed by the review forum."),
    ]


def test_newcomer_reaches_the_same_target_by_its_words_alone(chromium, world):
    with opened(chromium) as page:
        page.goto(world.desk)
        type_in(page, "administrator@example.org")
        newcomer = Newcomer(page)
        newcomer.type("Find a target or a commitment", "4 000 by 2023")
        newcomer.press("button", "Find")
        title = page.locator("#content h1").inner_text()

    assert (newcomer.steps, title) == (1, "GCM10-9, 2023")

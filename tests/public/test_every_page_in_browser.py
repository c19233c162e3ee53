"""Every kind of public page in one browser: with scripts and without, at three widths, in both directions of writing.

What a page is found by stands in `tools/page_types.py`, which the gallery shows too. axe looks at each page in both
directions, once in light and once in the dark; what it judges does not hang on the width or on scripts.
"""

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import sync_playwright

from tests.browser import click, violations
from tests.practices import made_public
from tests.public.journeys import JOURNEYS, make_world
from tests.public.test_terms import make_term
from tools.page_types import PAGE_TYPES, found_by_links
from tracker.actions.search import refresh
from tracker.models import Benchmark, Commitment, Framework

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
WIDTHS = (320, 768, 1280)  # 320 is also what 1280 are at 400 %
DIRECTIONS = {"ltr": "light", "rtl": "dark"}
# The page is as wide as its window and nothing but what scrolls by itself reaches past it; one title, one h1; the
# first thing a keyboard comes to leads past the head; whatever can be acted on can be reached.
WRONG = """direction => {
  const root = document.documentElement, edge = root.clientWidth + 1, found = [];
  root.dir = direction;
  if (root.scrollWidth > root.clientWidth) found.push(`${root.scrollWidth - root.clientWidth} px too wide`);
  for (const one of direction === "ltr" ? document.querySelectorAll("main *, header *, footer *, nav *") : [])
    if (!one.closest(".scroll, .heat") && one.getBoundingClientRect().right > edge)
      found.push("sticks out: " + one.outerHTML.slice(0, 80));
  if (!document.title || document.querySelectorAll("h1").length !== 1) found.push("no title or h1");
  const acts = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
  if (acts[0].getAttribute("href") !== "#main" || !document.querySelector("main#main[tabindex]"))
    found.push("no way past the head");
  for (const one of acts) if (one.tabIndex < 0 && !one.closest(".trap"))
    found.push("no keyboard: " + one.outerHTML.slice(0, 80));
  return found;
}"""


@pytest.fixture
def pages(live_server):
    """An address of every kind of page, by its name."""
    cast = make_world()
    made_public(cast)
    referred_to(cast.commitment)
    refresh()
    return found_by_links(lambda address: Client().get(address).content.decode(), name_of)


def referred_to(commitment):
    """It serves a benchmark and is about a group of people, and there is a word to avoid."""
    sdg = Framework.objects.create(code="SDG", name="Goals for 2030", document="A/RES/70/1", year=2015)
    benchmark = Benchmark.objects.create(
        code="SDG-10.7", framework=sdg, number="10.7", title="Safe migration"
    )
    benchmark.commitments.add(commitment)
    Commitment.objects.filter(pk=commitment.pk).update(populations=["women"])
    make_term("EN-MAID")


def name_of(address):
    """The name of the public page at an address."""
    try:
        match = resolve(address)
    except Resolver404:
        return ""
    return match.url_name if match.namespace == "public" else ""


def test_every_kind_of_page_can_be_used_by_everyone(chromium, live_server, pages):
    wrong, asked, cookies = {}, [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for scripts in (True, False):
            context = browser.new_context(
                java_script_enabled=scripts, viewport={"width": 1280, "height": 900}
            )
            context.on("request", lambda request: asked.append(request.url))
            page = context.new_page()
            for name, address in pages.items():
                page.goto(live_server.url + address)
                wrong |= {(name, scripts, *where): what for where, what in faults_of(page, scripts)}
            if not scripts:
                told = list(answered(page, live_server.url))
            cookies += context.cookies()
        browser.close()

    assert pages.keys() == {one.name for one in PAGE_TYPES}
    assert wrong == {}
    assert ([url for url in asked if not url.startswith(live_server.url)], cookies) == ([], [])
    assert [said for said, answer in told if answer not in said] == []


def faults_of(page, scripts):
    """What is wrong with the page as it stands, by direction and width; and what axe finds, where scripts run."""
    for direction, scheme in DIRECTIONS.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if found := page.evaluate(WRONG, direction):
                yield (direction, width), found
        if scripts:
            page.emulate_media(color_scheme=scheme)
            if found := violations(page):
                yield (direction, "axe"), found
            page.emulate_media(color_scheme="light")


def answered(page, site):
    """Two questions, asked on a telephone without scripts: what is read in the end, and what is to be read there."""
    page.set_viewport_size({"width": 320, "height": 900})
    for journey in JOURNEYS[:2]:
        page.goto(site)
        for step in journey.way:
            within = page.get_by_role("row", name=step.row).first if step.row else page
            click(within.get_by_role("link", name=step.words, exact=True).first)
        said = " ".join(page.get_by_role("main").inner_text().replace("\u202f", " ").split())
        yield said, journey.answer[0]

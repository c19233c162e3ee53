"""Looking at pages with the system's Chromium: what axe finds, and what sticks out at the side."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# Every element that reaches past the edge of the window, but for what lies in a part that scrolls by itself.
STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("main *, header *, footer *, nav *")]
    .filter(one => !one.closest(".scroll") && one.getBoundingClientRect().right > edge)
    .map(one => one.tagName.toLowerCase() + "." + one.className);
}"""
SCROLLS_SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@contextmanager
def opened(chromium, *, width=1280, height=900, **more):
    """A page of the browser, so wide; `more` goes to the browser's context, such as `color_scheme="dark"`.

    Playwright runs a loop in this thread, and inside one Django refuses its database. Nothing here shares a
    connection between loops, so Django is told to allow it; the live server has threads of its own.
    """
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": width, "height": height}, **more)
        browser.close()


def violations(page):
    """What axe finds wrong with the page as it stands: rule, and the first element it is about."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target'][0]}" for one in found]


def sideways(page):
    """What makes the page scroll sideways, or would be cut off."""
    found = page.evaluate(STICKING_OUT)
    return found or (["the page"] if page.evaluate(SCROLLS_SIDEWAYS) else [])

"""A browser for the tests that look at pages: the system's Chromium, and axe to judge what it shows.

Make the data first and open the browser after: while it is open, the test's own thread may not ask the database.
"""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.cast import PASSWORD, code

STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("main *, header *, footer *, nav *")]
    .filter(one => !one.closest(".scroll") && one.getBoundingClientRect().right > edge)
    .map(one => one.tagName.toLowerCase() + "." + one.className);
}"""


@contextmanager
def opened(chromium, *, width=1280, **more):
    """A page in a fresh browser of that width."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            yield browser.new_context(viewport={"width": width, "height": 900}, **more).new_page()
        finally:
            browser.close()


def sign_in(page, site, user):
    """As people do, from the page for it."""
    page.goto(f"{site}/accounts/sign-in/")
    type_in(page, user.email)


def type_in(page, address, password=PASSWORD):
    """On the page to sign in: the address and the password, and a code for whoever has an app."""
    main = page.get_by_role("main")
    main.get_by_label("E-mail address").fill(address)
    main.get_by_label("Password").fill(password)
    with page.expect_navigation():
        main.get_by_role("button", name="Sign in").click()
    # A code works once: somebody who signs in again at once has the next one, or the one before.
    for steps in (0, 1, -1):
        if page.url.endswith("/accounts/sign-in/code/"):
            main.get_by_label("Code").fill(code(steps=steps))
            with page.expect_navigation():
                main.get_by_role("button", name="Sign in").click()


def focused(page):
    """The id of what has the focus, once the page and its scripts are there."""
    page.wait_for_load_state("load")
    return page.evaluate("document.activeElement.id")


def violations(page):
    """What axe finds on the page, each with the elements it is about.

    Where a stylesheet imports another, as that of Django's forms does, axe copies it into style elements, and the
    content policy refuses them aloud: listen to the console on pages that axe does not look at.
    """
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def overflow(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def sideways(page):
    """What reaches past the edge of the window, but for what lies in a part that scrolls by itself."""
    return page.evaluate(STICKING_OUT)

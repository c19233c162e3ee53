"""A browser for the tests that look at pages: the system's Chromium, and axe to judge what it shows.

Make the data first and open the browser after: while it is open, the test's own thread may not ask the database.
"""

from contextlib import contextmanager
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.cast import PASSWORD, SECRET, code

STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("main *, header *, footer *, nav *")]
    .filter(one => !one.closest(".scroll") && one.getBoundingClientRect().right > edge)
    .map(one => one.tagName.toLowerCase() + "." + one.className);
}"""
# Where scripts are off no timer ever rings, and axe would wait for its own for good: here they ring at once.
RINGING = """() => {
  window.setTimeout = (act, _wait, ...given) => { Promise.resolve().then(() => act(...given)); return 0; };
}"""
AXE = {"resultTypes": ["violations"]}
# What `faults` answers of a page with which nothing is wrong.
NO_FAULTS = ([], [], 0)


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


def click(what):
    """Press it. If it leads to another page, that page has arrived whole afterwards.

    Playwright waits until a page begins to arrive, and no longer: what is read at once may not be there yet.
    """
    what.click()
    what.page.wait_for_load_state("load")


def press(page, name, *, role="button"):
    """Press what has this name, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role(role, name=name, exact=True).click()


def type_in(page, address, password=PASSWORD, *, secret=SECRET):
    """On the page to sign in: the address and the password, and a code for whoever has an app."""
    main = page.get_by_role("main")
    main.get_by_label("E-mail address").fill(address)
    main.get_by_label("Password").fill(password)
    with page.expect_navigation():
        main.get_by_role("button", name="Sign in").click()
    # A code works once: somebody who signs in again at once has the next one, or the one before.
    for steps in (0, 1, -1):
        if page.url.endswith("/accounts/sign-in/code/"):
            main.get_by_label("Code").fill(code(steps=steps, secret=secret))
            with page.expect_navigation():
                main.get_by_role("button", name="Sign in").click()


def focused(page):
    """The id of what has the focus. A page that asks for it gets it with its first frame, after it has loaded."""
    return page.locator(":focus[id]").get_attribute("id")


def faults(page, *, scripts=True):
    """What is wrong with the page as it stands: for axe, and by what reaches past the window."""
    return violations(page, scripts=scripts), sideways(page), overflow(page)


def violations(page, *, scripts=True):
    """What axe finds on the page, each with the elements it is about; `scripts` says whether the page may run any.

    Where a stylesheet imports another, as that of Django's forms does, axe copies it into style elements, and the
    content policy refuses them aloud: listen to the console on pages that axe does not look at.
    """
    # A link that was followed may still be arriving.
    page.wait_for_load_state("load")
    if not scripts:
        page.evaluate(RINGING)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    found = page.evaluate("how => axe.run(how)", AXE if scripts else {**AXE, "preload": False})["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@cache
def axe_script():
    """The judge itself, read once: a page that is looked at twice has it already."""
    return Axe().axe_script


def overflow(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def sideways(page):
    """What reaches past the edge of the window, but for what lies in a part that scrolls by itself."""
    return page.evaluate(STICKING_OUT)


def desk_faults(page):
    """What axe finds in our part of a page of the desk, and by how much the page is too wide."""
    found = Axe().run(page, context="#content-main").response["violations"]
    return [one["id"] for one in found], overflow(page)

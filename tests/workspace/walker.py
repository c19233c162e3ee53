"""Many people with a browser each, whose pages are looked at as they pass: small and large, light and dark."""

import os
from contextlib import contextmanager

from tests.browser import NO_FAULTS, faults, opened, type_in

PHONE, DESK = 320, 1280
LOOKS = {PHONE: "light", DESK: "dark"}


class Walker:
    """Opens a browser for each person, and keeps what is wrong with the pages that were looked at, by name."""

    def __init__(self, browser, site, *, scripts):
        self._browser, self._site, self._scripts = browser, site, scripts
        self._pages, self.seen = {}, {}

    def device(self, width=DESK):
        """A page in a browser of its own, where nobody is signed in."""
        size = {"width": width, "height": 900}
        return self._browser.new_context(viewport=size, java_script_enabled=self._scripts).new_page()

    def of(self, person):
        """The page of somebody who signs in once, with an app if there must be one, and stays."""
        if person not in self._pages:
            self._pages[person] = page = self.device()
            self.open(page, "/accounts/sign-in/")
            type_in(page, person.email)
        return self._pages[person]

    def open(self, page, path):
        """Go to a page of this site."""
        page.goto(f"{self._site}{path}")

    def look(self, page, name):
        """Judge the page by axe and by what reaches past the window, at both widths; then go on as before."""
        before = page.viewport_size
        for width, scheme in LOOKS.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if folder := os.environ.get("SCREENSHOTS"):
                page.screenshot(path=f"{folder}/{len(self.seen):02} {name} {width}.png", full_page=True)
            self.seen[name, width] = faults(page, scripts=self._scripts)
        page.set_viewport_size(before)

    @property
    def wrong(self):
        """The pages with which something is wrong, each with what it is."""
        return {name: found for name, found in self.seen.items() if found != NO_FAULTS}


@contextmanager
def walking(chromium, site, *, scripts):
    """A walker in a browser that is closed at the end."""
    with opened(chromium) as page:
        yield Walker(page.context.browser, site, scripts=scripts)

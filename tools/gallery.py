"""Take the pictures of docs/gallery anew: every kind of public page, at three widths and as it is printed.

    .venv/bin/python -m tools.gallery            # in a folder of its own, which is deleted
    .venv/bin/python -m tools.gallery FOLDER     # or in this one, which is kept: a second run is quicker

It serves the demonstration from that folder, follows links to a page of each kind in `page_types.py`, and writes the
pictures, docs/gallery/README.md and docs/pictures/home.png. It needs a Chromium (CHROMIUM=/path/to/it).
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.page_types import PAGE_TYPES, PageType, found_by_links

HERE = Path(__file__).parent.parent
GALLERY, PICTURES = HERE / "docs/gallery", HERE / "docs/pictures"
# Each view with the window, how much of the page is taken, and how wide the picture is; paper is A4 at 96 dots.
VIEWS = {
    "320": (320, 1400, 320),
    "768": (768, 1400, 512),
    "1280": (1280, 1800, 640),
    "paper": (794, 1123, 512),
}
LEGIBLE = 45  # of 100: a picture of this quality can be read, and weighs some twenty kilobytes
FORUM, AS_OF = ("review-2024", "Review of 2024"), date(2024, 3, 31)


def main(folder: str = "") -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as passing:
        state = Path(folder or passing).resolve()
        port = _free_port()
        os.environ |= {
            "STATE_DIR": str(state),
            "SECOND_FACTOR": "off",
            "SITE_URL": f"http://localhost:{port}",
            "DJANGO_SETTINGS_MODULE": "scorecard.settings",
        }
        _python("manage.py", "prepare", "--demonstration", "--static")
        name_of = _with_django()
        with _served(port) as site, sync_playwright() as playwright:
            found = found_by_links(lambda address: _read(site + address), name_of)
            browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            _take_all(browser, site, found)
            browser.close()
    (GALLERY / "README.md").write_text(readme(), encoding="utf-8")


def readme() -> str:
    """The page that lists the pictures, each with what it shows."""
    lines = [
        "# How every page looks",
        "",
        "Each kind of public page of the demonstration, on a telephone, a tablet and a desk, and as it is printed:",
        "the top of it. Made by `python -m tools.gallery` from the list in",
        "[page_types.py](../../tools/page_types.py), which the browser test of every page goes through too. What",
        "stands in fictional places is invented.",
        "",
    ]
    for one in PAGE_TYPES:
        lines += [f"## {one.name}", "", one.alt, ""]
        lines += [" ".join(f"![{alt_of(one, view)}]({file_of(one, view)})" for view in VIEWS), ""]
    return "\n".join(lines).rstrip() + "\n"


def alt_of(page: PageType, view: str) -> str:
    """What a picture shows, and at which width."""
    where = "On paper" if view == "paper" else f"{view} pixels wide"
    return f"{where}: {page.alt}"


def file_of(page: PageType, view: str) -> str:
    """The name of a picture."""
    return f"{page.name}-{view}.webp"


def _take_all(browser: Browser, site: str, found: dict[str, str]) -> None:
    GALLERY.mkdir(exist_ok=True)
    for old in GALLERY.glob("*.webp"):
        old.unlink()
    for one in PAGE_TYPES:
        if one.name not in found:
            raise LookupError(f"no link leads to a page of the kind “{one.name}”")
        for view, (width, height, shown) in VIEWS.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            if view == "paper":
                page.emulate_media(media="print")
            page.goto(site + (one.filled or found[one.name]))
            _small(_top_of(page, width, height), shown).save(
                GALLERY / file_of(one, view), "WEBP", quality=LEGIBLE, method=6
            )
            page.close()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site)
    _small(_top_of(page, 1280, 900), 1280).convert("P", palette=Image.Palette.ADAPTIVE, colors=256).save(
        PICTURES / "home.png", optimize=True
    )


def _top_of(page: Page, width: int, height: int) -> Image.Image:
    """The page down to so many pixels, or to its end."""
    end = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height, max(end, 300))})
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _small(picture: Image.Image, width: int) -> Image.Image:
    if picture.width == width:
        return picture
    return picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)


def _with_django() -> Any:
    """What names the page at an address, once there is an edition to show as well."""
    import django  # noqa: PLC0415  # only now does the environment say where the data lie

    django.setup()
    from django.urls import Resolver404, resolve  # noqa: PLC0415

    _freeze_one()

    def name_of(address: str) -> str:
        try:
            match = resolve(address)
        except Resolver404:
            return ""
        return (match.url_name or "") if match.namespace == "public" else ""

    return name_of


def _freeze_one() -> None:
    """The demonstration has no edition: a round that is over, and its edition."""
    from tracker.actions.editions import freeze  # noqa: PLC0415
    from tracker.models import Round, User  # noqa: PLC0415
    from tracker.selectors.edition_drafts import draft_edition  # noqa: PLC0415

    slug, name = FORUM
    if Round.objects.filter(slug=slug).exists():
        return
    forum = Round.objects.create(slug=slug, name=name, opens_on=date(2024, 1, 1), closes_on=AS_OF)
    freeze(draft_edition(forum, as_of=AS_OF, note=""), by=User.objects.filter(is_superuser=True)[0])


@contextmanager
def _served(port: int) -> Iterator[str]:
    """The address of the demonstration, while it is served."""
    site = f"http://127.0.0.1:{port}"
    asked = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--config", "python:scorecard.serving"]
    server = subprocess.Popen([sys.executable, *asked, "scorecard.wsgi"], cwd=HERE)  # noqa: S603
    try:
        _wait_for(site)
        yield site
    finally:
        server.terminate()
        server.wait()


def _wait_for(site: str) -> None:
    for _try in range(120):
        try:
            _read(f"{site}/method/")
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(site)


def _read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310  # an address of our own server
        return str(answer.read().decode())


def _python(*words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=HERE, check=True)  # noqa: S603


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _chromium() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, (shutil.which(name) for name in names if name)))


if __name__ == "__main__":
    main(*sys.argv[1:2])

"""Every kind of public page is opened by the browser test and stands in the gallery, or is said not to be a page."""

import csv
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.urls import resolve
from PIL import Image

from tools.gallery import GALLERY, VIEWS, file_of, readme
from tools.page_types import NOT_SHOWN, PAGE_TYPES, found_by_links
from tracker.public.urls import pages

MOST_BYTES = 6_000_000
DEMONSTRATION = settings.BASE_DIR / "tracker/data/demonstration"


def test_every_address_of_the_public_pages_is_listed_once():
    shown = [one.name for one in PAGE_TYPES]

    assert len(shown) == len(set(shown))
    assert {one.name for one in pages} == {*shown, *NOT_SHOWN}
    assert not NOT_SHOWN & set(shown)


def test_every_kind_of_page_has_its_pictures_and_nothing_else_has():
    """Take them anew with `python -m tools.gallery`."""
    there = {one.name for one in GALLERY.glob("*.webp")}

    assert there == {file_of(one, view) for one in PAGE_TYPES for view in VIEWS}
    assert sum((GALLERY / name).stat().st_size for name in there) < MOST_BYTES


def test_pictures_are_pictures_of_the_width_they_say():
    widths = {view: shown for view, (_width, _height, shown) in VIEWS.items()}

    found = {}
    for view in VIEWS:
        with Image.open(GALLERY / file_of(PAGE_TYPES[0], view)) as picture:
            found[view] = picture.width

    assert found == widths


def test_page_of_the_gallery_says_what_each_picture_shows():
    assert (GALLERY / "README.md").read_text(encoding="utf-8") == readme()
    assert all(one.alt.endswith(".") for one in PAGE_TYPES)


def test_links_lead_to_a_page_of_each_kind_and_to_the_one_worth_showing():
    site = {
        "/": '<a href="/places/">P</a> <form action="/search/">',
        "/places/": '<a href="/places/dull/">D</a><a class="x" href="/places/xfi/?as_of=2024">F</a><a href="#main">',
        "/places/dull/": '<a href="https://elsewhere.example/">E</a>',
        "/places/xfi/?as_of=2024": "",
        "/search/": "",
    }
    names = {"/places/": "places", "/places/dull/": "place", "/places/xfi/": "place", "/search/": "search"}

    found = found_by_links(site.__getitem__, lambda address: names.get(address, ""))

    assert found == {
        "home": "/",
        "places": "/places/",
        "place": "/places/xfi/?as_of=2024",
        "search": "/search/",
    }


def test_places_that_are_shown_beside_each_other_are_in_the_demonstration():
    filled = {one.name: urlsplit(one.filled) for one in PAGE_TYPES if one.filled}
    with (DEMONSTRATION / "places.csv").open(encoding="utf-8") as file:
        there = {row["code"] for row in csv.DictReader(file)}

    places = parse_qs(filled["compare"].query)["place"]

    assert {name: resolve(address.path).url_name for name, address in filled.items()} == {
        "compare": "compare"
    }
    assert (len(places), set(places) - there) == (2, set())

"""What other sites show beside a link: title, first sentence, one address, and a card with the mark."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops

from tests.cast import figure, make_place, published
from tests.clock import Clock
from tests.pages import lines_of
from tracker.actions.drain import recompute
from tracker.models import Place
from tracker.public.elsewhere.card import draw_site_card, site_card

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL.rstrip("/")


@pytest.fixture
def arcadia(cast, monkeypatch):
    Clock(monkeypatch, date(2024, 6, 1))
    published(cast, figure(7_000, 2021))
    make_place("aldora", fictional=True)
    recompute()
    return cast.arcadia


def head(client, address):
    """The metadata of a page by name, and its links by what they are."""
    html = client.get(address).content.decode().split("<body", 1)[0]
    metas = {
        name: unescape(said)
        for name, said in re.findall(r'<meta [^>]*property="([^"]+)" content="([^"]*)"', html)
    }
    links = re.findall(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]+)"', html)
    return metas, [(rel, code, unescape(href)) for rel, code, href in links]


def card(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    return answer.content


def test_link_shows_the_title_the_first_sentence_and_the_card(client, arcadia):
    for address, image in {
        "/places/arcadia/": f"{SITE}/places/arcadia/card.png",
        "/heatmap/?area=&horizon=5": f"{SITE}/heatmap/card.png?horizon=5",
        "/": f"{SITE}/static/card.png",
    }.items():
        metas, _links = head(client, address)
        title = re.search(r"<title>(.*?)</title>", client.get(address).content.decode())[1]

        assert metas["og:title"] == unescape(title), address
        assert metas["og:image"] == image
        assert metas["og:type"] == "website"
    assert head(client, "/")[0]["og:description"] == lines_of(client.get("/"), "h1")[0]


def test_past_day_stands_in_the_title_and_on_the_card(client, arcadia):
    metas, links = head(client, "/places/arcadia/?as_of=2023-01-31")

    assert metas["og:title"].endswith("as of 31 January 2023")
    assert metas["og:image"] == f"{SITE}/places/arcadia/card.png?as_of=2023-01-31"
    assert links == []


def test_page_has_one_address_with_what_is_asked_in_one_order(client, arcadia):
    for asked, kept in {
        "/places/?utm=x&name=arc": "/places/?name=arc",
        "/heatmap/?area=1&utm=x&process=&horizon=5": "/heatmap/?horizon=5&area=1",
        "/changes/?since=&place=arcadia": "/changes/?place=arcadia",
        "/method/?utm=x": "/method/",
    }.items():
        assert head(client, asked)[1] == [
            ("canonical", "", SITE + kept),
            ("alternate", "en", SITE + kept),
            ("alternate", "x-default", SITE + kept),
        ]


def test_languages_without_an_address_of_their_own_are_not_named(client, arcadia, settings):
    settings.LANGUAGES = [("en", "English"), ("fr", "French")]

    assert head(client, "/method/")[1][1:] == [("alternate", "x-default", f"{SITE}/method/")]


def test_page_that_is_none_has_no_card(client, arcadia):
    for address in ("/places/nowhere/", "/heatmap/?horizon=7", "/changes/subscribe/?place=arcadia"):
        assert "og:image" not in head(client, address)[0], address
    assert client.get("/places/nowhere/card.png").status_code == 404


def test_cards_are_as_large_as_they_are_asked_for_and_alike_each_time(client, arcadia):
    pages = ("/places/arcadia/", "/places/aldora/", "/places/arcadia/GCM10-9/5/", "/heatmap/")
    first = {page: card(client, f"{page}card.png") for page in pages}

    assert {page: card(client, f"{page}card.png") for page in pages} == first
    assert len(set(first.values())) == len(pages)
    assert {Image.open(BytesIO(one)).size for one in first.values()} == {(1200, 630)}
    assert all(len(one) < 60_000 for one in first.values())


def test_card_shows_another_mark_another_day_and_what_is_made_up(client, arcadia, cast):
    before = card(client, "/places/arcadia/card.png")
    published(cast, figure(3_900, 2023))

    assert card(client, "/places/arcadia/card.png") != before
    assert not says_demonstration(client, "/places/arcadia/")
    assert says_demonstration(client, "/places/aldora/")


def says_demonstration(client, page):
    """Whether something is written in the colour of a demonstration where that word stands."""
    drawn = Image.open(BytesIO(card(client, f"{page}card.png"))).convert("RGB").crop((0, 48, 1200, 92))
    return any(red > green + 60 for _number, (red, green, _blue) in drawn.getcolors(100_000))


def test_name_that_cannot_be_set_gets_the_card_of_the_site_and_no_boxes(client, arcadia):
    Place.objects.filter(pk=arcadia.pk).update(names={"en": "العربية"})

    assert card(client, "/places/arcadia/card.png") == site_card()


@pytest.mark.once
def test_card_of_the_site_is_the_one_that_is_drawn():
    kept = Image.open(Path(settings.BASE_DIR) / "static" / "card.png").convert("RGB")
    drawn = Image.open(BytesIO(draw_site_card())).convert("RGB")

    assert kept.size == drawn.size == (1200, 630)
    assert ImageChops.difference(kept, drawn).getbbox() is None

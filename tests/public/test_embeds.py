"""Putting a page elsewhere: the frame and the picture say what the page says, and only they may be framed."""

import base64
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_resolver, reverse

from tests.cast import figure, make_place, published
from tests.clock import Clock
from tests.models import build
from tests.pages import words
from tests.permissions.headers import faults
from tests.public.test_pathway import TO_COME
from tests.scorecard.keeping import keeping_client
from tracker.access import walk
from tracker.actions.drain import recompute
from tracker.models import Membership, Place, Score
from tracker.public.embeds import EMBEDS
from tracker.public.pathway import pathway
from tracker.signing import is_signed, key_in, new_key, public_pem, written

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL.rstrip("/")
SVG = "{http://www.w3.org/2000/svg}"
PAGES = {
    "place": "/places/arcadia/",
    "place_why": "/places/arcadia/why/objective-10/",
    "process": "/processes/talks/",
    "process_why": "/processes/talks/why/GCM10-9-5/",
    "target": "/places/arcadia/GCM10-9/5/",
    "heatmap": "/heatmap/",
}
BELOW = ("embed/", "embed.svg", "embed.json")


@pytest.fixture
def key(settings):
    settings.SIGNING_KEY = new_key()
    return public_pem(key_in(settings.SIGNING_KEY))


@pytest.fixture
def pages(cast):
    """Half of the way in Arcadia, which sits in the talks."""
    Membership.objects.create(process=build.process(), place=cast.arcadia)
    published(cast, figure(7_000, 2021))
    recompute()
    return PAGES


def told(client, page, below):
    path, _mark, query = page.partition("?")
    answer = client.get(f"{path}{below}" + (f"?{query}" if query else ""))
    assert answer.status_code == 200, page
    return answer


def drawn(client, page):
    return ElementTree.fromstring(told(client, page, "embed.svg").content)


def text_of(client, page):
    """The words of the picture as they are drawn."""
    return " ".join("".join(one.itertext()) for one in drawn(client, page).iter(f"{SVG}text"))


def test_every_page_that_is_put_elsewhere_is_tried():
    assert set(PAGES) == set(EMBEDS)


def test_frames_and_pictures_alone_may_be_framed_and_have_their_headers(client, pages, key):
    routes = walk(get_resolver().url_patterns)
    framed = {one.name for _route, one in routes if getattr(one.callback, "may_be_framed", False)}

    wrong = {
        page + one: faults(told(client, page, one), public=True) for page in pages.values() for one in BELOW
    }

    assert framed == {f"{name}-{kind}" for name in EMBEDS for kind in ("embed", "picture")}
    assert wrong == dict.fromkeys(wrong, [])


def test_what_is_not_there_is_nobodys_to_frame(client, pages):
    wanted = {
        "/places/nowhere/embed/": 404,
        "/places/arcadia/why/GCM10-9-7/embed.svg": 404,
        "/heatmap/embed/?horizon=7": 400,
        "/places/arcadia/embed/?as_of=never": 400,
    }
    answers = {address: client.get(address) for address in wanted}

    assert {address: one.status_code for address, one in answers.items()} == wanted
    assert {one["X-Frame-Options"] for one in answers.values()} == {"DENY"}
    assert [faults(one) for one in answers.values()] == [[]] * len(wanted)


def test_frame_from_memory_may_be_framed_too(cast, pages):
    keeping = keeping_client()
    cold, warm = keeping.get("/places/arcadia/embed/"), keeping.get("/places/arcadia/embed/")

    assert [faults(one, public=True) for one in (cold, warm)] == [[], []]
    assert warm["ETag"]


def test_they_hold_no_script_no_form_and_set_no_cookie(client, pages, key):
    for page in pages.values():
        frame, picture = told(client, page, "embed/"), told(client, page, "embed.svg")

        for one in (frame, picture):
            assert not re.search(rb"<(script|form|input|object)|\son\w+=|javascript:", one.content), page
            assert not one.cookies
        assert b' style="' not in frame.content + picture.content


def test_mark_is_that_of_the_files_of_the_page(client, pages, key):
    rows = json.loads(client.get("/places/arcadia/data.json").content)["rows"]
    whole, tenth = rows[0], next(row for row in rows if row["objective"] == 10 and not row["horizon"])

    for page, row in {PAGES["place"]: whole, PAGES["place_why"]: tenth}.items():
        said = json.loads(told(client, page, "embed.json").content)["statement"]
        held = (said["mark"], said["score"], said["coverage"], said["method_version"])
        assert held == (row["mark"], str(row["score"]), str(row["coverage"]), 1)
        assert (said["mark"], said["score"]) == ("in_part", "50")
        for text in (text_of(client, page), words(told(client, page, "embed/").content.decode())):
            assert [
                one for one in ("Arcadia", row["mark_label"], "Score: 50 of 100.") if one not in text
            ] == []


def test_target_is_shown_with_its_share_and_its_way(client, pages):
    said = json.loads(told(client, PAGES["target"], "embed.json").content)["statement"]
    lines = [
        one for one in drawn(client, PAGES["target"]).iter(f"{SVG}line") if "path" in one.get("class", "")
    ]

    assert (said["mark"], said["status"], said["share"], said["score"]) == ("in_part", "overdue", "1/2", "50")
    assert len(lines) > 0
    assert "Overdue Share of the way: 50" in text_of(client, PAGES["target"])
    assert "The same in figures" in told(client, PAGES["target"], "embed/").content.decode()


def test_heat_map_has_the_boxes_of_its_files_and_their_digest(client, pages, key):
    rows = json.loads(client.get("/heatmap/data.json?horizon=5").content)["rows"]
    found = json.loads(told(client, "/heatmap/?horizon=5", "embed.json").content)
    uses = [one.get("href") for one in drawn(client, "/heatmap/?horizon=5").iter(f"{SVG}use") if one.get("y")]

    cells = [[row["place"] or row["process"], row["objective"], row["mark"]] for row in rows]
    assert [one[:3] for one in found["cells"]] == cells != []
    assert found["statement"]["cells_sha256"] == hashlib.sha256(written(found["cells"]).encode()).hexdigest()
    assert uses.count("#in_part-10") == sum(row["mark"] == "in_part" for row in rows) > 0
    assert found["statement"]["address"].endswith("/heatmap/?horizon=5")
    assert "<table>" in told(client, "/heatmap/?horizon=5", "embed/").content.decode()


def test_day_source_and_way_back_stand_in_each(client, cast, pages):
    Score.objects.update(as_of=date(2025, 1, 15))

    for page in pages.values():
        address = f"{SITE}{page}"
        frame = told(client, page, "embed/").content.decode()
        picture = drawn(client, page)

        assert "As of 15 January 2025." in words(frame), page
        assert f'<a href="{address}"' in frame
        assert "As of 15 January 2025." in picture.findtext(f"{SVG}desc")
        assert [one.get("href") for one in picture.iter(f"{SVG}a")] == [address] * len(
            picture.findall(f"{SVG}a")
        )
        assert "15 January 2025" in text_of(client, page)


def test_past_day_stays_as_it_was(client, cast, pages, monkeypatch, key):
    clock = Clock(monkeypatch, date(2025, 1, 15))
    page = "/places/arcadia/?as_of=2024-06-30"
    before = {one: told(client, page, one).content for one in BELOW}
    today = told(client, "/places/arcadia/", "embed.json").content

    clock.set(date(2025, 6, 1))
    published(cast, figure(4_000, 2023))

    assert {one: told(client, page, one).content for one in BELOW} == before
    assert told(client, "/places/arcadia/", "embed.json").content != today
    assert json.loads(before["embed.json"])["statement"]["address"].endswith(
        "/places/arcadia/?as_of=2024-06-30"
    )


def test_made_up_place_says_so_in_the_picture_itself(client, pages):
    make_place("aldora", fictional=True)
    recompute()

    for text in (text_of(client, "/places/aldora/"), text_of(client, "/heatmap/")):
        assert "Demonstration:" in text
    assert "Demonstration" in words(told(client, "/places/aldora/", "embed/").content.decode())
    assert "Demonstration" not in text_of(client, "/places/arcadia/")
    assert json.loads(told(client, "/places/aldora/", "embed.json").content)["statement"]["fictional"] is True


def test_picture_stands_by_itself_and_is_told_to_whoever_does_not_see_it(client, pages):
    for page in pages.values():
        answer = told(client, page, "embed.svg")
        root = ElementTree.fromstring(answer.content)

        style = hashlib.sha256(root.findtext(f"{SVG}style").encode()).digest()
        assert f"'sha256-{base64.b64encode(style).decode()}'" in answer["Content-Security-Policy"], page
        assert root.get("role") == "img"
        assert root.get("aria-labelledby").split() == ["title", "description"]
        assert root.findtext(f"{SVG}title")
        outside = re.findall(rf'(?:src|href|url)[=(]"?((?!#|{SITE}/)[^")]+)', answer.content.decode())
        assert outside == [], page


def test_text_of_a_name_is_text(client, cast, pages):
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": '<b>A & "B"\''})

    assert '<b>A & "B"\'' in text_of(client, "/places/arcadia/")
    assert "<b>A" not in told(client, "/places/arcadia/", "embed/").content.decode()
    snippet = re.search(
        r'id="put-frame"[^>]*>(.*?)</textarea>', client.get("/places/arcadia/").content.decode()
    )[1]
    assert 'title="&lt;b&gt;A &amp; &quot;B&quot;' in unescape(snippet)


def test_page_gives_what_to_copy_for_exactly_that_view(client, pages):
    html = client.get("/heatmap/?area=1&process=&horizon=5&as_of=2024-01-01").content.decode()
    frame, picture = (
        unescape(one) for one in re.findall(r"<textarea[^>]*snippet[^>]*readonly[^>]*>(.*?)</textarea>", html)
    )

    query = "?horizon=5&amp;area=1&amp;as_of=2024-01-01"
    assert frame.startswith(f'<iframe src="{SITE}/heatmap/embed/{query}" title="')
    assert f'<a href="{SITE}/heatmap/{query}"><img src="{SITE}/heatmap/embed.svg{query}"' in picture
    assert "put-frame" not in client.get("/method/").content.decode()
    assert "put-frame" not in client.get("/heatmap/?horizon=7").content.decode()


def test_signature_holds_in_the_json_and_in_the_picture(client, pages, key):
    for page in pages.values():
        found = json.loads(told(client, page, "embed.json").content)
        carried = json.loads(drawn(client, page).findtext(f"{SVG}metadata"))

        assert is_signed(found["signed"], found["signature"], key), page
        assert written(found["statement"]) == found["signed"]
        assert carried == {name: value for name, value in found.items() if name != "cells"}
        assert not is_signed(found["signed"].replace("2026", "2025"), found["signature"], key)


def test_without_a_key_nothing_is_signed_and_everything_says_so(client, pages):
    found = json.loads(told(client, PAGES["place"], "embed.json").content)

    assert (found["signature"], found["algorithm"]) == (None, None)
    assert "Not signed" in text_of(client, PAGES["place"])
    assert "Not signed" in told(client, PAGES["place"], "embed/").content.decode()
    assert "has no key" in client.get("/integrity/").content.decode()
    assert client.get(reverse("public:signing-key")).status_code == 404


def test_chart_is_drawn_as_on_its_page(client, pages):
    page = PAGES["target"]
    answers = client.get(page), told(client, page, "embed.svg")

    on_page, elsewhere = (
        Counter(re.findall(r'<(?:line|circle) class="([^"]+)"', one.content.decode())) for one in answers
    )

    assert on_page == elsewhere
    assert {"reported", "path", "due"} <= set(elsewhere)


def test_every_line_of_a_chart_has_its_style_in_the_picture():
    style = render_to_string("embed/picture.css")
    lines = render_to_string("_parts/pathway_lines.html", {"chart": pathway(TO_COME)})

    drawn_with = set(re.findall(r'<line class="([\w-]+)', lines))

    assert drawn_with >= {"ahead", "range", "range-end", "reported", "path"}
    assert {one for one in drawn_with if not re.search(rf"\.{one}\b", style)} == set()


def test_words_below_a_chart_name_every_kind_of_line():
    drawn_on = pathway(TO_COME)

    assert drawn_on.ahead
    assert drawn_on.caption == (
        "Solid line: what was reported. Dashed line: the way to the goal. Dotted line: where it leads at this pace; "
        "strokes: the range in which four of five such cases end."
    )
    assert "Dotted" not in pathway(replace(TO_COME, ahead=())).caption


def test_day_that_is_signed_is_the_day_of_the_mark(client, pages, cast):
    """As before the turn of the day: what was computed yesterday is not said of today."""
    Score.objects.filter(place=cast.arcadia).update(as_of=date(2026, 1, 2))

    said = {page: json.loads(told(client, PAGES[page], "embed.json").content) for page in ("place", "target")}

    assert {one["statement"]["as_of"] for one in said.values()} == {"2026-01-02"}
    assert "As of 2 January 2026." in text_of(client, PAGES["place"])

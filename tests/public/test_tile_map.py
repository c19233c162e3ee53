"""The tile map: one equal tile for each State, on everything, an objective or a commitment."""

import re

import pytest
from django.conf import settings

from tests.cast import apply_target, figure, make_place, published
from tests.pages import lines_of, main_of
from tests.public.world import make_examples
from tracker.actions.drain import recompute
from tracker.enums import PlaceKind

BAD = [
    "nowhere",
    "objective-99",
    "GCM99-9",
    "all",
    "\x00",
    "9" * 5_000,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
]


def tiles(client, query=None):
    """What stands on each tile, in order, with its class and where it leads."""
    html = client.get("/map/", query or {}).content.decode()
    found = re.findall(
        r'<li><(?:a|span) class="tile ([^"]*)"(?: href="([^"]*)")? title="[^"]*">(.*?)</(?:a|span)></li>',
        html,
    )
    return [
        (box, way, " ".join(re.sub(r"<[^>]+>", " ", said).replace("\u00a0", " ").split()))
        for box, way, said in found
    ]


def test_states_of_which_nothing_was_reported_are_named(client, cast):
    published(cast, figure(7_000, 2023))

    text = main_of(client.get("/map/", {"subject": "objective-10"}))

    assert "Of 1 State nothing was reported on this Which they are Borduria" in text


def test_nobody_is_named_where_everybody_reported_or_nothing_is_asked(client, cast):
    published(cast, figure(7_000, 2023))

    assert "nothing was reported on this" not in main_of(client.get("/map/", {"horizon": "12"}))


def test_every_state_has_one_tile_with_its_mark_in_words(client, cast):
    published(cast, figure(7_000, 2023))

    assert tiles(client) == [
        ("m-in_part k10", "/places/arcadia/why/all/", "ARC Arcadia: Met in part, 100 % known"),
        ("m-no_evidence k0", "/places/borduria/why/all/", "BOR Borduria: No report"),
    ]
    assert "1 of 2 States have a mark." in main_of(client.get("/map/"))


def test_tiles_stand_in_their_sub_region_and_every_one_is_in_the_table(client, cast):
    response = client.get("/map/")

    html = response.content.decode()
    assert re.findall(r'<h[34][^>]*><a href="[^"]*">([^<]*)</a></h[34]>', html) == ["M49-901", "M49-902"]
    assert lines_of(response, "tr") == [
        "State Mark Sub-region",
        "Arcadia No report M49-902",
        "Borduria No report M49-902",
    ]
    assert "No border is drawn" in main_of(response)


def test_tile_on_an_objective_or_a_commitment_by_one_date(client, cast):
    published(cast, figure(7_000, 2023))

    by_subject = {
        subject: [way for _box, way, _said in tiles(client, {"subject": subject, "horizon": "5"})]
        for subject in ("", "objective-10", "GCM10-9")
    }

    assert by_subject == {
        "": ["/places/arcadia/why/all-5/", "/places/borduria/why/all-5/"],
        "objective-10": ["/places/arcadia/why/objective-10-5/", "/places/borduria/why/objective-10-5/"],
        "GCM10-9": ["/places/arcadia/GCM10-9/5/", "/places/borduria/GCM10-9/5/"],
    }
    assert [client.get(way).status_code for ways in by_subject.values() for way in ways] == [200] * 6


def test_tile_of_a_past_day_leads_where_todays_does_with_the_day(client, cast):
    for subject in ("objective-10", "GCM10-9"):
        query = {"subject": subject, "horizon": "5"}
        now, then = tiles(client, query), tiles(client, {**query, "as_of": "2024-01-01"})
        assert [way for _box, way, _said in then] == [f"{way}?as_of=2024-01-01" for _box, way, _said in now]


def test_states_without_a_target_are_counted_and_lead_nowhere(client, cast):
    make_place("carpania", PlaceKind.COUNTRY, parent=cast.subregion)

    found = tiles(client)

    assert found[-1] == ("none", "", "CAR Carpania: no target")
    assert "1 State has no target of this kind." in main_of(client.get("/map/"))


def test_target_of_the_world_alone_is_said_to_be_one_and_has_no_tiles(client, db):
    make_examples()

    response = client.get("/map/", {"subject": "GCM10-1"})

    assert "This is a target of the world as a whole: no State has one of its own." in main_of(response)
    assert 'href="/places/world/why/GCM10-1/"' in response.content.decode()
    assert "tile-map" not in response.content.decode()


def test_fictional_places_stand_apart_and_are_not_counted(client, cast):
    apply_target(cast.place_target.target, make_place("aldora", fictional=True), baseline=10_000)
    recompute()

    assert tiles(client)[-1][2] == "ALD Aldora: No report"
    assert "For 2 nothing was reported" in main_of(client.get("/map/"))


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("name", ["subject", "horizon"])
def test_bad_choice_is_refused_beside_its_list(client, cast, name, bad):
    response = client.get("/map/", {name: bad})

    html = response.content.decode()
    assert response.status_code == 400
    assert f'id="choose-{name}-error">There is no such choice. Choose one of the list.</p>' in html
    assert "tile-map" not in html
    assert "<script" not in html


def test_address_with_a_choice_is_a_permanent_one(client, cast):
    html = client.get("/map/?horizon=5&subject=GCM10-9&x=1").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/map/?subject=GCM10-9&amp;horizon=5">' in html
    assert "Map · GCM10-9 Commitment GCM10-9, by 2023" in main_of(
        client.get("/map/?horizon=5&subject=GCM10-9")
    )

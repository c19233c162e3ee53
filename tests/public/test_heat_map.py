"""The heat map: what its boxes say, how it is narrowed down, what it weighs with every State of the world."""

import gzip
import random
import re
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import (
    LEVEL,
    apply_target,
    figure,
    make_commitment,
    make_objective,
    make_place,
    make_target,
    published,
)
from tests.pages import main_of
from tests.public.world import zipped
from tracker.actions.drain import recompute
from tracker.actions.targets import Wording
from tracker.enums import PlaceKind
from tracker.models import Area, Commitment, Membership, Place, Process, Score
from tracker.scoring import METHOD_VERSION, PUBLISHED_AT, Mark

CHOICE = "There is no such choice. Choose one of the list."
FILTERS = ("region", "process", "horizon", "population", "driver", "governance", "area")
BAD = ["nowhere", "0", "-1", "\x00", "9" * 5_000, "' OR 1=1 --", "<script>alert(1)</script>", "m49-901 "]


@pytest.fixture
def tagged(cast):
    """A second commitment under the objective, three times as heavy and tagged; Arcadia reported on the first."""
    area = Area.objects.create(number=4, title="Children", summary="An area.")
    other = make_commitment(
        "GCM10-8",
        objective=cast.objective,
        weight=3,
        populations=["children", "women"],
        driver_level="macro",
        governance_levels=["local"],
    )
    Commitment.objects.filter(pk=other.pk).update(area=area)
    target = make_target(other, 5, Wording(**LEVEL))
    apply_target(target, cast.arcadia, baseline=10_000)
    apply_target(target, cast.borduria, baseline=10_000)
    recompute()
    published(cast, figure(7_000, 2023))
    return other


def boxes(client, query=None):
    """Each row by its name, with the class and the words of its boxes."""
    html = client.get("/heatmap/", query or {}).content.decode()
    rows = re.findall(r'<tr[^>]*><th scope="row(?:group)?">(.*?)</th>(.*?)</tr>', html, re.DOTALL)
    return {
        re.sub(r"<[^>]+>", "", name): [
            (
                "".join(re.findall(r'class="([^"]*)"', cell)),
                unescape(re.sub(r"<[^>]+>", "", cell)).replace("\u00a0", " "),
            )
            for cell in re.findall(r"<td.*?(?=<td|$)", cells, re.DOTALL)
        ]
        for name, cells in rows
    }


def test_box_says_its_mark_its_number_and_how_much_is_known(client, cast):
    published(cast, figure(7_000, 2023))

    assert boxes(client) == {
        "World": [("e5", "No evidence, 50 % known")],
        "M49-901": [("e5", "No evidence, 50 % known")],
        "M49-902": [("e5", "No evidence, 50 % known")],
        "Arcadia": [("px", "Met in part, 100 % known")],
        "Borduria": [("", "No report")],
    }


def test_head_counts_the_boxes_of_states_and_says_that_silence_is_no_zero(client, cast):
    silent = main_of(client.get("/heatmap/"))
    published(cast, figure(7_000, 2023))

    told = main_of(client.get("/heatmap/"))

    assert "No State can be given a mark here yet." in silent
    assert "One box is one State on one objective: 2 in all." in silent
    assert "For 2 nothing was reported: that is not a no, and it never counts as zero." in silent
    assert "1 of 2 marks can be given." in told
    assert "For 1 nothing was reported" in told


def test_table_has_heads_for_its_columns_and_rows_and_a_caption(client, cast):
    make_objective(23)

    html = client.get("/heatmap/").content.decode()

    table = re.search(
        r'<div class="heat" role="region" tabindex="0" aria-labelledby="heat-caption">.*?</div>', html, re.S
    )
    assert '<caption id="heat-caption">Places by objectives, over all dates</caption>' in table[0]
    assert re.findall(r'<th scope="(\w+)">', table[0]) == [
        *("col", "col", "col"),
        *("rowgroup", "rowgroup", "rowgroup", "row", "row"),
    ]
    assert '<a href="/objectives/23/"><b>23</b> <span>Label 23</span></a>' in table[0]
    assert boxes(client)["Arcadia"][1] == ("none", "no target")


def test_every_box_with_something_in_it_leads_to_what_explains_it(client, cast):
    published(cast, figure(7_000, 2023))

    for horizon, key in (("", "objective-10"), ("5", "objective-10-5")):
        html = client.get("/heatmap/", {"horizon": horizon}).content.decode()
        ways = re.findall(r'<td><a href="([^"]+)" class="[pe]', html)
        assert ways == [f"/places/{one}/why/{key}/" for one in ("world", "m49-901", "m49-902", "arcadia")]
        assert [client.get(way).status_code for way in ways] == [200] * 4


def test_region_shows_itself_and_what_is_in_it(client, cast):
    elsewhere = make_place("m49-911", PlaceKind.REGION, parent=cast.world)
    make_place("carpania", parent=make_place("m49-912", PlaceKind.SUBREGION, parent=elsewhere))

    assert list(boxes(client, {"region": "m49-901"})) == ["M49-901", "M49-902", "Arcadia", "Borduria"]
    assert list(boxes(client, {"region": "m49-902"})) == ["M49-902", "Arcadia", "Borduria"]
    assert list(boxes(client, {"region": "m49-911"})) == ["M49-911", "M49-912", "Carpania"]
    assert "Carpania" in boxes(client)


def test_process_shows_itself_and_its_members_and_no_sum_over_others(client, cast):
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    process.members.add(cast.arcadia)
    recompute()
    published(cast, figure(7_000, 2023))

    found = boxes(client, {"process": "talks"})

    full = ("px", "Met in part, 100 % known")
    assert found == {"Talks": [full], "M49-902": [("blank", "")], "Arcadia": [full]}
    assert found == boxes(client, {"process": "talks", "region": "m49-901"})
    assert (
        'href="/processes/talks/why/objective-10/"' in client.get("/heatmap/?process=talks").content.decode()
    )


def test_members_of_a_process_are_those_of_the_day(client, cast):
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    Membership.objects.create(process=process, place=cast.arcadia, until_on=date(2024, 1, 1))
    Membership.objects.create(process=process, place=cast.borduria, from_on=date(2024, 1, 1))
    recompute()

    then = boxes(client, {"process": "talks", "as_of": "2023-12-31"})

    assert list(then) == ["Talks", "M49-902", "Arcadia"]
    assert list(boxes(client, {"process": "talks"})) == ["Talks", "M49-902", "Borduria"]


def test_date_shows_the_targets_due_by_it(client, cast):
    published(cast, figure(7_000, 2023))

    assert boxes(client, {"horizon": "2"})["Arcadia"] == [("none", "no target")]
    assert boxes(client, {"horizon": "5"})["Arcadia"] == [("px", "Met in part, 100 % known")]
    assert "No State has a target here." in main_of(client.get("/heatmap/?horizon=2"))


@pytest.mark.parametrize(
    ("name", "value"), [("population", "women"), ("driver", "macro"), ("governance", "local"), ("area", "4")]
)
def test_tag_counts_the_commitments_that_carry_it_and_no_others(client, cast, tagged, name, value):
    everything = boxes(client)["Arcadia"]
    before = boxes(client, {name: value})
    target = tagged.targets.get().place_targets.get(place=cast.arcadia)
    published(cast, figure(4_000, 2023), place_target=target)

    after = boxes(client, {name: value})

    # The heavier of the two was silent: a quarter of the objective's weight was known.
    assert everything == [("e2", "No evidence, 25 % known")]
    assert before["Arcadia"] == [("", "No report")]
    assert after["Arcadia"] == [("yx", "Met, 100 % known")]
    assert after["World"] == [("e5", "No evidence, 50 % known")]
    assert boxes(client)["Arcadia"] == [("px", "Met in part, 100 % known")]


def test_tagged_view_names_its_commitments_and_its_boxes_lead_to_them(client, cast, tagged):
    html = client.get("/heatmap/?population=women").content.decode()

    assert '<a href="/commitments/GCM10-8/">GCM10-8</a>' in html
    assert "GCM10-9" not in html
    assert '<th scope="row"><a href="/places/arcadia/">Arcadia</a></th><td>No report' in html
    target = tagged.targets.get().place_targets.get(place=cast.arcadia)
    published(cast, figure(4_000, 2023), place_target=target)
    reported = client.get("/heatmap/?population=women").content.decode()
    assert '<td><a href="/places/arcadia/#objective-10" class="yx">Met, 100\xa0% known</a>' in reported
    assert 'id="objective-10"' in client.get("/places/arcadia/").content.decode()


def test_tags_together_ask_for_commitments_that_carry_all_of_them(client, cast, tagged):
    both = client.get("/heatmap/?population=women&area=4")
    none = client.get("/heatmap/?population=women&area=1")

    assert "GCM10-8" in main_of(both)
    assert "GCM10-8" not in main_of(none)
    assert "No State has a target here." in main_of(none)


def test_box_over_something_that_cannot_be_shown_is_not_told(client, cast, tagged):
    Score.objects.filter(place=cast.arcadia, key="GCM10-8").update(method_version=METHOD_VERSION + 1)

    told = "Cannot be shown: another version of the method made it."
    assert boxes(client, {"population": "women"})["Arcadia"] == [("untold", told)]
    assert "1 cannot be shown now." in main_of(client.get("/heatmap/?population=women"))
    assert boxes(client)["Arcadia"] == [("e2", "No evidence, 25 % known")]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("name", FILTERS)
def test_bad_choice_is_refused_beside_its_list_and_nothing_is_guessed(client, cast, name, bad):
    response = client.get("/heatmap/", {name: bad, "horizon": bad if name == "horizon" else "5"})

    html = response.content.decode()
    assert response.status_code == 400
    assert f'<p class="invalid-feedback" id="choose-{name}-error">{CHOICE}</p>' in html
    assert f'<a href="#choose-{name}">{CHOICE}</a>' in html
    assert "<title>Error: " in html
    assert "<table" not in html
    assert "<script" not in html
    assert ('<option value="5" selected>' in html) is (name != "horizon")


def test_choice_given_twice_is_refused(client, cast):
    assert client.get("/heatmap/?horizon=5&horizon=5").status_code == 400
    assert client.get("/heatmap/?horizon=5&horizon=").status_code == 400


def test_address_keeps_what_was_chosen_and_is_the_permanent_one(client, cast):
    html = client.get("/heatmap/?process=&area=1&region=m49-901&utm=x").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/heatmap/?region=m49-901&amp;area=1">' in html
    then = re.search(r'<form class="choose-date".*?</form>', html, re.DOTALL)[0]
    assert '<input type="hidden" name="region" value="m49-901">' in then
    past = client.get("/heatmap/?region=m49-901&as_of=2024-01-01").content.decode()
    assert '<a href="/heatmap/?region=m49-901">This page today</a>' in past
    assert '<input type="hidden" name="as_of" value="2024-01-01">' in past


def test_fictional_places_stand_apart_and_count_nowhere(client, cast):
    imagined = make_place("aldora", fictional=True)
    apply_target(cast.place_target.target, imagined, baseline=10_000)
    recompute()

    found = boxes(client)

    assert list(found)[-2:] == ["Fictional places", "Aldora"]
    assert found["Aldora"] == [("", "No report")]
    assert "2 in all" in main_of(client.get("/heatmap/"))


def all_the_world():
    """Two hundred States on 23 objectives, stored as if they were scored, each with a name as long as real ones."""
    like = Score.objects.get(place__code="arcadia", key="objective-10")
    objectives = [like.objective, *(make_objective(number) for number in range(1, 24) if number != 10)]
    subregion = Place.objects.get(code="m49-902")
    states = Place.objects.bulk_create(
        Place(
            code=f"s{number:03}",
            kind=PlaceKind.COUNTRY,
            names={"en": f"The Republic of State {number}"},
            parent=subregion,
        )
        for number in range(200)
    )
    rows = [stored_like(like, place, one) for place in states for one in objectives]
    Score.objects.bulk_create(rows, batch_size=500)


def stored_like(like, place, objective):
    """A score as chance will have it: so many of six targets known, and any mark where that is enough for one."""
    chance = random.Random(f"{place.code} {objective.number}")
    coverage = Fraction(chance.randint(0, 6), 6)
    mark = chance.choice(list(Mark)) if coverage >= PUBLISHED_AT else Mark.NO_EVIDENCE
    known = {field.attname: getattr(like, field.attname) for field in Score._meta.concrete_fields}
    return Score(
        **known
        | {
            "id": None,
            "place_id": place.pk,
            "objective_id": objective.pk,
            "key": f"objective-{objective.number}",
            "mark": mark.value,
            "coverage": coverage,
            "score": Fraction(chance.randint(0, 100)) if coverage else None,
            "lower": Fraction(0),
            "upper": Fraction(100),
            "published": coverage >= PUBLISHED_AT,
        }
    )


def test_every_state_of_the_world_weighs_less_than_sixty_kilobytes_in_five_queries(client, cast):
    published(cast, figure(7_000, 2023))
    all_the_world()

    with CaptureQueriesContext(connection) as asked:
        response = client.get("/heatmap/")

    html = response.content.decode()
    assets = re.findall(r'"/static/([^"]+)"', html)
    weights = [len(gzip.compress(Path(finders.find(path)).read_bytes())) for path in assets]
    assert len(asked) == 5
    assert (html.count("<td"), html.count("Cannot be shown")) == (205 * 23, 0)
    assert len(assets) == 4
    assert zipped(response) + sum(weights) < 60_000

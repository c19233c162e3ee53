"""Places and processes side by side: what can be compared, in which order, and what is said of small differences."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import apply_target, figure, make_committee, make_place, published
from tests.pages import main_of
from tests.protected import protect
from tracker.actions.drain import recompute
from tracker.enums import Misfit
from tracker.models import Process, Score
from tracker.scoring import METHOD_VERSION
from tracker.selectors.compare import compare_page

BOTH = "/compare/?place=arcadia&place=borduria"
OTHER_WAY = "/compare/?place=borduria&place=arcadia"


@pytest.fixture
def towns(cast):
    """Two processes, two fictional States, a local authority."""
    for code in ("talks", "rounds"):
        Process.objects.create(code=code, name=code.title(), region="Here").members.add(cast.arcadia)
    for code in ("aldora", "boria"):
        apply_target(cast.place_target.target, make_place(code, fictional=True), baseline=10_000)
    make_place("town", "local", parent=cast.arcadia)
    recompute()
    return cast


def heads(client, address):
    """The names over the columns, in order."""
    html = client.get(address).content.decode()
    table = re.search(r'<table class="table shapes compared">.*?</thead>', html, re.DOTALL)[0]
    return re.findall(r'<th scope="col">(.*?)</th>', table)[1:]


def misfits(client, query):
    """The status, and which field is told what."""
    response = client.get(f"/compare/?{query}")
    fields = re.findall(r'id="choose-([a-z]+-\d)-error">(.*?)<', response.content.decode())
    return response.status_code, fields


def test_form_stands_alone_where_nothing_is_chosen(client, towns):
    html = client.get("/compare/").content.decode()

    assert "Put up to four side by side" in html
    assert re.findall(r'<select[^>]* name="(\w+)"', html) == ["place"] * 4 + ["process"] * 4 + ["order"]
    one = re.search(r'<select[^>]* name="place".*?</select>', html, re.DOTALL)[0]
    assert re.findall(r'<optgroup label="([^"]+)"|<option value="([^"]+)"', one) == [
        ("States", ""),
        ("", "arcadia"),
        ("", "borduria"),
        ("Regions and sub-regions", ""),
        ("", "m49-901"),
        ("", "m49-902"),
        ("Local authorities", ""),
        ("", "town"),
        ("Fictional States", ""),
        ("", "aldora"),
        ("", "boria"),
    ]
    assert "data.csv" not in html


def test_one_alone_is_kept_and_another_asked_for(client, cast):
    response = client.get("/compare/?place=arcadia")

    assert response.status_code == 200
    assert "Choose at least one more of the same kind." in main_of(response)
    assert '<option value="arcadia" selected>' in response.content.decode()


def test_sentence_counts_and_bounds_are_made_from_the_numbers(client, cast):
    published(cast, figure(4_000, 2023))

    text = main_of(client.get(BOTH))

    assert "Targets met: 1 of 1 in Arcadia, 0 of 1 in Borduria." in text
    assert "So much is known of what was promised, by weight: 100 % in Arcadia, 0 % in Borduria." in text
    assert "Everything Met 1 met 1 of 1 known 100 No evidence 0 met 0 of 1 known" in text
    assert "Arcadia 100 % 100–100 100" in text
    assert "Borduria 0 % 0–100 too little is known" in text
    assert (
        "Arcadia lies between 100 and 100, Borduria between 0 and 100: the bounds overlap, so what is known does not "
        "say which is further." in text
    )


def test_bars_have_one_scale(client, cast):
    published(cast, figure(4_000, 2023))

    html = client.get(BOTH).content.decode()

    row = re.search(r'<tr><th scope="row"><span class="num">10</span>.*?</tr>', html, re.DOTALL)[0]
    assert re.findall(r'class="part m-(\w+)" x="([\d.]+)%" width="([\d.]+)%"', row) == [
        ("met", "0.000", "100.000"),
        ("no_evidence", "0.000", "100.000"),
    ]
    assert re.findall(r'class="range" x="([\d.]+)%" width="([\d.]+)%"', html) == [
        ("100.000", "0.000"),
        ("0.000", "100.000"),
    ]


def test_what_is_missing_and_who_could_report_it(client, cast):
    published(cast, figure(4_000, 2023))

    text = main_of(client.get(BOTH))

    assert "Arcadia. Something was reported on every target. Committee of Arcadia" in text
    assert "Borduria. Nothing was reported on 1 of 1 target. Committee of Borduria" in text
    assert "Committee of" not in main_of(client.get(f"{BOTH}&as_of=2024-01-01"))
    protect(cast)
    assert "Committee of Arcadia" not in main_of(client.get(BOTH))


def test_they_stand_as_chosen_unless_an_order_is_asked_for(client, cast):
    published(cast, figure(4_000, 2023))
    plain, other = client.get(BOTH), client.get(OTHER_WAY)

    asked = client.get(f"{OTHER_WAY}&order=share")

    assert heads(client, BOTH) == ["Arcadia", "Borduria"]
    assert heads(client, OTHER_WAY) == ["Borduria", "Arcadia"]
    assert heads(client, f"{OTHER_WAY}&order=share") == ["Arcadia", "Borduria"]
    word = "a small difference means nothing"
    assert [word in main_of(one) for one in (plain, other, asked)] == [False, False, True]


def test_order_among_those_without_a_score_is_the_readers(client, cast):
    assert heads(client, f"{OTHER_WAY}&order=share") == ["Borduria", "Arcadia"]


def test_kinds_that_can_be_compared(client, towns):
    good = {
        "place=m49-901&place=m49-902": ["M49-901", "M49-902"],
        "process=talks&process=rounds": ["Talks", "Rounds"],
        "place=aldora&place=boria": ["Aldora", "Boria"],
        "place=&place=arcadia&place=&place=borduria&process=": ["Arcadia", "Borduria"],
    }

    assert {query: heads(client, f"/compare/?{query}") for query in good} == good


def test_what_is_made_up_is_said_to_be(client, towns):
    said = [
        "every mark it carries is invented" in client.get(f"/compare/?{query}").content.decode()
        for query in ("place=aldora&place=boria", "place=arcadia&place=borduria")
    ]

    assert said == [True, False]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("place=arcadia&place=nowhere", [("place-2", Misfit.UNKNOWN)]),
        ("place=arcadia&place=world", [("place-2", Misfit.UNKNOWN)]),
        ("place=arcadia&place=%00", [("place-2", Misfit.UNKNOWN)]),
        ("place=arcadia&place=" + "x" * 5_000, [("place-2", Misfit.UNKNOWN)]),
        ("place=arcadia&place=arcadia", [("place-2", Misfit.TWICE)]),
        ("place=arcadia&place=m49-901", [("place-2", Misfit.OTHER_KIND)]),
        ("place=arcadia&place=aldora", [("place-2", Misfit.OTHER_KIND)]),
        ("place=arcadia&process=talks", [("process-1", Misfit.OTHER_KIND)]),
        ("place=talks&process=arcadia", [("place-1", Misfit.UNKNOWN), ("process-1", Misfit.UNKNOWN)]),
    ],
)
def test_what_cannot_be_compared_is_said_beside_its_field(client, towns, query, told):
    assert misfits(client, query) == (400, [(field, why.label) for field, why in told])


def test_fifth_is_refused_and_everything_chosen_is_kept(client, towns):
    for code in ("xa", "xb", "xc"):
        make_place(code)
    query = "&".join(f"place={code}" for code in ("arcadia", "borduria", "xa", "xb", "xc"))

    html = client.get(f"/compare/?{query}").content.decode()

    assert misfits(client, query) == (400, [("place-5", Misfit.TOO_MANY.label)])
    assert re.findall(r'<option value="(\w+)" selected>', html) == ["arcadia", "borduria", "xa", "xb", "xc"]
    assert "<title>Error: Compare" in html
    assert misfits(client, query.removesuffix("&place=xc")) == (200, [])


def test_hundred_choices_make_no_endless_form(client, cast):
    html = client.get("/compare/?" + "&".join(["place=arcadia"] * 100)).content.decode()

    assert html.count("<select") == 8 + 4 + 1


@pytest.mark.parametrize("bad", ["score", "share&order=share", "%00"])
def test_order_that_there_is_not_is_refused(client, cast, bad):
    response = client.get(f"{BOTH}&order={bad}")

    assert response.status_code == 400
    assert 'id="choose-order-error"' in response.content.decode()
    assert heads_there(response) is False


def heads_there(response):
    return "shapes compared" in response.content.decode()


def test_address_is_permanent_and_keeps_the_order_chosen(client, cast):
    html = client.get(f"{OTHER_WAY}&utm=x").content.decode()
    past = client.get(f"{OTHER_WAY}&as_of=2024-01-01").content.decode()

    canonical = f"{settings.SITE_URL}/compare/?place=borduria&amp;place=arcadia"
    assert f'<link rel="canonical" href="{canonical}">' in html
    assert '<a href="/compare/?place=borduria&amp;place=arcadia">This page today</a>' in past
    assert '<input type="hidden" name="place" value="borduria">' in html


def test_past_day_is_told_as_it_was(client, cast):
    published(cast, figure(4_000, 2023))

    then, now = main_of(client.get(f"{BOTH}&as_of=2024-01-01")), main_of(client.get(BOTH))

    assert "Targets met: 0 of 1 in Arcadia" in then
    assert "Targets met: 1 of 1 in Arcadia" in now


def test_mark_that_cannot_be_shown_stops_no_other(client, cast):
    Score.objects.filter(place=cast.arcadia, key="all").update(method_version=METHOD_VERSION + 1)

    text = main_of(client.get(BOTH))

    assert "Targets met: 0 of 1 in Borduria." in text
    assert "1 cannot be shown now." in text
    assert "Arcadia. This cannot be told while its mark cannot be shown." in text


def test_pages_lead_to_it(client, towns):
    leads = {
        "/places/arcadia/": "/compare/?place=arcadia",
        "/processes/talks/": "/compare/?process=talks",
        "/places/": "/compare/",
        "/processes/": "/compare/",
    }

    found = {page: f'href="{way}"' in client.get(page).content.decode() for page, way in leads.items()}

    assert found == dict.fromkeys(leads, True)
    assert "Compare with" not in main_of(client.get("/places/world/"))


def test_it_asks_as_often_for_four_as_for_two(client, cast):
    def asked(*codes):
        with CaptureQueriesContext(connection) as queries:
            compare_page(places=codes, processes=())
        return len(queries)

    for code in ("xa", "xb"):
        state = make_place(code, parent=cast.subregion)
        apply_target(cast.place_target.target, state, baseline=10_000)
        make_committee(f"of-{code}", state)
    recompute()

    assert (asked("arcadia", "borduria"), asked("arcadia", "borduria", "xa", "xb")) == (5, 5)

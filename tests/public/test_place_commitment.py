"""One commitment in one place: its targets by each date together, with what was reported, replied and is missing."""

import re

import pytest

from tests.cast import DUE, LEVEL, apply_target, figure, make_target, published
from tests.pages import main_of
from tests.protected import protect
from tests.public.world import PROCEDURE
from tracker.actions.drain import recompute
from tracker.actions.targets import Wording
from tracker.models import Score
from tracker.scoring import METHOD_VERSION

ADDRESS = "/places/arcadia/GCM10-9/"


@pytest.fixture
def graduated(cast):
    """The commitment has a step by 2020 and a further goal by 2030 as well."""
    steps = make_target(cast.commitment, 2, Wording(**PROCEDURE))
    further = make_target(cast.commitment, 12, Wording(**{**LEVEL, "title": "Further", "due_on": DUE[12]}))
    apply_target(steps, cast.arcadia)
    apply_target(further, cast.arcadia, baseline=10_000)
    recompute()
    return cast


def test_sentence_is_made_from_the_numbers(client, graduated):
    silent = main_of(client.get(ADDRESS))
    published(graduated, figure(4_000, 2023))

    told = main_of(client.get(ADDRESS))

    assert "Arcadia has 3 targets under this commitment. None is met." in silent
    assert "On 3 nothing was ever reported. No report is not a no." in silent
    assert "Arcadia has 3 targets under this commitment. 1 is met." in told
    assert "On 2 nothing was ever reported." in told


def test_each_target_stands_with_its_words_and_its_picture(client, graduated):
    published(graduated, figure(4_000, 2023))

    html = client.get(ADDRESS).content.decode()

    sections = re.findall(r'<section class="stack" id="by-(\d+)">(.*?)</section>', html, re.DOTALL)
    assert [years for years, _section in sections] == ["2", "5", "12"]
    assert "It is adopted" in sections[0][1]
    assert re.findall(r'<title id="([\w-]+)-title">', html) == ["pathway-5", "pathway-12"]
    assert [f'href="{ADDRESS}{years}/#why"' in section for years, section in sections] == [True] * 3
    assert "The figure for 2023 is 4\u202f000" in sections[1][1]


def test_report_and_reply_of_the_mark_are_at_hand(client, graduated):
    report = published(graduated, figure(4_000, 2023))

    html = client.get(ADDRESS).content.decode()

    assert f'href="/reports/{report.uuid}/"' in html
    assert "What Arcadia replies" in html
    assert "Arcadia may reply until" in html


def test_what_is_missing_and_who_could_report_it(client, graduated):
    published(graduated, figure(4_000, 2023))

    text = main_of(client.get(ADDRESS))

    assert "By 2020: nothing was reported on 1 of 1 target. By 2030: nothing" in text
    assert "By 2023: nothing" not in text
    assert text.endswith("Committee of Arcadia")
    assert "Committee of" not in main_of(client.get(f"{ADDRESS}?as_of=2024-01-01"))
    protect(graduated)
    assert "Committee of Arcadia" not in main_of(client.get(ADDRESS))


def test_region_tells_what_its_states_come_to(client, cast):
    published(cast, figure(4_000, 2023))

    response = client.get("/places/m49-902/GCM10-9/")

    text = main_of(response)
    assert "The States of M49-902 have 2 targets under this commitment. 1 is met." in text
    assert "By each date 2023" in text
    assert "By 2023: nothing was reported on 1 of 2 targets." in text
    assert 'href="/places/m49-902/why/GCM10-9-5/"' in response.content.decode()
    assert "None is met." in main_of(client.get("/places/m49-902/GCM10-9/?as_of=2024-01-01"))


@pytest.mark.parametrize(
    "address", ["/places/arcadia/GCM99-9/", "/places/nowhere/GCM10-9/", "/places/arcadia/why/"]
)
def test_there_is_no_other_page(client, cast, address):
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?as_of=2024-01-01").status_code == 404


def test_mark_that_cannot_be_shown_stops_no_other(client, graduated):
    Score.objects.filter(place=graduated.arcadia, key="GCM10-9:5").update(method_version=METHOD_VERSION + 1)

    text = main_of(client.get(ADDRESS))

    assert "Arcadia has 3 targets under this commitment." in text
    assert text.count("Cannot be shown: another version of the method made it.") == 1
    assert "By 2020: nothing was reported" in text


def test_whole_mark_that_cannot_be_shown_leaves_the_targets(client, graduated):
    Score.objects.filter(place=graduated.arcadia, key="GCM10-9").update(method_version=METHOD_VERSION + 1)

    text = main_of(client.get(ADDRESS))

    assert "Its mark as a whole cannot be shown; what can be shown stands below." in text
    assert "Further" in text


def test_pages_lead_to_it(client, cast):
    leads = ["/places/arcadia/", "/places/arcadia/GCM10-9/5/"]

    assert [f'href="{ADDRESS}"' in client.get(page).content.decode() for page in leads] == [True, True]

"""The processes in which States consult: who takes part today, and how they stand together."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cast import figure, published
from tests.pages import lines_of, main_of
from tests.public.world import zipped
from tracker.actions.drain import recompute
from tracker.models import Membership, Process


def make_process(code, *members, **more):
    process = Process.objects.create(**{"code": code, "name": code.title(), "region": "Here", **more})
    process.members.add(*members)
    return process


@pytest.fixture
def dialogue(cast):
    """A process of both States, scored."""
    process = make_process(
        "dialogue", cast.borduria, cast.arcadia, established=2003, note="It meets each year."
    )
    recompute()
    return process


def test_processes_stand_by_name_with_what_is_known_beside(client, cast, dialogue):
    make_process("a-forum", members_verified=True)
    published(cast, figure(7_000, 2023))

    response = client.get("/processes/")

    assert lines_of(response, "tr") == [
        "Process States Together",
        "A-Forum Here 0 not scored yet",
        "Dialogue Here · membership not checked yet 2 No evidence 1 of 2 known 25 to 75",
    ]
    assert "They stand by name: nothing is ranked." in main_of(response)
    assert 'href="/processes/dialogue/why/all/"' in response.content.decode()


def test_process_tells_how_its_members_stand_together(client, cast, dialogue):
    published(cast, figure(7_000, 2023))

    response = client.get("/processes/dialogue/")

    html, text = response.content.decode(), main_of(response)
    assert text.startswith(
        "Regional consultative process · Here · since 2003 Dialogue No evidence "
        "1 of the 2 targets of its member States have something to score."
    )
    assert "2 States take part" in text
    assert "The list of members is not checked yet against the process's own." in text
    assert "Arcadia 1 of 1 Borduria 0 of 1" in text
    assert "GCM10-9 Commitment GCM10-9 No evidence 1 of 2 known 25 to 75" in text
    assert "It meets each year." in text
    assert 'href="/processes/dialogue/why/GCM10-9-5/"' in html
    assert 'href="/places/arcadia/"' in html


def test_members_are_those_of_today(client, cast, dialogue):
    today = timezone.localdate()
    Membership.objects.filter(place=cast.arcadia).update(until_on=today)
    Membership.objects.filter(place=cast.borduria).update(from_on=today + timedelta(days=1))

    text = main_of(client.get("/processes/dialogue/"))

    assert "0 States take part" in text
    assert "We know of no State that takes part today." in text
    assert lines_of(client.get("/processes/"), "tr")[1].startswith(
        "Dialogue Here · membership not checked yet 0"
    )


def test_why_of_a_process_rests_on_its_members_of_the_day_of_the_score(client, cast, dialogue):
    Membership.objects.filter(place=cast.borduria).update(until_on=date(2020, 1, 1))
    recompute()
    published(cast, figure(7_000, 2023))

    found = client.get("/processes/dialogue/why/GCM10-9-5.json").json()

    assert (found["process"], found["place"]) == ({"code": "dialogue", "name": "Dialogue"}, None)
    assert [part["place"] for part in found["parts"]] == ["arcadia"]
    assert (found["result"]["score"], found["because"], len(found["readings"])) == ("50", "one_applies", 1)


def test_places_and_the_navigation_lead_to_the_processes(client, cast, dialogue):
    place = client.get("/places/arcadia/").content.decode()

    assert '<a href="/processes/dialogue/">Dialogue</a>' in place
    assert '<a href="/processes/">Processes</a>' in place
    assert "Consultative processes" in main_of(client.get("/places/"))


def test_process_without_a_score_says_so(client, db):
    make_process("lonely")

    text = main_of(client.get("/processes/lonely/"))

    assert "No target is set for its members yet." in text
    assert client.get("/processes/lonely/why/all/").status_code == 404


@pytest.mark.parametrize("address", ["/processes/nowhere/", "/processes/nowhere/why/all/", "/processes/%27/"])
def test_process_that_is_not_there_is_a_plain_page(client, db, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


@pytest.mark.parametrize("number", [1, 8])
def test_pages_ask_as_often_with_eight_of_everything_as_with_one(
    client, cast, number, django_assert_num_queries
):
    for one in range(number):
        make_process(f"process-{one}", cast.arcadia, cast.borduria)
    recompute()

    for address, expected in (("/processes/", 2), ("/processes/process-0/", 3)):
        with django_assert_num_queries(expected):
            response = client.get(address)
        assert zipped(response) < 20_000
        assert client.cookies == {}

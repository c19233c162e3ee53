"""The public pages of good practices."""

from uuid import uuid4

import pytest

from tests.cast import make_commitment
from tests.practices import handed_in, made_public, proposal
from tests.public.world import words_of
from tracker.actions import protection
from tracker.enums import Credit
from tracker.models import GoodPractice


def words(client, path):
    return words_of(client.get(path).content.decode())


def test_a_published_practice_is_read_with_what_shows_it(client, cast):
    practice = made_public(cast)

    html = client.get(f"/practices/{practice.uuid}/").content.decode()

    page = words_of(html)
    assert (
        "What was done The town opened a desk. What came of it Half as many people were turned away." in page
    )
    assert '<a href="https://stats.example.org/yearbook" rel="external noopener">Yearbook</a>' in html
    assert "Serves GCM10-9 Commitment GCM10-9 Put forward by Committee of Arcadia" in page
    assert [name for name in ("Reporter", "Reviewer", "example.org/u") if f"{name} Person" in page] == []


def test_what_is_not_public_is_as_good_as_missing(client, cast):
    waiting = handed_in(cast)

    found, missing = (client.get(f"/practices/{uuid}/") for uuid in (waiting.uuid, uuid4()))

    assert (found.status_code, missing.status_code) == (404, 404)
    assert found.content == missing.content
    assert waiting.title not in words(client, "/practices/")


def test_the_list_is_narrowed_by_place_or_commitment(client, cast):
    make_commitment("GCM11-1", objective=cast.objective)
    made_public(cast)
    made_public(cast, proposal(title="A hotline", commitments=("GCM11-1",)))

    shown = {
        path: [title for title in ("A desk", "A hotline") if title in words(client, path)]
        for path in (
            "/practices/",
            "/practices/?commitment=GCM10-9",
            "/practices/?commitment=GCM11-1",
            "/practices/?place=arcadia",
            "/practices/?place=borduria",
        )
    }

    assert shown == {
        "/practices/": ["A desk", "A hotline"],
        "/practices/?commitment=GCM10-9": ["A desk"],
        "/practices/?commitment=GCM11-1": ["A hotline"],
        "/practices/?place=arcadia": ["A desk", "A hotline"],
        "/practices/?place=borduria": [],
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("commitment=NONE", 404),
        ("place=nowhere", 404),
        ("place=%00", 400),
        ("commitment=" + "x" * 61, 400),
        ("commitment=GCM10-9&place=arcadia", 400),
        ("other=1", 200),
    ],
)
def test_what_is_asked_for_wrongly_is_refused(client, cast, query, status):
    assert client.get(f"/practices/?{query}").status_code == status


@pytest.mark.parametrize("number", [1, 8])
def test_as_many_queries_for_one_as_for_eight(client, cast, number, django_assert_num_queries):
    for _ in range(number):
        practice = made_public(cast)

    with django_assert_num_queries(2):
        client.get("/practices/")
    with django_assert_num_queries(3):
        client.get("/practices/?commitment=GCM10-9")
    with django_assert_num_queries(3):
        client.get(f"/practices/{practice.uuid}/")


def test_a_protected_committee_is_not_named(client, cast):
    practice = made_public(cast)
    protection.set_credit(cast.committee, Credit.REGION, by=cast.coordinator)

    page = words(client, f"/practices/{practice.uuid}/")

    assert "Put forward by A committee in" in page
    assert "Committee of Arcadia" not in page


def test_pages_lead_to_what_worked_and_past_ones_do_not(client, cast):
    made_public(cast)
    links = {
        path: 'href="/practices/?' in client.get(path).content.decode()
        for path in (
            "/places/arcadia/",
            "/commitments/GCM10-9/",
            "/places/arcadia/?as_of=2022-01-01",
            "/commitments/GCM10-9/?as_of=2022-01-01",
        )
    }

    assert links == dict(zip(links, (True, True, False, False), strict=True))


def test_nothing_published_yet_is_said(client, db):
    assert not GoodPractice.objects.exists()
    assert "None has been published yet." in words(client, "/practices/")

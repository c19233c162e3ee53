"""The log of what changed as a page and as feeds: by what it is narrowed down, what it costs, what it never tells."""

from datetime import date, timedelta
from uuid import uuid4
from xml.etree import ElementTree as ET  # noqa: S405  # our own feeds alone are read

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import figure, make_objective, published
from tests.models.finding_rows import mark_change
from tests.pages import main_of
from tests.protected import protect
from tests.public.world import words_of, zipped
from tests.scorecard.keeping import keeping_client
from tracker.actions.releases import release_due
from tracker.enums import ChangeReason, CommitmentStatus, Credit
from tracker.models import Commitment, MarkChange, ProgressReport
from tracker.selectors import mark_changes

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/changes/feed.atom",
    "/places/arcadia/changes.atom",
    "/objectives/10/changes.atom",
    "/commitments/GCM10-9/changes.atom",
]


def changed(cast, number=1, **more):
    for _one in range(number):
        mark_change(cast, uuid=uuid4(), **more).save()


def entries(client, path):
    return ET.fromstring(client.get(path).content).findall(f"{ATOM}entry")  # noqa: S314


def test_log_says_whose_mark_became_which_and_why(cast, client):
    published(cast, figure(7_000, 2023))

    said = main_of(client.get("/changes/?place=arcadia&commitment=GCM10-9"))

    assert "Arcadia: GCM10-9 Commitment GCM10-9, by 2023" in said
    assert "New data · The reading it rests on" in said
    html = client.get("/changes/").content.decode()
    assert 'href="/places/arcadia/GCM10-9/5/"' in html
    assert 'href="/places/arcadia/why/all-5/"' in html


def test_empty_log_says_so(cast, client):
    assert "No mark has changed since this log began." in main_of(client.get("/changes/"))
    assert "Nothing that is asked for here has changed." in main_of(client.get("/changes/?place=arcadia"))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 4),
        ("place=arcadia", 3),
        ("place=borduria", 1),
        ("objective=10", 1),
        ("commitment=GCM10-9", 4),
        ("reason=time", 1),
        ("reason=time&place=borduria", 0),
        ("since=2022-06-02", 1),
        ("until=2022-06-01", 3),
        ("since=2022-06-01&until=2022-06-01", 3),
        ("place=&reason=&since=&until=", 4),
    ],
)
def test_log_is_narrowed_down(cast, client, query, number):
    changed(cast)
    changed(cast, place=cast.borduria)
    changed(cast, reason=ChangeReason.TIME, objective=cast.objective)
    changed(cast, on=date(2022, 6, 2))

    assert len(client.get(f"/changes/?{query}").context["page"].rows) == number


@pytest.mark.parametrize(
    "query", ["place=nowhere", "objective=99", "commitment=GCM99-9", "place=arcadia&objective=9"]
)
def test_what_is_not_there_is_not_found(cast, client, query):
    assert client.get(f"/changes/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "since=never",
        "until=2022-13-01",
        "reason=magic",
        "page=0",
        "page=41",
        "objective=x",
        "place=%00",
        "since=1&since=2",
    ],
)
def test_what_cannot_be_read_is_said_beside_the_whole_log(cast, client, query):
    changed(cast)

    response = client.get(f"/changes/?{query}")

    assert response.status_code == 422
    assert "There is a problem" in words_of(response.content.decode())
    assert len(response.context["page"].rows) == 1


def test_log_goes_on_page_by_page_with_its_filters(cast, client, monkeypatch):
    monkeypatch.setattr(mark_changes, "ON_A_PAGE", 2)
    monkeypatch.setattr(mark_changes, "MOST_PAGES", 2)
    changed(cast, 5)

    first, second = (client.get(f"/changes/?place=arcadia&page={number}") for number in (1, 2))

    assert 'href="?place=arcadia&amp;page=2" rel="next"' in first.content.decode()
    assert 'href="?place=arcadia&amp;page=1" rel="prev"' in second.content.decode()
    assert "What is older is found by its days" in main_of(second)
    shown = [row.uuid for page in (first, second) for row in page.context["page"].rows]
    assert len(set(shown)) == 4


@pytest.mark.parametrize("number", [1, 8])
def test_page_asks_four_questions_and_a_feed_two(cast, client, number, django_assert_num_queries):
    changed(cast, number)

    with django_assert_num_queries(4):
        client.get("/changes/?place=arcadia&reason=new_data")
    with django_assert_num_queries(1):
        client.get("/changes/feed.atom")
    for feed in FEEDS[1:]:
        with django_assert_num_queries(2):
            client.get(feed)


def test_full_page_is_light(cast, client):
    changed(cast, 60)

    assert zipped(client.get("/changes/")) < 20_000


def test_mark_of_a_retired_commitment_leads_to_no_page_that_is_gone(cast, client):
    changed(cast)
    Commitment.objects.update(status=CommitmentStatus.RETIRED)

    html = client.get("/changes/").content.decode()

    assert 'href="/places/arcadia/GCM10-9/5/"' not in html
    assert '<a href="/places/arcadia/">GCM10-9' in html


def test_protected_committee_changes_a_mark_on_the_day_of_its_release_and_is_not_named(cast, client):
    protect(cast, Credit.REGION)
    published(cast, figure(7_000, 2023))
    before = MarkChange.objects.count()
    ProgressReport.objects.update(release_at=timezone.now() - timedelta(seconds=1))

    release_due()

    (row,) = MarkChange.objects.filter(key="GCM10-9:5")
    assert before == 0
    assert row.on == timezone.localdate()
    for path in ("/changes/", *FEEDS):
        assert "Committee" not in words_of(client.get(path).content.decode()).replace("Committees", "")


@pytest.mark.parametrize("path", FEEDS)
def test_feed_has_entries_with_ids_and_days(cast, client, settings, path):
    changed(cast, objective=cast.objective)
    row = MarkChange.objects.get()

    response = client.get(path)
    (entry,) = entries(client, path)

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert entry.findtext(f"{ATOM}id") == f"tag:localhost,2026:changes/{row.uuid}"
    assert entry.findtext(f"{ATOM}updated") == "2022-06-01T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}title") == "Arcadia: GCM10-9 Commitment GCM10-9, by 2023"
    assert entry.findtext(f"{ATOM}summary") == "“Met” became “Not met”. New data."
    assert entry.find(f"{ATOM}link").get("href").startswith(f"{settings.SITE_URL}/places/arcadia/")


def test_feed_says_the_same_whatever_host_it_is_asked_by(cast, client):
    changed(cast)

    one, other = (
        client.get("/changes/feed.atom", headers={"host": host}) for host in ("localhost", "127.0.0.1")
    )

    assert one.content == other.content


def test_empty_feed_says_the_same_each_time(cast, client):
    first, second = (client.get("/changes/feed.atom").content for _once in range(2))

    assert first == second
    assert b"<entry" not in first


@pytest.mark.parametrize(
    "path",
    ["/places/nowhere/changes.atom", "/objectives/99/changes.atom", "/commitments/GCM99-9/changes.atom"],
)
def test_no_feed_of_what_is_not_there(cast, client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", FEEDS)
def test_reader_who_has_the_feed_is_told_so_in_a_few_bytes(cast, path):
    reader = keeping_client()
    tag = reader.get(path).headers["ETag"]

    again = reader.get(path, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("/", "/changes/feed.atom"),
        ("/places/arcadia/", "/places/arcadia/changes.atom"),
        ("/objectives/10/", "/objectives/10/changes.atom"),
        ("/commitments/GCM10-9/", "/commitments/GCM10-9/changes.atom"),
    ],
)
def test_pages_name_their_feed_and_lead_to_the_log(cast, client, path, feed):
    html = client.get(path).content.decode()

    assert '<link rel="alternate" type="application/atom+xml" title="What changed' in html
    assert f'href="{feed}">' in html
    assert 'href="/changes/' in html


def test_past_days_do_not_speak_of_what_changed_since(cast, client):
    said = Client().get("/places/arcadia/?as_of=2024-01-01").content.decode()

    assert "see what changed" not in said


def test_objective_holds_what_its_commitments_changed(cast, client):
    make_objective(11)
    published(cast, figure(7_000, 2023))

    assert len(entries(client, "/objectives/10/changes.atom")) > len(
        entries(client, "/objectives/11/changes.atom")
    )

"""The pages of editions: the list, one of them, what is in it, its bytes, and what changed since."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.urls import reverse

from tests.cast import (
    LEVEL,
    apply_target,
    figure,
    make_commitment,
    make_place,
    make_target,
    published,
)
from tests.clock import Clock
from tests.editions import frozen, make_round, reopened
from tests.pages import lines_of, main_of
from tests.seal import execute, lift
from tracker.actions import commitments, targets
from tracker.actions.drain import recompute
from tracker.actions.targets import Wording
from tracker.actions.wordings import wording_of
from tracker.enums import CommitmentStatus, PlaceKind
from tracker.models import Edition, Membership, Place, Process

A_DAY = date(2024, 12, 31)


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = "https://scorecard.example"


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch, date(2024, 6, 1))


@pytest.fixture
def edition(cast, clock):
    """An edition of 2024, frozen when Arcadia had missed its target; with a process and a fictional State."""
    process = Process.objects.create(code="proc", name="Process of Three", region="Here")
    Membership.objects.create(process=process, place=cast.arcadia)
    fictional = make_place("xar", PlaceKind.COUNTRY, fictional=True)
    apply_target(cast.place_target.target, fictional, baseline=10_000)
    published(cast, figure(5_200, 2023))
    clock.set(date(2025, 1, 15))
    recompute()
    return frozen(make_round(), as_of=A_DAY, by=cast.administrator)


def addresses(slug="imrf-2026"):
    return [
        "/editions/",
        f"/editions/{slug}/",
        f"/editions/{slug}/places/arcadia/",
        f"/editions/{slug}/places/world/",
        f"/editions/{slug}/places/xar/",
        f"/editions/{slug}/processes/proc/",
        f"/editions/{slug}/commitments/GCM10-9/",
        f"/editions/{slug}/changes/?since=today",
        f"/editions/{slug}/cite.bib",
        f"/editions/{slug}/cite.ris",
    ]


def test_list_leads_to_each_edition(client, edition):
    response = client.get("/editions/")

    assert lines_of(response, "h3") == ["Review Forum 2026"]
    assert 'href="/editions/imrf-2026/"' in response.content.decode()
    assert "Marks as of 31 December 2024 · frozen on 15 January 2025" in main_of(response)


def test_list_without_editions_says_so(client, db):
    assert "there is no edition" in main_of(client.get("/editions/"))


def test_every_page_links_the_list(client, db):
    assert '<a href="/editions/">' in client.get("/").content.decode()


def test_pages_are_for_everyone_and_fit_to_be_kept(client, edition):
    for address in addresses():
        response = client.get(address)

        assert response.status_code == 200, address
        assert {*response["Cache-Control"].split(", ")} == {"public", "max-age=1", "must-revalidate"}
        assert not response.cookies


def test_page_says_what_it_is_and_how_to_cite_it(client, edition):
    said = main_of(client.get("/editions/imrf-2026/"))

    assert "Edition · as of 31 December 2024" in said
    assert (
        f"GCM Scorecard (2025): Review Forum 2026. Marks as of 31 December 2024, version {edition.digest[:12]}. "
        "https://scorecard.example/editions/imrf-2026/ (read on 15 January 2025)"
    ) in said
    assert edition.digest in said


def test_page_finds_everyone_and_labels_the_fictional(client, edition):
    html = client.get("/editions/imrf-2026/").content.decode()

    for code in ("world", "m49-901", "m49-902", "arcadia", "borduria"):
        assert f'<a href="/editions/imrf-2026/places/{code}/">' in html
    assert '<a href="/editions/imrf-2026/places/xar/">Xar</a> <span class="tag">fictional</span>' in html
    assert '<a href="/editions/imrf-2026/processes/proc/">Process of Three</a>' in html


def test_place_shows_the_mark_of_then(client, edition, cast, clock):
    clock.set(date(2026, 3, 1))
    published(cast, figure(3_900, 2025))

    said = main_of(client.get("/editions/imrf-2026/places/arcadia/"))
    today = main_of(client.get("/places/arcadia/"))

    assert "Missed" in said
    assert "Met late" not in said
    assert "Met late" in today


def test_fictional_place_is_a_demonstration_in_an_edition_too(client, edition):
    html = client.get("/editions/imrf-2026/places/xar/").content.decode()

    assert "This place is fictional and every mark it carries is invented." in html
    assert '<span class="tag">fictional</span>' in html
    assert "invented" not in client.get("/editions/imrf-2026/places/arcadia/").content.decode()


def test_words_that_change_later_stay_as_they_were(client, edition, cast, clock):
    clock.set(date(2026, 1, 1))
    says = commitments.saying_of(cast.commitment)
    new = commitments.Saying(**{**vars(says), "title": "Another title", "text": "Another text."})
    commitments.revise(cast.commitment, new, by=cast.administrator, reason="Agreed.")
    Place.objects.filter(pk=cast.arcadia.pk).update(names={"en": "Another name"})
    pages = {
        address: client.get(address).content.decode() for address in addresses() if "changes" not in address
    }

    assert [address for address, html in pages.items() if "Another" in html] == []
    assert "The text of GCM10-9." in pages["/editions/imrf-2026/commitments/GCM10-9/"]
    assert "At most 4 000 by 2023" in pages["/editions/imrf-2026/commitments/GCM10-9/"]
    assert "Another title" in client.get("/commitments/GCM10-9/").content.decode()


def test_replaced_edition_says_by_which_and_why(client, edition, cast):
    frozen(edition.round, as_of=A_DAY, by=cast.administrator, note="A name was wrong.")

    first = main_of(client.get("/editions/imrf-2026/"))
    second = main_of(client.get("/editions/imrf-2026-2/"))

    assert "Replaced by Review Forum 2026, edition 2 : A name was wrong." in first
    assert "It replaces Review Forum 2026 : A name was wrong." in second
    assert "Replaced by" not in second


def test_bytes_are_those_of_the_digest_and_kept_for_good(client, edition):
    response = client.get("/editions/imrf-2026/edition.json")
    text = response.getvalue()

    assert sha256(text).hexdigest() == edition.digest
    assert response["ETag"] == f'"{edition.digest}"'
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}
    assert response["Content-Type"] == "application/json"
    assert int(response["Content-Length"]) == len(text)
    assert json.loads(text)["scorecard"]["places"]["arcadia"]["GCM10-9:5"]["status"] == "missed"


def test_who_has_the_bytes_need_not_get_them_again(client, edition):
    response = client.get(
        "/editions/imrf-2026/edition.json", headers={"if-none-match": f'"{edition.digest}"'}
    )

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == f'"{edition.digest}"'


@pytest.mark.parametrize(
    "address",
    [
        "/editions/nothing/",
        "/editions/nothing/edition.json",
        "/editions/nothing/cite.bib",
        "/editions/nothing/cite.ris",
        "/editions/nothing/changes/",
        "/editions/nothing/places/arcadia/",
        "/editions/nothing/commitments/GCM10-9/",
        "/editions/imrf-2026/places/atlantis/",
        "/editions/imrf-2026/places/proc/",
        "/editions/imrf-2026/processes/arcadia/",
        "/editions/imrf-2026/commitments/GCM99-9/",
        "/editions/imrf-2026/changes/?since=nothing",
        "/editions/imrf-2026/changes/?commitment=GCM99-9",
    ],
)
def test_what_is_not_there_is_the_plain_page_of_that(client, edition, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "<h1>There is no such page</h1>" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["since=imrf-2026", "since=" + "a" * 61, "since=%00", "commitment=" + "A" * 61, "since="]
)
def test_comparison_that_makes_no_sense_is_a_bad_request(client, edition, query):
    response = client.get(f"/editions/imrf-2026/changes/?{query}")

    assert response.status_code == (404 if query == "since=" else 400)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_read_only(client, edition, method):
    for address in (*addresses(), "/editions/imrf-2026/edition.json"):
        assert getattr(client, method)(address).status_code == 405


def test_pages_ask_five_questions_whatever_the_data_hold(client, cast, clock, django_assert_max_num_queries):
    process = Process.objects.create(code="proc", name="Process", region="Here")
    Membership.objects.create(process=process, place=cast.arcadia)
    make_place("xar", PlaceKind.COUNTRY, fictional=True)
    apply_target(cast.place_target.target, Place.objects.get(code="xar"), baseline=10_000)
    clock.set(date(2025, 1, 15))
    frozen(make_round(), as_of=A_DAY, by=cast.administrator)
    for number in range(8):
        commitment = make_commitment(f"GCM10-{number + 20}", objective=cast.objective)
        place = make_place(f"place-{number}", parent=cast.subregion)
        apply_target(make_target(commitment, 5, Wording(**LEVEL)), place, baseline=10_000)
    recompute()
    frozen(make_round("large"), as_of=A_DAY, by=cast.administrator)

    for slug in ("imrf-2026", "large"):
        more = [f"/editions/{slug}/edition.json"]
        other = {"imrf-2026": "large", "large": "imrf-2026"}[slug]
        for address in [*addresses(slug), *more, f"/editions/{slug}/changes/?since={other}"]:
            with django_assert_max_num_queries(5):
                assert client.get(address).status_code == 200, address


def changes(client, query="since=today"):
    """The groups of changes under each reason, in words."""
    response = client.get(f"/editions/imrf-2026/changes/?{query}")
    assert response.status_code == 200
    html = response.content.decode()
    found = {}
    for section in html.split('<section class="stack" id="')[1:]:
        reason = section.partition('"')[0]
        found[reason] = section.partition("</section>")[0]
    return found


def test_nothing_changed_is_said(client, edition):
    assert changes(client) == {}
    assert "0 of 3 targets of places have another mark." in main_of(
        client.get("/editions/imrf-2026/changes/")
    )


def test_new_figure_is_new_data(client, edition, cast, clock):
    clock.set(date(2026, 3, 1))
    published(cast, figure(3_900, 2025))

    found = changes(client)

    assert list(found) == ["new_data"]
    assert "Missed" in found["new_data"]
    assert "Met late" in found["new_data"]
    assert '<a href="/places/arcadia/GCM10-9/5/">Arcadia</a>' in found["new_data"]


def test_figure_that_was_replaced_is_a_correction(client, edition, cast, clock):
    clock.set(date(2026, 3, 1))
    reopened()
    published(cast, figure(3_900, 2023))

    assert list(changes(client)) == ["correction"]


def test_goal_that_was_revised_is_the_target(client, edition, cast, clock):
    clock.set(date(2026, 3, 1))
    target = cast.place_target.target
    wording = wording_of(target.versions.get())
    new = Wording(**{**vars(wording), "goal": 6_000})
    targets.revise(target, new, by=cast.administrator, reason="Agreed.", from_on=date(2026, 3, 1))
    recompute()

    assert list(changes(client)) == ["target"]


def test_commitment_that_was_retired_leaves_no_link(client, edition, cast, clock):
    clock.set(date(2026, 3, 1))
    says = commitments.saying_of(cast.commitment)
    retired = commitments.Saying(**{**vars(says), "status": CommitmentStatus.RETIRED})
    commitments.revise(cast.commitment, retired, by=cast.administrator, reason="Replaced.")
    recompute()

    found = changes(client)

    assert list(found) == ["target"]
    assert "not there any more" in found["target"]
    assert "/places/arcadia/GCM10-9/5/" not in found["target"]
    assert '<span class="tag">fictional</span>' in found["target"]


def test_due_date_that_passed_is_told_from_what_nothing_explains(client, cast, clock):
    clock.set(date(2023, 6, 1))
    published(cast, figure(5_000, 2022))
    clock.set(date(2023, 12, 1))
    frozen(make_round("before"), as_of=date(2023, 11, 30), by=cast.administrator)
    clock.set(date(2024, 2, 1))
    frozen(make_round("imrf-2026"), as_of=date(2024, 1, 31), by=cast.administrator)

    assert list(changes(client, "since=before")) == ["time"]


def test_mark_that_nothing_on_record_explains_is_said_so(client, edition, cast):
    type(cast.place_target.target.versions.get()).objects.update(goal=6_000)
    recompute()

    found = changes(client)

    assert list(found) == ["unexplained"]
    assert "Nothing on record explains it" in found["unexplained"]


def test_another_method_is_the_reason_before_all(client, edition, cast):
    lift()
    execute("UPDATE tracker_edition SET method_version = 99 WHERE id = %s", [edition.pk])
    type(cast.place_target.target.versions.get()).objects.update(goal=6_000)
    recompute()

    assert list(changes(client)) == ["method"]


def test_figure_that_left_the_mark_as_it_was_is_counted(client, edition, cast, clock):
    clock.set(date(2026, 3, 1))
    published(cast, figure(5_100, 2025))

    said = main_of(client.get("/editions/imrf-2026/changes/"))

    assert "0 of 3 targets of places have another mark." in said
    assert "For 1 more something changed that left its mark as it was." in said


def test_many_places_are_named_where_one_commitment_is_asked_about(client, edition, cast, clock):
    for number in range(15):
        place = make_place(f"place-{number:02}", parent=cast.subregion)
        apply_target(cast.place_target.target, place, baseline=10_000)
    recompute()

    short = changes(client)["target"]
    long = changes(client, "since=today&commitment=GCM10-9")["target"]

    assert short.count('href="/places/') == 12
    assert "and 3 more places" in short
    assert "?since=today&amp;commitment=GCM10-9" in short
    assert long.count('href="/places/') == 15


def test_today_is_today_even_where_an_edition_is_called_so(client, edition, cast):
    frozen(make_round("today"), as_of=date(2020, 1, 31), by=cast.administrator)

    assert changes(client) == {}


def test_two_editions_of_one_day_are_compared_the_older_first(client, edition, cast, clock):
    clock.set(date(2026, 1, 1))
    frozen(edition.round, as_of=A_DAY, by=cast.administrator, note="Again.")

    for slug, since in (("imrf-2026", "imrf-2026-2"), ("imrf-2026-2", "imrf-2026")):
        response = client.get(reverse("public:edition-changes", args=[slug]), {"since": since})

        said = main_of(response)
        assert said.index("Review Forum 2026 ·") < said.index("Review Forum 2026, edition 2 ·")
    assert Edition.objects.count() == 2

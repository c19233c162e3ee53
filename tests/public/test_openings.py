"""Pages with a title of their own open with a sentence made from their numbers all the same."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.cast import figure, make_commitment, make_source, make_user, published, seat
from tests.editions import frozen, make_round
from tests.pages import main_of
from tests.practices import made_public, proposal
from tests.protected import protect
from tracker.actions.disputes import Objection, raise_dispute
from tracker.actions.drain import recompute
from tracker.enums import Credit, DisputeGround, SeatRole
from tracker.models import Process, Score, Seat
from tracker.public.opening import committee_opening
from tracker.scoring import METHOD_VERSION
from tracker.selectors.committees import committee_page
from tracker.selectors.credits import credit_of
from tracker.selectors.reports import report_page
from tracker.templatetags.answers import shown_and_disputed
from tracker.wording import day

SILENT = "It has 2 targets by a date. None is met. On 2 nothing was ever reported."
TOLD = "It has 2 targets by a date. 1 is met. On 1 nothing was ever reported."


def test_objective_and_commitment_count_their_targets(client, cast):
    pages = ("/objectives/10/", "/commitments/GCM10-9/")
    before = [SILENT in main_of(client.get(page)) for page in pages]
    published(cast, figure(4_000, 2023))

    after = [TOLD in main_of(client.get(page)) for page in pages]
    then = [SILENT in main_of(client.get(f"{page}?as_of=2024-01-01")) for page in pages]

    assert (before, after, then) == ([True, True], [True, True], [True, True])


def test_nothing_is_counted_where_the_mark_cannot_be_shown(client, cast):
    Score.objects.filter(place=cast.world, key="objective-10").update(method_version=METHOD_VERSION + 1)

    assert "targets by a date" not in main_of(client.get("/objectives/10/"))


def test_lists_of_places_and_processes_say_of_how_many_something_is_known(client, cast):
    Process.objects.create(code="talks", name="Talks", region="Here").members.add(cast.arcadia)
    recompute()
    silent = [main_of(client.get(page)) for page in ("/places/", "/processes/")]
    published(cast, figure(4_000, 2023))

    told = [main_of(client.get(page)) for page in ("/places/", "/processes/")]

    assert "Of 0 of 2 States something is known." in silent[0]
    assert "Of 0 of 1 process enough is known to give a mark." in silent[1]
    assert "Of 1 of 2 States something is known." in told[0]
    assert "Of 1 of 1 process enough is known to give a mark." in told[1]


def test_good_practices_are_counted_with_their_places_and_commitments(client, cast):
    none = main_of(client.get("/practices/"))
    make_commitment("GCM11-1", objective=cast.objective)
    practice = made_public(cast)
    made_public(cast, proposal(title="A hotline", commitments=("GCM11-1",)))

    some, one = main_of(client.get("/practices/")), main_of(client.get(f"/practices/{practice.uuid}/"))

    assert "No good practice has been published here yet." in none
    assert "2 good practices were published. From 1 place, for 2 commitments." in some
    assert "From Arcadia, for 1 commitment: 1 piece of evidence shows it." in one


def test_committees_and_sources_are_counted(client, cast):
    Seat.objects.filter(committee=cast.other_committee).delete()
    make_source("read", opened=True)
    make_source("other")

    assert "1 of 2 committees may publish." in main_of(client.get("/committees/"))
    assert "Of 2 sources we read 1 ourselves." in main_of(client.get("/sources/"))


def lede_of(response):
    (lede,) = re.findall(r'<p class="lede">(.*?)</p>', response.content.decode())
    return lede


def test_committee_counts_its_reports_and_only_from_five_on_its_members(client, cast):
    none = lede_of(client.get("/committees/arcadia/"))
    published(cast, figure(7_000, 2021))
    published(cast, figure(6_000, 2022))
    few = lede_of(client.get("/committees/arcadia/"))
    seat(cast.committee, make_user("fifth"), "migrants", SeatRole.OBSERVER)

    five = lede_of(client.get("/committees/arcadia/"))

    may, day_ = "Constituted: it may publish reports.", day(timezone.localdate())
    told = f"It has published 2 reports that count now, the last on {day_}."
    assert none == f"It has published no report that counts now. {may}"
    assert few == f"{told} {may}"
    assert five == f"{told} 5 people sit on it. {may}"


def test_protected_committee_opens_alike_whatever_its_size(client, cast):
    protect(cast, Credit.PSEUDONYM)
    cast.committee.refresh_from_db()
    address = f"/committees/{credit_of(cast.committee).slug}/"
    few = lede_of(client.get(address))
    for number in range(4):
        seat(cast.committee, make_user(f"more-{number}"), "migrants", SeatRole.OBSERVER)

    many = lede_of(client.get(address))

    assert few == many == "It has published no report that counts now. Constituted: it may publish reports."


def test_report_counts_what_shows_it_and_how_often_it_was_disputed(client, cast):
    report = published(cast, figure(7_000, 2021))
    address = f"/reports/{report.uuid}/"
    alone = lede_of(client.get(address))
    objection = Objection(ground=DisputeGround.FIGURE, text="It counts others.")
    raise_dispute(report, objection, token=uuid4())

    disputed = lede_of(client.get(address))

    assert alone.endswith("”. 1 piece of evidence shows it.")
    assert disputed == f"{alone} It was disputed 1 time."


@pytest.mark.parametrize("number", [1, 5])
def test_committee_and_report_ask_five_questions(cast, django_assert_num_queries, number):
    reports = [published(cast, figure(7_000 - year, year)) for year in range(2019, 2019 + number)]

    with django_assert_num_queries(5):
        committee_opening(committee_page("arcadia", on=timezone.localdate()))
    with django_assert_num_queries(5):
        shown_and_disputed(report_page(reports[0].uuid))


def test_edition_says_how_far_the_world_was(client, cast):
    frozen(make_round(), as_of=date(2026, 5, 31), by=cast.administrator)

    assert "0 of 2 targets were met by then." in main_of(client.get("/editions/imrf-2026/"))

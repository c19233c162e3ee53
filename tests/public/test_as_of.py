"""Public pages as of a past date: what they show, how they are asked for, what is refused."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from django.utils import timezone

from tests.cast import (
    LEVEL,
    apply_target,
    figure,
    make_commitment,
    make_indicator,
    make_source,
    make_target,
    named_by_all,
    published,
)
from tests.pages import lines_of, main_of, target_address
from tests.public.test_questions import grow
from tracker.actions import commitments
from tracker.actions.commitments import saying_of
from tracker.actions.memberships import set_members
from tracker.actions.targets import Wording, revise
from tracker.actions.wordings import wording_of
from tracker.enums import CommitmentStatus
from tracker.models import CommitmentVersion, Membership, Process, ProgressReport, TargetVersion
from tracker.public import compare_views, map_views, set_views, views, why_views
from tracker.selectors import computed_at

ADDRESSES = [
    "/",
    "/objectives/",
    "/objectives/10/",
    "/commitments/GCM10-9/",
    "/places/",
    "/places/arcadia/",
    "/places/world/",
    "/places/arcadia/GCM10-9/",
    "/places/arcadia/GCM10-9/5/",
    "/heatmap/",
    "/map/",
    "/horizons/5/",
    "/compare/",
    "/benchmarks/",
    "/populations/",
    "/processes/",
    "/places/world/why/all/",
    "/places/world/why/GCM10-9-5/",
    "/places/arcadia/why/objective-10/",
]
THEN = date(2025, 6, 30)
DATED = {
    views.home,
    views.objectives,
    views.objective,
    views.commitment,
    views.places,
    views.place,
    views.place_commitment,
    views.target,
    map_views.heatmap,
    map_views.tiles,
    map_views.horizon,
    compare_views.compare,
    set_views.benchmarks,
    set_views.benchmark,
    set_views.populations,
    set_views.population,
    views.processes,
    views.process,
    why_views.place_why,
    why_views.process_why,
    why_views.place_why_json,
    why_views.process_why_json,
}
# What tells neither how a commitment nor how a target reads.
WITHOUT_WORDS = {
    "/places/",
    "/heatmap/",
    "/compare/",
    "/benchmarks/",
    "/populations/",
    "/processes/",
    "/places/world/why/all/",
}
BAD = [
    "",
    "soon",
    "2026-13-45",
    "2025-02-30",
    "31-12-2023",
    "2023-12-31T00:00",
    "20231231",
    "2018-12-09",
    "0001-01-01",
    "-2023-12-31",
    "2023-12-31\x00",
    "\x00",
    "٢٠٢٣-١٢-٣١",
    "9" * 5_000,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
]


def as_of(day):
    return {"as_of": day.isoformat()}


def published_on(cast, day, entry):
    """A report that was published on a past day, and whatever it replaced, replaced on that day."""
    report = published(cast, entry)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    ProgressReport.objects.filter(pk=report.pk).update(published_at=at)
    ProgressReport.objects.filter(superseded_by=report.pk).update(superseded_at=at)
    report.refresh_from_db()
    return report


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_bad_date_is_answered_with_a_plain_page_that_says_what_a_good_one_is(client, cast, address, bad):
    response = client.get(address, {"as_of": bad})

    html = response.content.decode()
    assert response.status_code == 400
    assert "There is no page of that date" in html
    assert "from 10 December 2018" in html
    assert "?as_of=2023-12-31" in html
    assert "<script" not in html
    assert response.headers["Cache-Control"] == "private, no-store"


def test_day_to_come_and_a_date_given_twice_are_refused(client, cast):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    found = [
        client.get(f"/?as_of={given}").status_code
        for given in (tomorrow, "2023-12-31&as_of=2023-12-31", "2023-12-31&as_of=2022-12-31")
    ]

    assert found == [400, 400, 400]


@pytest.mark.parametrize("address", ADDRESSES)
def test_earliest_day_and_yesterday_have_a_page_or_none(client, cast, address):
    yesterday = timezone.localdate() - timedelta(days=1)

    found = [client.get(address, as_of(day)).status_code for day in (date(2018, 12, 10), yesterday)]

    assert found == [200, 200]


@pytest.mark.parametrize("address", ADDRESSES)
def test_today_is_the_page_of_today(client, cast, address):
    published(cast)

    today = client.get(address, as_of(timezone.localdate()))

    assert today.content == client.get(address).content


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_of_a_past_date_says_so_and_leads_to_todays(client, cast, address):
    html = client.get(address, as_of(THEN)).content.decode()

    assert "As of 30 June 2025: what was published by then." in html
    assert f'<a href="{address}">This page today</a>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert "as of 30 June 2025</title>" in html


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_of_today_says_nothing_of_the_kind_and_offers_the_choice(client, cast, address):
    html = client.get(address).content.decode()

    assert "what was published by then" not in html
    assert 'content="noindex"' not in html
    assert f'{address}">' in re.search(r'<link rel="canonical"[^>]*>', html)[0]
    form = re.search(r'<form class="choose-date" method="get">.*?</form>', html, re.DOTALL)[0]
    assert 'type="date" id="as-of" name="as_of" min="2018-12-10" required' in form


@pytest.mark.parametrize("address", [*ADDRESSES, "/places/?name=a"])
def test_links_between_pages_keep_the_date(client, cast, address):
    published_on(cast, date(2024, 5, 1), figure(7_000, 2022))

    html = client.get(address, {**as_of(THEN), "name": "a" if "name" in address else ""}).content.decode()

    body = html.replace(f'<a href="{address.partition("?")[0]}">This page today</a>', "")
    inside = re.findall(r'<a\b[^>]*href="(/[^"#]*)', body)
    assert [one for one in inside if is_dated(one) and not one.endswith("as_of=2025-06-30")] == []
    assert sum(is_dated(one) for one in inside) > 3


def is_dated(address):
    """Whether a page can be asked for as of a date."""
    try:
        return resolve(address.partition("?")[0]).func in DATED
    except Resolver404:
        return False


def test_page_shows_what_was_published_by_then_and_not_yet_replaced(client, cast):
    address = target_address(cast.place_target)
    published_on(cast, date(2024, 5, 1), figure(7_000, 2022))
    published_on(cast, date(2025, 9, 1), figure(6_500, 2022))
    published_on(cast, date(2025, 10, 1), figure(2_900, 2023))

    rows = {
        day: [
            row for row in lines_of(client.get(address, as_of(day)), "tr") if "7 000" in row or "6 500" in row
        ]
        for day in (date(2024, 4, 30), date(2024, 5, 1), date(2025, 8, 31), date(2025, 9, 1))
    }

    assert {day: [mark(row) for row in found if "2022" in row] for day, found in rows.items()} == {
        date(2024, 4, 30): [],
        date(2024, 5, 1): ["7 000", "7 000 the mark rests on it"],
        date(2025, 8, 31): ["7 000", "7 000 the mark rests on it"],
        date(2025, 9, 1): ["6 500", "7 000 left out", "6 500 the mark rests on it"],
    }
    assert "2 900" not in main_of(client.get(address, as_of(THEN)))
    assert "2 900" in main_of(client.get(address))


def mark(row):
    """The figure of a row, and what becomes of it."""
    value = "7 000" if "7 000" in row else "6 500"
    outcome = next((word for word in ("left out", "the mark rests on it") if word in row), "")
    return f"{value} {outcome}".strip()


def test_replaced_report_counts_in_its_time_but_its_evidence_stays_on_its_own_page(client, cast):
    first = published_on(cast, date(2024, 5, 1), figure(7_000, 2022))
    published_on(cast, date(2025, 9, 1), figure(6_500, 2022))

    html = client.get(target_address(cast.place_target), as_of(THEN)).content.decode()

    assert f'<a href="/reports/{first.uuid}/">the page of the report</a>' in html
    assert "stats.example.org" not in html
    assert "Yearbook" not in html
    assert first.narrative not in html
    assert "stats.example.org" in client.get(target_address(cast.place_target)).content.decode()


def test_pages_read_as_they_did_before_the_words_were_changed(client, cast):
    commitments.revise(
        cast.commitment,
        replace(saying_of(cast.commitment), title="Said since"),
        by=cast.administrator,
        reason="Clearer words.",
    )
    version = cast.place_target.target.versions.get()
    said = replace(wording_of(version), title="Asked for since")
    revise(
        cast.place_target.target,
        said,
        by=cast.administrator,
        reason="A change.",
        from_on=timezone.localdate(),
    )
    published_on(cast, date(2024, 5, 1), figure(7_000, 2022))

    for address in ADDRESSES[2:]:
        then, now = client.get(address, as_of(THEN)).content.decode(), client.get(address).content.decode()
        assert ("Said since" in then, "Asked for since" in then) == (False, False)
        assert ("Said since" in now or "Asked for since" in now) is (address not in WITHOUT_WORDS)


def test_indicator_named_today_stands_on_no_page_of_yesterday(client, cast):
    published_on(cast, date(2024, 5, 1), figure(7_000, 2022))
    commitments.revise(
        cast.commitment,
        replace(saying_of(cast.commitment), indicator=make_indicator(caveat="Counted by hand.")),
        by=cast.administrator,
        reason="It can be counted.",
    )
    yesterday, today = timezone.localdate() - timedelta(days=1), timezone.localdate()

    seen = {
        address: [
            ("Indicator IND-1" in html, "Counted by hand." in html)
            for html in (
                main_of(client.get(address, asked)) for asked in (as_of(yesterday), as_of(today), {})
            )
        ]
        for address in ("/commitments/GCM10-9/", "/places/arcadia/GCM10-9/5/")
    }

    assert seen == {address: [(False, False), (True, True), (True, True)] for address in seen}


def test_page_of_a_past_day_keeps_the_indicator_that_was_replaced(client, cast):
    named_by_all(code="IND-1", source=make_source("old"))
    cast.commitment.refresh_from_db()
    published_on(cast, date(2024, 5, 1), figure(7_000, 2022))
    addresses = ("/commitments/GCM10-9/", "/places/arcadia/GCM10-9/5/")
    before = [client.get(address, as_of(THEN)).content for address in addresses]

    commitments.revise(
        cast.commitment,
        replace(saying_of(cast.commitment), indicator=make_indicator("IND-2", source=make_source("new"))),
        by=cast.administrator,
        reason="It counts better.",
    )

    assert [client.get(address, as_of(THEN)).content for address in addresses] == before
    assert all("Indicator IND-1" in page.decode() for page in before)
    assert all("Indicator IND-2" in client.get(address).content.decode() for address in addresses)


def test_commitment_is_shown_where_it_stood_on_that_day(client, cast):
    young = make_commitment("GCM10-8", objective=cast.objective)
    CommitmentVersion.objects.filter(commitment=young).update(in_force_from=date(2025, 1, 1))
    apply_target(make_target(young, 5, Wording(**LEVEL)), cast.arcadia)
    retired = replace(saying_of(cast.commitment), status=CommitmentStatus.RETIRED)
    commitments.revise(cast.commitment, retired, by=cast.administrator, reason="Done.")

    listed = {
        day: re.findall(r"(GCM10-[89]) ·", client.get("/objectives/10/", {"as_of": day}).content.decode())
        for day in ("2024-12-31", "2025-01-01")
    }

    assert listed == {"2024-12-31": ["GCM10-9"], "2025-01-01": ["GCM10-8", "GCM10-9"]}
    assert client.get("/commitments/GCM10-8/", {"as_of": "2024-12-31"}).status_code == 404
    assert "is retired" not in main_of(client.get("/commitments/GCM10-9/", as_of(THEN)))
    assert "is retired" in main_of(client.get("/commitments/GCM10-9/"))


def test_processes_of_a_state_are_those_of_that_day(client, cast):
    process = Process.objects.create(code="talks", name="Talks of the coast", region="Here")
    set_members(process, [cast.arcadia], by=cast.administrator)
    Membership.objects.update(from_on=date(2025, 1, 1))
    set_members(process, [], by=cast.administrator)

    said = {
        day: "Talks of the coast" in main_of(client.get("/places/arcadia/", {"as_of": day}))
        for day in ("2024-12-31", "2025-01-01")
    }

    assert said == {"2024-12-31": False, "2025-01-01": True}
    assert "Talks of the coast" not in main_of(client.get("/places/arcadia/"))


def test_version_announced_by_then_is_in_the_history_and_one_made_since_is_not(client, cast):
    first = cast.place_target.target.versions.get()
    for number, recorded in ((2, date(2025, 6, 1)), (3, date(2025, 7, 1))):
        values = {**wording_columns(first), "number": number, "reason": f"Reason {number}."}
        made = TargetVersion.objects.create(**values, in_force_from=date(2025, 8, 1))
        TargetVersion.objects.filter(pk=made.pk).update(
            recorded_at=datetime(recorded.year, recorded.month, recorded.day, tzinfo=UTC)
        )

    for address in ("/commitments/GCM10-9/", target_address(cast.place_target)):
        text = main_of(client.get(address, as_of(THEN)))
        assert ("Reason 2." in text, "Reason 3." in text) == (True, False)


def wording_columns(version):
    return {
        field.name: getattr(version, field.name)
        for field in TargetVersion._meta.concrete_fields
        if field.name not in {"id", "number", "in_force_from", "reason", "recorded_at"}
    }


PAGES = [
    (views.home, {}),
    (views.objectives, {}),
    (views.objective, {"number": 10}),
    (views.commitment, {"code": "GCM10-9"}),
    (views.places, {}),
    (views.place, {"code": "arcadia"}),
    (views.place, {"code": "world"}),
    (views.target, {"place": "arcadia", "commitment": "GCM10-9", "years": 5}),
    (map_views.heatmap, {}),
    (map_views.tiles, {}),
    (map_views.horizon, {"years": 5}),
    (views.processes, {}),
    (why_views.place_why, {"place": "world", "address": "all"}),
    (why_views.place_why, {"place": "world", "address": "GCM10-9-5"}),
    (why_views.place_why, {"place": "arcadia", "address": "objective-10"}),
]


def test_page_of_a_past_date_asks_as_often_with_eight_of_everything_as_with_one(cast, rf):
    found = {}
    for number in (1, 8):
        before = transaction.savepoint()
        grow(cast, number)
        found[number] = [questions(view, rf, **named) for view, named in PAGES]
        transaction.savepoint_rollback(before)

    assert found[1] == found[8]
    assert {in_template for _in_view, in_template in found[8]} == {0}
    assert max(in_view for in_view, _in_template in found[8]) < 30


def questions(view, rf, **named):
    """How often the view asks the database for a date that nobody asked for yet, and then how often the template."""
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as in_view:
        response = view(rf.get("/", as_of(THEN)), **named)
    with CaptureQueriesContext(connection) as in_template:
        response.render()
    return len(in_view), len(in_template)


def test_second_reader_of_a_date_pays_for_no_fact(client, cast, django_assert_max_num_queries):
    client.get("/", as_of(THEN))

    for address in ("/", "/objectives/", "/objectives/10/", "/places/world/", "/places/m49-901/"):
        with django_assert_max_num_queries(13):
            assert client.get(address, as_of(THEN)).status_code == 200


def test_who_asks_for_a_date_while_another_is_worked_out_is_asked_to_come_again(client, cast):
    kept = date(2024, 1, 1)
    client.get("/", as_of(kept))

    with computed_at._alone():
        busy = client.get("/", as_of(THEN))
        found = {
            address: client.get(address, query).status_code
            for address, query in [
                ("/", {}),
                ("/objectives/", as_of(kept)),
                ("/places/arcadia/", as_of(THEN)),
                ("/commitments/GCM10-9/", as_of(THEN)),
                (target_address(cast.place_target), as_of(THEN)),
                ("/places/world/", as_of(THEN)),
            ]
        }

    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert busy.headers["Cache-Control"] == "private, no-store"
    assert 'href="/?as_of=2025-06-30"' in busy.content.decode()
    assert list(found.values()) == [200, 200, 200, 200, 200, 503]
    assert client.get("/", as_of(THEN)).status_code == 200

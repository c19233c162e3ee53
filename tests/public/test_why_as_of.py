"""Why a mark was what it was on a past date: the same sum, from what was known then, without evidence."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import figure, published, unobserved
from tests.pages import main_of
from tests.public.test_as_of import THEN, as_of, published_on
from tests.public.test_as_of_walk import dates, with_a_past
from tests.public.test_unshown import UNREADABLE, UPDATING, spoil
from tests.public.test_why import as_stored, counted, marked, summed, told
from tracker.actions.dirty import insert_dirty
from tracker.actions.memberships import set_members
from tracker.enums import Cause
from tracker.models import Membership, Process
from tracker.scoring import Answer
from tracker.selectors.computed import computed_rows
from tracker.selectors.holders import all_holders
from tracker.selectors.standings import address_of

KEPT = "?as_of=2025-06-30"


def document_of(client, holder, row, day):
    kind = "process" if isinstance(holder, Process) else "place"
    return client.get(reverse(f"public:{kind}_why_json", args=[holder.code, address_of(row.key)]), as_of(day))


@pytest.mark.django_db
def test_every_roll_up_of_a_past_date_can_be_made_again_from_its_json_alone(client):
    with_a_past(seed=4)
    checked = scored = 0
    for day in dates()[1:]:
        for holder in all_holders():
            for row in [row for row in computed_rows(holder, as_of=day) if row.place_target_id is None][::4]:
                document = document_of(client, holder, row, day).json()
                assert (document["digest"], document["as_of"]) == (row.digest, day.isoformat())
                assert summed(document) == as_stored(row), row.key
                assert counted(document) == (row.counts, row.statuses)
                assert marked(document) == row.mark == document["result"]["mark"]
                checked, scored = checked + 1, scored + (row.score is not None)

    assert checked > 80
    assert scored > 10


def test_page_tells_what_was_known_then_and_leaves_the_evidence_to_the_reports(client, cast):
    first = published_on(cast, date(2024, 5, 1), figure(7_000, 2022))
    published_on(cast, date(2025, 9, 1), figure(6_500, 2022))

    response = client.get("/places/world/why/GCM10-9-5/", as_of(THEN))

    html, text = response.content.decode(), main_of(response)
    assert "Coverage: known weight ÷ weight of all that applies = 1 ÷ 2 = 50.0 %." in text
    assert f'<a href="/reports/{first.uuid}/">GCM10-9, Arcadia, 2022</a>' in html
    assert "Yearbook" not in html
    assert f'href="/places/world/why/GCM10-9-5.json{KEPT}"' in html
    assert f'href="/places/arcadia/GCM10-9/5/{KEPT}"' in html


def test_json_of_a_past_date_keeps_the_date_and_gives_no_evidence(client, cast):
    report = published_on(cast, date(2024, 5, 1), figure(7_000, 2022))

    found, leaf = (
        client.get(f"/places/{place}/why/GCM10-9-5.json", as_of(THEN)).json()
        for place in ("world", "arcadia")
    )

    assert [one["report"].endswith(f"/reports/{report.uuid}/") for one in found["readings"]] == [True]
    assert (found["readings"][0]["evidence"], leaf["readings"][0]["evidence"]) == (None, None)
    links = [found["page"], leaf["page"], *(part["why"] for part in found["parts"])]
    assert [link for link in links if not link.endswith(KEPT)] == []


def test_page_of_a_target_is_the_targets_own_of_that_date(client, cast):
    response = client.get("/places/arcadia/why/GCM10-9-5/", as_of(THEN))

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/places/arcadia/GCM10-9/5/{KEPT}#why",
    )


@pytest.mark.parametrize(
    ("day", "reason"), [(date(2024, 4, 30), "silent"), (date(2024, 5, 1), "withheld"), (None, "no_data")]
)
def test_what_is_left_out_says_why_as_of_then(client, cast, day, reason):
    published_on(cast, date(2024, 5, 1), unobserved(Answer.CONFIDENTIAL))
    published_on(cast, date(2025, 9, 1), unobserved(Answer.NO_DATA))

    found = client.get("/places/world/why/GCM10-9-5.json", as_of(day) if day else {}).json()

    assert [one["reason"] for one in found["left_out"] if one["place"] == "arcadia"] == [reason]


def test_several_commitments_of_many_states_leave_the_readings_to_their_parts(client, cast):
    published_on(cast, date(2024, 5, 1), figure(7_000, 2022))

    found = {
        (place, key): client.get(f"/places/{place}/why/{key}.json", as_of(THEN)).json()["readings"]
        for place in ("world", "arcadia")
        for key in ("all", "GCM10-9")
    }

    assert found["world", "all"] is None
    assert [len(found[one]) for one in found if one != ("world", "all")] == [1, 1, 1]
    assert "each part leads to its own" in main_of(client.get("/places/world/why/all/", as_of(THEN)))


@pytest.mark.parametrize("address", ["all-7", "objective-11", "GCM99-9", "objective", "5", "all-5-5"])
def test_score_that_was_not_there_is_a_plain_page(client, cast, address):
    for end in ("/", ".json"):
        assert client.get(f"/places/world/why/{address}{end}", as_of(THEN)).status_code == 404
        assert client.get(f"/places/nowhere/why/{address}{end}", as_of(THEN)).status_code == 404
        assert client.get(f"/processes/nothing/why/{address}{end}", as_of(THEN)).status_code == 404


def test_process_of_a_past_date_has_the_members_of_then(client, cast):
    process = Process.objects.create(code="talks", name="Talks", region="Here")
    set_members(process, [cast.arcadia], by=cast.administrator)
    Membership.objects.update(from_on=date(2025, 1, 1))
    set_members(process, [], by=cast.administrator)
    published_on(cast, date(2025, 5, 1), figure(7_000, 2022))

    then = client.get("/processes/talks/", as_of(THEN))
    before, now = client.get("/processes/talks/", as_of(date(2024, 12, 31))), client.get("/processes/talks/")

    assert "1 State takes part" in main_of(then)
    assert "Arcadia 1 of 1" in main_of(then)
    assert f'href="/processes/talks/why/all/{KEPT}"' in then.content.decode()
    assert "We know of no State that took part then." in main_of(before)
    assert "We know of no State that takes part today." in main_of(now)
    assert f'href="/processes/talks/{KEPT}"' in client.get("/processes/", as_of(THEN)).content.decode()
    assert "1 of 1 known" in main_of(client.get("/processes/", as_of(THEN)))


def test_what_is_stored_spoilt_or_about_to_change_is_nothing_to_a_past_date(client, cast):
    published(cast, figure(7_000, 2023))
    spoil("coverage", "'nonsense'", place=cast.world)
    insert_dirty([(cast.world, cast.commitment.pk)], cause=Cause.DAY)
    pages = ["/", "/objectives/", "/places/world/", "/commitments/GCM10-9/", "/places/world/why/all/"]

    for page in pages:
        now, then = main_of(client.get(page)), main_of(client.get(page, as_of(THEN)))
        assert (UNREADABLE in now, UPDATING in now) == (True, True), page
        assert (UNREADABLE in then, UPDATING in then) == (False, False), page
    assert told(client, "world", "all")["state"] == "cannot_be_shown"
    assert client.get("/places/world/why/all.json", as_of(THEN)).json()["state"] == "current"
    assert timezone.localdate() > THEN

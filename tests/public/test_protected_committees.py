"""What the public learns of a protected committee: by no page, no address and no past day who it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import figure, make_user, published, seat, submitted
from tests.clock import Clock
from tests.pages import addresses, main_of
from tests.protected import protect
from tracker.actions import reports
from tracker.actions.releases import release_due
from tracker.actions.sweep import sweep
from tracker.enums import Credit, SeatRole
from tracker.models import Committee

NAME, SLUG, ABOUT = "Zelkova Watch", "zelkova-watch", "We meet in the old mill."
CANARIES = (NAME, SLUG, ABOUT, "zelkova")


@pytest.fixture
def world(cast, monkeypatch):
    """The cast with a name to look for, and one report that went out under it."""
    Committee.objects.filter(pk=cast.committee.pk).update(name=NAME, slug=SLUG, about=ABOUT)
    cast.committee.refresh_from_db()
    clock = Clock(monkeypatch, timezone.localdate())
    clock.pass_days(-10)
    report = published(cast)
    clock.pass_days(10)
    return cast, report, clock


def everything(client, cast, *, day=None):
    """Every public page about anything, also by the addresses that would lead to the committee."""
    committees = ["/committees/", f"/committees/{SLUG}/"]
    label = Committee.objects.get(pk=cast.committee.pk).label
    more = ["/", "/objectives/", "/places/", "/processes/", "/commitments/GCM10-9/", "/objectives/10/"]
    paths = [one for one in addresses() if not one.startswith("/committees/")] + more + committees
    paths += [f"/committees/{label}/"] if label else []
    past = [f"{one}{'&' if '?' in one else '?'}as_of={day}" for one in paths] if day else []
    return {path: client.get(path) for path in [*paths, *past]}


def leaks(answers):
    """The pages that say who it is; the address that was asked for is not said back."""
    return [
        path
        for path, answer in answers.items()
        if any(one.lower() in answer.content.decode().lower() for one in CANARIES)
    ]


def test_an_open_committee_is_named_so_that_the_search_for_leaks_would_find_one(client, world):
    cast, report, _clock = world

    found = leaks(everything(client, cast))

    assert {f"/committees/{SLUG}/", "/committees/", f"/reports/{report.uuid}/", "/places/arcadia/"} <= set(
        found
    )


@pytest.mark.parametrize("credit", [Credit.PSEUDONYM, Credit.REGION])
def test_no_page_of_today_or_before_says_who_a_protected_committee_is(client, world, credit):
    cast, _report, clock = world
    protect(cast, credit)
    later = reports.publish(submitted(cast, figure(6_000, 2022)), by=cast.reviewer)
    clock.now = later.release_at
    sweep()

    answers = everything(client, cast, day=clock.now.date() - timedelta(days=5))

    assert leaks(answers) == []
    assert answers[f"/reports/{later.uuid}/"].status_code == 200
    assert answers[f"/committees/{SLUG}/"].status_code == 404


def test_the_page_under_the_label_says_nothing_of_its_members(client, world):
    cast, report, _clock = world
    for number in range(4):
        seat(cast.committee, make_user(f"more{number}"), "migrants", SeatRole.OBSERVER)
    label = protect(cast, Credit.PSEUDONYM).label

    page = main_of(client.get(f"/committees/{label}/"))
    listed = main_of(client.get("/committees/"))
    credited = client.get(f"/reports/{report.uuid}/").content.decode()

    assert f"Committee {label.upper()}" in page
    assert "Constituted: it may publish reports." in page
    assert "Migrants" not in page
    assert "members" not in listed.split(f"Committee {label.upper()}")[1].split("Committee of")[0]
    assert f'<a href="/committees/{label}/">Committee {label.upper()}</a>' in credited


def test_a_committee_known_by_its_region_has_no_page_and_is_in_no_list(client, world):
    cast, report, _clock = world
    label = protect(cast, Credit.REGION).label

    assert client.get(f"/committees/{label}/").status_code == 404
    assert label not in client.get("/committees/").content.decode()
    assert "A committee in M49-902" in main_of(client.get(f"/reports/{report.uuid}/"))
    assert "A committee in M49-902" in main_of(client.get("/places/arcadia/"))


def test_an_address_of_a_protected_committee_is_answered_like_one_of_none(client, world):
    cast, _report, _clock = world
    protect(cast, Credit.REGION)

    theirs, nobodys = client.get(f"/committees/{SLUG}/"), client.get("/committees/nobodys-one/")

    assert (theirs.status_code, theirs.content) == (404, nobodys.content)


def test_pages_of_a_past_day_keep_their_bytes_through_every_change_of_protection(client, world):
    cast, report, clock = world
    day = clock.now.date() - timedelta(days=5)
    paths = [
        f"{path}?as_of={day}"
        for path in ("/places/arcadia/", "/places/arcadia/GCM10-9/5/", "/commitments/GCM10-9/")
    ]
    before = [client.get(path).content for path in paths]
    after = []
    for credit in (Credit.PSEUDONYM, Credit.REGION, Credit.NAMED):
        protect(cast, credit)
        after.append([client.get(path).content for path in paths])

    assert after == [before] * 3
    assert str(report.uuid).encode() in before[1]


def test_what_went_out_under_the_label_is_not_on_the_page_of_the_name(client, world):
    cast, under_its_name, clock = world
    protect(cast, Credit.PSEUDONYM)
    under_its_label = reports.publish(submitted(cast, figure(6_000, 2022)), by=cast.reviewer)
    clock.now = under_its_label.release_at
    release_due()
    protect(cast, Credit.NAMED)

    page = client.get(f"/committees/{SLUG}/").content.decode()
    credited = main_of(client.get(f"/reports/{under_its_label.uuid}/"))

    assert str(under_its_name.uuid) in page
    assert str(under_its_label.uuid) not in page
    assert NAME not in credited
    assert f"Committee {cast.committee.__class__.objects.get(slug=SLUG).label.upper()}" in credited


def test_what_is_decided_and_not_out_is_on_no_public_page(client, world):
    cast, _report, _clock = world
    protect(cast, Credit.PSEUDONYM)
    waiting = reports.publish(submitted(cast, figure(6_000, 2022)), by=cast.reviewer)

    answers = everything(client, cast)

    assert client.get(f"/reports/{waiting.uuid}/").status_code == 404
    assert [path for path, one in answers.items() if str(waiting.uuid) in one.content.decode()] == []
    assert [path for path, one in answers.items() if "6 000" in one.content.decode()] == []

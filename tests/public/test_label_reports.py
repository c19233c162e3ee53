"""What the public learns of a report that does not say its committee's name, while the committee itself is open."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.cast import PASSWORD, figure, make_user, published, submitted
from tests.clock import Clock
from tests.editions import frozen, make_round
from tests.label_reports import released
from tests.pages import main_of, target_address
from tests.protected import protect
from tracker.actions import disputes, outbox, reports
from tracker.actions.unnaming import take_name_away
from tracker.enums import Credit, DisputeGround
from tracker.models import Committee, FocalPoint, ProgressReport

NAME, SLUG, ABOUT = "Zelkova Watch", "zelkova-watch", "We meet in the old mill."
CANARIES = (NAME, SLUG, ABOUT, "zelkova")
UNNAMED = [Credit.PSEUDONYM, Credit.REGION]
REGION = "A committee in M49-902"


@pytest.fixture
def world(cast, monkeypatch):
    """The cast, with a name to look for that everybody may know."""
    Committee.objects.filter(pk=cast.committee.pk).update(name=NAME, slug=SLUG, about=ABOUT)
    cast.committee.refresh_from_db()
    return cast, Clock(monkeypatch, timezone.localdate())


def label_of(cast):
    cast.committee.refresh_from_db()
    return cast.committee.open_label


def everything_about(client, cast, clock, report):
    """What anybody, or the State, can be shown of one report: its pages, what quotes it, and the letters."""
    address = target_address(cast.place_target)
    said = disputes.Objection(ground=DisputeGround.FIGURE, text="It is 8 000.", email="who@example.org")
    dispute = disputes.raise_dispute(report, said, token=uuid4())
    disputes.acknowledge(dispute, by=cast.reviewer, version=1)
    # Two days: whatever the hour of the release was, a day is over everywhere only half a day later.
    clock.pass_days(2)
    that_day = timezone.localdate() - timedelta(days=2)
    edition = frozen(make_round(), as_of=that_day, by=cast.administrator)
    focal = make_user("focal")
    FocalPoint.objects.create(user=focal, place=cast.arcadia, starts_on=date(2020, 1, 1))
    client.login(username=focal.email, password=PASSWORD)
    outbox.send_waiting()
    paths = [
        reverse("public:report", args=[report.uuid]),
        address,
        f"{address}?as_of={that_day}",
        "/places/arcadia/why/all/",
        "/places/arcadia/why/GCM10-9-5.json",
        "/commitments/GCM10-9/",
        "/objectives/10/",
        "/integrity/",
        reverse("public:dispute", args=[dispute.uuid]),
        reverse("public:edition", args=[edition.slug]),
        reverse("public:edition-json", args=[edition.slug]),
        reverse("public:edition-place", args=[edition.slug, "arcadia"]),
        reverse("public:edition-changes", args=[edition.slug]),
        reverse("workspace:state", args=["arcadia"]),
        reverse("workspace:reply", args=["arcadia", report.uuid]),
    ]
    found = {path: client.get(path) for path in paths}
    assert {path: one.status_code for path, one in found.items()} == dict.fromkeys(paths, 200)
    texts = {path: one.getvalue().decode() for path, one in found.items()}
    letters = {f"mail {number}": f"{one.subject} {one.body}" for number, one in enumerate(mail.outbox)}
    return texts | letters


def payload(edition):
    return b"".join(part.text for part in edition.parts.order_by("number")).decode()


def leaks(texts):
    return {where for where, text in texts.items() if any(one.lower() in text.lower() for one in CANARIES)}


def test_a_named_report_says_the_name_so_that_the_search_would_find_it(client, world):
    cast, clock = world
    report = published(cast)

    found = leaks(everything_about(client, cast, clock, report))

    address = target_address(cast.place_target)
    assert found == {
        reverse("public:report", args=[report.uuid]),
        address,
        reverse("workspace:state", args=["arcadia"]),
        reverse("workspace:reply", args=["arcadia", report.uuid]),
    }


@pytest.mark.parametrize("credit", UNNAMED)
def test_nothing_about_the_report_says_the_name(client, world, credit):
    cast, clock = world
    report = released(cast, clock, credit)

    texts = everything_about(client, cast, clock, report)

    assert leaks(texts) == set()
    words = REGION if credit == Credit.REGION else f"Committee {label_of(cast).upper()}"
    page = texts[reverse("public:report", args=[report.uuid])]
    assert words in page
    assert words in texts[target_address(cast.place_target)]


@pytest.mark.parametrize("credit", UNNAMED)
def test_no_page_of_the_committee_leads_to_the_report_or_back(client, world, credit):
    cast, clock = world
    named = published(cast, figure(8_000, 2020))
    report = released(cast, clock, credit)

    page = client.get(f"/committees/{SLUG}/").content.decode()
    listed = client.get("/committees/").content.decode()
    label = label_of(cast)

    assert str(named.uuid) in page
    assert str(report.uuid) not in page
    assert label is None or (label not in (page + listed).lower() and label.upper() not in page + listed)
    assert label is None or client.get(f"/committees/{label}/").status_code == 404


def test_the_label_is_one_and_another_than_the_committee_has_once_protected(client, world):
    cast, clock = world
    first = released(cast, clock, Credit.PSEUDONYM)
    second = released(cast, clock, Credit.PSEUDONYM, 5_000, 2023)
    label = label_of(cast)
    own = protect(cast, Credit.PSEUDONYM).label

    pages = [client.get(f"/reports/{one.uuid}/").content.decode() for one in (first, second)]
    of_the_label = client.get(f"/committees/{own}/").content.decode()

    assert first.label == second.label == label != own
    assert [f"Committee {label.upper()}" in page for page in pages] == [True, True]
    assert [own in page.lower() for page in pages] == [False, False]
    assert [str(one.uuid) in of_the_label for one in (first, second)] == [False, False]


def test_a_committee_known_by_its_region_takes_its_labels_from_everything(client, world):
    cast, clock = world
    report = released(cast, clock, Credit.PSEUDONYM)
    protect(cast, Credit.REGION)
    hidden = main_of(client.get(f"/reports/{report.uuid}/"))
    protect(cast, Credit.NAMED)
    open_again = main_of(client.get(f"/reports/{report.uuid}/"))

    assert REGION in hidden
    assert label_of(cast).upper() not in hidden
    assert NAME not in open_again


def both(client, *given):
    return [main_of(client.get(f"/reports/{one.uuid}/")) for one in given]


@pytest.mark.parametrize("credit", UNNAMED)
def test_a_correction_without_the_name_takes_it_from_what_it_corrects(client, world, credit):
    cast, clock = world
    first = published(cast, figure(8_000, 2022))
    named = published(cast, figure(7_500, 2022))
    before = both(client, first, named)

    corrected = released(cast, clock, credit, 6_000, 2022)

    after = both(client, first, named, corrected)
    assert [NAME in page for page in before] == [True, True]
    assert [(NAME in page, REGION in page) for page in after] == [(False, True)] * 3
    assert ProgressReport.objects.filter(place_target=cast.place_target).exclude(label="").count() == 0


def test_a_correction_by_the_name_takes_over_the_label_of_what_it_corrects(client, world):
    cast, clock = world
    report = released(cast, clock, Credit.PSEUDONYM)

    corrected = released(cast, clock, Credit.NAMED, 5_500)

    assert (corrected.credit, corrected.label) == (Credit.PSEUDONYM, report.label)
    assert [(NAME in page, label_of(cast).upper() in page) for page in both(client, report, corrected)] == [
        (False, True)
    ] * 2


def test_a_correction_does_not_overtake_what_waits_for_its_hour(client, world):
    cast, _clock = world
    waiting = reports.publish(submitted(cast, figure(6_000, 2022, credit=Credit.PSEUDONYM)), by=cast.reviewer)

    named = reports.publish(submitted(cast, figure(5_500, 2022)), by=cast.reviewer)

    assert (named.state, named.label) == ("decided", waiting.label)
    assert client.get(f"/reports/{named.uuid}/").status_code == 404


def test_the_name_is_taken_from_a_report_that_is_out_and_from_its_corrections(client, world):
    cast, _clock = world
    first, named = published(cast, figure(8_000, 2022)), published(cast, figure(7_500, 2022))
    another = published(cast, figure(5_000, 2023))

    take_name_away(named, by=cast.reporter)

    assert [(NAME in page, REGION in page) for page in both(client, first, named, another)] == [
        (False, True),
        (False, True),
        (True, False),
    ]
    page = client.get(f"/committees/{SLUG}/").content.decode()
    assert [str(one.uuid) in page for one in (named, another)] == [False, True]


def test_past_pages_and_frozen_editions_keep_their_bytes_when_a_name_is_taken(client, world):
    cast, clock = world
    clock.pass_days(-10)
    report = published(cast)
    clock.pass_days(10)
    edition = frozen(make_round(), as_of=timezone.localdate() - timedelta(days=5), by=cast.administrator)
    path = f"{target_address(cast.place_target)}?as_of={timezone.localdate() - timedelta(days=5)}"
    before = client.get(path).content, payload(edition)

    take_name_away(report, by=cast.coordinator)

    assert (client.get(path).content, payload(edition)) == before
    assert str(report.uuid).encode() in before[0]
    assert "GCM10-9" in before[1]
    assert leaks({"page": before[0].decode(), "edition": before[1]}) == set()


@pytest.mark.parametrize("credit", UNNAMED)
def test_what_is_decided_and_not_out_is_on_no_page(client, world, credit):
    cast, _clock = world
    waiting = reports.publish(submitted(cast, figure(6_000, 2022, credit=credit)), by=cast.reviewer)

    paths = ["/", "/places/arcadia/", target_address(cast.place_target), f"/committees/{SLUG}/"]
    found = [path for path in paths if str(waiting.uuid) in client.get(path).content.decode()]

    assert (client.get(f"/reports/{waiting.uuid}/").status_code, found) == (404, [])

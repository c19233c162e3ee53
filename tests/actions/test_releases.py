"""A protected committee decides, and what it decided goes out later: once, together, whatever was away meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.cast import figure, published, submitted
from tests.clock import Clock
from tests.protected import protect
from tests.recorded import acts_since
from tracker.actions import reports
from tracker.actions.releases import release_due
from tracker.actions.sweep import sweep
from tracker.enums import Credit, ReportState
from tracker.models import ProgressReport, Publication, Score
from tracker.permissions import Refused
from tracker.workflow import StepRefused


@pytest.fixture
def clock(cast, monkeypatch):
    return Clock(monkeypatch, timezone.localdate())


def next_midnight(clock):
    return datetime.combine(clock.now.date() + timedelta(days=1), datetime.min.time(), UTC)


def decided(cast, entry=None, **more):
    return reports.publish(submitted(cast, entry, **more), by=cast.reviewer)


def version():
    return Publication.objects.values_list("version", flat=True).first()


def look(report):
    report.refresh_from_db()
    return report.state, report.decided_by, report.credit, report.published_at


def test_a_protected_committee_decides_and_nothing_is_public_yet(cast, clock):
    protect(cast)
    report, before = submitted(cast), version()

    with acts_since() as acts:
        reports.publish(report, by=cast.reviewer)

    assert look(report) == (ReportState.DECIDED, cast.reviewer, "region", None)
    assert next_midnight(clock) <= report.release_at < next_midnight(clock) + timedelta(days=1)
    assert acts == [("report.decided", str(report.uuid), cast.reviewer)]
    # The number that every reader may see says nothing either.
    assert version() == before
    assert not Score.objects.filter(used=report).exists()


def test_an_open_committee_publishes_at_once(cast, clock):
    report = published(cast)

    assert look(report) == (ReportState.PUBLISHED, cast.reviewer, "named", clock.now)
    assert report.release_at is None


def test_what_is_due_goes_out_once(cast, clock):
    protect(cast)
    report = decided(cast)
    clock.now = report.release_at - timedelta(seconds=1)
    early = release_due()
    clock.now = report.release_at + timedelta(seconds=1)

    with acts_since() as acts:
        times = [release_due(), release_due()]

    assert (early, times) == (0, [1, 0])
    assert look(report) == (ReportState.PUBLISHED, cast.reviewer, "region", clock.now)
    assert (report.release_at, report.led) == (None, True)
    # The product itself did it: nobody is named for the hour.
    assert acts == [("report.published", str(report.uuid), None)]


def test_the_sweep_releases_and_computes_whenever_it_comes(cast, clock):
    protect(cast)
    report = decided(cast)
    clock.pass_days(30)

    sweep()

    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED
    assert Score.objects.get(place=cast.arcadia, place_target=cast.place_target).used == report


def test_all_of_a_day_go_out_at_one_instant_and_each_day_at_its_own(cast, clock, monkeypatch):
    chances = iter([3_600, 7_200, 40_000])
    monkeypatch.setattr("tracker.actions.release_times.secrets.randbelow", lambda _below: next(chances))
    protect(cast)
    first, second = decided(cast), decided(cast, figure(6_000, 2022))
    clock.pass_days(1)
    third = decided(cast, figure(5_000, 2023))

    assert first.release_at == second.release_at
    assert third.release_at - first.release_at == timedelta(days=1, seconds=3_600)


def test_what_was_decided_can_be_sent_back_until_it_is_out(cast, clock):
    protect(cast)
    report = decided(cast)

    reports.send_back(report, by=cast.coordinator, reason="It names a person.")
    returned = look(report)
    clock.pass_days(3)
    released = release_due()

    assert returned == (ReportState.RETURNED, None, "", None)
    assert (report.release_at, released) == (None, 0)


def test_what_is_out_cannot_be_sent_back(cast, clock):
    protect(cast)
    report = decided(cast)
    clock.pass_days(3)
    release_due()

    with pytest.raises(StepRefused):
        reports.send_back(report, by=cast.coordinator, reason="It names a person.")


def test_the_author_decides_no_more_here_than_anywhere(cast):
    protect(cast)
    report = submitted(cast, by=cast.coordinator)

    with pytest.raises(Refused):
        reports.publish(report, by=cast.coordinator)

    assert look(report) == (ReportState.SUBMITTED, None, "", None)


def test_what_is_due_waits_while_its_committee_is_not_constituted(cast, clock):
    protect(cast)
    report = decided(cast)
    clock.pass_days(2)
    cast.committee.seats.filter(user=cast.reporter).update(role="observer")
    kept_back = release_due()
    waiting = look(report)[0]
    cast.committee.seats.filter(user=cast.reporter).update(role="reporter")

    assert (kept_back, waiting, release_due()) == (0, ReportState.DECIDED, 1)


def test_one_that_cannot_go_out_does_not_keep_the_others(cast, clock):
    protect(cast)
    broken, sound = decided(cast), decided(cast, figure(6_000, 2022))
    ProgressReport.objects.filter(pk=broken.pk).update(reference_on="2017-12-31")
    clock.pass_days(2)

    assert release_due() == 1
    assert (look(broken)[0], look(sound)[0]) == (ReportState.DECIDED, ReportState.PUBLISHED)


def test_a_correction_replaces_what_went_out_before(cast, clock):
    protect(cast)
    first = decided(cast)
    clock.pass_days(2)
    release_due()
    second = decided(cast, figure(6_500))
    still_public = look(first)[0]
    clock.pass_days(2)
    release_due()

    assert (still_public, look(first)[0], look(second)[0]) == (
        ReportState.PUBLISHED,
        ReportState.SUPERSEDED,
        ReportState.PUBLISHED,
    )


def test_a_committee_that_is_open_again_keeps_the_instant_and_the_credit_of_what_it_decided(cast, clock):
    protect(cast, Credit.PSEUDONYM)
    report = decided(cast)
    instant = report.release_at
    protect(cast, Credit.NAMED)

    assert release_due() == 0
    clock.now = instant
    assert release_due() == 1
    assert look(report)[2] == "pseudonym"

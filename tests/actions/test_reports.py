"""Writing a report: drafted, changed, handed in, each of it once and by its author only."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.actions.look import PEOPLE, REASON, acts, everything, in_state, make_yes_no
from tests.cast import (
    drafted,
    figure,
    returned,
    unobserved,
)
from tracker.actions import reports
from tracker.actions.entries import BadEntry, Link, entry_of
from tracker.enums import CommitmentStatus, ReportState
from tracker.models import Commitment, Evidence, PlaceTarget, ProgressReport, Seat
from tracker.permissions import Refused
from tracker.scoring import Answer, Grade
from tracker.workflow import StepRefused


@pytest.mark.parametrize("person", PEOPLE)
def test_draft_is_written_by_a_seat_that_reports(cast, person):
    by = getattr(cast, person)
    if person in {"reporter", "coordinator"}:
        report = drafted(cast, by=by)
        assert (report.author, report.state, report.version) == (by, ReportState.DRAFT, 1)
        return

    with pytest.raises(Refused):
        drafted(cast, by=by)
    assert not ProgressReport.objects.exists()


def test_draft_keeps_everything_that_was_typed(cast):
    links = (
        Link(title="Yearbook", url="https://stats.example.org/a", quotation="7 000", page="12"),
        Link(title="Survey", url="https://survey.example.org/b"),
    )
    entry = figure("7000.5", grade=Grade.C, links=links)

    report = ProgressReport.objects.get(pk=drafted(cast, entry).pk)

    assert entry_of(report) == entry
    assert (report.place_target, report.committee) == (cast.place_target, cast.committee)
    assert (report.submitted_at, report.published_at, report.decided_by, report.led) == (None,) * 4
    assert acts(report) == [("report.drafted", "reporter")]


def test_form_sent_twice_gives_one_draft(cast):
    token = uuid4()
    first, second = (
        reports.draft(cast.place_target, cast.committee, figure(7_000), by=cast.reporter, token=token)
        for _ in range(2)
    )

    assert first == second
    assert (ProgressReport.objects.count(), Evidence.objects.count()) == (1, 1)
    assert acts(first) == [("report.drafted", "reporter")]


@pytest.mark.parametrize(("person", "value"), [("reporter", 6_999), ("coordinator", 7_000)])
def test_token_spent_on_another_text_or_by_another_person_is_refused(cast, person, value):
    token = uuid4()
    kept = reports.draft(cast.place_target, cast.committee, figure(7_000), by=cast.reporter, token=token)
    before = everything()

    with pytest.raises(reports.TokenSpent) as refused:
        reports.draft(cast.place_target, cast.committee, figure(value), by=getattr(cast, person), token=token)

    assert refused.value.report == kept
    assert everything() == before


def test_draft_that_breaks_a_rule_stores_nothing(cast):
    before = everything()

    with pytest.raises(BadEntry) as refused:
        drafted(cast, figure(-1, narrative=""))

    assert [fault.field for fault in refused.value.faults] == ["value", "narrative"]
    assert everything() == before


def test_draft_about_another_place_is_refused(cast):
    theirs = PlaceTarget.objects.get(place=cast.borduria)

    with pytest.raises(Refused, match="does not report on this target"):
        drafted(cast, place_target=theirs)

    assert not ProgressReport.objects.exists()


def test_draft_about_a_retired_commitment_is_refused(cast):
    Commitment.objects.update(status=CommitmentStatus.RETIRED)

    with pytest.raises(Refused, match="does not report on this target"):
        drafted(cast)

    assert not ProgressReport.objects.exists()


# Changing


def test_redraft_replaces_the_text_and_its_pages(cast):
    report = drafted(cast)
    entry = unobserved(Answer.NO_DATA, 2022)

    changed = reports.redraft(report, entry, by=cast.reporter, version=1)

    report.refresh_from_db()
    assert (changed, report.version, entry_of(report)) == (report, 2, entry)
    assert not Evidence.objects.exists()
    assert acts(report) == [("report.drafted", "reporter"), ("report.redrafted", "reporter")]


def test_report_sent_back_is_changed_and_handed_in_again(cast):
    report = returned(cast)

    reports.redraft(report, figure(6_500), by=cast.reporter, version=report.version)
    report.refresh_from_db()
    assert (report.state, report.return_reason) == (ReportState.RETURNED, REASON)

    reports.submit(report, by=cast.reporter)
    report.refresh_from_db()
    assert (report.state, report.return_reason, report.value) == (
        ReportState.SUBMITTED,
        "",
        Decimal(6_500),
    )


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.PUBLISHED, ReportState.SUPERSEDED])
def test_redraft_of_what_was_handed_in_is_refused(cast, state):
    report = in_state(cast, state)
    before = everything()

    with pytest.raises(StepRefused):
        reports.redraft(report, figure(1), by=cast.reporter, version=report.version)

    assert everything() == before


@pytest.mark.parametrize("person", ["reviewer", "coordinator", "observer", "stranger", "administrator"])
def test_redraft_by_anyone_but_the_author_is_refused(cast, person):
    report = drafted(cast)
    before = everything()

    with pytest.raises(Refused):
        reports.redraft(report, figure(1), by=getattr(cast, person), version=1)

    assert everything() == before


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED])
def test_author_whose_seat_ended_neither_changes_nor_hands_in(cast, state):
    report = in_state(cast, state)
    Seat.objects.filter(user=cast.reporter).update(ends_on=timezone.localdate())
    before = everything()

    with pytest.raises(Refused, match="does not include this"):
        reports.redraft(report, figure(1), by=cast.reporter, version=report.version)
    with pytest.raises(Refused, match="does not include this"):
        reports.submit(report, by=cast.reporter)

    assert everything() == before


def test_redraft_writes_what_was_typed_and_nothing_else(cast):
    report = drafted(cast)

    with CaptureQueriesContext(connection) as queries:
        reports.redraft(report, figure(6_000), by=cast.reporter, version=1)

    updates = [one["sql"] for one in queries if one["sql"].startswith("UPDATE")]
    assert len(updates) == 1
    assert {
        name for name in ("author_id", "state", "committee_id", "submitted_at") if name in updates[0]
    } == set()
    assert '"value"' in updates[0]


def test_redraft_of_an_older_version_overwrites_nothing(cast):
    report = drafted(cast)
    reports.redraft(report, figure(6_000), by=cast.reporter, version=1)
    before = everything()

    with pytest.raises(reports.Changed):
        reports.redraft(report, figure(5_000), by=cast.reporter, version=1)

    assert everything() == before


def test_redraft_that_breaks_a_rule_keeps_the_older_text(cast):
    report = drafted(cast)
    before = everything()

    with pytest.raises(BadEntry):
        reports.redraft(report, figure(7_000, links=()), by=cast.reporter, version=1)

    assert everything() == before


# Handing in


def test_submit_says_when_and_is_done_once(cast):
    report = drafted(cast)

    reports.submit(report, by=cast.reporter)
    once = everything()
    reports.submit(report, by=cast.reporter)

    report.refresh_from_db()
    assert everything() == once
    assert timezone.now() - report.submitted_at < timedelta(minutes=1)
    assert (report.state, report.version) == (ReportState.SUBMITTED, 2)
    assert acts(report) == [("report.drafted", "reporter"), ("report.submitted", "reporter")]


def test_report_that_the_target_has_outgrown_is_not_handed_in(cast):
    report = drafted(cast)
    make_yes_no(cast.place_target.target)
    before = everything()

    with pytest.raises(reports.Outdated) as refused:
        reports.submit(report, by=cast.reporter)

    assert {fault.field for fault in refused.value.faults} == {"answer"}
    assert everything() == before

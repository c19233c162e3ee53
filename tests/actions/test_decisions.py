"""Deciding on a report: published or sent back, by another member of a committee that may."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.actions.look import REASON, TAKE, acts, everything, in_state, make_yes_no
from tests.cast import (
    figure,
    make_committee,
    make_user,
    published,
    seat,
    submitted,
)
from tracker.actions import reports
from tracker.actions.entries import BadEntry
from tracker.actions.targets import Local, revise, revise_place
from tracker.actions.wordings import wording_of
from tracker.enums import CommitmentStatus, ReportState, SeatRole, Step
from tracker.models import Commitment, ProgressReport, Score, Seat
from tracker.permissions import Refused
from tracker.scoring import Answer, Status


def test_publish_makes_the_report_public_and_scores_it(cast):
    report = submitted(cast)

    reports.publish(report, by=cast.reviewer)

    report.refresh_from_db()
    row = Score.objects.get(place=cast.arcadia, key="GCM10-9:5")
    assert (report.state, report.decided_by, report.led) == (ReportState.PUBLISHED, cast.reviewer, True)
    assert timezone.now() - report.published_at < timedelta(minutes=1)
    assert (row.status, row.used) == (Status.OVERDUE, report)
    assert acts(report)[-1] == ("report.published", "reviewer")


def test_correction_replaces_the_older_report_and_leaves_it_readable(cast):
    older = published(cast, figure(8_000))
    newer = published(cast, figure(7_000))

    older.refresh_from_db()
    assert (older.state, older.superseded_by, older.superseded_at) == (
        ReportState.SUPERSEDED,
        newer,
        newer.published_at,
    )
    assert (older.value, older.decided_by, older.led) == (Decimal(8_000), cast.reviewer, True)
    assert Score.objects.get(place=cast.arcadia, key="GCM10-9:5").used == newer
    assert acts(older)[-1] == ("report.superseded", "reviewer")


def test_report_about_another_date_replaces_nothing(cast):
    first, second = published(cast), published(cast, figure(6_000, 2022))

    first.refresh_from_db()
    assert (first.state, second.state) == (ReportState.PUBLISHED, ReportState.PUBLISHED)


def test_report_of_another_committee_replaces_nothing_and_does_not_count(cast):
    leading = published(cast)
    other = second_committee(cast)
    theirs = submitted(cast, figure(1_000), committee=other, by=cast.coordinator)

    reports.publish(theirs, by=cast.reviewer)

    leading.refresh_from_db()
    theirs.refresh_from_db()
    row = Score.objects.get(place=cast.arcadia, key="GCM10-9:5")
    assert (leading.state, theirs.led) == (ReportState.PUBLISHED, False)
    assert (row.used, row.contested) == (leading, True)


def second_committee(cast):
    """Another committee of the same people that does not lead the place."""
    other = make_committee("second-in-arcadia", cast.arcadia, leads=False)
    seat(other, cast.coordinator, "private-sector", SeatRole.COORDINATOR)
    seat(other, cast.reviewer, "civil-society", SeatRole.REVIEWER)
    seat(other, cast.reporter, "migrants", SeatRole.REPORTER)
    return other


@pytest.mark.parametrize("person", ["reporter", "reviewer", "coordinator"])
def test_committee_that_lost_a_member_cannot_publish_and_can_send_back(cast, person):
    report = submitted(cast)
    decider = cast.coordinator if person == "reviewer" else cast.reviewer
    Seat.objects.filter(user=getattr(cast, person)).update(ends_on=timezone.localdate())
    before = everything()

    with pytest.raises(Refused, match="not fully constituted"):
        reports.publish(report, by=decider)
    assert everything() == before

    assert reports.send_back(report, by=decider, reason=REASON).state == ReportState.RETURNED


def test_report_whose_author_has_left_is_still_the_committees_to_publish(cast):
    report = submitted(cast)
    Seat.objects.filter(user=cast.reporter).update(ends_on=timezone.localdate())
    seat(cast.committee, make_user("successor"), "migrants", SeatRole.REPORTER)

    assert reports.publish(report, by=cast.reviewer).author == cast.reporter


@pytest.mark.parametrize("step", [Step.PUBLISH, Step.SEND_BACK])
def test_decider_who_cannot_sign_in_any_more_decides_nothing(cast, step):
    report = submitted(cast)
    cast.reviewer.is_active = False
    cast.reviewer.save(update_fields=["is_active"])
    before = everything()

    with pytest.raises(Refused):
        TAKE[step](report, cast.reviewer)

    assert everything() == before


def test_report_that_the_target_has_outgrown_is_sent_back_and_not_published(cast):
    report = submitted(cast)
    make_yes_no(cast.place_target.target)
    before = everything()

    with pytest.raises(reports.Outdated) as refused:
        reports.publish(report, by=cast.reviewer)
    assert {fault.field for fault in refused.value.faults} == {"answer"}
    assert everything() == before

    assert reports.send_back(report, by=cast.reviewer, reason=REASON).state == ReportState.RETURNED


def test_report_about_a_date_that_a_new_baseline_has_passed_is_not_published(cast):
    report = submitted(cast)
    revise_place(
        cast.place_target,
        Local(baseline=Decimal(9_000), baseline_on=date(2022, 6, 30)),
        by=None,
        reason="Recounted.",
        from_on=timezone.localdate(),
    )

    with pytest.raises(reports.Outdated) as refused:
        reports.publish(report, by=cast.reviewer)

    assert [fault.field for fault in refused.value.faults] == ["reference_on"]


def test_report_about_a_goal_that_changed_is_still_published(cast):
    report = submitted(cast)
    target = cast.place_target.target
    stricter = replace(wording_of(target.versions.get()), goal=Decimal(3_000))
    revise(target, stricter, by=None, reason="Stricter.", from_on=timezone.localdate())

    assert reports.publish(report, by=cast.reviewer).state == ReportState.PUBLISHED


def test_report_about_a_commitment_retired_since_is_not_published(cast):
    report = submitted(cast)
    Commitment.objects.update(status=CommitmentStatus.RETIRED)
    before = everything()

    with pytest.raises(Refused, match="does not report on this target"):
        reports.publish(report, by=cast.reviewer)

    assert everything() == before


def test_send_back_says_why_and_counts_nowhere(cast):
    report = submitted(cast)
    scored = list(Score.objects.order_by("pk").values())

    reports.send_back(report, by=cast.reviewer, reason=REASON)

    report.refresh_from_db()
    assert (report.state, report.return_reason, report.decided_by) == (ReportState.RETURNED, REASON, None)
    assert list(Score.objects.order_by("pk").values()) == scored
    assert acts(report)[-1] == ("report.sent_back", "reviewer")


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_send_back_without_a_reason_is_refused(cast, reason):
    report = submitted(cast)
    before = everything()

    with pytest.raises(BadEntry) as refused:
        reports.send_back(report, by=cast.reviewer, reason=reason)

    assert [fault.field for fault in refused.value.faults] == ["reason"]
    assert everything() == before


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (ReportState.SUBMITTED, set(TAKE) - {Step.WITHDRAW}),
        (ReportState.PUBLISHED, {Step.WITHDRAW}),
    ],
)
def test_reading_of_a_series_is_nobodys_to_decide_on(cast, state, steps):
    reading = ProgressReport.objects.create(
        place_target=cast.place_target,
        origin="series",
        series="a-series",
        answer=Answer.FIGURE,
        value=7_000,
        grade="A",
        reference_on=date(2021, 12, 31),
        state=state,
        written_at=timezone.now(),
        published_at=timezone.now() if state == ReportState.PUBLISHED else None,
    )
    before = everything()

    for step in steps:
        with pytest.raises(Refused):
            TAKE[step](reading, cast.coordinator)

    assert everything() == before


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED])
def test_version_grows_with_every_change(cast, state):
    report = in_state(cast, state)
    version = report.version

    if state == ReportState.SUBMITTED:
        reports.publish(report, by=cast.reviewer)
    else:
        reports.submit(report, by=cast.reporter)

    assert ProgressReport.objects.values_list("version", flat=True).get(pk=report.pk) == version + 1

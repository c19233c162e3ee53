"""What members see at work: each one's own desk, the committee's tasks, and what a report would do."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.cast import (
    LEVEL,
    apply_target,
    drafted,
    figure,
    make_commitment,
    make_committee,
    make_target,
    make_user,
    published,
    returned,
    seat,
    submitted,
    unobserved,
)
from tracker.actions import reports
from tracker.actions.wordings import Wording
from tracker.enums import CommitmentStatus, ReportState, SeatRole
from tracker.models import CommitmentVersion, ProgressReport, Seat
from tracker.scoring import Answer, Status, assess
from tracker.selectors.facts import facts_about
from tracker.selectors.workspace import committee_tasks, decision_on, desk, report_view


def today():
    return timezone.localdate()


def desk_of(user):
    found = desk(user, today=today())
    return {
        "committees": [(row.slug, row.reports, row.decides, row.waiting) for row in found.committees],
        "mine": [row.uuid for row in found.mine],
        "to decide": [row.uuid for row in found.to_decide],
    }


def test_desk_shows_each_member_what_is_theirs(cast):
    draft, waiting, back = (
        drafted(cast),
        submitted(cast, figure(6_000, 2022)),
        returned(cast, figure(5_000, 2023)),
    )
    theirs = submitted(cast, figure(4_000, 2024), by=cast.coordinator)

    seen = {
        name: desk_of(getattr(cast, name))
        for name in ("reporter", "reviewer", "coordinator", "observer", "stranger")
    }

    assert seen == {
        "reporter": {
            "committees": [("arcadia", True, False, 0)],
            "mine": [draft.uuid, waiting.uuid, back.uuid],
            "to decide": [],
        },
        "reviewer": {
            "committees": [("arcadia", False, True, 2)],
            "mine": [],
            "to decide": [waiting.uuid, theirs.uuid],
        },
        "coordinator": {
            "committees": [("arcadia", True, True, 1)],
            "mine": [theirs.uuid],
            "to decide": [waiting.uuid],
        },
        "observer": {"committees": [("arcadia", False, False, 0)], "mine": [], "to decide": []},
        "stranger": {"committees": [("borduria", True, True, 0)], "mine": [], "to decide": []},
    }


def test_committees_of_one_name_count_their_own_reports(cast):
    namesake = make_committee("second-in-arcadia", cast.arcadia, leads=False)
    seat(namesake, cast.reviewer, "civil-society", SeatRole.REVIEWER)
    submitted(cast)

    assert namesake.name == cast.committee.name
    assert sorted(desk_of(cast.reviewer)["committees"]) == [
        ("arcadia", False, True, 1),
        ("second-in-arcadia", False, True, 0),
    ]


def test_desk_of_one_whose_seat_ended_is_empty(cast):
    drafted(cast)
    Seat.objects.filter(user=cast.reporter).update(ends_on=today())

    assert desk_of(cast.reporter) == {"committees": [], "mine": [], "to decide": []}


def tasks_of(cast, user):
    found = committee_tasks("arcadia", user, today=today())
    return found and [
        (number, [(row.commitment_code, row.years, row.assessment.status, row.open_state) for row in rows])
        for number, _label, rows in found.objectives
    ]


def test_tasks_are_the_targets_of_the_place_with_what_is_on_its_way(cast):
    published(cast, figure(7_000, 2023))
    submitted(cast, figure(6_000, 2024))

    assert tasks_of(cast, cast.reporter) == [(10, [("GCM10-9", 5, Status.MISSED, ReportState.SUBMITTED)])]


def test_tasks_of_another_committee_are_as_good_as_not_there(cast):
    assert tasks_of(cast, cast.stranger) is None


def test_tasks_leave_out_a_retired_commitment(cast):
    retired = make_commitment("GCM10-8", objective=cast.objective)
    apply_target(make_target(retired, 5, Wording(**LEVEL)), cast.arcadia, baseline=Decimal(10_000))
    retired.status = CommitmentStatus.RETIRED
    retired.save(update_fields=["status"])
    CommitmentVersion.objects.filter(commitment=retired).update(status=CommitmentStatus.RETIRED)

    assert [code for _number, rows in tasks_of(cast, cast.reporter) for code, *_rest in rows] == ["GCM10-9"]


@pytest.mark.parametrize(
    "entry",
    [
        figure(7_000, 2023),
        figure(3_000, 2023),
        figure(11_000, 2022),
        unobserved(Answer.NO_PROGRESS, 2023),
        unobserved(Answer.NO_DATA, 2023),
        unobserved(Answer.NOT_APPLICABLE, 2023),
        unobserved(Answer.CONFIDENTIAL, 2023),
    ],
)
@pytest.mark.parametrize("before", [None, figure(8_000, 2021), figure(8_000, 2023)])
def test_mark_told_before_publication_is_the_mark_after_it(cast, before, entry):
    if before:
        published(cast, before)
    report = submitted(cast, entry)
    told = report_view(report, today=today())

    reports.publish(report, by=cast.reviewer)

    facts = facts_about(cast.place_target, as_of=today())
    found = assess(facts.spec, facts.readings, as_of=today())
    assert (told.after.status, told.after.mark, told.after.share, told.after.score) == (
        found.status,
        found.mark,
        found.share,
        found.score,
    )


def test_view_names_the_report_that_would_be_replaced(cast):
    older = published(cast, figure(8_000))

    correction = report_view(submitted(cast, figure(7_000)), today=today())
    another = report_view(submitted(cast, figure(7_000, 2022)), today=today())

    assert (correction.replaces, another.replaces) == (older.uuid, None)


def test_decision_is_open_to_those_who_may_take_it(cast):
    report = submitted(cast)
    view = report_view(report, today=today())
    people = ("reporter", "reviewer", "coordinator", "observer", "stranger", "administrator")

    may = {name: decision_on(report, view, by=getattr(cast, name), today=today()) for name in people}

    assert {name for name, found in may.items() if found.may_publish} == {"reviewer", "coordinator"}
    assert {name for name, found in may.items() if found.may_decide} == {"reviewer", "coordinator"}
    assert may["reporter"].mine


def test_decision_without_a_whole_committee_is_to_send_back_only(cast):
    report = submitted(cast)
    Seat.objects.filter(user=cast.coordinator).update(ends_on=today())

    found = decision_on(report, report_view(report, today=today()), by=cast.reviewer, today=today())

    assert (found.may_decide, found.may_publish, len(found.gaps)) == (True, False, 2)


@pytest.mark.parametrize("number", [1, 8])
def test_questions_are_as_many_however_much_there_is(cast, django_assert_num_queries, number):
    for index in range(1, number):
        commitment = make_commitment(f"GCM10-1{index}", objective=cast.objective)
        target = make_target(commitment, 5, Wording(**LEVEL))
        place_target = apply_target(target, cast.arcadia, baseline=Decimal(10_000))
        published(cast, figure(7_000), place_target=place_target)
        submitted(cast, figure(6_000, 2022), place_target=place_target)
        seat(cast.committee, make_user(f"observer-{index}"), "academia", SeatRole.OBSERVER)
    published(cast)
    submitted(cast, figure(6_000, 2022))
    report = ProgressReport.objects.select_related("committee", "author", "place_target").waiting().last()

    with django_assert_num_queries(5):
        assert len(desk(cast.reviewer, today=today()).to_decide) == number
    with django_assert_num_queries(6):
        assert len(committee_tasks("arcadia", cast.reporter, today=today()).objectives[0][2]) == number
    with django_assert_num_queries(8):
        report_view(report, today=today())

"""What a mark is computed from, at a date."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.cast import (
    BASELINE_ON,
    DUE,
    LEVEL,
    apply_target,
    drafted,
    figure,
    make_commitment,
    make_committee,
    make_target,
    published,
    seat,
    submitted,
)
from tracker.actions.targets import Wording, columns_of
from tracker.enums import ReportOrigin, ReportState, SeatRole
from tracker.models import (
    Committee,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Target,
    TargetVersion,
)
from tracker.scoring import Answer, assess
from tracker.selectors.computed import moment_at
from tracker.selectors.facts import (
    facts_about,
    facts_of,
    facts_that_count,
    targets_in_force,
    versions_in_force,
)
from tracker.selectors.public_readings import standing_of
from tracker.selectors.score_rows import standing_row

LATER = date(2022, 1, 1)


def loaded():
    return PlaceTarget.objects.select_related("place", "target__commitment", "target__horizon").order_by("id")


def second_version(target, **changes):
    values = {**columns_of(Wording(**LEVEL)), **changes}
    return TargetVersion.objects.create(
        target=target, number=2, in_force_from=LATER, reason="Stricter.", **values
    )


def series_reading(place_target, value, year=2021):
    return ProgressReport.objects.create(
        place_target=place_target,
        origin=ReportOrigin.SERIES,
        series="a-series",
        answer=Answer.FIGURE,
        value=Decimal(value),
        grade="A",
        reference_on=date(year, 12, 31),
        state=ReportState.PUBLISHED,
        written_at="2022-06-01T00:00Z",
        published_at="2022-06-01T00:00Z",
    )


def test_target_has_the_version_whose_day_has_come_and_the_days_of_the_next(cast):
    second = second_version(cast.place_target.target, goal=Decimal(3_000))
    PlaceTargetVersion.objects.create(
        place_target=cast.place_target,
        number=2,
        in_force_from=LATER + timedelta(days=9),
        reason="A better baseline.",
        baseline=Decimal(9_000),
        baseline_on=BASELINE_ON,
    )

    before = facts_about(cast.place_target, as_of=LATER - timedelta(days=1))
    on_the_day = facts_about(cast.place_target, as_of=LATER)

    assert (before.version.number, before.spec.goal) == (1, Decimal(4_000))
    assert before.next_days == (LATER, LATER + timedelta(days=9))
    assert (on_the_day.version, on_the_day.spec.goal, on_the_day.spec.baseline) == (
        second,
        Decimal(3_000),
        Decimal(10_000),
    )
    assert on_the_day.next_days == (LATER + timedelta(days=9),)


def test_target_without_a_version_in_force_is_left_out(cast):
    early = date(2018, 12, 9)

    assert facts_of(loaded(), as_of=early) == []
    with pytest.raises(LookupError):
        facts_about(cast.place_target, as_of=early)
    assert versions_in_force(Target.objects.all(), as_of=early) == {}


def test_versions_in_force_are_found_by_target(cast):
    target = cast.place_target.target
    second_version(target)

    assert {pk: version.number for pk, version in versions_in_force([target], as_of=LATER).items()} == {
        target.pk: 2
    }
    assert versions_in_force([target], as_of=LATER - timedelta(days=1))[target.pk].number == 1


def test_place_without_a_baseline_is_measured_from_the_horizons(cast):
    target = make_target(make_commitment("GCM10-8", objective=cast.objective), 5, Wording(**LEVEL))

    spec = facts_about(apply_target(target, cast.arcadia), as_of=LATER).spec

    assert (spec.baseline, spec.baseline_on, spec.due_on) == (None, BASELINE_ON, DUE[5])


def test_readings_are_those_ever_published_and_no_others(cast):
    first = published(cast, figure(8_000))
    correction = published(cast, figure(7_000))
    drafted(cast, figure(6_000, 2022))
    submitted(cast, figure(5_000, 2022))

    readings = facts_about(cast.place_target, as_of=LATER).readings

    assert {(one.key, one.value, one.withdrawn_on is None) for one in readings} == {
        (str(first.pk), Decimal(8_000), False),
        (str(correction.pk), Decimal(7_000), True),
    }


@pytest.mark.parametrize("number", [1, 8])
def test_facts_take_four_queries_however_many_targets_there_are(cast, django_assert_num_queries, number):
    for index in range(1, number):
        commitment = make_commitment(f"GCM10-1{index}", objective=cast.objective)
        apply_target(make_target(commitment, 5, Wording(**LEVEL)), cast.arcadia, baseline=Decimal(10_000))
    rows = list(loaded().filter(place=cast.arcadia))

    with django_assert_num_queries(4):
        found = facts_of(rows, as_of=LATER)

    assert len(found) == number


def test_facts_of_more_targets_than_a_condition_can_list_are_the_same(cast, monkeypatch):
    published(cast)
    usual = facts_of(loaded(), as_of=LATER)
    monkeypatch.setattr("tracker.selectors.facts.IDS_IN_A_QUERY", 1)

    assert facts_of(loaded(), as_of=LATER) == usual
    assert len(usual) == 2


def test_leading_committees_figure_counts_before_a_series_and_that_before_anothers(cast):
    other = make_committee("second-in-arcadia", cast.arcadia, leads=False)
    seat(other, cast.reporter, "migrants", SeatRole.REPORTER)
    theirs = drafted(cast, committee=other)

    assert [
        standing_of(report) for report in (published(cast), series_reading(cast.place_target, 7_500), theirs)
    ] == [0, 1, 2]


def test_published_report_keeps_its_standing_when_its_committee_stops_leading(cast):
    report, draft = published(cast), drafted(cast, figure(6_000, 2022))
    Committee.objects.filter(pk=cast.committee.pk).update(leads=False)

    published_one, draft_one = (ProgressReport.objects.get(pk=one.pk) for one in (report, draft))

    assert (published_one.led, standing_of(published_one)) == (True, 0)
    assert (draft_one.led, standing_of(draft_one)) == (None, 2)


def test_report_published_while_another_led_stays_behind_when_its_committee_leads(cast):
    Committee.objects.filter(pk=cast.committee.pk).update(leads=False)
    report = published(cast)
    Committee.objects.filter(pk=cast.committee.pk).update(leads=True)

    found = ProgressReport.objects.get(pk=report.pk)

    assert (found.led, standing_of(found)) == (False, 2)


def test_what_was_replaced_changes_no_mark_and_is_not_read(cast, django_assert_num_queries):
    published(cast, figure(3_000))
    current = published(cast, figure(7_000))
    day = timezone.localdate()
    (row,) = loaded().filter(pk=cast.place_target.pk).select_related("target__commitment__objective")
    in_force = targets_in_force([row.target], as_of=day)

    (whole,) = facts_of([row], as_of=day)
    with django_assert_num_queries(3):
        (counting,) = facts_that_count([row], in_force, as_of=day)

    assert (len(whole.readings), [one.key for one in counting.readings]) == (2, [str(current.pk)])
    assert told(counting, day) == told(whole, day)


def test_what_was_replaced_later_counts_on_a_past_day(cast):
    first = published(cast, figure(3_000))
    published(cast, figure(7_000))
    yesterday = timezone.localdate() - timedelta(days=1)
    ProgressReport.objects.filter(pk=first.pk).update(published_at=f"{yesterday} 12:00Z")
    (row,) = loaded().filter(pk=cast.place_target.pk).select_related("target__commitment__objective")

    (facts,) = facts_that_count([row], targets_in_force([row.target], as_of=yesterday), as_of=yesterday)

    assert assess(facts.spec, facts.readings, as_of=yesterday).used.key == str(first.pk)


def told(facts, day):
    """What is stored of it, and on which digest it rests."""
    row = standing_row(facts, moment=moment_at(day))
    return row.part, row.digest, row.turns_on, row.contested

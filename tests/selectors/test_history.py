"""What changed when, as frozen rows."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from tests.cast import make_indicator, make_source
from tracker.actions.commitments import revise as revise_commitment
from tracker.actions.commitments import saying_of
from tracker.actions.targets import local_of, revise, revise_place
from tracker.actions.wordings import wording_of
from tracker.enums import Versioned
from tracker.models import TargetVersion
from tracker.scoring import Kind
from tracker.selectors.baselines import Reach, SampleGoal, reach_of
from tracker.selectors.desk import horizon_cells
from tracker.selectors.history import all_changes, change_rows, differences, history


def change_everything(cast, *, from_on=None):
    """One more version of a target, of what it means in a place, and of its commitment."""
    target, by = cast.place_target.target, cast.administrator
    today = timezone.localdate()
    wording = wording_of(target.versions.get(number=1))
    revise(target, replace(wording, goal=Decimal(3000)), by=by, reason="Goal.", from_on=from_on or today)
    local = local_of(cast.place_target.versions.get(number=1))
    revise_place(
        cast.place_target, replace(local, source=make_source("s")), by=by, reason="Source.", from_on=today
    )
    saying = replace(saying_of(cast.commitment), title="Another")
    revise_commitment(cast.commitment, saying, by=by, reason="Title.")


def seen(rows):
    return [
        (
            row.number,
            row.in_force,
            row.to_come,
            [(one.field, one.before, one.after) for one in row.differences],
        )
        for row in rows
    ]


def test_history_says_what_each_version_changed(cast, django_assert_num_queries):
    change_everything(cast)
    versions = cast.place_target.target.versions.all()

    with django_assert_num_queries(1):
        rows = history(versions, today=timezone.localdate())

    assert seen(rows[:1]) == [(2, True, False, [("goal", 4000, 3000)])]
    assert (rows[0].by, rows[0].reason) == ("administrator", "Goal.")
    assert (rows[1].number, rows[1].in_force, rows[1].by) == (1, False, "")
    first = {one.field: str(one.after) for one in rows[1].differences}
    assert first["kind"] == "Reach a level"
    assert "change" not in first


def test_history_names_the_indicator_that_a_version_named(cast, django_assert_num_queries):
    indicator = make_indicator()
    saying = replace(saying_of(cast.commitment), indicator=indicator)
    revise_commitment(cast.commitment, saying, by=cast.administrator, reason="It can be counted.")

    with django_assert_num_queries(1):
        rows = history(cast.commitment.versions.all(), today=timezone.localdate())

    assert seen(rows[:1]) == [(2, True, False, [("indicator", None, indicator)])]


def test_version_that_is_to_come_is_not_in_force(cast):
    change_everything(cast, from_on=timezone.localdate() + timedelta(days=9))

    rows = history(cast.place_target.target.versions.all(), today=timezone.localdate())

    assert [(row.number, row.in_force, row.to_come) for row in rows] == [(2, False, True), (1, True, False)]


def test_version_overtaken_before_its_day_is_neither(cast):
    change_everything(cast, from_on=timezone.localdate() + timedelta(days=9))
    target = cast.place_target.target
    wording = replace(wording_of(target.versions.get(number=1)), goal=Decimal(2000))
    revise(target, wording, by=None, reason="Sooner.", from_on=timezone.localdate())

    rows = history(target.versions.all(), today=timezone.localdate())

    assert [(row.number, row.in_force, row.to_come) for row in rows] == [
        (3, True, False),
        (2, False, False),
        (1, False, False),
    ]


def test_source_of_a_baseline_is_one_of_its_differences(cast, django_assert_num_queries):
    change_everything(cast)

    with django_assert_num_queries(1):
        rows = history(cast.place_target.versions.all(), today=timezone.localdate())

    assert [(one.field, one.before, str(one.after)) for one in rows[0].differences] == [
        ("source", None, "Source s")
    ]


def test_first_version_differs_in_all_that_it_says():
    version = TargetVersion(title="A title", kind=Kind.YES_NO.value)

    found = {one.field: str(one.after) for one in differences(None, version)}

    assert found["title"] == "A title"
    assert found["kind"] == "Yes or no"
    assert {"goal", "steps", "unit", "reason", "number", "target"} & set(found) == set()


def test_all_changes_are_listed_newest_first(cast, django_assert_num_queries):
    change_everything(cast)

    with django_assert_num_queries(4):
        rows = change_rows(list(all_changes()))

    assert all_changes().count() == 7
    assert {(row.kind, row.about, row.number, row.reason) for row in rows[:3]} == {
        (Versioned.COMMITMENT, "GCM10-9 Another", 2, "Title."),
        (Versioned.PLACE_TARGET, "Arcadia, GCM10-9, 2023", 2, "Source."),
        (Versioned.TARGET, "GCM10-9, 2023", 2, "Goal."),
    }
    assert [row.recorded_at for row in rows] == sorted((row.recorded_at for row in rows), reverse=True)


def test_reach_counts_places_and_reads_one_back(cast):
    version = cast.place_target.target.versions.get()
    day = timezone.localdate()
    version.in_force_from = day
    local = local_of(cast.place_target.versions.get())

    assert reach_of(version) == Reach(
        places=2,
        measured=2,
        sample=SampleGoal(place="Arcadia", baseline=10_000, baseline_on=local.baseline_on, goal=4000),
    )

    away = replace(local, applies=False, why_not="No border.")
    revise_place(cast.place_target, away, by=None, reason="No border.", from_on=day)

    found = reach_of(version)
    assert (found.places, found.measured, found.sample.place) == (1, 1, "Borduria")


def test_horizons_stand_side_by_side(cast):
    cells = horizon_cells(cast.commitment, today=timezone.localdate())

    assert [(cell.years, cell.target_pk, cell.title, cell.number) for cell in cells] == [
        (2, None, "", 0),
        (5, cast.place_target.target_id, "At most 4 000 by 2023", 1),
        (12, None, "", 0),
    ]

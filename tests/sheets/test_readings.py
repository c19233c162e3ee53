"""Tables of readings: each figure judged beside what stands, stored together, undone together."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from tests.cast import make_source
from tests.rounds import closed_round
from tests.series import brought_in, marks, series_readings
from tests.sheets.upload import opened, options, read, rows_of, states, stored
from tracker.actions.drain import drain
from tracker.actions.table_kinds import CellFault, ChangedSince, Difference, TableRow
from tracker.actions.versions import Overtaken
from tracker.enums import RowState, Scope
from tracker.models import Commitment, PlaceTarget, ProgressReport, Source, User
from tracker.sheets.readings import Readings
from tracker.sheets.series_options import SeriesForm

pytestmark = pytest.mark.django_db
MADE_UP = Path(__file__).parent / "made_up_series.csv"
OFFICIAL = os.environ.get("OFFICIAL_SERIES", "")
needs_the_official_file = pytest.mark.skipif(
    not OFFICIAL, reason="no official series given (OFFICIAL_SERIES)"
)


def said_key(one):
    return f"{one.commitment}:{one.years}" if one.years else one.commitment


def said_mark(mark):
    return mark.mark.value, mark.status.value if mark.status else ""


class TestByColumn:
    def test_rows_come_to_what_their_figures_come_to(self, world):
        brought_in(
            world, (world.arcadia, 2019, "109"), (world.arcadia, 2020, "5"), series="agency-hosted-refugees"
        )

        wrong, found = read(opened(leave_out="on"), rows_of(MADE_UP))

        assert wrong == {}
        # ARC 2019 has the figure, but another vintage said it; ARC 2020 has another figure.
        assert states(found) == ["changed", "new", "left_out", "changed", "new", "same"]
        assert found[3].differences == (
            Difference("hosted_refugees", "5", "120"),
            Difference("origin_refugees", "", "0"),
        )
        assert found[2].faults == (
            CellFault(
                "iso3",
                "AB9",
                "No place of this scorecard has this code, these three letters or these three digits.",
            ),
        )

    def test_without_the_tick_an_unknown_place_is_wrong(self, world):
        wrong, _found = read(opened(), rows_of(MADE_UP))

        assert list(wrong) == [4]

    def test_blank_is_no_figure_and_zero_is_one(self, world):
        table = opened()
        rows = [
            TableRow(2, {"iso3": "ARC", "year": "2021", "hosted_refugees": "", "origin_refugees": "0"}),
            TableRow(3, {"iso3": "BOR", "year": "2021", "hosted_refugees": "", "origin_refugees": ""}),
        ]

        _wrong, found = read(table, rows)
        stored(table, world)

        assert states(found) == ["new", "same"]
        assert series_readings() == [("arcadia", 2021, "figure", Decimal(0), "published")]

    @pytest.mark.parametrize("place", ["ARC", "arcadia", "901", "arc"])
    def test_places_by_code_letters_or_digits(self, world, place):
        cells = {"where": place, "year": "2021", "hosted_refugees": "1", "origin_refugees": ""}

        _wrong, (row,) = read(opened(place_column="where"), [TableRow(2, cells)])

        assert row.state is RowState.NEW

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ({"iso3": ""}, "iso3"),
            ({"year": ""}, "year"),
            ({"year": "20 21"}, "year"),
            ({"year": "2026"}, "hosted_refugees"),
            ({"hosted_refugees": "1,000.5.0"}, "hosted_refugees"),
            ({"hosted_refugees": "=1+1"}, "hosted_refugees"),
            ({"hosted_refugees": "n/a"}, "hosted_refugees"),
        ],
    )
    def test_wrong_cells_are_named_with_column_value_and_reason(self, world, cells, column):
        row = {"iso3": "ARC", "year": "2021", "hosted_refugees": "1", "origin_refugees": "", **cells}

        _wrong, (found,) = read(opened(leave_out="on"), [TableRow(7, row)])

        assert found.state is RowState.WRONG
        assert [(fault.column, fault.value) for fault in found.faults] == [(column, row[column])]
        assert all(fault.words for fault in found.faults)

    def test_the_same_place_and_year_twice_is_wrong(self, world):
        row = {"iso3": "ARC", "year": "2021", "hosted_refugees": "1", "origin_refugees": ""}

        _wrong, found = read(opened(), [TableRow(2, row), TableRow(3, {**row, "iso3": "arcadia"})])

        assert states(found) == ["new", "wrong"]

    def test_figure_without_a_target_is_left_out_and_the_rest_of_its_row_is_not(self, world):
        without = PlaceTarget.objects.get(target__commitment__code="GCM10-8", place=world.arcadia)
        without.scores.all().delete()
        without.versions.all().delete()
        without.delete()
        row = {"iso3": "ARC", "year": "2021", "hosted_refugees": "1", "origin_refugees": "2"}
        only = {**row, "hosted_refugees": "", "year": "2022"}

        _wrong, refused = read(opened(), [TableRow(2, row)])
        table = opened(leave_out="on")
        _wrong, found = read(table, [TableRow(2, row), TableRow(3, only)])
        stored(table, world)

        words = "GCM10-8 has no target in this place."
        assert states(refused) == ["wrong"]
        assert states(found) == ["new", "left_out"]
        assert found[0].faults == (CellFault("origin_refugees", "2", words),)
        assert series_readings() == [("arcadia", 2021, "figure", Decimal(1), "published")]

    def test_stored_foretold_and_undone(self, world):
        before, table = marks(), opened(leave_out="on")
        read(table, rows_of(MADE_UP))
        told = table.foretell(from_on=timezone.localdate())
        assert marks() == before

        made = stored(table, world)
        drain()

        after = marks()
        foretold = {(one.holder.code, said_key(one)): said_mark(one.after) for one in told.marks}
        assert foretold == {
            (key[0] or key[1], key[2]): after[key][:2]
            for key in after
            if key[2].startswith("GCM") and after[key] != before.get(key)
        }
        assert ("arcadia", "GCM10-9:5") in foretold
        assert told.needs_second is False
        assert len(made) == 1 + ProgressReport.objects.count()

        opened().undo(made, by=world.administrator, reason="The wrong column.")
        drain()
        assert marks() == before

    def test_the_same_file_again_makes_nothing_new(self, world):
        table = opened(leave_out="on")
        read(table, rows_of(MADE_UP))
        stored(table, world)
        before = ProgressReport.objects.count()

        again = opened(leave_out="on")
        _wrong, found = read(again, rows_of(MADE_UP))

        assert states(found) == ["same", "same", "left_out", "same", "same", "same"]
        stored(again, world)
        assert ProgressReport.objects.count() == before

    def test_error_mended_stored_and_undone(self, world):
        rows = rows_of(MADE_UP)
        spoilt = [
            TableRow(row.number, {**row.cells, "year": "x"}) if row.number == 3 else row for row in rows
        ]
        before = marks()

        wrong, _found = read(opened(leave_out="on"), spoilt)
        assert [(fault.column, fault.value) for fault in wrong[3].faults] == [("year", "x")]

        mended = opened(leave_out="on")
        wrong, _found = read(mended, rows)
        assert wrong == {}
        made = stored(mended, world)
        drain()
        assert marks() != before
        opened().undo(made, by=world.administrator, reason="Only to try it.")
        drain()
        assert marks() == before

    def test_undo_is_refused_naming_what_was_replaced_since(self, world):
        table = opened(leave_out="on")
        read(table, rows_of(MADE_UP))
        made = stored(table, world)
        brought_in(world, (world.arcadia, 2019, "1"), series="agency-hosted-refugees")

        with pytest.raises(ChangedSince) as late:
            opened().undo(made, by=world.administrator, reason="-")

        assert late.value.names == ("Arcadia, GCM10-9, 2023, 31 December 2019: replaced or withdrawn since",)

    def test_what_was_changed_between_checking_and_storing_is_overtaken(self, world):
        table = opened()
        row = {"iso3": "ARC", "year": "2021", "hosted_refugees": "1", "origin_refugees": ""}
        read(table, [TableRow(2, row)])
        brought_in(world, (world.arcadia, 2021, "7"), series="another")

        with pytest.raises(Overtaken):
            stored(table, world)

    def test_source_that_was_deleted_since_is_told(self, world):
        said = options()
        Source.objects.filter(code="agency").delete()
        row = {"iso3": "ARC", "year": "2021", "hosted_refugees": "1", "origin_refugees": ""}

        _wrong, (found,) = read(Readings.opened(said), [TableRow(2, row)])

        assert [fault.words for fault in found.faults] == [
            "The source was deleted since: bring the table in again."
        ]

    def test_second_administrator_where_a_closed_round_is_touched(self, world):
        brought_in(world, (world.arcadia, 2019, "1"), series="agency-hosted-refugees")
        closed_round()
        table = opened(leave_out="on")
        read(table, rows_of(MADE_UP))

        assert table.foretell(from_on=timezone.localdate()).needs_second is True


class TestOneEach:
    def test_each_figure_says_everything_itself(self, world):
        table = Readings()
        cells = {
            "place": "ARC",
            "commitment": "GCM10-9",
            "year": "2021",
            "value": "6500",
            "series": "agency",
            "source": "agency",
            "vintage": "2026",
            "released_on": "2026-06-30",
            "grade": "A",
        }
        more = {**cells, "place": "BOR", "value": "0", "proxy": "yes"}

        _wrong, found = read(table, [TableRow(2, cells), TableRow(3, more)])

        assert states(found) == ["new", "wrong"]
        assert [fault.column for fault in found[1].faults] == ["caveat"]
        stored(table, world)
        assert series_readings() == [("arcadia", 2021, "figure", Decimal(6_500), "published")]

    def test_a_series_of_the_data_files_is_not_changed_here(self, reference):
        table = Readings()
        (row, *_rest) = [one for one in table.load() if one.series == "TIP-VICTIMS"]
        cells = {name: table.text_of(name, row) for name in table.columns}

        _wrong, (same,) = read(Readings(), [TableRow(2, cells)])
        _wrong, (changed,) = read(Readings(), [TableRow(2, {**cells, "value": "1"})])

        assert same.state is RowState.SAME
        assert [fault.column for fault in changed.faults] == ["series"]


@needs_the_official_file
def test_the_official_file_becomes_readings_for_two_commitments(reference):
    make_source("unhcr")
    chosen = [code for code, _words in SeriesForm().fields["commitment_1"].choices if code]
    levels = [
        one.code
        for one in Commitment.objects.filter(code__in=chosen, scope=Scope.EACH_STATE)
        if one.targets.first().versions.first().kind == "level"
    ][:2]
    table = opened(source="unhcr", commitment_1=levels[0], commitment_2=levels[1], leave_out="on")
    rows = rows_of(Path(OFFICIAL))

    wrong, found = read(table, rows)

    counted = {state: states(found).count(state) for state in set(states(found))}
    assert wrong == {}
    assert (len(rows), set(counted)) == (2_284, {"new", "left_out"})
    boss = User.objects.create_superuser("boss@example.org", "x", name="Boss")
    made = table.store(by=boss, reason="-", from_on=timezone.localdate())
    assert (
        PlaceTarget.objects.filter(reports__in=made[1:]).values("target__commitment").distinct().count() == 2
    )
    assert len(made) > 4_000

"""What rows of commitments, targets and baselines ask for, and in which words they are refused."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from django.utils import timezone

from tests.cast import (
    LEVEL,
    make_benchmarks,
    make_commitment,
    make_indicator,
    make_place,
    make_target,
    named_by_all,
)
from tests.tables import REASON
from tracker.actions.commitment_moves import NO_MORE_MEASURED
from tracker.actions.table_kinds import CannotUndo, ChangedSince, TableRow
from tracker.actions.wordings import Wording, wording_of
from tracker.enums import CommitmentStatus, RowState, Scope
from tracker.models import Commitment, PlaceTarget, Target
from tracker.scoring import Better, Kind, Path
from tracker.sheets.baselines import Baselines
from tracker.sheets.commitments import Commitments
from tracker.sheets.targets import Targets

SHARE = Wording(
    title="At least 80 %",
    kind=Kind.SHARE,
    better=Better.HIGHER,
    goal=Decimal(80),
    unit="% of births",
    due_on=LEVEL["due_on"],
)
KEY = {"commitment": "GCM10-9", "years": "5"}


def read(sheet, **cells):
    return sheet.read(TableRow(2, cells))


def faults(sheet, **cells):
    """What is wrong with a row, by column, with what the acts say of it where each cell is fine."""
    row = read(sheet, **cells)
    told = {} if row.faults else sheet.foretell(from_on=timezone.localdate()).faults
    return [(fault.column, fault.words) for fault in (*row.faults, *told.get(2, ()))]


def stored(sheet, by):
    return sheet.store(by=by, reason=REASON, from_on=timezone.localdate())


def version_of(target):
    return wording_of(target.versions.latest("number"))


class TestTargets:
    @pytest.mark.parametrize(
        ("cells", "column", "words"),
        [
            (
                {"goal": "20000"},
                "goal",
                "In Arcadia, Borduria: The goal lies on the wrong side of the baseline",
            ),
            ({"goal": "10000"}, "goal", "In Arcadia, Borduria: The goal is the baseline"),
            ({"better": ""}, "better", "Say which way is better."),
            ({"goal": ""}, "goal", "Enter the figure to reach."),
            ({"kind_of_target": "relative_change", "goal": ""}, "change", "Enter the change, in per cent"),
            ({"change": "5"}, "change", "Leave this empty: this kind of target is no change in per cent."),
            ({"due_on": "2018-12-31"}, "due_on", "The due date must lie after the baseline date."),
            ({"path": "steps"}, "steps", "A path through steps needs at least one step."),
            ({"steps": "2020-12-31: 9000"}, "steps", "Choose the path through graduated steps"),
            ({"path": "steps", "steps": "2020-12-31"}, "steps", "Write a date, a colon and the figure"),
            ({"kind_of_target": "wish"}, "kind_of_target", "Write one of these: level, relative_change"),
            ({"milestones": "law: A law (2)"}, "milestones", "Take these out: only"),
            ({"milestones": "A law"}, "milestones", "Write a code, a colon"),
            ({"tolerance": "2"}, "tolerance", "Enter a share from 0 to less than 1"),
            ({"weight": "0"}, "weight", ""),
            (
                {"kind_of_target": "share", "unit": "% of births", "goal": "140"},
                "goal",
                "A share lies between",
            ),
        ],
    )
    def test_each_entry_check_has_its_column(self, cast, cells, column, words):
        found = faults(Targets(), **KEY, **cells)

        assert [text for at, text in found if at == column and words in text] != []

    def test_points_become_the_share_that_they_lead_to_and_are_the_same_the_next_time(self, cast):
        commitment = make_commitment("GCM10-8", objective=cast.objective)
        target = make_target(commitment, 5, SHARE)
        place_target = PlaceTarget.objects.create(target=target, place=cast.arcadia)
        place_target.versions.create(
            number=1,
            in_force_from=date(2019, 1, 1),
            reason="-",
            baseline=Decimal(60),
            baseline_on=date(2018, 12, 31),
        )
        cells = {"commitment": "GCM10-8", "years": "5", "goal": "", "change": "25", "change_in": "points"}

        sheet = Targets()
        first = read(sheet, **cells)
        stored(sheet, cast.administrator)

        assert [(one.column, one.after) for one in first.differences] == [("goal", "85")]
        assert (version_of(target).kind, version_of(target).goal) == (Kind.SHARE, Decimal(85))
        assert read(Targets(), **cells).state is RowState.SAME

    def test_change_of_a_share_says_what_it_is_counted_in(self, cast):
        make_target(make_commitment("GCM10-8", objective=cast.objective), 5, SHARE)
        cells = {"commitment": "GCM10-8", "years": "5", "kind_of_target": "relative_change", "goal": ""}

        unsaid = faults(Targets(), **cells, change="25")
        sheet = Targets()
        said = read(sheet, **cells, change="25", change_in="per_cent")
        stored(sheet, cast.administrator)

        assert [column for column, _words in unsaid] == ["change_in"]
        assert said.state is RowState.CHANGED
        assert read(Targets(), **cells, change="25", change_in="per_cent").state is RowState.SAME

    def test_points_need_a_baseline(self, cast):
        make_target(make_commitment("GCM10-8", objective=cast.objective), 5, SHARE)
        cells = {"commitment": "GCM10-8", "years": "5", "goal": "", "change": "25", "change_in": "points"}

        (fault,) = faults(Targets(), **cells)

        assert fault == (
            "change_in",
            "Percentage points are counted from a baseline, and no place has one yet. Enter the share to reach.",
        )

    def test_steps_and_milestones_stand_in_one_cell(self, cast):
        sheet = Targets()
        row = read(sheet, **KEY, path="steps", steps="2020-12-31: 8000\n2021-12-31: 6000.50")
        stored(sheet, cast.administrator)

        kept = version_of(cast.place_target.target)
        assert row.state is RowState.CHANGED
        assert kept.path is Path.STEPS
        assert kept.steps == ({"on": "2020-12-31", "value": "8000"}, {"on": "2021-12-31", "value": "6000.5"})

    def test_new_target_is_undone_by_applying_nowhere(self, cast):
        sheet = Targets()
        read(
            sheet,
            commitment="GCM10-9",
            years="12",
            title="A law",
            kind_of_target="milestones",
            milestones="law: A law (stands) (2)",
            due_on="2030-12-31",
        )
        made = stored(sheet, cast.administrator)
        target = Target.objects.get(horizon__years=12)
        Targets().undo(made, by=cast.administrator, reason="Wrong.")

        assert version_of(target).milestones == ({"code": "law", "title": "A law (stands)", "weight": 2},)
        assert not any(one.versions.latest("number").applies for one in target.place_targets.all())

    def test_undoing_names_what_was_changed_since(self, cast):
        sheet = Targets()
        read(sheet, **KEY, title="First")
        made = stored(sheet, cast.administrator)
        later = Targets()
        read(later, **KEY, title="Second")
        stored(later, cast.administrator)

        with pytest.raises(ChangedSince) as late:
            Targets().undo(made, by=cast.administrator, reason="Wrong.")
        assert late.value.names == ("GCM10-9, 5",)


class TestCommitments:
    NEW: ClassVar = {
        "code": "GCM10-10",
        "title": "T",
        "text": "X",
        "objective": "10",
        "area": "1",
        "scope": "each_state",
    }

    def test_new_one_is_proposed(self, cast):
        make_indicator("IND-7")
        sheet = Commitments()
        row = read(
            sheet,
            **self.NEW,
            indicator="ind-7",
            driver_level="Macro",
            verifiable="no",
            why_not_verifiable="Y",
        )
        stored(sheet, cast.administrator)

        kept = Commitment.objects.get(code="GCM10-10")
        assert row.state is RowState.NEW
        assert (kept.status, kept.scope, kept.weight) == (CommitmentStatus.PROPOSED, Scope.EACH_STATE, 1)
        assert (kept.indicator.code, kept.driver_level, kept.why_not_verifiable) == ("IND-7", "macro", "Y")

    TAGGED: ClassVar = {
        "populations": "Women; children; women",
        "governance_levels": "national",
        "lead_stakeholders": "government; trade unions",
        "frameworks": "sdg",
        "benchmarks": "SDG-16.2; SDG-10.7",
    }

    def test_new_one_says_whom_it_is_about_and_what_it_is_held_against(self, cast):
        Commitment.objects.filter(code="GCM10-9").update(populations=["women"])
        make_benchmarks("SDG-10.7", "SDG-16.2")
        sheet = Commitments()
        read(sheet, **self.NEW, **self.TAGGED)
        stored(sheet, cast.administrator)

        kept = Commitment.objects.get(code="GCM10-10")
        words = (kept.populations, kept.governance_levels, kept.lead_stakeholders)
        assert words == (["women", "children"], ["national"], ["government", "trade unions"])
        assert [one.code for one in (*kept.frameworks.all(), *kept.benchmarks.all())] == [
            "SDG",
            "SDG-10.7",
            "SDG-16.2",
        ]
        again = {name: Commitments().text_of(name, Commitments().stored["gcm10-10",]) for name in self.TAGGED}
        assert again == {
            "populations": "women; children",
            "governance_levels": "national",
            "lead_stakeholders": "government; trade unions",
            "frameworks": "SDG",
            "benchmarks": "SDG-10.7; SDG-16.2",
        }
        assert read(Commitments(), code="GCM10-10", **again).state is RowState.SAME

    @pytest.mark.parametrize(
        ("column", "said", "words"),
        [
            ("benchmarks", "SDG-10.7; SDG-99", "SDG-99: There is none with this code."),
            ("populations", "n/a", "Leave this empty where there is none."),
            ("populations", "women; " + "x" * 81, "x" * 29 + "…: At most 80 characters"),
        ],
    )
    def test_part_of_a_list_that_cannot_be_read_is_named(self, cast, column, said, words):
        make_benchmarks("SDG-10.7")
        (fault,) = faults(Commitments(), **self.NEW, **{column: said})
        assert fault[0] == column
        assert fault[1].startswith(words)

    def test_a_word_is_spelled_as_it_came_first_and_what_is_known_is_read_once(
        self, cast, django_assert_num_queries
    ):
        sheet = Commitments()
        assert sheet.stored
        rows = [{**self.NEW, "code": f"GCM10-{number}"} for number in range(10, 40)]
        with django_assert_num_queries(3):
            for row in rows:
                read(sheet, **row, populations="Sea people" if row["code"] == "GCM10-10" else "sea People")

        assert {asked.record.populations for asked in sheet.asked} == {("Sea people",)}

    def test_whom_it_is_about_stays(self, cast):
        Commitment.objects.filter(code="GCM10-9").update(populations=["women"])
        (fault,) = faults(Commitments(), code="GCM10-9", populations="women; children")
        assert fault == ("populations", "This cannot be changed once it is stored. It says: women.")

    def test_new_one_is_not_adopted_at_once(self, cast):
        (fault,) = faults(Commitments(), **self.NEW, status="adopted")
        assert fault[0] == "status"

    def test_what_it_belongs_to_stays(self, cast):
        (fault,) = faults(Commitments(), code="GCM10-9", scope="world")
        assert fault == ("scope", "This cannot be changed once it is stored. It says: each_state.")

    def test_one_that_cannot_be_verified_says_why(self, cast):
        (fault,) = faults(Commitments(), code="GCM10-9", verifiable="no")
        assert fault == ("why_not_verifiable", "Say why nobody can verify it.")

    def test_retired_and_undone(self, cast):
        named_by_all(code="IND-7")
        sheet = Commitments()
        read(sheet, code="gcm10-9", status="retired")
        made = stored(sheet, cast.administrator)
        retired = Commitment.objects.get(code="GCM10-9").status
        Commitments().undo(made, by=cast.administrator, reason="Wrong.")

        assert retired == CommitmentStatus.RETIRED
        assert Commitment.objects.get(code="GCM10-9").status == CommitmentStatus.ADOPTED

    def test_indicator_is_named_and_another_takes_its_place(self, cast):
        first, second = make_indicator("IND-7"), make_indicator("IND-8")
        rows = []
        for code in ("ind-7", "IND-8", "IND-8"):
            sheet = Commitments()
            rows.append(read(sheet, code="GCM10-9", indicator=code))
            stored(sheet, cast.administrator)

        told = [(row.state, [(one.column, one.before, one.after) for one in row.differences]) for row in rows]
        assert told == [
            (RowState.CHANGED, [("indicator", "", "IND-7")]),
            (RowState.CHANGED, [("indicator", "IND-7", "IND-8")]),
            (RowState.SAME, []),
        ]
        named = [one.indicator for one in cast.commitment.versions.order_by("number")]
        assert named == [None, first, second]

    def test_indicator_that_was_named_is_undone(self, cast):
        first = named_by_all(code="IND-7")
        make_indicator("IND-8")
        sheet = Commitments()
        read(sheet, code="GCM10-9", indicator="IND-8")
        made = stored(sheet, cast.administrator)

        Commitments().undo(made, by=cast.administrator, reason="Wrong.")

        assert Commitment.objects.get(code="GCM10-9").indicator == first
        assert cast.commitment.versions.count() == 3

    def test_empty_cell_takes_the_indicator_away_where_nothing_rests_on_it(self, cast):
        named_by_all(code="IND-7")
        kept = faults(Commitments(), code="GCM10-9", indicator="")
        Commitment.objects.update(status=CommitmentStatus.PROPOSED)
        sheet = Commitments()
        row = read(sheet, code="GCM10-9", indicator="")
        stored(sheet, cast.administrator)

        assert kept == [("indicator", NO_MORE_MEASURED)]
        assert row.state is RowState.CHANGED
        assert Commitment.objects.get(code="GCM10-9").indicator is None

    def test_what_a_rule_does_not_take_any_more_is_not_undone(self, cast):
        sheet = Commitments()
        read(sheet, code="gcm10-9", status="retired")
        made = stored(sheet, cast.administrator)

        with pytest.raises(CannotUndo, match="Nothing says how it is measured"):
            Commitments().undo(made, by=cast.administrator, reason="Wrong.")


class TestBaselines:
    PLACE: ClassVar = {**KEY, "place": "arcadia"}

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ({"baseline_on": ""}, "baseline_on"),
            ({"applies": "no"}, "why_not"),
            ({"why_not": "Because."}, "why_not"),
            ({"goal": "5000"}, "goal"),
            ({"baseline": "4000"}, "goal"),
            ({"source": "nowhere"}, "source"),
            ({"applies": "perhaps"}, "applies"),
            ({"baseline_on": "2024-12-31"}, "baseline_on"),
        ],
    )
    def test_each_entry_check_has_its_column(self, cast, cells, column):
        assert column in [at for at, _words in faults(Baselines(), **{**self.PLACE, **cells})]

    def test_target_that_is_not_there(self, cast):
        assert faults(Baselines(), commitment="GCM10-9", years="12", place="arcadia", baseline="1") == [
            ("years", "This commitment has no target by this horizon: bring in its target first.")
        ]

    def test_place_that_it_does_not_apply_to(self, cast):
        assert faults(Baselines(), **KEY, place="world", baseline="1") == [
            ("place", "The commitment of this target does not apply to this kind of place.")
        ]

    def test_stricter_goal_of_a_place(self, cast):
        sheet = Baselines()
        row = read(sheet, **self.PLACE, goal="3000")
        stored(sheet, cast.administrator)

        assert row.state is RowState.CHANGED
        assert cast.place_target.versions.latest("number").goal == Decimal(3000)

    def test_empty_row_of_a_place_without_the_target_says_nothing(self, cast):
        make_place("ruritania", parent=cast.subregion)

        assert read(Baselines(), **KEY, place="Ruritania", applies="", baseline="").state is RowState.SAME
        assert read(Baselines(), **KEY, place="Ruritania", baseline="1").state is RowState.NEW

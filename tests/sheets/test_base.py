"""What a row of a table comes to beside what is stored: read by one rule, whatever the kind."""

from decimal import Decimal

import pytest

from tracker.actions.table_kinds import CellFault, Difference, TableRow
from tracker.enums import RowState, TableKind
from tracker.forms.fields import ShortText
from tracker.sheets.base import Record, Sheet
from tracker.sheets.columns import Column
from tracker.sheets.fields import CellFigure, Code, OneOf, YesNo


class Wells(Sheet):
    kind = TableKind.PLACES
    about = "Wells"
    key = ("code",)
    fixed = frozenset(("colour",))

    code = Column(Code(), "Code", "", needed=True)
    name = Column(ShortText(), "Name", "", needed=True)
    depth = Column(CellFigure(), "Depth", "")
    open = Column(YesNo(), "Open", "", default=True)
    colour = Column(OneOf({"red": "Red", "blue": "Blue"}, blank=""), "Colour", "")

    def load(self):
        yield Record(code="A1", name="=Old well", depth=Decimal("-3.5"), open=True, colour="red")
        yield Record(code="A2", name="'quoted", depth=None, open=False, colour="")

    def check(self, asked):
        if asked.record.open and asked.record.name == "Shut":
            yield CellFault("name", asked.record.name, "It is not.")


def read(**cells):
    return Wells().read(TableRow(2, cells))


class TestReading:
    @pytest.mark.parametrize("name", ["=Old well", "'=Old well", " =Old well "])
    def test_what_is_stored_is_the_same_disarmed_or_not(self, name):
        row = read(code="a1", name=name, depth="-3.5", open="yes", colour="red")
        assert (row.state, row.differences) == (RowState.SAME, ())

    def test_a_column_that_is_left_out_stays(self):
        assert read(code="A1").state is RowState.SAME

    def test_an_empty_cell_empties(self):
        row = read(code="A1", depth="")
        assert row.differences == (Difference("depth", "-3.5", ""),)
        assert row.state is RowState.CHANGED

    def test_a_default_stands_for_an_empty_cell(self):
        assert read(code="A2", open="").differences == (Difference("open", "no", "yes"),)

    def test_a_new_row_says_everything(self):
        sheet = Wells()
        row = sheet.read(TableRow(3, {"code": "A3", "name": "'=1+1"}))
        assert row.state is RowState.NEW
        (asked,) = sheet.asked
        assert (asked.before, asked.record.name, asked.record.depth) == (None, "=1+1", None)
        assert (asked.record.open, asked.record.colour) == (True, "")

    def test_a_new_row_needs_what_is_needed(self):
        assert read(code="A3").faults == (CellFault("name", "", "A new row needs this column."),)

    def test_each_bad_cell_is_named_with_its_value(self):
        row = read(code="A1", depth="=1+1", open="perhaps", colour="green")
        assert row.state is RowState.WRONG
        assert [(fault.column, fault.value) for fault in row.faults] == [
            ("depth", "=1+1"),
            ("open", "perhaps"),
            ("colour", "green"),
        ]

    @pytest.mark.parametrize("value", ["a\0b", "a\x1bb", "a\u202eb"])
    def test_what_no_text_holds_is_refused(self, value):
        assert read(code="A1", name=value).state is RowState.WRONG

    def test_what_is_settled_stays(self):
        (fault,) = read(code="A1", colour="blue").faults
        assert fault.words == "This cannot be changed once it is stored. It says: red."

    def test_a_kind_checks_the_row_as_a_whole(self):
        assert read(code="A1", name="Shut").faults == (CellFault("name", "Shut", "It is not."),)

    def test_the_same_key_twice(self):
        sheet = Wells()
        sheet.read(TableRow(2, {"code": "A1"}))
        (fault,) = sheet.read(TableRow(7, {"code": "a1"})).faults
        assert fault == CellFault("code", "a1", "This stands in row 2 already.")

    def test_nothing_wrong_is_asked_for(self):
        sheet = Wells()
        sheet.read(TableRow(2, {"code": "A1", "depth": "deep"}))
        sheet.read(TableRow(3, {"code": "A2"}))
        assert sheet.asked == []


def test_what_is_taken_out_comes_in_as_the_same():
    sheet = Wells()
    for number, record in enumerate(sheet.load(), start=2):
        texts = {name: sheet.text_of(name, record) for name in sheet.columns}
        assert sheet.read(TableRow(number, texts)).state is RowState.SAME


def test_figures_stand_in_a_file_as_such():
    assert next(iter(Wells().rows())) == ["A1", "=Old well", Decimal("-3.5"), "yes", "red"]

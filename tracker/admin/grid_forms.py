"""The two forms of a target's places: a table to fill in, and a text copied from a spreadsheet."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.actions.changes import ChangeFault, PlaceChange, foreseen
from tracker.actions.versions import Overtaken
from tracker.admin.foreseen import said_marks, seal_of
from tracker.admin.grid_columns import columns
from tracker.admin.grid_sheet import GridFault, Reader, ReadRow, TypedRow, pasted
from tracker.admin.version_forms import DatedForm
from tracker.enums import RowState
from tracker.forms.fields import StrictField
from tracker.forms.refusals import WORDS
from tracker.models import Target
from tracker.selectors.place_grid import GridPart, GridRow
from tracker.wording import day, figure

# So many wrong rows are named above the page; all are marked in it.
MOST_NAMED = 10


class GridForm(DatedForm):
    """Rows about places, with one reason and one day for all of them."""

    def __init__(self, *args: Any, target: Target, grid: Sequence[GridRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target, self.grid, self.columns = target, grid, columns()
        self.read: list[ReadRow] = []

    def typed(self) -> list[TypedRow]:
        """The rows as they were typed."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Read every row, also where the reason is missing: whoever typed many rows sees all that is wrong."""
        self.read = Reader(self.grid, self.columns).read(self.typed())
        try:
            self.check_together()
        except Overtaken:
            self.refuse_overtaken()
        return self.cleaned_data

    def check_together(self) -> None:
        """Try to store what is right, computed by the engine and taken back."""
        from_on = self.cleaned_data.get("in_force_from")
        if from_on and self.changes():
            self.told = foreseen(self.changes(), from_on=from_on)
            self._place_faults(self.told.faults)
        wrong = [row for row in self.read if row.state is RowState.WRONG]
        if wrong:
            said = ngettext(
                "%(wrong)s row is wrong: see it below. No row is stored while one is wrong.",
                "%(wrong)s rows are wrong: see them below. No row is stored while one is wrong.",
                len(wrong),
            )
            self.add_error(None, said % {"wrong": figure(len(wrong))})
            for row in wrong[:MOST_NAMED]:
                self.add_error(None, _named(row))
        elif not self.errors and not self.changes():
            self.add_error(None, _("Nothing is changed: this is what the latest versions say."))

    def changes(self) -> list[PlaceChange]:
        """What the rows change, in their order."""
        return [change for change in (row.change_of(self.target) for row in self.read) if change]

    def _place_faults(self, faults: Sequence[ChangeFault]) -> None:
        """Say each fault at its row; a day is the same for all of them."""
        for fault in faults:
            if fault.field == "in_force_from":
                if fault.field not in self.errors:
                    self.add_error(fault.field, str(fault.message))
                continue
            column = "baseline_on" if fault.field == "due_on" else fault.field
            self.read = [
                row.refused(column, [str(fault.message)]) if row.row and row.row.place == fault.place else row
                for row in self.read
            ]

    def read_back(self) -> tuple[str, ...]:
        """What storing it comes to."""
        by_state = {state: sum(row.state is state for row in self.read) for state in RowState}
        changed = by_state[RowState.NEW] + by_state[RowState.CHANGED]
        places = ngettext(
            "%(changed)s place gets a new version, %(first)s of these its first.",
            "%(changed)s places get a new version, %(first)s of these their first.",
            changed,
        )
        numbers = {"changed": figure(changed), "first": figure(by_state[RowState.NEW])}
        return (
            places % numbers,
            *said_marks(self.told.marks),
            now("It holds from %(day)s.") % {"day": day(self.cleaned_data["in_force_from"])},
        )

    @property
    def seal(self) -> str:
        """What stands for everything that was read back: the versions, their order, and the marks."""
        told = [
            (one.place.pk, one.after, *((name, str(value)) for name, value in vars(one.local).items()))
            for one in self.changes()
        ]
        marks = seal_of(self.told.marks)
        said = (told, marks, self.cleaned_data.get("reason"), self.cleaned_data.get("in_force_from"))
        return sha256(repr(said).encode()).hexdigest()


class TableForm(GridForm):
    """The table of one part of the places: an input for each cell."""

    def __init__(self, *args: Any, part: GridPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.initial["after"] = sum(row.number for row in part.rows)

    def typed(self) -> list[TypedRow]:
        """The rows of which anything was sent."""
        found = []
        for number, row in enumerate(self.part.rows, start=1):
            names = {column: cell_name(row, column) for column in self.columns}
            cells = {column: self.data[name] for column, name in names.items() if name in self.data}
            if cells:
                found.append(TypedRow(number, row.place.code, cells))
        return found

    def check_together(self) -> None:
        """Refuse a table that was opened before somebody else's change, and a cell that was sent twice."""
        after = self.cleaned_data.get("after")
        if after is not None and after != self.initial["after"]:
            raise Overtaken
        self.read = [self._once_each(row) for row in self.read]
        super().check_together()

    def _once_each(self, read: ReadRow) -> ReadRow:
        if read.row is None or not hasattr(self.data, "getlist"):
            return read
        for column in self.columns:
            if len(self.data.getlist(cell_name(read.row, column))) > 1:
                read = read.refused(column, [str(WORDS["repeated"])])
        return read


class Pasted(StrictField):
    """A text copied from a spreadsheet."""

    widget = AdminTextareaWidget

    def clean_text(self, value: Any) -> Any:
        """Its rows."""
        rows = pasted(str(value))
        if not rows:
            raise ValidationError(_("Below the header line there is no row."))
        return rows


class PasteForm(GridForm):
    """Rows as a spreadsheet copies them."""

    field_order = ("paste", "reason", "in_force_from")

    paste = Pasted(
        label=_("Rows from a spreadsheet"),
        help_text=_(
            "Copy the cells there and paste them here. A header line may come first; without one the columns come "
            "in the order below. A column that is left out stays as it is in each place; an empty cell empties "
            "what stood there. Dates as YYYY-MM-DD, decimals after a full stop, places by code, three letters or "
            "name."
        ),
        widget=AdminTextareaWidget(attrs={"rows": "12", "wrap": "off", "spellcheck": "false", "dir": "auto"}),
    )

    def typed(self) -> list[TypedRow]:
        """The rows, where the text is a table."""
        return self.cleaned_data.get("paste") or []


def _named(row: ReadRow) -> str:
    """What is wrong in a row first: its number, the column, the value and why."""
    fault = row.faults[0]
    said = {
        "number": row.typed.number,
        "column": fault.label,
        "value": fault.value or now("(empty)"),
        "why": fault.words,
    }
    if not fault.label:
        return now("Row %(number)s: %(why)s") % said
    return now("Row %(number)s, %(column)s, “%(value)s”: %(why)s") % said


def cell_name(row: GridRow, column: str) -> str:
    """What an input of the table is called."""
    return f"{row.place.pk}-{column}"


def faults_at(read: ReadRow | None, column: str) -> list[GridFault]:
    """What is wrong in one cell."""
    return [fault for fault in read.faults if fault.column == column] if read else []

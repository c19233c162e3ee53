"""A kind of table whose rows are rows of one plain noun: added and changed as on its screen at the desk."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tracker.actions.desk_rows import InTheWay, MadeRow, RowChange, keep_rows, undo_rows
from tracker.actions.entries import Fault
from tracker.actions.table_kinds import CellFault, ChangedSince, Foretold, Made
from tracker.models import User
from tracker.sheets.base import Asked, Record, Sheet


class DeskSheet(Sheet):
    """A kind whose records hold a stored row each, in `kept`."""

    model: ClassVar[type[Model]]
    has_day = False
    undoing = _(
        "Changed rows say again what they said, and new ones are deleted. Where somebody changed one since, or "
        "something refers to a new one, nothing is undone, and you are told which."
    )

    def values_of(self, record: Record) -> dict[str, Any]:
        """What a record says, by the columns of the model."""
        raise NotImplementedError

    def faults_together(self) -> Iterable[tuple[Asked, Fault]]:
        """What is wrong with rows that are fine one by one."""
        return ()

    def foretell(self, *, from_on: date) -> Foretold:
        """No mark changes; rows that do not go with one another are refused."""
        faults: dict[int, list[CellFault]] = {}
        for asked, fault in self.faults_together():
            faults.setdefault(asked.number, []).append(self.cell_fault(asked.record, fault))
        return Foretold(faults=faults)

    def cell_fault(self, record: Record, fault: Fault) -> CellFault:
        """A fault at its column."""
        value = self.text_of(fault.field, record) if fault.field in self.fields else ""
        return CellFault(fault.field, value, str(fault.message))

    def changes(self) -> list[RowChange]:
        """What the rows ask for: of a stored row the columns that change."""
        return [self._change(one) for one in self.asked]

    def store(self, *, by: User, reason: str, from_on: date) -> Made:
        """Add and change the rows."""
        made = keep_rows(self.model, self.changes(), about=self.about_together, by=by)
        return [one.as_json() for one in made]

    def undo(self, made: Made, *, by: User, reason: str) -> None:
        """Change them back, and delete those that were new."""
        kept = [MadeRow.from_json(one) for one in made]
        try:
            undo_rows(self.model, kept, about=self.about_together, by=by, reason=reason)
        except InTheWay as late:
            raise ChangedSince(late.names) from None

    @property
    def about_together(self) -> str:
        """What the record of acts calls the rows together."""
        return self.together or self.kind.value

    def _change(self, asked: Asked) -> RowChange:
        says = self.values_of(asked.record)
        if asked.before is None:
            return RowChange(values=says)
        held: Mapping[str, Any] = self.values_of(asked.before)
        changed = {name: value for name, value in says.items() if value != held[name]}
        before = {name: held[name] for name in changed}
        return RowChange(values=changed, pk=asked.before.kept, before=before)

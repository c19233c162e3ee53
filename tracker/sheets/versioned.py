"""A kind of table whose rows are versions: foreseen by the engine, stored and undone through `actions.changes`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions import changes
from tracker.actions.changes import BadChanges, Change, ChangeFault, back, foreseen, keep
from tracker.actions.changes.restoring import restores_a_version
from tracker.actions.table_kinds import CannotUndo, CellFault, ChangedSince, Foretold, Made
from tracker.actions.versions import Overtaken
from tracker.models import User
from tracker.sheets.base import Asked, Sheet

# So many places are named in which a row is refused.
NAMED = 3
DAY = "in_force_from"


class VersionedSheet(Sheet):
    """A kind whose rows make versions of commitments, of targets, or of what a target means in a place."""

    # What the acts call a column otherwise.
    renamed: ClassVar[dict[str, str]] = {}

    def change_of(self, asked: Asked) -> Change:
        """What a row asks of the acts."""
        raise NotImplementedError

    def name_of(self, made: Sequence[changes.Made]) -> list[str]:
        """What rows that were stored are called."""
        raise NotImplementedError

    def foretell(self, *, from_on: date) -> Foretold:
        """What is refused, and which marks change, computed by the engine and taken back."""
        asked = [self.change_of(one) for one in self.asked]
        told = foreseen(asked, from_on=from_on)
        refused = [str(one.message) for one in told.faults if one.field == DAY]
        return Foretold(
            faults=self._faults(told.faults),
            marks=told.marks,
            needs_second=told.needs_second or (not told.faults and restores_a_version(asked)),
            refused=refused[0] if refused else "",
        )

    def store(self, *, by: User, reason: str, from_on: date) -> Made:
        """Make the versions."""
        asked = [self.change_of(one) for one in self.asked]
        try:
            made = keep(asked, by=by, reason=reason, from_on=from_on, together=self.together)
        except BadChanges as bad:
            # It was fine when it was checked: what it rests on was changed since.
            raise Overtaken from bad
        return [one.as_json() for one in made]

    def undo(self, made: Made, *, by: User, reason: str) -> None:
        """Say again what was said before, as new versions from today on."""
        kept = [changes.Made.from_json(one) for one in made]
        try:
            undoing = back(kept)
        except changes.ChangedSince as late:
            raise ChangedSince(self.name_of(late.rows)) from None
        try:
            keep(undoing, by=by, reason=reason, from_on=timezone.localdate(), together=self.together)
        except BadChanges as bad:
            words = dict.fromkeys(str(fault.message) for fault in bad.faults)
            raise CannotUndo(" ".join(list(words)[:NAMED])) from None

    def _faults(self, found: Iterable[ChangeFault]) -> dict[int, list[CellFault]]:
        """What is refused, at its row and column, once for all places in which it shows."""
        places: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        for fault in found:
            if fault.field != DAY:
                where = places[fault.index, self._column(fault.field), str(fault.message)]
                where += [fault.place.name] if fault.place else []
        told: dict[int, list[CellFault]] = defaultdict(list)
        for (index, column, message), where in places.items():
            asked = self.asked[index]
            words = _in_places(where, message) if self.spans_places else message
            told[asked.number].append(CellFault(column, self.text_of(column, asked.record), words))
        return dict(told)

    # Whether a row reaches into many places, so that those are named in which it is refused.
    spans_places: ClassVar[bool] = True

    def _column(self, field: str) -> str:
        name = self.renamed.get(field, field)
        return name if name in self.fields else self.key[0]


def _in_places(names: Sequence[str], message: str) -> str:
    if not names:
        return message
    named = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    return _("In %(places)s: %(message)s") % {"places": named, "message": message}


def values_of(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    """The named attributes of a thing."""
    return {name: getattr(thing, name) for name in names}

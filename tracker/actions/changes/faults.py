"""What is refused of a batch of changes: which change, at which field, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from tracker.actions.changes.kinds import Made
from tracker.actions.commitments import BadSaying
from tracker.actions.target_words import BadTarget
from tracker.actions.versions import Overtaken
from tracker.models import Place


@dataclass(frozen=True, kw_only=True)
class ChangeFault:
    """What is wrong with the change at that index; `place` is where it shows, if it is not wrong everywhere."""

    index: int
    field: str
    message: str | Promise
    place: Place | None = None


class BadChanges(Exception):
    """One of the changes breaks a rule; none was stored."""

    def __init__(self, faults: Iterable[ChangeFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{one.index}, {one.field}: {one.message}" for one in self.faults))


class ChangedSince(Overtaken):
    """What is to be taken back was changed since, by another version; nothing was stored."""

    def __init__(self, rows: Iterable[Made]) -> None:
        self.rows = tuple(rows)
        super().__init__(f"changed since: {self.rows}")


def faults_of(index: int, refusal: BadTarget | BadSaying) -> list[ChangeFault]:
    """What an act refused, as faults of the change at that index."""
    return [
        ChangeFault(
            index=index, field=fault.field, message=fault.message, place=getattr(fault, "place", None)
        )
        for fault in refusal.faults
    ]

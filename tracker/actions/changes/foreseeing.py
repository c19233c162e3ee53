"""What a batch of changes would come to: made, computed by the engine, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tracker.actions.changes.faults import ChangeFault
from tracker.actions.changes.keeping import store
from tracker.actions.changes.kinds import (
    Change,
    FirstCommitment,
    FirstTarget,
    PlaceChange,
    SayingChange,
    TargetChange,
)
from tracker.models import Place
from tracker.selectors.holders import Holder
from tracker.selectors.marks_on import MarkNow, Marks, Where, marks_on


@dataclass(frozen=True, kw_only=True)
class ForeseenMark:
    """A mark that would change: whose, on what (`years` None: over all horizons), and what it says on that day.

    None says that there was none before, or is none after.
    """

    holder: Holder
    commitment: str
    years: int | None
    before: MarkNow | None
    after: MarkNow | None


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What storing would come to: what is refused, and the marks that would change where nothing is.

    `needs_second` says that a mark changes which rests on what was reported for a round that is closed: then another
    administrator confirms it.
    """

    faults: tuple[ChangeFault, ...] = ()
    marks: tuple[ForeseenMark, ...] = ()
    needs_second: bool = False


def foreseen(changes: Sequence[Change], *, from_on: date) -> Foreseen:
    """What these changes come to on the day from which they hold. Raises Overtaken.

    The marks are those on the commitments that are changed: of each place, and of the world, the regions and the
    processes that gather them. What is rolled up from several commitments follows them and is not listed.
    """
    commitments = {pk for pk in map(_commitment_of, changes) if pk}
    before = marks_on(commitments, as_of=from_on)
    with transaction.atomic():
        stored = store(changes, by=None, reason="-", from_on=from_on)
        after = None if stored.faults else marks_on(commitments, as_of=from_on)
        transaction.set_rollback(True)
    if after is None:
        return Foreseen(faults=tuple(stored.faults))
    marks = changed_marks(before.marks, after.marks)
    needs_second = _is_settled(marks, before) or _weighs_anew(changes, before)
    return Foreseen(marks=marks, needs_second=needs_second)


def changed_marks(before: dict[Where, MarkNow], after: dict[Where, MarkNow]) -> tuple[ForeseenMark, ...]:
    """The marks that differ, in the order of their holders."""
    order = {**before, **after}
    return tuple(
        ForeseenMark(
            holder=where.holder,
            commitment=where.commitment,
            years=where.years,
            before=before.get(where),
            after=after.get(where),
        )
        for where in order
        if before.get(where) != after.get(where)
    )


def _is_settled(marks: Sequence[ForeseenMark], before: Marks) -> bool:
    return any(
        isinstance(one.holder, Place) and (one.holder.pk, one.commitment) in before.settled for one in marks
    )


def _weighs_anew(changes: Sequence[Change], before: Marks) -> bool:
    """Whether a commitment counts otherwise beside the others, which changes marks that are not listed."""
    codes = {code for _place, code in before.settled}
    return any(
        isinstance(one, SayingChange)
        and one.commitment.code in codes
        and one.saying.weight != one.commitment.weight
        for one in changes
    )


def _commitment_of(change: Change) -> int | None:
    match change:
        case TargetChange() | PlaceChange():
            return change.target.commitment_id
        case SayingChange() | FirstTarget():
            return change.commitment.pk
        case FirstCommitment():
            return None

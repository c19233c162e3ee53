"""Changes of commitments, targets and what they mean in places, many at once: foreseen, stored, and undone.

Whatever changes them goes through here: the desk's forms, its grids, tables that are brought in, restoring a version.
"""

from tracker.actions.changes.faults import BadChanges, ChangedSince, ChangeFault
from tracker.actions.changes.foreseeing import Foreseen, ForeseenMark, changed_marks, foreseen
from tracker.actions.changes.keeping import keep
from tracker.actions.changes.kinds import (
    Change,
    FirstCommitment,
    FirstTarget,
    Made,
    PlaceChange,
    SayingChange,
    TargetChange,
)
from tracker.actions.changes.undoing import back

__all__ = [
    "BadChanges",
    "Change",
    "ChangeFault",
    "ChangedSince",
    "FirstCommitment",
    "FirstTarget",
    "Foreseen",
    "ForeseenMark",
    "Made",
    "PlaceChange",
    "SayingChange",
    "TargetChange",
    "back",
    "changed_marks",
    "foreseen",
    "keep",
]

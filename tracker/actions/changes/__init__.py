"""Changes of commitments, targets and what they mean in places, many at once: foreseen, stored, and undone.

Whatever changes them goes through here: the desk's forms, its grids, tables that are brought in, restoring a version.
"""

from tracker.actions.changes.deciding import (
    DecidedAlready,
    confirm,
    day_of,
    deciders_of,
    make,
    note_marks,
    refuse,
    take_back,
)
from tracker.actions.changes.faults import BadChanges, ChangedSince, ChangeFault
from tracker.actions.changes.foreseeing import Foreseen, ForeseenMark, changed_marks, foreseen
from tracker.actions.changes.keeping import keep
from tracker.actions.changes.kept_marks import marks_as_json, marks_from_json
from tracker.actions.changes.kinds import (
    Change,
    FirstCommitment,
    FirstTarget,
    Made,
    PlaceChange,
    SayingChange,
    TargetChange,
    said_again,
)
from tracker.actions.changes.packing import packed, unpacked
from tracker.actions.changes.restoring import restores_a_version
from tracker.actions.changes.undoing import back

__all__ = [
    "BadChanges",
    "Change",
    "ChangeFault",
    "ChangedSince",
    "DecidedAlready",
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
    "confirm",
    "day_of",
    "deciders_of",
    "foreseen",
    "keep",
    "make",
    "marks_as_json",
    "marks_from_json",
    "note_marks",
    "packed",
    "refuse",
    "restores_a_version",
    "said_again",
    "take_back",
    "unpacked",
]

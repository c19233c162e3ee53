"""How a target is scored: exact arithmetic in plain Python, without Django, a clock or a network."""

from tracker.scoring.facts import (
    Assessment,
    LeftOut,
    LeftOutReason,
    Milestone,
    Part,
    PathStep,
    Reading,
    Rollup,
    TargetSpec,
)
from tracker.scoring.words import Answer, Better, Grade, Kind, Mark, Path, Status

__all__ = [
    "Answer",
    "Assessment",
    "Better",
    "Grade",
    "Kind",
    "LeftOut",
    "LeftOutReason",
    "Mark",
    "Milestone",
    "Part",
    "Path",
    "PathStep",
    "Reading",
    "Rollup",
    "Status",
    "TargetSpec",
]

"""What a commitment and its targets said when: every version, with the reason it was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.models import TargetVersion


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One version of the commitment (`years` is None) or of one of its targets: what it said, from when, and why."""

    years: int | None
    number: int
    title: str
    in_force_from: date
    recorded_on: date
    reason: str


def change_of_target(version: TargetVersion) -> ChangeRow:
    """A version of a target as a change; needs its horizon loaded."""
    return ChangeRow(
        years=version.target.horizon.years,
        number=version.number,
        title=version.title,
        in_force_from=version.in_force_from,
        recorded_on=version.recorded_at.date(),
        reason=version.reason,
    )


def known_on(day: date | None, rows: Iterable[ChangeRow]) -> list[ChangeRow]:
    """The changes that could be read here by the end of a day: in force by then, or written down for later."""
    return [row for row in rows if day is None or row.in_force_from <= day or row.recorded_on <= day]


def latest_first(rows: Iterable[ChangeRow]) -> tuple[ChangeRow, ...]:
    """What changed when, the latest first; of one day the commitment before its targets, and those by horizon."""
    by_subject = sorted(rows, key=lambda row: (row.years or 0, -row.number))
    return tuple(sorted(by_subject, key=lambda row: row.in_force_from, reverse=True))

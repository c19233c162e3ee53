"""The readings that decide the marks of today, found by an index: of a long history a few are read, not all.

For each target the database says on which day something was observed last, and on which two days the goal may have
been reached first. What is public about those days is read; where that does not decide, the whole history is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from tracker.models import ProgressReport
from tracker.scoring import Reading, TargetSpec, decides, reach_of
from tracker.selectors.public_readings import readings_in

PUBLIC = "report.place_target_id = wanted.id AND report.state = 'published'"
LENGTH = {"postgresql": "jsonb_array_length", "sqlite": "json_array_length"}
# What tracker.scoring.Reach says, as a condition.
REACHED = """((report.answer = 'figure' AND (report.value <= CAST(wanted.at_most AS numeric)
        OR report.value >= CAST(wanted.at_least AS numeric)))
    OR report.answer = wanted.answer
    OR (report.answer = 'steps' AND {length}(report.done) >= CAST(wanted.steps AS integer)))"""
DAYS = """\
WITH wanted (id, at_most, at_least, answer, steps) AS (VALUES {rows}),
begun AS MATERIALIZED (SELECT wanted.*, (
        SELECT MIN(report.reference_on) FROM tracker_progressreport AS report WHERE {public} AND {reached}
    ) AS first_on FROM wanted)
SELECT wanted.id, wanted.first_on, (
        SELECT MIN(report.reference_on) FROM tracker_progressreport AS report
        WHERE {public} AND {reached} AND report.reference_on > wanted.first_on
    ), (
        SELECT MAX(report.reference_on) FROM tracker_progressreport AS report
        WHERE {public} AND report.answer IN ('figure', 'steps', 'yes', 'no')
    ) FROM begun AS wanted"""
WITHIN = """\
WITH wanted (id, first_on, last_on) AS (VALUES {rows})
SELECT report.id FROM wanted JOIN tracker_progressreport AS report
    ON {public} AND report.reference_on BETWEEN wanted.first_on AND wanted.last_on"""


@dataclass(frozen=True, kw_only=True)
class Days:
    """When a target was last observed, None if it never was, and the first two days on which it may have been met."""

    since: date | None
    reached: tuple[date, ...]

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The days to read about, none of them twice."""
        since = self.since or date.min
        return [(since, date.max), *((day, day) for day in self.reached if day < since)]


def decisive_readings(specs: Mapping[int, TargetSpec], *, today: date) -> dict[int, list[Reading]]:
    """What is public about these targets of places, by their ids, as far as it can decide how they stand today.

    Three queries at most, however many there are, and a long history costs hardly more than a short one.
    """
    days = _days(specs)
    few = _within({pk: found.spans for pk, found in days.items()})
    wanting = [pk for pk in few if not _is_enough(specs[pk], few[pk], days[pk], today)]
    return {**few, **_within({pk: [(date.min, date.max)] for pk in wanting})}


def _is_enough(spec: TargetSpec, readings: Sequence[Reading], days: Days, today: date) -> bool:
    """Whether the readings of those days decide; where nothing was ever observed, they are all there is."""
    since, reached = days.since, days.reached
    return since is None or decides(spec, readings, since=since, reached=reached, as_of=today)


def _days(specs: Mapping[int, TargetSpec]) -> dict[int, Days]:
    if not specs:
        return {}
    reaches = ((pk, reach_of(spec)) for pk, spec in specs.items())
    rows = [(pk, one.at_most, one.at_least, one.answer, one.steps) for pk, one in reaches]
    length = LENGTH[connection.vendor]
    statement = DAYS.format(rows=_marks(rows), public=PUBLIC, reached=REACHED.format(length=length))
    with connection.cursor() as cursor:
        cursor.execute(statement, _flat(rows))
        return {
            pk: Days(since=_day(since), reached=tuple(day for day in map(_day, (first, second)) if day))
            for pk, first, second, since in cursor.fetchall()
        }


def _within(spans: Mapping[int, Iterable[tuple[date, date]]]) -> dict[int, list[Reading]]:
    """What is public about these spans of days, first and last among them, by target."""
    rows = [(pk, first, last) for pk, found in spans.items() for first, last in found]
    if not rows:
        return {}
    wanted = RawSQL(WITHIN.format(rows=_marks(rows), public=PUBLIC), _flat(rows))  # noqa: S611  # only numbers and dates
    return readings_in(ProgressReport.objects.filter(pk__in=wanted))


def _marks(rows: Sequence[Sequence[object]]) -> str:
    """As many marks as there are values, for VALUES."""
    return ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))


def _flat(rows: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    return tuple(value for row in rows for value in row)


def _day(found: date | str | None) -> date | None:
    """SQLite answers a question that Django did not put with the text it keeps."""
    return date.fromisoformat(found) if isinstance(found, str) else found

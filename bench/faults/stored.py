"""What the database holds in the end, read with plain SQL: the rig does not ask the product about itself."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import psycopg
from psycopg.rows import dict_row

from bench.faults.ledger import Act

ONCE_PUBLIC = frozenset({"published", "superseded"})

REPORTS = """
    SELECT id, uuid::text, submit_token::text AS token, state, value, place_target_id AS target, reference_on::text,
           substring(narrative from '\\[([^]]+)\\]') AS mark, submitted_at IS NOT NULL AS was_submitted
    FROM tracker_progressreport
"""
STANDINGS = """
    SELECT score.place_target_id AS target, score.used_id AS used, score.share, version.baseline, wording.goal
    FROM tracker_score AS score
    JOIN tracker_placetargetversion AS version ON version.id = score.place_version_id
    JOIN tracker_targetversion AS wording ON wording.id = score.target_version_id
    WHERE score.place_target_id IS NOT NULL
"""
DIRTY = "SELECT count(*) - count(quarantined_at), count(quarantined_at) FROM tracker_dirtyscore"
EVENTS = "SELECT action, object_ref AS about FROM tracker_auditevent WHERE action LIKE 'report.%'"


@dataclass(frozen=True, kw_only=True)
class Report:
    """A stored report."""

    id: int
    uuid: str
    token: str
    mark: str
    state: str
    value: Decimal
    target: int
    reference_on: str
    was_submitted: bool

    @property
    def is_public(self) -> bool:
        """Whether it was published at some time."""
        return self.state in ONCE_PUBLIC


@dataclass(frozen=True, kw_only=True)
class StandingRow:
    """A stored score of one target of a place: the report it rests on, and the share of the way."""

    target: int
    used: int | None
    share: Fraction | None
    baseline: Decimal
    goal: Decimal

    def share_at(self, value: Decimal) -> Fraction:
        """The share of the way that a figure makes."""
        start = Fraction(self.baseline)
        return (Fraction(value) - start) / (Fraction(self.goal) - start)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """Everything that the invariants ask about."""

    reports: tuple[Report, ...] = ()
    standings: tuple[StandingRow, ...] = ()
    events: Mapping[tuple[str, str], int] = field(default_factory=Counter)

    def by_mark(self) -> dict[str, list[Report]]:
        """The reports under each mark; there should be one."""
        found: dict[str, list[Report]] = {}
        for report in self.reports:
            found.setdefault(report.mark, []).append(report)
        return found

    def effects(self) -> Counter[tuple[str, str]]:
        """What the record of acts must say about the reports as they stand: each effect once."""
        return Counter((act, report.uuid) for report in self.reports for act in acts_behind(report))


def acts_behind(report: Report) -> list[str]:
    """The acts that brought a report to where it stands."""
    acts = [Act.DRAFTED.value]
    if report.was_submitted:
        acts.append(Act.SUBMITTED.value)
    if report.is_public:
        acts.append(Act.PUBLISHED.value)
    if report.state == "returned":
        acts.append(Act.SENT_BACK.value)
    if report.state == "superseded":
        acts.append("report.superseded")
    return acts


def read(connection: psycopg.Connection[Any]) -> Stored:
    """Read it all."""
    with connection.cursor(row_factory=dict_row) as cursor:
        reports = [Report(**row) for row in cursor.execute(REPORTS)]
        standings = [
            StandingRow(**{**row, "share": Fraction(row["share"]) if row["share"] else None})
            for row in cursor.execute(STANDINGS)
        ]
        events = Counter((row["action"], row["about"]) for row in cursor.execute(EVENTS))
    return Stored(reports=tuple(reports), standings=tuple(standings), events=events)


def dirty(connection: psycopg.Connection[Any]) -> tuple[int, int]:
    """How many rows wait for their score to be computed, and how many were given up."""
    found = connection.execute(DIRTY).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)

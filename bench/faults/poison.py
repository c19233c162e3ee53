"""A fault of data: one fact cannot be read. It stops its own score, and no other; put right, it is counted."""

from dataclasses import replace

import psycopg

from bench.faults.breaking import Rig
from bench.faults.ledger import Acknowledged, Act
from bench.faults.people import KEPT_APART
from bench.faults.waiting import wait_until

OTHERS_FRESH_WITHIN = 40
MOST_TRIES_MEANWHILE = 4
SPOIL = """
    UPDATE tracker_placetargetversion SET baseline = %s
    WHERE place_target_id = (SELECT place_target_id FROM tracker_progressreport WHERE uuid = %s)
"""
BASELINE = "SELECT baseline FROM tracker_placetargetversion LIMIT 1"  # the same for all in the made-up world
WAITING = """
    SELECT coalesce(max(dirty.attempts), -1)
    FROM tracker_progressreport AS report
    JOIN tracker_placetarget AS applied ON applied.id = report.place_target_id
    JOIN tracker_target AS target ON target.id = applied.target_id
    JOIN tracker_dirtyscore AS dirty
        ON dirty.place_id = applied.place_id AND dirty.commitment_id = target.commitment_id
    WHERE report.uuid = %s
"""
# What an administrator does who has put right what was wrong.
TRY_AGAIN = "UPDATE tracker_dirtyscore SET attempts = 0, next_try_at = NULL, quarantined_at = NULL"

Database = psycopg.Connection[tuple[object, ...]]


def spoil_one_fact(rig: Rig) -> list[str]:
    """The baseline of one target is no number while its report is published; another is published beside it."""
    spoilt, sound = (rig.team.handed_in(target) for target in rig.chance.sample(rig.team.desk.targets, 2))
    with rig.site.postgresql.connect(rig.site.database) as connection:
        baseline = _one(connection, BASELINE)
        connection.execute(SPOIL, ["NaN", spoilt.uuid])
        try:
            _publish(rig, spoilt)
            _publish(rig, sound)
            wait_until(
                lambda: _tries(connection, sound) is None,
                "the score beside the spoilt one is fresh",
                seconds=OTHERS_FRESH_WITHIN,
            )
            tries = _tries(connection, spoilt)
        finally:
            connection.execute(SPOIL, [baseline, spoilt.uuid])
            connection.execute(TRY_AGAIN)
    if tries is None:
        return ["a score was computed from what is no number"]
    return [] if tries <= MOST_TRIES_MEANWHILE else [f"tried {tries} times in {OTHERS_FRESH_WITHIN} s"]


def _publish(rig: Rig, kept: Acknowledged) -> None:
    """Publish a report, without opening a page about the spoilt target."""
    decider = rig.team.deciders[0]
    hidden = decider.open("/work/")
    path = f"/work/reports/{kept.uuid}/publish/"
    decider.send(path, hidden, act="publish", or_else=KEPT_APART)
    rig.ledger.acknowledged.append(replace(kept, act=Act.PUBLISHED))


def _tries(connection: Database, kept: Acknowledged) -> int | None:
    """How often the score behind a report was tried; None when nothing waits there any more."""
    found = _one(connection, WAITING, kept.uuid)
    return found if isinstance(found, int) and found >= 0 else None


def _one(connection: Database, query: str, *values: str) -> object:
    """The one value that a query answers."""
    found = connection.execute(query.encode(), values).fetchone()
    return found[0] if found else None

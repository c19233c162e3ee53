"""The floor of a full recompute: the same numbers by hand-written SQL, select and write, in five statements.

It does: the latest published figure of each target of a place by an index, its share of the way within 0 and 1, the
averages up to the commitment, the objective, the place, by horizon and over all, the same for sub-regions, regions,
the world and the processes; every row is written.

It does not: weights, coverage and bounds, statuses, pace and dates, answers other than a figure, corrections on the
way, disputes, whose figure counts, exact fractions, digests, versions in force, or comparing with what is stored.
A product that did as little would be wrong; the floor says what the database alone costs.
"""

from django.db import connection, transaction

# The last condition is true of every row, and only our question repeats it: the product cannot use this index.
LATEST = """\
CREATE INDEX IF NOT EXISTS bench_floor_latest ON tracker_progressreport (place_target_id, reference_on DESC, id DESC)
{include}WHERE state = 'published' AND reference_on > '0001-01-01'"""
TABLE = """\
CREATE TABLE IF NOT EXISTS bench_floor (
    holder bigint NOT NULL, commitment bigint, objective bigint, horizon bigint, score double precision)"""
TARGETS = """\
INSERT INTO bench_floor (holder, commitment, objective, horizon, score)
SELECT applied.place_id, target.commitment_id, commitment.objective_id, target.horizon_id,
    CASE WHEN latest < wording.goal THEN 100.0
        WHEN latest > local.baseline THEN 0.0
        ELSE 100.0 * (latest - local.baseline) / (wording.goal - local.baseline) END
FROM (
    SELECT applied.id, applied.place_id, applied.target_id, (
        SELECT value FROM tracker_progressreport
        WHERE place_target_id = applied.id AND state = 'published' AND reference_on > '0001-01-01'
        ORDER BY reference_on DESC, id DESC LIMIT 1) AS latest
    FROM tracker_placetarget AS applied) AS applied
JOIN tracker_target AS target ON target.id = applied.target_id
JOIN tracker_commitment AS commitment ON commitment.id = target.commitment_id
JOIN tracker_targetversion AS wording ON wording.target_id = target.id AND wording.number = 1
JOIN tracker_placetargetversion AS local ON local.place_target_id = applied.id AND local.number = 1"""
# A process is its id below zero, so that one column holds both.
GATHERED = """\
INSERT INTO bench_floor (holder, commitment, objective, horizon, score)
SELECT gathering.holder, below.commitment, below.objective, below.horizon, AVG(below.score)
FROM bench_floor AS below JOIN (
    SELECT state.id AS state, state.parent_id AS holder FROM tracker_place AS state WHERE state.kind = 'country'
    UNION ALL SELECT state.id, above.parent_id FROM tracker_place AS state
        JOIN tracker_place AS above ON above.id = state.parent_id WHERE state.kind = 'country'
    UNION ALL SELECT state.id, world.parent_id FROM tracker_place AS state
        JOIN tracker_place AS above ON above.id = state.parent_id
        JOIN tracker_place AS world ON world.id = above.parent_id WHERE state.kind = 'country'
    UNION ALL SELECT place_id, -process_id FROM tracker_membership
) AS gathering ON gathering.state = below.holder
GROUP BY gathering.holder, below.commitment, below.objective, below.horizon"""
COMMITMENTS = """\
INSERT INTO bench_floor (holder, commitment, objective, horizon, score)
SELECT holder, commitment, objective, NULL, AVG(score) FROM bench_floor GROUP BY holder, commitment, objective"""
OBJECTIVES = """\
INSERT INTO bench_floor (holder, commitment, objective, horizon, score)
SELECT holder, NULL, objective, horizon, AVG(score) FROM bench_floor GROUP BY holder, objective, horizon"""
WHOLES = """\
INSERT INTO bench_floor (holder, commitment, objective, horizon, score)
SELECT holder, NULL, NULL, horizon, AVG(score) FROM bench_floor WHERE commitment IS NULL GROUP BY holder, horizon"""
STATEMENTS = (TARGETS, GATHERED, COMMITMENTS, OBJECTIVES, WHOLES)


def prepare() -> None:
    """The index and the table; SQLite reads the figure from the row itself."""
    include = "INCLUDE (value) " if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(LATEST.format(include=include))
        cursor.execute(TABLE)


def recompute() -> int:
    """Every score anew; says how many rows were written."""
    empty = "TRUNCATE bench_floor" if connection.vendor == "postgresql" else "DELETE FROM bench_floor"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(empty)
        written = 0
        for statement in STATEMENTS:
            cursor.execute(statement)
            written += cursor.rowcount
    return written

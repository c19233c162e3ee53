"""Reports into the database in bulk: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from bench.speed.histories import ANOTHER, CORRECTED, ISO, LEADING, PUBLISHED, SERIES, WRITTEN, Drawn
from tracker.models import ProgressReport

TABLE = ProgressReport._meta.db_table
BATCH = 5_000
ONCE_PUBLIC = {"published", "superseded"}
COLUMNS = (
    "id", "uuid", "place_target_id", "origin", "committee_id", "author_id", "led", "answer", "value", "done",
    "reference_on", "yearly", "narrative", "grade", "proxy", "caveat", "series", "vintage", "state", "version",
    "submit_token", "written_at", "submitted_at", "published_at", "decided_by_id", "return_reason",
    "superseded_at", "superseded_by_id",
)  # fmt: skip
Cells = tuple[str | None, ...]


@dataclass(frozen=True)
class Numbers:
    """The ids behind the numbers of a history: targets of places, and of each State its two committees and people."""

    place_targets: Sequence[int]
    committees: Sequence[tuple[int, int]]
    authors: Sequence[int]
    deciders: Sequence[int]

    def state_of(self, place_target: int) -> int:
        """The number of the State that a target belongs to: they come State by State."""
        return place_target * len(self.committees) // len(self.place_targets)


def load(rows: Iterable[Drawn], numbers: Numbers) -> int:
    """Write the reports, and say how many; the ids go on from the highest there is."""
    first = (ProgressReport.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    cells = (_cells(row, numbers, first=first) for row in rows)
    written = _copied(cells) if connection.vendor == "postgresql" else _inserted(cells)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{TABLE}', 'id'), {first + written})")
    return written


def _cells(row: Drawn, numbers: Numbers, *, first: int) -> Cells:
    """The report as the text of its columns; None is NULL."""
    state = numbers.state_of(row.place_target)
    series, public = row.by == SERIES, row.state in ONCE_PUBLIC
    published = f"{ISO[row.day + (CORRECTED if row.is_correction else PUBLISHED)]} 12:00:00"
    return (
        str(first + row.number),
        row.uuid,
        str(numbers.place_targets[row.place_target]),
        "series" if series else "committee",
        None if series else str(numbers.committees[state][row.by]),
        None if series else str(numbers.authors[state]),
        {LEADING: "1", ANOTHER: "0"}[row.by] if public and not series else None,
        row.answer,
        row.value,
        row.done,
        ISO[row.day],
        "0",
        "A made-up report of the bench.",
        row.grade,
        "0",
        "",
        "a made-up series" if series else "",
        "",
        row.state,
        "1",
        row.token,
        f"{ISO[row.day + WRITTEN]} 12:00:00",
        None if row.state == "draft" or series else f"{ISO[row.day + WRITTEN]} 12:00:00",
        published if public else None,
        str(numbers.deciders[state]) if public and not series else None,
        "Name the page." if row.state == "returned" else "",
        f"{ISO[row.day + CORRECTED]} 12:00:00" if row.corrected_by is not None else None,
        None if row.corrected_by is None else str(first + row.corrected_by),
    )


def _batches(cells: Iterable[Cells]) -> Iterator[list[Cells]]:
    rest = iter(cells)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _copied(cells: Iterable[Cells]) -> int:
    """By COPY, in PostgreSQL's text format: none of our texts has a tab, a line's end or a backslash."""
    written = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {TABLE} ({', '.join(COLUMNS)}) FROM STDIN") as copy,
    ):
        for batch in _batches(cells):
            copy.write(
                "".join("\t".join("\\N" if cell is None else cell for cell in row) + "\n" for row in batch)
            )
            written += len(batch)
    return written


@transaction.atomic
def _inserted(cells: Iterable[Cells]) -> int:
    """By executemany, in one transaction: a report may be replaced by one of the next batch."""
    written = 0
    marks = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        for batch in _batches(cells):
            cursor.executemany(f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({marks})", batch)
            written += len(batch)
    return written


@contextmanager
def unindexed() -> Iterator[None]:
    """The table of reports without its indexes and keys to other tables, which are made again, and checked, after it.

    For millions of rows: filling indexes of random numbers row by row would take most of an hour. PostgreSQL only.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        constraints = _asked(
            cursor,
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            f" WHERE conrelid = '{TABLE}'::regclass AND contype IN ('f', 'u') ORDER BY contype DESC, conname",
        )
        names = {name for name, _ in constraints} | {f"{TABLE}_pkey"}
        found = _asked(
            cursor, f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '{TABLE}' ORDER BY 1"
        )
        indexes = [(name, made) for name, made in found if name not in names]
        for name, _ in constraints:
            cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _, made in indexes:
            cursor.execute(made)
        for name, made in constraints:
            cursor.execute(f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {made}')


def _asked(cursor: CursorWrapper, question: str) -> list[tuple[str, str]]:
    cursor.execute(question)
    return [(str(name), str(said)) for name, said in cursor.fetchall()]

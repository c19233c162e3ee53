"""The reference data in the database of a test, and copies of its files to spoil."""

import csv
import shutil
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from tracker.actions.drain import drain
from tracker.actions.loading import FOLDER, load_reference
from tracker.actions.scores import settle
from tracker.models import DirtyScore, Place

# Scored besides the world; the other States have targets and no scores.
SCORED_STATES = ("bel", "phl")


@contextmanager
def reference_loaded():
    """The files as they are, loaded, and the scores of the world and of two States; all gone at the end."""
    with transaction.atomic():
        load_reference()
        DirtyScore.objects.all().delete()
        for place in Place.objects.filter(code__in=["world", *SCORED_STATES]).order_by("-level"):
            settle(place, as_of=timezone.localdate())
        drain()
        yield
        transaction.set_rollback(True)


class Files:
    """A copy of the data files, whose cells a test changes."""

    def __init__(self, folder, *, of=FOLDER):
        self.folder = shutil.copytree(of, folder / "data")

    def change(self, file, column, value, **where):
        """Write a cell in the one row where the named columns read so; answers with the row's number."""
        heading, rows = self._read(file)
        found = [row for row in rows if all(row[name] == str(wanted) for name, wanted in where.items())]
        (row,) = found
        row[column] = value
        self._write(file, heading, rows)
        return rows.index(row) + 2

    def add(self, file, **cells):
        """Add a row; what is not named is blank."""
        heading, rows = self._read(file)
        self._write(file, heading, [*rows, cells])
        return len(rows) + 2

    def remove(self, file, **where):
        """Take out the rows where the named columns read so."""
        heading, rows = self._read(file)
        kept = [row for row in rows if any(row[name] != str(wanted) for name, wanted in where.items())]
        self._write(file, heading, kept)

    def _read(self, file):
        with (self.folder / file).open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        return list(rows[0]), rows

    def _write(self, file, heading, rows):
        with (self.folder / file).open("w", encoding="utf-8", newline="") as text:
            sheet = csv.DictWriter(text, heading, restval="")
            sheet.writeheader()
            sheet.writerows(rows)

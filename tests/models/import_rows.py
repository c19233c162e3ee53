"""Rows about tables that are brought in, each sound but for what a test changes."""

from datetime import date

from tests.models.build import INSTANT
from tracker.enums import ImportState, TableKind
from tracker.models import ImportBatch, ImportRow

CHECKED = {"state": ImportState.CHECKED, "checked_at": INSTANT}


def batch(cast, **changes):
    values = {
        "kind": TableKind.BASELINES,
        "file_name": "baselines.csv",
        "sha256": "a" * 64,
        "header": ["commitment"],
        "reason": "Agreed in Marrakesh.",
        "from_on": date(2022, 6, 1),
        "by": cast.reporter,
        "total": 3,
    }
    return ImportBatch(**{**values, **changes})


def stored(cast, **changes):
    more = {**CHECKED, "state": ImportState.STORED, "stored_by": cast.reviewer, "stored_at": INSTANT}
    return batch(cast, **{**more, **changes})


def undone(cast, **changes):
    more = {
        "state": ImportState.UNDONE,
        "undone_by": cast.reviewer,
        "undone_at": INSTANT,
        "undo_reason": "It was the wrong table.",
    }
    return stored(cast, **{**more, **changes})


def row(cast, **changes):
    there = batch(cast)
    there.save()
    ImportRow.objects.create(batch=there, number=2, cells=["GCM10-9"])
    return ImportRow(**{"batch": there, "number": 3, "cells": ["GCM10-9"], **changes})


IMPORTS_BROKEN = {
    "import_has_a_reason": [(batch, {"reason": ""})],
    "import_done_of_all": [(batch, {"done": 4})],
    "import_checked_before_stored": [
        (batch, {"state": ImportState.CHECKED}),
        (stored, {"checked_at": None}),
    ],
    "import_stored_by_somebody": [
        (stored, {"stored_by": None}),
        (stored, {"stored_at": None}),
        (stored, {"state": ImportState.CHECKED}),
        (stored, {"state": ImportState.STORING}),
        (batch, {**CHECKED, "state": ImportState.STORING}),
    ],
    "import_stored_by_a_second": [
        (stored, lambda cast: {"needs_second": True, "by": cast.reviewer}),
    ],
    "import_undone_by_somebody": [
        (undone, {"undone_by": None}),
        (undone, {"undo_reason": ""}),
        (stored, {"undo_reason": "It was the wrong table."}),
        (stored, lambda cast: {"undone_by": cast.reviewer}),
    ],
    "import_undone_says_when": [(undone, {"undone_at": None}), (stored, {"undone_at": INSTANT})],
    "import_row_number_once": [(row, {"number": 2})],
}
IMPORTS_FINE = [
    (batch, {}),
    (batch, CHECKED),
    (batch, {"state": ImportState.GIVEN_UP}),
    (batch, lambda cast: {**CHECKED, "state": ImportState.STORING, "stored_by": cast.reporter}),
    (stored, {}),
    (stored, {"needs_second": True}),
    (stored, lambda cast: {"by": cast.reviewer}),
    (undone, {}),
    (undone, {"state": ImportState.UNDOING, "undone_at": None}),
    (row, {}),
]

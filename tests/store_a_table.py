"""Bringing in a table in a process of its own, on the database that the settings name, to be killed meanwhile.

    python -c 'import django; django.setup(); from tests.store_a_table import main; main("store")'

`store` brings a table in and stores it, and `undo` undoes it: both stop once all versions are written, before the
commit. `look` says what there is, and `go_on` does what a sweep does once the import is nobody's any more.
"""

import json
import sys
import time

from django.core.management import call_command

from tests.cast import make_cast, make_place
from tests.tables import brought
from tracker.actions import imports
from tracker.actions.changes import places as storing
from tracker.actions.import_work import work_on, work_on_imports
from tracker.models import AuditEvent, ImportBatch, PlaceTargetVersion

ROWS = 40
BEFORE = "GCM10-9"


def main(what):
    """Do one of the four."""
    {"store": store, "look": look, "go_on": go_on, "undo": undo}[what]()


def store():
    """A table of forty rows, stopped half-way."""
    call_command("migrate", verbosity=0)
    cast = make_cast()
    places = [make_place(f"state-{number}", parent=cast.subregion) for number in range(ROWS)]
    rows = [[BEFORE, "5", place.code, "12000", "2018-12-31"] for place in places]
    batch = work_on(brought(cast.administrator, *rows))
    stop_half_way()
    imports.ask_to_store(batch, by=cast.administrator)
    work_on_imports()


def undo():
    """Undo it, stopped half-way."""
    batch = ImportBatch.objects.get()
    stop_half_way()
    imports.ask_to_undo(batch, by=batch.by, reason="Wrong.")
    work_on_imports()


def stop_half_way():
    """Stop once the versions are written, before the commit; what is only foreseen has no author."""
    real = storing.PlaceTargetVersion.objects.bulk_create

    def then_hang(*args, **kwargs):
        made = real(*args, **kwargs)
        if made and made[0].author_id:
            sys.stdout.write("half\n")
            sys.stdout.flush()
            time.sleep(600)
        return made

    storing.PlaceTargetVersion.objects.bulk_create = then_hang


def look():
    """What there is."""
    batch = ImportBatch.objects.get()
    found = {
        "state": batch.state,
        "versions": PlaceTargetVersion.objects.filter(place_target__place__code__startswith="state-").count(),
        "acts": AuditEvent.objects.filter(action__in=["import.stored", "import.undone"]).count(),
    }
    json.dump(found, sys.stdout)


def go_on():
    """The import is nobody's any more: a sweep finds it."""
    ImportBatch.objects.update(next_try_at=None)
    work_on_imports()
    look()

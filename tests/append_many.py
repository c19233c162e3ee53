"""Appending to the audit chain from many processes at once, on the database that the settings name.

    python -c 'import django; django.setup(); from tests.append_many import main; main(8, 50)'

prints what became of it as JSON. With `locked=False` the lock of the chain is left out: the control.
"""

import json
import multiprocessing
import sys
from time import perf_counter

from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction

from tracker.actions import audit
from tracker.models import AuditEvent, User
from tracker.selectors.audit import verify_audit

PEOPLE = 3


def main(processes, each, *, locked=True):
    """Bring the database up to date, append, and say how it went."""
    call_command("migrate", verbosity=0)
    for number in range(PEOPLE):
        User.objects.get_or_create(email=f"appender{number}@example.org", name=f"Appender {number}")
    if not locked:
        audit.HOLD["postgresql"] = "SELECT clock_timestamp()"
    before = AuditEvent.objects.count()
    connection.close()
    began = perf_counter()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        refused = sum(pool.starmap(append, [(number, each) for number in range(processes)], chunksize=1))
    seconds = perf_counter() - began
    kept, verdict = AuditEvent.objects.count() - before, verify_audit()
    found = {"kept": kept, "refused": refused, "per_second": round(kept / seconds)}
    json.dump({**found, "links": verdict.links, "fault": verdict.fault and str(verdict.fault)}, sys.stdout)


def append(number, each):
    """One process's share; says how many entries it could not make."""
    by, refused = User.objects.get(email=f"appender{number % PEOPLE}@example.org"), 0
    for one in range(each):
        try:
            with transaction.atomic():
                audit.record("report.submitted", by=by, about=f"report-{one % 7}", number=one)
        except (IntegrityError, OperationalError):
            refused += 1
    connection.close()
    return refused

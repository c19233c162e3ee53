"""Tables for tests: written as a spreadsheet would, brought in at the desk or straight through the act."""

import csv
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from tracker.actions.imports import Brought, bring_in
from tracker.enums import TableKind
from tracker.models import ImportBatch

COLUMNS = ["commitment", "years", "place", "baseline", "baseline_on"]
ARCADIA = ["GCM10-9", "5", "arcadia", "12000", "2018-12-31"]
BORDURIA = ["GCM10-9", "5", "borduria", "9000", "2018-12-31"]
REASON = "The office revised the series."


def as_csv(*rows, header=COLUMNS, delimiter=","):
    """The bytes of a CSV file."""
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue().encode()


def as_xlsx(*rows, header=COLUMNS, title="Baselines", more=None):
    """The bytes of a workbook; `more` are other sheets by their titles."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in [header, *rows]:
        sheet.append(row)
    for name, lines in (more or {}).items():
        other = book.create_sheet(name)
        for line in lines:
            other.append(line)
    return saved(book)


def saved(book):
    """The bytes of a workbook of openpyxl."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def send_file(client, content, *, kind=TableKind.BASELINES, name="baselines.csv", follow=True, **more):
    """Bring a file in at the desk."""
    typed = {"kind": kind, "reason": REASON, "from_on": timezone.localdate().isoformat(), "sheet": "", **more}
    return client.post(
        reverse("admin:tables"), {**typed, "file": SimpleUploadedFile(name, content)}, follow=follow
    )


def brought(by, *rows, kind=TableKind.BASELINES, header=COLUMNS, from_on=None):
    """A table that waits to be checked."""
    table = Brought(
        kind=kind,
        file_name="table.csv",
        sha256="a" * 64,
        columns=header,
        rows=list(enumerate(rows, start=2)),
        options={},
    )
    return bring_in(table, by=by, reason=REASON, from_on=from_on or timezone.localdate())


def latest():
    """The import that was brought in last."""
    return ImportBatch.objects.latest("pk")

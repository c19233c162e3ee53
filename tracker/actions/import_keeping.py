"""How long the rows of tables are kept, and what is taken out of them with a person who leaves."""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tracker.enums import ImportState
from tracker.models import ImportBatch, ImportRow, User

# So long somebody may want to look at the rows again; what was stored of them is in the versions anyway.
KEPT_FOR = timedelta(days=90)
# A name of fewer letters.
SHORT = 4
OVER = [
    ImportState.STORED.value,
    ImportState.UNDONE.value,
    ImportState.GIVEN_UP.value,
    ImportState.FAILED.value,
]


@transaction.atomic
def forget_old_tables(*, now: datetime) -> int:
    """Delete the rows of tables that came to their end long ago; the imports stay, and can be undone."""
    old = _with_rows().filter(state__in=OVER, at__lt=now - KEPT_FOR)
    # One table at a time: no single statement takes long.
    return sum(ImportRow.objects.filter(batch=batch).delete()[0] for batch in old)


def forget_in_tables(user: User, *, address: str) -> None:
    """Empty the rows that name a person, and rename the files that do; within the act that takes them out."""
    # A short name would be found within many words: it counts where it fills a cell.
    names = {user.name if len(user.name) >= SHORT else f'"{user.name}"'} if user.name else set()
    for text in {address} | names:
        # One database writes letters as they are, the other by their numbers.
        for written in {text, text if text.startswith('"') else json.dumps(text)[1:-1]}:
            for batch in _with_rows():
                _rows_with(written).filter(batch=batch).update(cells=[], differences=[], faults=[])
            ImportBatch.objects.filter(file_name__icontains=written).update(file_name="–")


def _with_rows() -> QuerySet[ImportBatch]:
    rows = ImportRow.objects.filter(batch=OuterRef("pk"))
    return ImportBatch.objects.filter(Exists(rows)).only("pk").order_by("pk")


def _rows_with(text: str) -> QuerySet[ImportRow]:
    columns = {name: Cast(name, TextField()) for name in ("cells", "differences", "faults")}
    rows = ImportRow.objects.alias(**{f"{name}_text": cast for name, cast in columns.items()})
    found = Q()
    for name in columns:
        found |= Q(**{f"{name}_text__icontains": text})
    return rows.filter(found)

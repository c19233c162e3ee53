"""The newest changes of marks about a thing, as columns of the question that asks for the thing itself."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Model, OuterRef, Subquery
from django.db.models.functions import JSONObject

from tracker.models import Commitment, Horizon, MarkChange, Objective, Place, Process, ProgressReport
from tracker.selectors.change_rows import ChangeRow, change_rows

LATELY = 3
OWN = ("uuid", "on", "key", "of_target", "mark_before", "status_before", "mark", "status", "reason")
# What a row names besides, and which columns of it are told.
BESIDE: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "place": (Place, ("code", "names", "fictional")),
    "process": (Process, ("code", "name")),
    "commitment": (Commitment, ("code", "title", "status")),
    "objective": (Objective, ("number", "labels")),
    "horizon": (Horizon, ("years", "due_on")),
    "report": (ProgressReport, ("uuid",)),
}


def lately(about: str) -> dict[str, Subquery]:
    """The newest changes about what the outer query asks for, a column each; `about` is the name of the noun."""
    columns = {name: F(name) for name in OWN}
    for noun, (_model, names) in BESIDE.items():
        columns |= {f"{noun}_{name}": F(f"{noun}__{name}") for name in names}
    rows = MarkChange.objects.filter(**{about: OuterRef("pk")}).annotate(row=JSONObject(**columns))
    return {f"lately_{one}": Subquery(rows.values("row")[one : one + 1]) for one in range(LATELY)}


def lately_of(found: Model) -> tuple[ChangeRow, ...]:
    """The newest changes, as they came with a row that was asked for with these columns."""
    rows = (getattr(found, f"lately_{one}") for one in range(LATELY))
    return change_rows(MarkChange(**dict(_fields(row))) for row in rows if row)


def _fields(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The columns of one change; JSON has dates and numbers of reports as text, and SQLite lists of names as well."""
    yield from {name: row[name] for name in OWN}.items()
    yield "uuid", UUID(row["uuid"])
    yield "on", date.fromisoformat(row["on"])
    for noun, (model, names) in BESIDE.items():
        values = {name: _read(name, row[f"{noun}_{name}"]) for name in names}
        yield noun, model(**values) if any(value is not None for value in values.values()) else None


def _read(name: str, value: Any) -> Any:
    if name in {"names", "labels"} and isinstance(value, str):
        return json.loads(value)
    return date.fromisoformat(value) if name == "due_on" and value else value

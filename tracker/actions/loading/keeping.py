"""Bringing stored rows to what the files say: add what is new, change what differs, touch nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model

from tracker.actions.loading.sheets import Row

Noun = TypeVar("Noun", bound=Model)
BATCH = 1000


@dataclass
class Tally:
    """How many rows a loading has added and changed so far."""

    added: int = 0
    changed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


def keep(
    model: type[Noun], key: str, wanted: Iterable[Mapping[str, Any]], *, tally: Tally
) -> dict[Any, Noun]:
    """The stored row of each key, as `wanted` says. Rows that no file names stay as they are."""
    stored = {getattr(row, key): row for row in model._default_manager.all()}
    new: list[Noun] = []
    for fields in wanted:
        row = stored.get(fields[key])
        if row is None:
            new.append(model(**fields))
        elif changed := [name for name, value in fields.items() if getattr(row, name) != value]:
            for name in changed:
                setattr(row, name, fields[name])
            row.save(update_fields=changed)
            tally.changed += 1
    model._default_manager.bulk_create(new, batch_size=BATCH)
    tally.added += len(new)
    return stored | {getattr(row, key): row for row in new}


def keep_links(row: Model, name: str, wanted: Iterable[Model], *, tally: Tally) -> None:
    """The rows that one is linked to: exactly those wanted."""
    links = getattr(row, name)
    ids, stored = {one.pk for one in wanted}, set(links.values_list("pk", flat=True))
    if ids != stored:
        links.set(ids)
        tally.added += len(ids - stored)
        tally.changed += len(stored - ids)


def id_of(rows: Mapping[Any, Model], key: object) -> int | None:
    """The id of a kept row, or nothing where the cell is blank."""
    return None if key is None else int(rows[key].pk)


def sourced(row: Row, sources: Mapping[Any, Model]) -> dict[str, Any]:
    """Where a row was read, and whether it was checked there."""
    return {"source_id": id_of(sources, row["source"]), "verified": row["verified"]}

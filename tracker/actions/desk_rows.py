"""Rows of plain nouns, many at once: added and changed together, and undone together.

A row is changed without consequence for any mark, as on its screen at the desk. One entry in the record for all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.actions.audit import record
from tracker.actions.series_readings import pieces
from tracker.actions.versions import Overtaken
from tracker.models import User

Values = Mapping[str, Any]


@dataclass(frozen=True)
class AddedBefore:
    """In place of the id of another row of the same kind: the one that is added before, by what a column says."""

    column: str
    says: str


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """What a row is to say, by column; `pk` and what it says now, where it is stored already."""

    values: Values
    pk: int | None = None
    before: Values | None = None


@dataclass(frozen=True, kw_only=True)
class MadeRow:
    """A row that was stored: new, or what of it was changed, from what to what."""

    pk: int
    before: Values | None
    after: Values

    def as_json(self) -> list[Any]:
        """As it is kept with an import."""
        return [self.pk, _plain(self.before), _plain(self.after)]

    @classmethod
    def from_json(cls, kept: Sequence[Any]) -> "MadeRow":
        """What was kept."""
        pk, before, after = kept
        return cls(pk=pk, before=before, after=after)


class InTheWay(Exception):
    """Rows were changed since, or others refer to them: nothing was undone. `names` says which, and why."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("; ".join(names))
        self.names = tuple(names)


@transaction.atomic
def keep_rows(
    model: type[models.Model], changes: Sequence[RowChange], *, about: str, by: User
) -> list[MadeRow]:
    """Change these rows, then add those that are new, each in this order.

    `about` is what the record of acts calls them together. Raises Overtaken where a row says something else by now.
    """
    try:
        with transaction.atomic():
            made = _changed(model, [one for one in changes if one.pk is not None])
            made += [_added(model, one) for one in changes if one.pk is None]
    except IntegrityError as taken:
        # Somebody stored a row meanwhile that does not go with one of these.
        raise Overtaken from taken
    if made:
        record("desk.imported", by=by, about=about, rows=[one.as_json() for one in made])
    return made


@transaction.atomic
def undo_rows(
    model: type[models.Model], made: Sequence[MadeRow], *, about: str, by: User, reason: str
) -> None:
    """Change rows back to what they said, and delete those that were new. Raises InTheWay."""
    stored, blocked = held_rows(model, made)
    blocked += in_the_way(model, [stored[one.pk] for one in made if one.before is None and one.pk in stored])
    if blocked:
        raise InTheWay(blocked)
    # The new ones first: what they took the place of may then say again what it said.
    for one in reversed(made):
        if one.before is None:
            stored[one.pk].delete()
    put_back(stored, made)
    record("desk.import_undone", by=by, about=about, rows=[one.pk for one in made], reason=reason)


def held_rows(
    model: type[models.Model], made: Sequence[MadeRow]
) -> tuple[dict[int, models.Model], list[str]]:
    """The rows as they stand, held until the commit, and those that say something else than was stored."""
    rows = model._default_manager.all()
    # Nothing may refer to those that will be deleted, from the look at what does until they are gone.
    stored = _by_id(rows.select_for_update(of=("self",)), [one.pk for one in made if one.before is None])
    changed = [one.pk for one in made if one.before is not None]
    stored |= _by_id(rows.select_for_update(of=("self",), no_key=True), changed)
    gone = _("a row that was deleted since")
    late = [
        _("%(row)s (changed since)") % {"row": stored[one.pk]} if one.pk in stored else gone
        for one in made
        if one.pk not in stored or _plain(_said(stored[one.pk], one.after)) != _plain(one.after)
    ]
    return stored, late


def _by_id(rows: models.QuerySet[Any], ids: Iterable[int]) -> dict[Any, models.Model]:
    """These rows by their ids, a piece at a time."""
    return {row.pk: row for piece in pieces(ids) for row in rows.filter(pk__in=piece)}


def put_back(stored: Mapping[int, models.Model], made: Sequence[MadeRow]) -> None:
    """Let changed rows say what they said before; the last that was changed first."""
    try:
        with transaction.atomic():
            for one in reversed(made):
                if one.before is not None:
                    _write(stored[one.pk], one.before)
    except IntegrityError as taken:
        words = _("another row that was stored since: the two do not go together")
        raise InTheWay([words]) from taken


def in_the_way(model: type[models.Model], rows: Sequence[models.Model]) -> list[str]:
    """What refers to these rows, apart from one another, in words: so they cannot be deleted."""
    names = {row.pk: str(row) for row in rows}
    found: dict[int, list[str]] = defaultdict(list)
    for relation in model._meta.related_objects:
        other = relation.related_model
        if relation.on_delete is models.CASCADE or isinstance(other, str):
            # What was computed, and goes with its row.
            continue
        for ids in pieces(names):
            about = other._default_manager.filter(**{f"{relation.field.name}__in": ids})
            if other is model:
                about = about.exclude(pk__in=list(names))
            label = capfirst(str(other._meta.verbose_name_plural))
            for pk in about.values_list(relation.field.attname, flat=True).distinct():
                found[pk].append(label)
    return [
        _("%(row)s (%(others)s refer to it)") % {"row": names[pk], "others": ", ".join(sorted(set(others)))}
        for pk, others in found.items()
    ]


def _changed(model: type[models.Model], changes: Iterable[RowChange]) -> list[MadeRow]:
    asked = list(changes)
    rows = model._default_manager.select_for_update(of=("self",), no_key=True)
    stored = _by_id(rows, [one.pk for one in asked if one.pk is not None])
    made = []
    for one in asked:
        row = stored.get(one.pk)
        before = one.before or {}
        if row is None or _plain(_said(row, before)) != _plain(before):
            raise Overtaken
        _write(row, one.values)
        made.append(MadeRow(pk=row.pk, before=before, after=dict(one.values)))
    return made


def _added(model: type[models.Model], change: RowChange) -> MadeRow:
    values = {name: _settled(model, value) for name, value in change.values.items()}
    row = model(**values)
    row.save(force_insert=True)
    return MadeRow(pk=row.pk, before=None, after=values)


def _settled(model: type[models.Model], value: Any) -> Any:
    if not isinstance(value, AddedBefore):
        return value
    return model._default_manager.values_list("pk", flat=True).get(**{value.column: value.says})


def _write(row: models.Model, values: Values) -> None:
    for name, value in values.items():
        column: Any = row._meta.get_field(name)
        setattr(row, name, column.to_python(value))
    row.save(update_fields=list(values))


def _said(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _plain(values: Values | None) -> dict[str, Any] | None:
    """The values as JSON has them."""
    if values is None:
        return None
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}

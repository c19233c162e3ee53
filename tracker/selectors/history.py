"""What changed when: the versions of one noun side by side with what each changed, and all changes, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.utils.functional import Promise

from tracker.enums import Versioned
from tracker.models import CommitmentVersion, PlaceTargetVersion, TargetVersion
from tracker.models.versions import Version

KINDS: dict[Versioned, type[Version]] = {
    Versioned.COMMITMENT: CommitmentVersion,
    Versioned.TARGET: TargetVersion,
    Versioned.PLACE_TARGET: PlaceTargetVersion,
}
PARENTS = {
    Versioned.COMMITMENT: ["commitment"],
    Versioned.TARGET: ["target__commitment", "target__horizon"],
    Versioned.PLACE_TARGET: [
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
    ],
}
# What a version says about itself, and what it is a version of; all other columns are what it says.
ABOUT_ITSELF = {"id", "number", "in_force_from", "reason", "author", "recorded_at"}
ABOUT_WHAT = {"commitment", "target", "place_target"}
# What a version says by naming another row.
NAMES: dict[type[Version], list[str]] = {CommitmentVersion: ["indicator"], PlaceTargetVersion: ["source"]}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One column that a version changed: what stood there before, and what stands there now.

    What is chosen from a list stands as its label.
    """

    field: str
    label: str | Promise
    before: Any
    after: Any


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version among its others: from when it holds, who made it and why, and what it changed."""

    number: int
    in_force_from: date
    recorded_at: datetime
    by: str
    reason: str
    in_force: bool
    to_come: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One version among all that were ever made."""

    kind: Versioned
    pk: int
    parent_pk: int
    about: str
    number: int
    in_force_from: date
    recorded_at: datetime
    by: str
    reason: str


def differences(before: Version | None, after: Version) -> tuple[Difference, ...]:
    """What a version says otherwise than the one before it; against none, everything that it says at all."""
    found = []
    for field in after._meta.concrete_fields:
        if field.name in ABOUT_ITSELF | ABOUT_WHAT:
            continue
        old = getattr(before, field.name) if before else None
        new = getattr(after, field.name)
        if old != new and not (before is None and new in (None, "", [])):
            words = dict(field.flatchoices)
            found.append(
                Difference(
                    field=field.name,
                    label=field.verbose_name,
                    before=words.get(old, old) if words else old,
                    after=words.get(new, new) if words else new,
                )
            )
    return tuple(found)


def history(versions: QuerySet[Any], *, today: date) -> tuple[VersionRow, ...]:
    """The versions of one noun, the newest first, each with what it changed. One query."""
    rows = list(versions.select_related("author", *NAMES.get(versions.model, ())).order_by("number"))
    come = [row.number for row in rows if row.in_force_from <= today]
    in_force = max(come, default=0)
    return tuple(
        VersionRow(
            number=row.number,
            in_force_from=row.in_force_from,
            recorded_at=row.recorded_at,
            by=str(row.author) if row.author else "",
            reason=row.reason,
            in_force=row.number == in_force,
            to_come=row.number > in_force and row.in_force_from > today,
            differences=differences(before, row),
        )
        for before, row in zip([None, *rows], rows, strict=False)
    )[::-1]


def all_changes() -> QuerySet[Any, Any]:
    """Every version ever made, newest first, as (kind, id): to be counted and cut into pages."""
    first, *others = (
        model.objects.annotate(what=Value(kind.value, output_field=CharField()))
        .order_by()
        .values_list("what", "pk", "recorded_at")
        for kind, model in KINDS.items()
    )
    return first.union(*others, all=True).order_by("-recorded_at", "what", "-pk")


def change_rows(keys: Sequence[tuple[str, int, datetime]]) -> tuple[ChangeRow, ...]:
    """The changes of one page, in the order given. Three queries, however many there are."""
    found: dict[tuple[str, int], ChangeRow] = {}
    for kind, model in KINDS.items():
        ids = [pk for what, pk, _at in keys if what == kind]
        rows = model.objects.filter(pk__in=ids).select_related("author", *PARENTS[kind])
        found |= {(kind.value, row.pk): _change_row(kind, row) for row in rows}
    return tuple(found[what, pk] for what, pk, _at in keys)


def _change_row(kind: Versioned, version: Any) -> ChangeRow:
    parent = getattr(version, kind.value)
    return ChangeRow(
        kind=kind,
        pk=version.pk,
        parent_pk=parent.pk,
        about=str(parent),
        number=version.number,
        in_force_from=version.in_force_from,
        recorded_at=version.recorded_at,
        by=str(version.author) if version.author else "",
        reason=version.reason,
    )

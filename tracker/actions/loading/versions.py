"""Versions that the files ask for. None is rewritten, and what a person decided is left alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from tracker.actions.loading.keeping import BATCH, Tally
from tracker.models.versions import Version

OfVersion = TypeVar("OfVersion", bound=Version)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the latest version of `of` should say, and what is said of it where it is the first."""

    of: int
    says: Mapping[str, Any]
    in_force_from: date
    reason: str


def keep_versions(
    model: type[OfVersion], of: str, wanted: Collection[Wanted], *, today: date, tally: Tally
) -> None:
    """A first version where there is none; where the files changed since, a further one from today.

    Once a person has made a version, the files no longer speak for that target.
    """
    stored = _by(of, model._default_manager.filter(**{f"{of}__in": [one.of for one in wanted]}))
    new = [version for one in wanted if (version := _next(model, of, one, stored[one.of], today=today))]
    model._default_manager.bulk_create(new, batch_size=BATCH)
    tally.added += len(new)


def _next(
    model: type[OfVersion], of: str, wanted: Wanted, stored: list[OfVersion], *, today: date
) -> OfVersion | None:
    """The version to add, or nothing."""
    if not stored:
        fields = {"number": 1, "in_force_from": wanted.in_force_from, "reason": wanted.reason}
        return model(**{of: wanted.of}, **wanted.says, **fields)
    latest = stored[-1]
    changed = [name for name, value in wanted.says.items() if getattr(latest, name) != value]
    if not changed or any(version.author_id for version in stored):
        return None
    names = ", ".join(name.removesuffix("_id").replace("_", " ") for name in changed)
    reason = f"The reference data were changed: {names}."
    fields = {"number": latest.number + 1, "in_force_from": today, "reason": reason}
    return model(**{of: wanted.of}, **wanted.says, **fields)


def _by(of: str, versions: Iterable[OfVersion]) -> dict[int, list[OfVersion]]:
    """Versions by what they are versions of, the oldest first."""
    found: dict[int, list[OfVersion]] = defaultdict(list)
    for version in sorted(versions, key=lambda version: version.number):
        found[getattr(version, of)].append(version)
    return found

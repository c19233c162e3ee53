"""What undoes a batch: changes that say again what was said before, as new versions; nothing is deleted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from tracker.actions.changes.faults import ChangedSince
from tracker.actions.changes.kinds import Change, Made, PlaceChange, SayingChange, said_again
from tracker.actions.commitments import saying_of
from tracker.actions.targets import Local, local_of
from tracker.enums import CommitmentStatus, Versioned
from tracker.models import (
    Commitment,
    CommitmentVersion,
    PlaceTarget,
    PlaceTargetVersion,
    Target,
    TargetVersion,
)

Rows = dict[int, Any]
MODELS: dict[Versioned, tuple[Any, str, tuple[str, ...]]] = {
    Versioned.COMMITMENT: (CommitmentVersion, "commitment", ("commitment", "indicator")),
    Versioned.TARGET: (TargetVersion, "target", ("target__commitment", "target__horizon")),
    Versioned.PLACE_TARGET: (
        PlaceTargetVersion,
        "place_target",
        (
            "place_target__place",
            "place_target__target__commitment",
            "place_target__target__horizon",
            "source",
        ),
    ),
}


def back(made: Sequence[Made]) -> list[Change]:
    """The changes that undo what was made, in the opposite order.

    A baseline that was the first is taken out again. A target that was new applies nowhere from then on, and a
    commitment that was new is retired: what was once public is never deleted. Raises ChangedSince where another
    version came since.
    """
    changes: list[Change] = []
    for what in reversed(Versioned):
        rows = [one for one in made if one.what is what]
        if rows:
            changes += _undone(what, rows)
    return changes


def _undone(what: Versioned, made: Sequence[Made]) -> list[Change]:
    model, parent, related = MODELS[what]
    ids = {one.of for one in made}
    found = model.objects.filter(**{f"{parent}__in": ids}).order_by()
    latest: Rows = dict(found.values_list(parent).annotate(Max("number")))
    if late := [one for one in made if latest.get(one.of) != one.number]:
        raise ChangedSince(late)
    before = {one.number - 1 for one in made}
    wanted = {(one.of, one.number - 1) for one in made}
    rows = found.filter(number__in=before).select_related(*related)
    versions = {
        (getattr(one, f"{parent}_id"), one.number): one
        for one in rows
        if (getattr(one, f"{parent}_id"), one.number) in wanted
    }
    match what:
        case Versioned.COMMITMENT:
            return _sayings(made, versions)
        case Versioned.TARGET:
            return _wordings(made, versions)
        case Versioned.PLACE_TARGET:
            return _locals(made, versions)


def _sayings(made: Sequence[Made], before: dict[tuple[int, int], CommitmentVersion]) -> list[Change]:
    rows = Commitment.objects.select_related("indicator").in_bulk([one.of for one in made])
    changes: list[Change] = []
    for one in made:
        version = before.get((one.of, one.number - 1))
        retired = replace(saying_of(rows[one.of]), status=CommitmentStatus.RETIRED)
        said = saying_of(version) if version else retired
        changes.append(SayingChange(commitment=rows[one.of], saying=said, after=one.number))
    return changes


def _wordings(made: Sequence[Made], before: dict[tuple[int, int], TargetVersion]) -> list[Change]:
    rows = Target.objects.select_related("commitment", "horizon").in_bulk([one.of for one in made])
    changes: list[Change] = []
    for one in made:
        version = before.get((one.of, one.number - 1))
        if version:
            changes.append(said_again(rows[one.of], version, after=one.number))
        else:
            changes += _nowhere(rows[one.of])
    return changes


def _nowhere(target: Target) -> list[Change]:
    """A target that was new: from now on it applies in no place."""
    places = PlaceTarget.objects.filter(target=target).select_related("place").order_by("pk")
    numbered = places.annotate(latest=Max("versions__number"))
    return [
        PlaceChange(target=target, place=row.place, local=_undone_here(), after=row.latest or 0)
        for row in numbered
    ]


def _locals(made: Sequence[Made], before: dict[tuple[int, int], PlaceTargetVersion]) -> list[Change]:
    found = PlaceTarget.objects.select_related("place", "target__commitment", "target__horizon")
    rows = found.in_bulk([one.of for one in made])
    changes: list[Change] = []
    for one in made:
        row, version = rows[one.of], before.get((one.of, one.number - 1))
        first = _undone_here() if one.fresh else Local()
        local = local_of(version) if version else first
        changes.append(PlaceChange(target=row.target, place=row.place, local=local, after=one.number))
    return changes


def _undone_here() -> Local:
    return Local(applies=False, why_not=_("The change that brought this target was undone."))

"""What a loading changes in the scores: whatever has a version, a reading or a membership that is new."""

from collections.abc import Iterable, Mapping

from django.db.models import Max, Model

from tracker.actions.marking import mark_dirty
from tracker.enums import Cause
from tracker.models import (
    CommitmentVersion,
    Membership,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    Process,
    ProgressReport,
    TargetVersion,
)
from tracker.selectors.holders import Holder

# Each with the way to it from a target of a place.
ABOUT_TARGETS: dict[type[Model], str] = {
    CommitmentVersion: "target__commitment__versions",
    TargetVersion: "target__versions",
    PlaceTargetVersion: "versions",
    ProgressReport: "reports",
}
Newest = Mapping[type[Model], int]


def newest() -> Newest:
    """The highest id of each kind of row that scores rest on."""
    models: list[type[Model]] = [*ABOUT_TARGETS, Membership]
    return {model: model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0 for model in models}


def mark_since(before: Newest) -> None:
    """Mark the scores of everything that came in since."""
    pairs = set()
    for model, way in ABOUT_TARGETS.items():
        found = PlaceTarget.objects.filter(**{f"{way}__pk__gt": before[model]})
        pairs |= set(found.values_list("place", "target__commitment").distinct())
    places = Place.objects.in_bulk({place for place, _commitment in pairs})
    marked: list[tuple[Holder, int]] = [(places[place], commitment) for place, commitment in sorted(pairs)]
    mark_dirty([*marked, *_of_processes(before)], cause=Cause.LOADING)


def _of_processes(before: Newest) -> Iterable[tuple[Holder, int]]:
    """The processes with new members, on every commitment that those have."""
    for process in Process.objects.filter(memberships__pk__gt=before[Membership]).distinct():
        found = PlaceTarget.objects.filter(place__memberships__process=process)
        for commitment in found.values_list("target__commitment", flat=True).distinct():
            yield process, commitment

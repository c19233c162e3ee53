"""The latest version of several nouns at once, whether it is in force yet or not."""

from collections.abc import Iterable

from tracker.models import (
    Commitment,
    CommitmentVersion,
    Place,
    PlaceTargetVersion,
    Target,
    TargetVersion,
)


def latest_of_commitments(commitments: Iterable[Commitment]) -> dict[int, CommitmentVersion]:
    """By the commitment's id. One query."""
    found = CommitmentVersion.objects.select_related("indicator").filter(
        commitment__in={one.pk for one in commitments}
    )
    return {one.commitment_id: one for one in found.order_by("number")}


def latest_of_targets(targets: Iterable[Target]) -> dict[int, TargetVersion]:
    """By the target's id. One query."""
    found = TargetVersion.objects.filter(target__in={one.pk for one in targets})
    return {one.target_id: one for one in found.order_by("number")}


def latest_in_places(
    targets: Iterable[Target], places: Iterable[Place]
) -> dict[tuple[int, int], PlaceTargetVersion]:
    """What each target means in each place, by the ids of both. One query."""
    found = PlaceTargetVersion.objects.select_related("source", "place_target").filter(
        place_target__target__in={one.pk for one in targets},
        place_target__place__in={one.pk for one in places},
    )
    return {(one.place_target.target_id, one.place_target.place_id): one for one in found.order_by("number")}

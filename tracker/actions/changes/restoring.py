"""Whether a change says again what an earlier version said: whoever types it by hand restores it all the same."""

from collections.abc import Sequence

from django.utils import timezone

from tracker.actions.changes.kinds import Change, PlaceChange, SayingChange, TargetChange
from tracker.actions.commitments import saying_of
from tracker.actions.targets import local_of
from tracker.actions.wordings import Wording, meant, wording_of
from tracker.models import CommitmentVersion, PlaceTargetVersion, TargetVersion
from tracker.scoring import ChangeIn
from tracker.selectors.baselines import baselines_in


def restores_a_version(changes: Sequence[Change]) -> bool:
    """Whether one of these changes restores a version. At most three queries."""
    return _of_targets(changes) or _of_commitments(changes) or _in_places(changes)


def _of_targets(changes: Sequence[Change]) -> bool:
    wanted = {one.target.pk: one for one in changes if isinstance(one, TargetChange)}
    said = {pk: _meant(one) for pk, one in wanted.items()}
    versions = TargetVersion.objects.filter(target__in=wanted).order_by() if wanted else ()
    return any(wording_of(one) == said[one.target_id] for one in versions)


def _meant(change: TargetChange) -> Wording:
    """The wording as it would be stored."""
    in_points = change.change_in is ChangeIn.POINTS
    baselines = baselines_in(change.target, day=timezone.localdate()) if in_points else ()
    return meant(change.wording, change_in=change.change_in, baselines=baselines)


def _of_commitments(changes: Sequence[Change]) -> bool:
    wanted = {one.commitment.pk: one.saying for one in changes if isinstance(one, SayingChange)}
    found = CommitmentVersion.objects.filter(commitment__in=wanted).select_related("indicator")
    versions = found.order_by() if wanted else ()
    return any(saying_of(one) == wanted[one.commitment_id] for one in versions)


def _in_places(changes: Sequence[Change]) -> bool:
    wanted = {
        (one.target.pk, one.place.pk): one.local
        for one in changes
        if isinstance(one, PlaceChange) and one.after
    }
    if not wanted:
        return False
    found = PlaceTargetVersion.objects.filter(
        place_target__target__in={target for target, _place in wanted},
        place_target__place__in={place for _target, place in wanted},
    )
    versions = found.select_related("source", "place_target").order_by()
    return any(
        local_of(one) == wanted.get((one.place_target.target_id, one.place_target.place_id))
        for one in versions
    )

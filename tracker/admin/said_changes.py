"""A batch of changes in words: what each is about, and what it says otherwise than what stands there now."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.actions.changes import (
    Change,
    FirstCommitment,
    FirstTarget,
    PlaceChange,
    SayingChange,
    TargetChange,
)
from tracker.actions.wordings import columns_of
from tracker.admin.words import Said, said_differences
from tracker.models import CommitmentVersion, PlaceTargetVersion, TargetVersion
from tracker.models.versions import Version
from tracker.selectors.history import differences
from tracker.selectors.latest import latest_in_places, latest_of_commitments, latest_of_targets


@dataclass(frozen=True)
class SaidChange:
    """What one change is about, and its differences in words."""

    about: str
    differences: tuple[Said, ...]


def said_changes(changes: Sequence[Change]) -> tuple[SaidChange, ...]:
    """The changes in words. At most three queries."""
    latest = _Latest(changes)
    return tuple(
        SaidChange(about_of(one), said_differences(differences(latest.of(one), _version(one))))
        for one in changes
    )


def is_overtaken(changes: Sequence[Change]) -> bool:
    """Whether something that is changed has another version by now. At most three queries."""
    latest = _Latest(changes)
    followed = (one for one in changes if not isinstance(one, FirstTarget | FirstCommitment))
    return any(one.after != _number(latest.of(one)) for one in followed)


def _number(version: Version | None) -> int:
    return version.number if version else 0


def about_of(change: Change) -> str:
    """What a change is about."""
    match change:
        case PlaceChange():
            return f"{change.place}, {change.target}"
        case TargetChange():
            return str(change.target)
        case FirstTarget():
            return f"{change.commitment.code}, {change.horizon}"
        case SayingChange():
            return str(change.commitment)
        case FirstCommitment():
            return change.proposal.code


def _version(change: Change) -> Version:
    """The change as a version that is not stored."""
    match change:
        case PlaceChange():
            return PlaceTargetVersion(**vars(change.local))
        case TargetChange() | FirstTarget():
            return TargetVersion(**columns_of(change.wording))
        case SayingChange() | FirstCommitment():
            return CommitmentVersion(**vars(change.saying))


class _Latest:
    """The latest version of what each change is about."""

    def __init__(self, changes: Sequence[Change]) -> None:
        places = [one for one in changes if isinstance(one, PlaceChange)]
        self.targets = latest_of_targets(one.target for one in changes if isinstance(one, TargetChange))
        self.commitments = latest_of_commitments(
            one.commitment for one in changes if isinstance(one, SayingChange)
        )
        self.places = latest_in_places((one.target for one in places), (one.place for one in places))

    def of(self, change: Change) -> Version | None:
        """The one that a change comes after."""
        match change:
            case PlaceChange():
                return self.places.get((change.target.pk, change.place.pk))
            case TargetChange():
                return self.targets.get(change.target.pk)
            case SayingChange():
                return self.commitments.get(change.commitment.pk)
        return None

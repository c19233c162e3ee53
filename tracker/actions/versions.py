"""What every act that makes a version shares."""

from typing import Any, Protocol

from tracker.models import CommitmentVersion, PlaceTargetVersion, TargetVersion

AnyVersion = CommitmentVersion | TargetVersion | PlaceTargetVersion


class Versioned(Protocol):
    """A noun whose changes are versions."""

    @property
    def versions(self) -> Any:
        """Its versions."""


class Overtaken(Exception):
    """Somebody made a version since the page was opened; nothing was stored."""


def next_number(versioned: Versioned, *, after: int | None = None) -> int:
    """The number of the next version; raises Overtaken where `after` is given and is not the latest any more."""
    latest = versioned.versions.order_by("-number").first()
    number = latest.number if latest else 0
    if after is not None and after != number:
        raise Overtaken
    return int(number) + 1

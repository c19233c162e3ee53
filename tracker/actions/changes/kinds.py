"""What one change says: what it is about, what is to stand there, and which version it was made after."""

from dataclasses import dataclass
from typing import Any

from tracker.actions.commitments import Proposal, Saying
from tracker.actions.targets import Local
from tracker.actions.wordings import Wording, wording_of
from tracker.enums import Versioned
from tracker.models import Commitment, Horizon, Place, Target, TargetVersion
from tracker.scoring import ChangeIn, Kind


@dataclass(frozen=True, kw_only=True)
class TargetChange:
    """A new wording of a target, after the version with that number.

    `change_in` says what a change is counted in, where the figures are in per cent themselves.
    """

    target: Target
    wording: Wording
    after: int
    change_in: ChangeIn | None = None


@dataclass(frozen=True, kw_only=True)
class FirstTarget:
    """A target by a horizon for which the commitment has none. It holds from the day it is stored."""

    commitment: Commitment
    horizon: Horizon
    wording: Wording
    change_in: ChangeIn | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceChange:
    """What a target is to mean in a place, after the version with that number (0: the first).

    A place that does not have the target yet gets it.
    """

    target: Target
    place: Place
    local: Local
    after: int


@dataclass(frozen=True, kw_only=True)
class SayingChange:
    """What a commitment is to say, after the version with that number. It holds from the day it is stored."""

    commitment: Commitment
    saying: Saying
    after: int


@dataclass(frozen=True, kw_only=True)
class FirstCommitment:
    """A commitment to propose."""

    proposal: Proposal
    saying: Saying


Change = TargetChange | FirstTarget | PlaceChange | SayingChange | FirstCommitment


def said_again(target: Target, version: TargetVersion, *, after: int) -> TargetChange:
    """The change by which a target says again what a version of it said: a change in it was settled then."""
    settled = ChangeIn.PER_CENT if version.kind == Kind.RELATIVE_CHANGE else None
    return TargetChange(target=target, wording=wording_of(version), after=after, change_in=settled)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A version that a change made: of a commitment, a target or a target of a place, and its number.

    `of` is the id of that row; `fresh` says that the row itself came with it.
    """

    what: Versioned
    of: int
    number: int
    fresh: bool = False

    def as_json(self) -> list[Any]:
        """The same, to be kept."""
        return [self.what.value, self.of, self.number, self.fresh]

    @classmethod
    def from_json(cls, kept: list[Any]) -> "Made":
        """What was kept."""
        what, of, number, fresh = kept
        return cls(what=Versioned(what), of=of, number=number, fresh=fresh)

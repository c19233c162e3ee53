"""A row that a roll-up is made from, whether it is kept or computed for a past date."""

from dataclasses import dataclass
from typing import Any

from tracker.enums import Subject
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.standings import Told


@dataclass(frozen=True, kw_only=True)
class Below:
    """A row that a roll-up is made from. `place` and `region` are set where it is a State's.

    `last_answer` is what was last said about its target, whether or not it can be scored.
    """

    told: Told
    digest: str
    weight: int
    name: str
    place: PlaceRef | None
    region: PlaceRef | None
    last_answer: str | None


def is_of_states(own: Any) -> bool:
    """Whether a roll-up is made from the targets of States."""
    return bool(own.subject == Subject.COMMITMENT and own.horizon_id is not None)

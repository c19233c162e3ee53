"""One commitment in one place: its targets by each date together."""

from dataclasses import dataclass
from datetime import date

from tracker.enums import PlaceKind
from tracker.selectors.credits import CommitteeRef, credit_of
from tracker.selectors.objectives import HorizonHead
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.places import heads_of
from tracker.selectors.standings import Told, is_updating, shown
from tracker.selectors.target_scores import scores_here
from tracker.selectors.targets import TargetPage, UnshownTarget, pages_of


@dataclass(frozen=True, kw_only=True)
class PlaceCommitmentPage:
    """A commitment in a place: the place's own targets, the nearest first, or what its States come to by each date.

    `by_horizon` is what is told by each of `horizons`; `targets` are the place's own: none where it gathers States.
    """

    as_of: date | None
    place: PlaceRef
    kind: PlaceKind
    code: str
    title: str
    objective_number: int
    objective_label: str
    updating: bool
    overall: Told | None
    horizons: tuple[HorizonHead, ...]
    by_horizon: tuple[Told, ...]
    targets: tuple[TargetPage | UnshownTarget, ...]
    committee: CommitteeRef | None

    @property
    def scored_on(self) -> date | None:
        """The day that its marks are of, where one can be shown."""
        found = shown(self.overall)
        return found.as_of if found else self.as_of


def place_commitment_page(
    place_code: str, commitment_code: str, *, as_of: date | None = None
) -> PlaceCommitmentPage | None:
    """One commitment in one place, today or on a past date; None where it has no score on it. Five queries.

    Where the place gathers States, one.
    """
    scores = scores_here(place_code, commitment_code, as_of=as_of)
    if not scores:
        return None
    place, commitment = scores[0].row.place, scores[0].row.commitment
    by_date = [one for one in scores if one.row.horizon]
    # A row without a target of its own says nothing of a committee.
    leading = next((one.row.leading for one in by_date if one.row.place_target_id), None)
    return PlaceCommitmentPage(
        as_of=as_of,
        place=place_ref(place),
        kind=PlaceKind(place.kind),
        code=commitment.code,
        title=commitment.title,
        objective_number=commitment.objective.number,
        objective_label=commitment.objective.label,
        updating=is_updating(one.told for one in scores),
        overall=next((one.told for one in scores if not one.row.horizon), None),
        horizons=heads_of(scores),
        by_horizon=tuple(one.told for one in by_date),
        targets=pages_of(scores, by_date, as_of=as_of),
        committee=credit_of(leading) if leading else None,
    )

"""What roll-ups of a past date are made from: the same parts as of today's, out of what is computed for the date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.enums import PlaceKind, Subject
from tracker.models import Commitment, Objective, Place, ProgressReport
from tracker.selectors.below import Below, is_of_states
from tracker.selectors.computed_at import WHOLE
from tracker.selectors.holders import Holder, gathers, states_in
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import Found, on_one, rows_of
from tracker.selectors.standings import keys_at


@dataclass(frozen=True, kw_only=True)
class Then:
    """Of a past date: the scores of the holder, and those of its States on the one commitment that is asked about.

    `of_states` is None where several commitments are: what is asked about is then not made from the States' own.
    """

    as_of: date
    own: Sequence[Found]
    of_states: Sequence[Found] | None


def then_at(address: str, holder: Holder, *, as_of: date) -> Then | None:
    """What must be computed for an address: for one commitment much less than for all. None if it means nothing."""
    names = {key.partition(":")[0] for key in keys_at(address)}
    said = [one for one in commitments_on(as_of).values() if one.code in names]
    if said:
        states = _states_of(holder, as_of)
        rows = on_one(said[0], [holder, *states], as_of=as_of)
        own = [one for one in rows if one.row.place in {None, holder}]
        return Then(as_of=as_of, own=own, of_states=[one for one in rows if one.row.place in states])
    if any(name == WHOLE or name.startswith("objective-") for name in names):
        return Then(as_of=as_of, own=rows_of(holder, as_of=as_of), of_states=None if gathers(holder) else ())
    return None


def _states_of(holder: Holder, as_of: date) -> Sequence[Place]:
    if not gathers(holder):
        return ()
    states = Place.objects.filter(pk__in=states_in(holder, on=as_of))
    return list(states.select_related("parent__parent"))


def parts_then(own: Any, then: Then) -> list[Below]:
    """The rows that a roll-up of the date is made from. One query."""
    of_states = is_of_states(own)
    rows = [one for one in (then.of_states or () if of_states else then.own) if _is_part(own, one.row)]
    answers = _answers([one.row.place_target_id for one in rows], then.as_of)
    rows.sort(key=_order_of_states if of_states else _order)
    return [_below_then(own, one, answers) for one in rows]


def _is_part(own: Any, row: Any) -> bool:
    """Whether a roll-up is made from a row of the same holder or of its States."""
    if own.subject == Subject.PLACE:
        return bool(row.subject == Subject.OBJECTIVE and row.horizon_id == own.horizon_id)
    if row.subject != Subject.COMMITMENT:
        return False
    if own.subject == Subject.OBJECTIVE:
        same = row.commitment.objective_id == own.objective_id
        return bool(same and row.horizon_id == own.horizon_id)
    if own.horizon_id is None:
        return bool(row.commitment_id == own.commitment_id and row.horizon_id is not None)
    return bool(row.horizon_id == own.horizon_id and row.place_target_id is not None)


def _order(one: Found) -> tuple[int, str, int]:
    row = one.row
    about = (row.objective.number if row.objective else 0, row.commitment.code if row.commitment else "")
    return (*about, row.horizon.years if row.horizon else 0)


def _order_of_states(one: Found) -> str:
    return str(one.row.place.code)


def _answers(place_targets: Iterable[int | None], as_of: date) -> dict[int, str]:
    """What was last said about these targets on a past date, by their ids. One query."""
    ids = [pk for pk in place_targets if pk is not None]
    reports = ProgressReport.objects.public_on(as_of).filter(place_target__in=ids).newest_first()
    found: dict[int, str] = {}
    for pk, answer in reports.values_list("place_target", "answer"):
        found.setdefault(pk, answer)
    return found


def _below_then(own: Any, one: Found, answers: Mapping[int, str]) -> Below:
    row, weight = one.row, 1
    if own.subject == Subject.OBJECTIVE:
        weight = row.commitment.weight
    elif own.subject == Subject.COMMITMENT and own.horizon_id is None:
        weight = row.weight
    state = row.place if is_of_states(own) else None
    return Below(
        told=one.told,
        digest=row.digest,
        weight=weight,
        name=_name(row.commitment, row.objective),
        place=place_ref(state) if state else None,
        region=_region_of(state) if state else None,
        last_answer=answers.get(row.place_target_id),
    )


def _name(commitment: Commitment | None, objective: Objective | None) -> str:
    if commitment:
        return f"{commitment.code} {commitment.title}"
    return f"{objective.number}. {objective.label}" if objective else ""


def _region_of(state: Place) -> PlaceRef | None:
    """The region of a State: what its sub-region is part of, or the highest place below the world."""
    above = [state.parent, state.parent.parent if state.parent else None]
    found = [place_ref(one) for one in above if one and one.kind != PlaceKind.WORLD]
    return found[-1] if found else None


def used_then(own: Any, then: Then) -> list[int]:
    """The ids of the readings that the targets below a roll-up of the date rest on."""
    rows = [one.row for one in (*then.own, *(then.of_states or ())) if one.row.used_id is not None]
    return [row.used_id for row in rows if _is_leaf_below(own, row)]


def _is_leaf_below(own: Any, row: Any) -> bool:
    if own.subject == Subject.OBJECTIVE and row.commitment.objective_id != own.objective_id:
        return False
    return own.horizon_id is None or row.horizon_id == own.horizon_id

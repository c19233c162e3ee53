"""The rows a roll-up is made from, and the readings below them: of what is kept, or of what is computed for a date.

Everything `why` tells comes in here, and nowhere else does it matter which of the two it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value

from tracker.enums import PlaceKind, Subject
from tracker.models import CommitmentVersion, Membership, Place, Process, ProgressReport, Score
from tracker.models.places import name_of
from tracker.selectors.below import Below, is_of_states
from tracker.selectors.below_then import Then, parts_then, then_at, used_then
from tracker.selectors.holders import Holder
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.scores_at import Found, as_kept, plain_kept
from tracker.selectors.standings import keys_at

COLUMNS = (
    "digest",
    "commitment__code",
    "commitment__title",
    "objective__number",
    "objective__labels",
    "weight_here",
    "last_answer",
)
OF_STATES = (
    "place__names",
    "place__parent__code",
    "place__parent__names",
    "place__parent__kind",
    "place__parent__parent__code",
    "place__parent__parent__names",
    "place__parent__parent__kind",
)


@dataclass(frozen=True, kw_only=True)
class Own:
    """The score that is asked about, with what it is about at hand; of a past date, what was computed with it."""

    found: Found
    then: Then | None


def own_at(address: str, *, place: str = "", process: str = "", as_of: date | None = None) -> Own | None:
    """The score of a place or process at an address; None where there is none. Today's takes one query."""
    if as_of is None:
        return _kept_at(address, place=place, process=process)
    holder: Holder | None = Process.objects.filter(code=process).first()
    if place:
        holder = Place.objects.select_related("parent__parent__parent").filter(code=place).first()
    then = then_at(address, holder, as_of=as_of) if holder else None
    found = _first(address, then.own) if then else None
    return Own(found=found, then=then) if found else None


def _kept_at(address: str, *, place: str, process: str) -> Own | None:
    holders = {"place__code": place} if place else {"process__code": process}
    beside = ("place__parent__parent__parent", "process", "commitment", "objective", "horizon")
    rows = Score.objects.filter(key__in=keys_at(address), **holders).select_related(*beside)
    found = _first(address, as_kept(rows))
    return Own(found=found, then=None) if found else None


def _first(address: str, rows: Iterable[Found]) -> Found | None:
    """Of the scores that an address can mean, the first that there is."""
    found = {one.row.key: one for one in rows}
    return next((found[key] for key in keys_at(address) if key in found), None)


def parts_below(own: Own) -> list[Below]:
    """The rows that a roll-up was made from. Today's take one query."""
    return parts_then(own.found.row, own.then) if own.then else _parts_kept(own.found.row)


def _parts_kept(own: Any) -> list[Below]:
    """The stored rows, each with its weight as on the day of the roll-up. One query."""
    of_states = is_of_states(own)
    rows = _parts(own).annotate(weight_here=_weight(own), last_answer=_last_answer(own))
    order = ("place__code",) if of_states else ("objective__number", "commitment__code", "horizon__due_on")
    found = plain_kept(rows.order_by(*order), *COLUMNS, *(OF_STATES if of_states else ()))
    return [_below_kept(one, of_states=of_states) for one in found]


def _below_kept(one: Found, *, of_states: bool) -> Below:
    row = one.row
    name = (
        f"{row.commitment__code} {row.commitment__title}"
        if row.commitment__code
        else f"{row.objective__number}. {name_of(row.objective__labels)}"
    )
    return Below(
        told=one.told,
        digest=row.digest,
        weight=row.weight_here,
        name=name,
        place=_ref(row.place_code, row.place__names) if of_states else None,
        region=_region(row) if of_states else None,
        last_answer=row.last_answer,
    )


def _ref(code: str, names: dict[str, str]) -> PlaceRef:
    return PlaceRef(code=code, name=name_of(names), fictional=False)


def _region(row: Any) -> PlaceRef | None:
    """The same from plain values."""
    above = [
        (row.place__parent__code, row.place__parent__names, row.place__parent__kind),
        (row.place__parent__parent__code, row.place__parent__parent__names, row.place__parent__parent__kind),
    ]
    found = [_ref(code, names) for code, names, kind in above if code and kind != PlaceKind.WORLD]
    return found[-1] if found else None


def _parts(own: Any) -> QuerySet[Score]:
    if own.subject == Subject.PLACE:
        return _same_holder(own).filter(subject=Subject.OBJECTIVE, horizon=own.horizon_id)
    if own.subject == Subject.OBJECTIVE:
        below = _same_holder(own).filter(subject=Subject.COMMITMENT, horizon=own.horizon_id)
        return below.filter(commitment__objective=own.objective_id)
    if own.horizon_id is None:
        return _same_holder(own).filter(commitment=own.commitment_id, horizon__isnull=False)
    found = Score.objects.filter(
        commitment=own.commitment_id, horizon=own.horizon_id, place_target__isnull=False
    )
    return found.filter(_in_states_of(own, "place"))


def _same_holder(own: Any) -> QuerySet[Score]:
    return Score.objects.filter(process=own.process_id, place=own.place_id)


def _in_states_of(own: Any, name: str) -> Q:
    """A condition for what belongs to the States that the holder gathered on the day of its row."""
    kind = Q(**{f"{name}__kind": PlaceKind.COUNTRY})
    if own.process_id is not None:
        held = Membership.objects.held_on(own.as_of).filter(process=own.process_id)
        return kind & Q(**{f"{name}__in": held.values("place")})
    up = (f"{name}__parent", f"{name}__parent__parent", f"{name}__parent__parent__parent")
    return kind & Q(*((one, own.place_id) for one in up), _connector=Q.OR)


def _weight(own: Any) -> Any:
    """What each row weighs in this roll-up, as on the day of the row."""
    if own.subject == Subject.OBJECTIVE:
        versions = CommitmentVersion.objects.in_force_on(own.as_of).filter(commitment=OuterRef("commitment"))
        return Subquery(versions.order_by("-number").values("weight")[:1])
    if own.subject == Subject.COMMITMENT and own.horizon_id is None:
        return F("weight")
    return Value(1)


def _last_answer(own: Any) -> Any:
    """What was last said about the target of a row, whether or not it can be scored."""
    reports = ProgressReport.objects.published().filter(
        place_target=OuterRef("place_target"), published_at__date__lte=own.as_of
    )
    return Subquery(reports.newest_first().values("answer")[:1])


def readings_below(own: Own, *, most: int) -> list[ProgressReport] | None:
    """The readings that the targets below a roll-up rest on, one more than `most` at most; None where not known.

    Of a past date without their evidence, and not for several commitments of many States at once. Two queries.
    """
    if own.then and own.then.of_states is None:
        return None
    used: Any = used_then(own.found.row, own.then) if own.then else _leaves(own.found.row).values("used")
    reports = ProgressReport.objects.filter(pk__in=used).select_related(
        "place_target__place", "place_target__target__commitment", "place_target__target__horizon"
    )
    ordered = reports.order_by(
        "place_target__target__commitment__code",
        "place_target__target__horizon__due_on",
        "place_target__place__code",
    )
    return list((ordered if own.then else ordered.prefetch_related("evidence"))[: most + 1])


def _leaves(own: Any) -> QuerySet[Score]:
    leaves = Score.objects.filter(place_target__isnull=False, used__isnull=False)
    if own.subject == Subject.OBJECTIVE:
        leaves = leaves.filter(commitment__objective=own.objective_id)
    if own.subject == Subject.COMMITMENT:
        leaves = leaves.filter(commitment=own.commitment_id)
    if own.horizon_id is not None:
        leaves = leaves.filter(horizon=own.horizon_id)
    return leaves.filter(_whose(own))


def _whose(own: Any) -> Q:
    if own.process_id is not None:
        return _in_states_of(own, "place")
    mine = Q(place=own.place_id)
    gathers = own.place.level < Place.level_of(PlaceKind.COUNTRY)
    return mine | _in_states_of(own, "place") if gathers else mine

"""The stored rows a roll-up is made from, and the readings below them.

Everything `why` tells comes in here, so that what was stored can be exchanged for what is computed for another date.
"""

from typing import Any

from django.db.models import BooleanField, F, OuterRef, Q, QuerySet, Subquery, Value

from tracker.enums import PlaceKind, Subject
from tracker.models import CommitmentVersion, Membership, Place, ProgressReport, Score
from tracker.selectors.standings import stored

COLUMNS = (
    "digest",
    "commitment__code",
    "commitment__title",
    "objective__number",
    "objective__labels",
    "weight_here",
    "part_of_states",
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


def parts_below(own: Any) -> list[Any]:
    """The rows that a roll-up was made from, each with its weight there, as `stored` gives them. One query."""
    by_states = own.subject == Subject.COMMITMENT and own.horizon_id is not None
    rows = _parts(own).annotate(
        weight_here=_weight(own),
        part_of_states=Value(by_states, output_field=BooleanField()),
        last_answer=_last_answer(own),
    )
    order = ("place__code",) if by_states else ("objective__number", "commitment__code", "horizon__years")
    return stored(rows.order_by(*order), *COLUMNS, *(OF_STATES if by_states else ()))


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


def readings_below(own: Any, *, most: int) -> list[ProgressReport]:
    """The readings that the targets below a roll-up rest on, with their evidence; one more than `most` at most.

    Two queries.
    """
    leaves = Score.objects.filter(place_target__isnull=False, used__isnull=False)
    if own.subject == Subject.OBJECTIVE:
        leaves = leaves.filter(commitment__objective=own.objective_id)
    if own.subject == Subject.COMMITMENT:
        leaves = leaves.filter(commitment=own.commitment_id)
    if own.horizon_id is not None:
        leaves = leaves.filter(horizon=own.horizon_id)
    leaves = leaves.filter(_whose(own))
    reports = ProgressReport.objects.filter(pk__in=leaves.values("used")).select_related(
        "place_target__place", "place_target__target__commitment", "place_target__target__horizon"
    )
    ordered = reports.order_by(
        "place_target__target__commitment__code",
        "place_target__target__horizon__years",
        "place_target__place__code",
    )
    return list(ordered.prefetch_related("evidence")[: most + 1])


def _whose(own: Any) -> Q:
    if own.process_id is not None:
        return _in_states_of(own, "place")
    mine = Q(place=own.place_id)
    gathers = own.place.level < Place.level_of(PlaceKind.COUNTRY)
    return mine | _in_states_of(own, "place") if gathers else mine

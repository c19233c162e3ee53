"""Figures of an official series that an administrator brings in: all of them become readings, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.audit import record
from tracker.actions.entries import Fault
from tracker.actions.loading.reference import codes_of_series
from tracker.actions.marking import mark_dirty
from tracker.actions.series_plans import Measured, Outcome, Plan, faults_in_release, kinds_of, plan_of
from tracker.actions.series_readings import pieces, publish_figures, replace_readings
from tracker.enums import Cause
from tracker.models import Place, PlaceTarget, ProgressReport, Score, User
from tracker.selectors.rounds import closed_dates, last_closed_on


class BadSeries(Exception):
    """A release or one of its figures breaks a rule; nothing was stored."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = list(faults)


@dataclass(frozen=True, kw_only=True)
class KeptFigures:
    """What was stored: under which name it is on record, and the ids of the readings that it published."""

    name: str
    made: tuple[int, ...]
    new: int
    changed: int
    same: int
    left_out: int


@transaction.atomic
def keep_figures(measured: Sequence[Measured], *, by: User, leave_out: bool = False) -> KeptFigures:
    """Publish these figures as readings without an author, and compute their places anew.

    With `leave_out`, figures about places where the commitment has no target are counted and left out. Raises
    BadSeries where anything else is wrong.
    """
    faults = faults_in(measured)
    if faults:
        raise BadSeries(faults)
    _hold(measured)
    now = timezone.now()
    plan = plan_of(measured, now=now)
    _check(plan, leave_out=leave_out)
    made = store_plan(plan, now=now)
    mark_places(plan.pairs)
    kept = KeptFigures(
        name=f"series/{uuid4()}",
        made=tuple(one.pk for one in made),
        new=len(plan.new),
        changed=len(plan.changed),
        same=plan.count(Outcome.SAME),
        left_out=plan.count(Outcome.NO_TARGET),
    )
    if made:
        record("series.imported", by=by, about=kept.name, readings=said_of(made))
    return kept


def store_plan(plan: Plan, *, now: datetime) -> list[ProgressReport]:
    """Publish what is planned; says which readings that made."""
    return [*publish_figures(plan.new, now=now), *replace_readings(plan.changed, now=now)]


def faults_in(measured: Sequence[Measured]) -> list[Fault]:
    """What is wrong with the releases, whatever their figures are."""
    kinds = kinds_of(one.commitment.pk for one in measured)
    ours, faults = codes_of_series(), []
    for one in measured:
        faults += faults_in_release(one.release, one.commitment, kinds=kinds[one.commitment.pk])
        if one.release.series in ours:
            words = _("The series %(series)s is kept in the data files of this scorecard: change it there.")
            faults.append(Fault("series", words % {"series": one.release.series}))
    return faults


def needs_second(plan: Plan) -> bool:
    """Whether a second administrator confirms: where pages or figures of a closed round would say something else.

    That is where a figure takes the place of a published one whose date falls to a closed round, or where a figure
    counts from a day on or before the closing of a round, for a place that has a mark on the target already.
    """
    is_closed = closed_dates()
    if any(is_closed(on) for on in {old.reference_on for old, _figure in plan.changed}):
        return True
    closed_on = last_closed_on()
    if closed_on is None:
        return False
    early = {key[0] for key, figure in plan.new.items() if figure.known_at.date() <= closed_on}
    return any(Score.objects.filter(place_target__in=ids).exists() for ids in pieces(sorted(early)))


def mark_places(pairs: Iterable[tuple[int, int]]) -> None:
    """The scores of these places on these commitments, by their ids, are to be computed anew."""
    wanted = sorted(pairs)
    places = Place.objects.in_bulk({place for place, _commitment in wanted})
    mark_dirty([(places[place], commitment) for place, commitment in wanted], cause=Cause.LOADING)


def said_of(readings: Iterable[ProgressReport]) -> list[list[object]]:
    """What readings say, as it is sealed on record."""
    return [
        [one.place_target_id, one.reference_on, one.answer, one.value, one.series, one.vintage]
        for one in readings
    ]


def _hold(measured: Sequence[Measured]) -> None:
    """Hold the targets that are spoken of, so that of two imports the second finds what the first stored."""
    commitments = [one.commitment.pk for one in measured]
    held = PlaceTarget.objects.select_for_update(of=("self",), no_key=True)
    list(held.filter(target__commitment__in=commitments).order_by("pk").values_list("pk", flat=True))


def _check(plan: Plan, *, leave_out: bool) -> None:
    refused = {Outcome.WRONG} if leave_out else {Outcome.WRONG, Outcome.NO_TARGET}
    wrong = [one for judged in plan.judged for one in judged if one.outcome in refused]
    if wrong:
        names = {place.pk: place.code for place in _places(one.figure.place for one in wrong)}
        raise BadSeries([Fault(f"{names[one.figure.place]}, {one.figure.year}", one.words) for one in wrong])


def _places(ids: Iterable[int]) -> list[Place]:
    return [place for piece in pieces(sorted(set(ids))) for place in Place.objects.filter(pk__in=piece)]

"""What comes after a report was sent: the next target of the same committee, and by when all must be in."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.enums import ReportState
from tracker.models import PlaceTarget, ProgressReport, Round, User
from tracker.permissions import committee_of, targets_of

# Who sent a report about a target lately is led on to the targets that still lack one.
LATELY = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class NextTarget:
    """The target that comes next in the committee's list, of those its author has not reported on lately."""

    place_target: UUID
    commitment_code: str
    title: str
    years: int
    left: int


@dataclass(frozen=True, kw_only=True)
class OpenRound:
    """The round that is open."""

    name: str
    closes_on: date


def next_target(
    report: ProgressReport, place_target: PlaceTarget, *, by: User, today: date
) -> NextTarget | None:
    """Where the author goes on: the next target after this one, and from the top once the list is through.

    The target of the report comes with its commitment and objective loaded.
    """
    ordered = sorted(_open_targets(report, by=by, today=today), key=_place_in_list)
    here = _place_in_list(place_target)
    later = [one for one in ordered if _place_in_list(one) > here]
    found = next(iter(later or ordered), None)
    if found is None:
        return None
    target = found.target
    return NextTarget(
        place_target=found.uuid,
        commitment_code=target.commitment.code,
        title=target.commitment.title,
        years=target.horizon.years,
        left=len(ordered),
    )


def _open_targets(report: ProgressReport, *, by: User, today: date) -> QuerySet[PlaceTarget]:
    """The committee's targets in force that the person has neither on the way nor sent lately."""
    own = ProgressReport.objects.filter(author=by, committee=report.committee)
    on_the_way = Q(state__in=[ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED])
    done = own.filter(on_the_way | Q(submitted_at__gte=timezone.now() - LATELY))
    in_force = targets_of(committee_of(report)).filter(target__versions__in_force_from__lte=today)
    loaded = in_force.select_related("target__commitment__objective", "target__horizon").order_by()
    return loaded.exclude(pk__in=done.values("place_target")).distinct()


def _place_in_list(place_target: PlaceTarget) -> tuple[int, str, int]:
    """Where a target stands in the committee's list."""
    target = place_target.target
    return target.commitment.objective.number, target.commitment.code, target.horizon.years


def open_round(*, today: date) -> OpenRound | None:
    """The round that is open today, the one that closes first."""
    rounds = Round.objects.filter(opens_on__lte=today, closes_on__gte=today, closed_at=None)
    found = rounds.order_by("closes_on", "pk").first()
    return OpenRound(name=found.name, closes_on=found.closes_on) if found else None

"""Places: the list of all, and one with how it stands on everything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.enums import PlaceKind, Subject, UnStatus
from tracker.models import Commitment, Membership, Place, Process, ProgressReport
from tracker.models.report_rows import ReportQuerySet
from tracker.selectors.credits import CommitteeRef, who_could_report
from tracker.selectors.objectives import HorizonHead, by_horizon
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.said import commitments_on
from tracker.selectors.scores_at import Found, rows_with_whole
from tracker.selectors.standings import Told, is_updating


@dataclass(frozen=True, kw_only=True)
class CommitmentCell:
    """A commitment in a place by each horizon."""

    code: str
    title: str
    by_horizon: tuple[Told | None, ...]


@dataclass(frozen=True, kw_only=True)
class ObjectiveBlock:
    """An objective in a place: its standings, and its commitments'."""

    number: int
    label: str
    overall: Told | None
    by_horizon: tuple[Told | None, ...]
    commitments: tuple[CommitmentCell, ...]


@dataclass(frozen=True, kw_only=True)
class RecentReport:
    """A report published not long ago, for the list on a place's page."""

    uuid: str
    commitment_code: str
    commitment_title: str
    on: date
    yearly: bool
    published_on: date
    from_series: bool


@dataclass(frozen=True, kw_only=True)
class PlaceBelow:
    """A place that is part of another, with its standing on everything."""

    place: PlaceRef
    kind: PlaceKind
    standing: Told | None


@dataclass(frozen=True, kw_only=True)
class PlacePage:
    """What the page of one place shows."""

    place: PlaceRef
    kind: PlaceKind
    un_status: UnStatus | None
    iso3: str
    m49: str
    above: tuple[PlaceRef, ...]
    below: tuple[PlaceBelow, ...]
    processes: tuple[tuple[str, str, bool], ...]
    committees: tuple[CommitteeRef, ...]
    horizons: tuple[HorizonHead, ...]
    updating: bool
    overall: Told | None
    by_horizon: tuple[Told | None, ...]
    objectives: tuple[ObjectiveBlock, ...]
    recent: tuple[RecentReport, ...]


def place_page(code: str, *, as_of: date | None = None) -> PlacePage | None:
    """One place, today or on a past date, or None where there is none of that code. Five queries.

    Where it lies, what it is called and who is on its committees is known of today only; of a past date the
    committees are left out.
    """
    around = Place.objects.filter(Q(code=code) | Q(parent__code=code))
    family = list(around.select_related("parent__parent__parent"))
    place = next((one for one in family if one.code == code), None)
    if place is None:
        return None
    below = [one for one in family if one.parent_id == place.pk]
    own, overall_below = rows_with_whole(place, below, as_of=as_of)
    found = {one.row.key: one.told for one in own}
    heads = heads_of(own)
    return PlacePage(
        place=place_ref(place),
        kind=PlaceKind(place.kind),
        un_status=UnStatus(place.un_status) if place.un_status else None,
        iso3=place.iso3 or "",
        m49=place.m49 or "",
        above=_above(place),
        below=_below(below, overall_below),
        processes=tuple((one.code, one.name, one.members_verified) for one in _processes(place, as_of)),
        committees=() if as_of else _committees(place),
        horizons=heads,
        updating=is_updating([*found.values(), *overall_below.values()]),
        overall=found.get("all"),
        by_horizon=by_horizon(found, "all", heads),
        objectives=objective_blocks(own),
        recent=recent_reports(ProgressReport.objects.filter(place_target__place=place), as_of=as_of),
    )


def _processes(place: Place, as_of: date | None) -> QuerySet[Process]:
    """The processes the State takes part in on that day, or today. One query."""
    held = Membership.objects.held_on(as_of or timezone.localdate()).filter(place=place)
    return Process.objects.filter(memberships__in=held)


def _committees(place: Place) -> tuple[CommitteeRef, ...]:
    """By what its committees are known. One query."""
    return who_could_report(place=place).get(place, ())


def heads_of(scores: Iterable[Found]) -> tuple[HorizonHead, ...]:
    """The horizons by which the place has targets, the nearest first."""
    found = {one.row.horizon for one in scores if one.row.horizon}
    return tuple(
        HorizonHead(years=horizon.years, due_year=horizon.due_on.year)
        for horizon in sorted(found, key=lambda one: (one.due_on, one.years))
    )


def _above(place: Place) -> tuple[PlaceRef, ...]:
    """The places this one is part of, the world first."""
    found: list[PlaceRef] = []
    parent = place.parent
    while parent:
        found.insert(0, place_ref(parent))
        parent = parent.parent
    return tuple(found)


def _below(below: Iterable[Place], overall: dict[int, Told]) -> tuple[PlaceBelow, ...]:
    """The places that are part of this one, by name."""
    rows = [
        PlaceBelow(place=place_ref(one), kind=PlaceKind(one.kind), standing=overall.get(one.pk))
        for one in below
    ]
    return tuple(sorted(rows, key=lambda row: row.place.name))


def objective_blocks(scores: Sequence[Found]) -> tuple[ObjectiveBlock, ...]:
    """The objectives that the place has targets under, each with its commitments."""
    rows, found = [one.row for one in scores], {one.row.key: one.told for one in scores}
    heads = heads_of(scores)
    objectives = {row.objective for row in rows if row.subject == Subject.OBJECTIVE and row.objective}
    commitments = {row.commitment for row in rows if row.commitment}
    return tuple(
        ObjectiveBlock(
            number=objective.number,
            label=objective.label,
            overall=found.get(f"objective-{objective.number}"),
            by_horizon=by_horizon(found, f"objective-{objective.number}", heads),
            commitments=_commitments(
                [one for one in commitments if one.objective_id == objective.pk], found, heads
            ),
        )
        for objective in sorted(objectives, key=lambda one: one.number)
    )


def _commitments(
    commitments: Iterable[Commitment], found: dict[str, Told], heads: tuple[HorizonHead, ...]
) -> tuple[CommitmentCell, ...]:
    return tuple(
        CommitmentCell(
            code=one.code,
            title=one.title,
            by_horizon=by_horizon(found, one.code, heads),
        )
        for one in sorted(commitments, key=lambda one: one.code)
    )


def recent_reports(reports: ReportQuerySet, *, as_of: date | None = None) -> tuple[RecentReport, ...]:
    """The five of these reports that were published last, today or on a past date. One query, or two."""
    public = reports.public_on(as_of) if as_of else reports.published()
    loaded = public.select_related("place_target__target__commitment")
    said: dict[int, Commitment] = commitments_on(as_of) if as_of else {}
    return tuple(
        RecentReport(
            uuid=str(report.uuid),
            commitment_code=report.place_target.target.commitment.code,
            commitment_title=_said_by(report, said).title,
            on=report.reference_on,
            yearly=report.yearly,
            published_on=report.published_at.date(),
            from_series=report.committee_id is None,
        )
        for report in loaded.order_by("-published_at", "-id")[:5]
        if report.published_at
    )


def _said_by(report: ProgressReport, said: dict[int, Commitment]) -> Commitment:
    """The commitment that a report is about, as it read on the day if one is asked for."""
    commitment = report.place_target.target.commitment
    return said.get(commitment.pk, commitment)

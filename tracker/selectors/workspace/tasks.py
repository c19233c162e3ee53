"""The targets of a committee's place, as its members find them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.enums import Duty, ReportState, SeatRole
from tracker.models import Committee, PlaceTarget, ProgressReport, Seat, User
from tracker.permissions import DUTIES, targets_of
from tracker.scoring import Assessment, Mark, TargetSpec, assess
from tracker.selectors.facts import TargetFacts, facts_of
from tracker.selectors.place_refs import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """A report on its way about a target; a colleague's draft is known of, and not shown."""

    uuid: UUID
    state: ReportState
    mine: bool
    author: str


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """A target of the committee's place: the goal, what was last published, and whether a report is on its way."""

    place_target: UUID
    commitment_code: str
    title: str
    years: int
    due_on: date
    unit: str
    milestones: tuple[tuple[str, str], ...]
    spec: TargetSpec
    assessment: Assessment
    on_its_way: OpenTask | None

    @property
    def open_state(self) -> ReportState | None:
        """Where the report on its way stands."""
        return self.on_its_way.state if self.on_its_way else None


@dataclass(frozen=True, kw_only=True)
class CommitteeTasks:
    """A committee's targets, by objective."""

    slug: str
    name: str
    place: PlaceRef
    reports: bool
    coordinates: bool
    objectives: tuple[tuple[int, str, tuple[TaskRow, ...]], ...]
    counts: tuple[tuple[Mark, int], ...]


def committee_tasks(slug: str, user: User, *, today: date) -> CommitteeTasks | None:
    """Every target of the place of a committee the member sits on, or None. Six queries, whatever there is."""
    seats = Seat.objects.held_on(today).filter(user=user, committee__slug=slug)
    held = list(seats.select_related("committee__place"))
    if not held:
        return None
    committee = held[0].committee
    on_its_way = _on_their_way(committee, user)
    groups: dict[tuple[int, str], list[TaskRow]] = {}
    for facts in facts_of(_targets(committee), as_of=today):
        objective = facts.place_target.target.commitment.objective
        found = on_its_way.get(facts.place_target.pk)
        groups.setdefault((objective.number, objective.label), []).append(_task(facts, found, today=today))
    counts = Counter(row.assessment.mark for rows in groups.values() for row in rows)
    return CommitteeTasks(
        slug=committee.slug,
        name=committee.name,
        place=place_ref(committee.place),
        reports=any(Duty.REPORT in DUTIES[SeatRole(seat.role)] for seat in held),
        coordinates=any(Duty.COORDINATE in DUTIES[SeatRole(seat.role)] for seat in held),
        objectives=tuple((number, label, tuple(rows)) for (number, label), rows in groups.items()),
        counts=tuple((mark, counts[mark]) for mark in Mark if counts[mark]),
    )


def _targets(committee: Committee) -> list[PlaceTarget]:
    loaded = targets_of(committee).select_related("place", "target__commitment__objective", "target__horizon")
    return list(
        loaded.order_by(
            "target__commitment__objective__number", "target__commitment__code", "target__horizon__due_on"
        )
    )


def _on_their_way(committee: Committee, user: User) -> dict[int, OpenTask]:
    """By target, the report on its way: the member's own before a colleague's, the latest before an older one."""
    reports = ProgressReport.objects.unpublished().filter(committee=committee).select_related("author")
    ordered = sorted(reports, key=lambda one: (one.author_id == user.pk, one.pk))
    return {
        one.place_target_id: OpenTask(
            uuid=one.uuid,
            state=ReportState(one.state),
            mine=one.author_id == user.pk,
            author=str(one.author),
        )
        for one in ordered
    }


def _task(facts: TargetFacts, on_its_way: OpenTask | None, *, today: date) -> TaskRow:
    target = facts.place_target.target
    return TaskRow(
        place_target=facts.place_target.uuid,
        commitment_code=target.commitment.code,
        title=facts.version.title,
        years=target.horizon.years,
        due_on=facts.version.due_on,
        unit=facts.version.unit,
        milestones=tuple((step["code"], step["title"]) for step in facts.version.milestones),
        spec=facts.spec,
        assessment=assess(facts.spec, facts.readings, as_of=today),
        on_its_way=on_its_way,
    )

"""What a member sees at work: the committee's targets, the open reports, and what a report would do."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise

from tracker.enums import Duty, ReportState, SeatRole
from tracker.models import Committee, PlaceTarget, ProgressReport, Score, Seat, User
from tracker.models.reports import ReportQuerySet
from tracker.permissions import DUTIES, duties
from tracker.scoring import Answer, Assessment, Grade, Mark, TargetSpec, assess
from tracker.selectors.committees import constitution_of
from tracker.selectors.facts import TargetFacts, facts_about, facts_of, standing_of
from tracker.selectors.readings import EvidenceRow, evidence_row
from tracker.selectors.targets import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    """One of the member's committees."""

    slug: str
    name: str
    place: PlaceRef
    reports: bool
    decides: bool
    waiting: int


@dataclass(frozen=True, kw_only=True)
class OpenReport:
    """A report on its way: a draft, one sent back, or one that waits for a decision."""

    uuid: UUID
    commitment_code: str
    title: str
    years: int
    place: PlaceRef
    state: ReportState
    committee: str
    author: str
    reference_on: date
    yearly: bool
    return_reason: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The first page of the workspace."""

    committees: tuple[DeskRow, ...]
    mine: tuple[OpenReport, ...]
    to_decide: tuple[OpenReport, ...]


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """A target of the committee's place: the goal, what was last published, and whether a report is on its way."""

    place_target: UUID
    commitment_code: str
    title: str
    years: int
    due_on: date
    unit: str
    spec: TargetSpec
    assessment: Assessment
    open_state: ReportState | None


@dataclass(frozen=True, kw_only=True)
class CommitteeTasks:
    """A committee's targets, by objective."""

    slug: str
    name: str
    place: PlaceRef
    gaps: tuple[str | Promise, ...]
    reports: bool
    objectives: tuple[tuple[int, str, tuple[TaskRow, ...]], ...]
    counts: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a form asks about: the target in force, its goal here, and the last figure."""

    place_target: PlaceTarget
    facts: TargetFacts
    place: PlaceRef
    commitment_code: str
    commitment_title: str
    years: int
    title: str
    unit: str
    spec: TargetSpec
    milestones: tuple[tuple[str, str], ...]
    assessment: Assessment


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A report as members see it before it is public, with what it would do to the mark."""

    uuid: UUID
    version: int
    state: ReportState
    question: Question
    committee_slug: str
    committee: str
    author: str
    answer: Answer
    value: Decimal | None
    done: tuple[str, ...]
    reference_on: date
    yearly: bool
    narrative: str
    grade: Grade | None
    evidence: tuple[EvidenceRow, ...]
    return_reason: str
    submitted_on: date | None
    after: Assessment
    replaces: UUID | None
    gaps: tuple[str | Promise, ...]


def desk(user: User, *, today: date) -> Desk:
    """The member's committees and the reports that wait for them."""
    seats = Seat.objects.held_on(today).filter(user=user).select_related("committee__place")
    held: dict[Committee, frozenset[Duty]] = {}
    for seat in seats:
        held[seat.committee] = held.get(seat.committee, frozenset()) | DUTIES[SeatRole(seat.role)]
    deciding = [committee for committee, found in held.items() if Duty.DECIDE in found]
    waiting = [
        open_report(one)
        for one in _open(ProgressReport.objects.waiting().filter(committee__in=deciding))
        if one.author_id != user.pk
    ]
    mine = _open(ProgressReport.objects.unpublished().filter(author=user))
    return Desk(
        committees=tuple(
            DeskRow(
                slug=committee.slug,
                name=committee.name,
                place=place_ref(committee.place),
                reports=Duty.REPORT in found,
                decides=Duty.DECIDE in found,
                waiting=sum(one.committee == committee.name for one in waiting),
            )
            for committee, found in held.items()
        ),
        mine=tuple(open_report(one) for one in mine),
        to_decide=tuple(waiting),
    )


def _open(reports: ReportQuerySet) -> list[ProgressReport]:
    loaded = reports.select_related(
        "committee",
        "author",
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
    )
    return list(loaded.order_by("submitted_at", "id"))


def open_report(report: ProgressReport) -> OpenReport:
    """A report on its way, as members list it."""
    target = report.place_target.target
    return OpenReport(
        uuid=report.uuid,
        commitment_code=target.commitment.code,
        title=target.commitment.title,
        years=target.horizon.years,
        place=place_ref(report.place_target.place),
        state=ReportState(report.state),
        committee=report.committee.name if report.committee else "",
        author=str(report.author),
        reference_on=report.reference_on,
        yearly=report.yearly,
        return_reason=report.return_reason,
    )


def committee_tasks(committee: Committee, user: User, *, today: date) -> CommitteeTasks:
    """Every target of the committee's place, as the member finds it. A fixed number of queries."""
    loaded = PlaceTarget.objects.filter(place=committee.place).select_related(
        "place", "target__commitment__objective", "target__horizon"
    )
    ordered = loaded.order_by(
        "target__commitment__objective__number", "target__commitment__code", "target__horizon__years"
    )
    states = dict(
        ProgressReport.objects.unpublished()
        .filter(committee=committee)
        .order_by("id")
        .values_list("place_target_id", "state")
    )
    groups: dict[tuple[int, str], list[TaskRow]] = {}
    for facts in facts_of(ordered, as_of=today):
        objective = facts.place_target.target.commitment.objective
        state = states.get(facts.place_target.pk)
        groups.setdefault((objective.number, objective.label), []).append(_task(facts, state, today=today))
    overall = Score.objects.filter(place=committee.place, key="all").first()
    return CommitteeTasks(
        slug=committee.slug,
        name=committee.name,
        place=place_ref(committee.place),
        gaps=constitution_of(committee, on=today).gaps,
        reports=Duty.REPORT in duties(user, committee, on=today),
        objectives=tuple((number, label, tuple(rows)) for (number, label), rows in groups.items()),
        counts=tuple((mark, overall.counts[mark]) for mark in Mark if overall.counts.get(mark))
        if overall
        else (),
    )


def _task(facts: TargetFacts, state: str | None, *, today: date) -> TaskRow:
    target = facts.place_target.target
    return TaskRow(
        place_target=facts.place_target.uuid,
        commitment_code=target.commitment.code,
        title=facts.version.title,
        years=target.horizon.years,
        due_on=facts.version.due_on,
        unit=facts.version.unit,
        spec=facts.spec,
        assessment=assess(facts.spec, facts.readings, as_of=today),
        open_state=ReportState(state) if state else None,
    )


def question(place_target: PlaceTarget, *, today: date) -> Question:
    """What the form about this target asks. Raises LookupError where no version is in force."""
    facts = facts_about(place_target, as_of=today)
    target = facts.place_target.target
    return Question(
        place_target=facts.place_target,
        facts=facts,
        place=place_ref(facts.place_target.place),
        commitment_code=target.commitment.code,
        commitment_title=target.commitment.title,
        years=target.horizon.years,
        title=facts.version.title,
        unit=facts.version.unit,
        spec=facts.spec,
        milestones=tuple((step["code"], step["title"]) for step in facts.version.milestones),
        assessment=assess(facts.spec, facts.readings, as_of=today),
    )


def report_view(report: ProgressReport, *, today: date) -> ReportView:
    """A report as its committee reads it before it is public, and the mark it would lead to."""
    asked = question(report.place_target, today=today)
    older = _replaced_by(report)
    trial = report.reading(standing=standing_of(report), published_on=today)
    others = [one for one in asked.facts.readings if older is None or one.key != str(older.pk)]
    return ReportView(
        uuid=report.uuid,
        version=report.version,
        state=ReportState(report.state),
        question=asked,
        committee_slug=report.committee.slug if report.committee else "",
        committee=report.committee.name if report.committee else "",
        author=str(report.author),
        answer=Answer(report.answer),
        value=report.value,
        done=tuple(report.done),
        reference_on=report.reference_on,
        yearly=report.yearly,
        narrative=report.narrative,
        grade=Grade(report.grade) if report.grade else None,
        evidence=tuple(evidence_row(one) for one in report.evidence.all()),
        return_reason=report.return_reason,
        submitted_on=report.submitted_at.date() if report.submitted_at else None,
        after=assess(asked.spec, [*others, trial], as_of=today),
        replaces=older.uuid if older else None,
        gaps=constitution_of(report.committee, on=today).gaps if report.committee else (),
    )


def _replaced_by(report: ProgressReport) -> ProgressReport | None:
    """The published report that this one would replace: the same committee's about the same date."""
    return (
        ProgressReport.objects.published()
        .filter(
            committee=report.committee, place_target=report.place_target, reference_on=report.reference_on
        )
        .exclude(pk=report.pk)
        .first()
    )

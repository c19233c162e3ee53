"""What a form asks about a target, and what a report on its way would do to the mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from tracker.enums import Conflict, Credit, Dimension, Duty, ReportState
from tracker.models import PlaceTarget, ProgressReport, User
from tracker.models.report_rows import GOING_OUT
from tracker.permissions import committee_of, constitution, duties, may_decide
from tracker.scoring import Answer, Assessment, Grade, Reading, TargetSpec, assess, jumps
from tracker.selectors.audit import Done, last_act_on
from tracker.selectors.committees import seats_and_required
from tracker.selectors.credits import shown_as
from tracker.selectors.facts import TargetFacts, facts_about
from tracker.selectors.known import Known, Other, known_by, others_about
from tracker.selectors.parts import PartTable, parts_as_given
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.public_readings import standing_of
from tracker.selectors.readings import EvidenceRow, evidence_row
from tracker.selectors.workspace.files import MemberFile, member_files
from tracker.wording import short_reference

# Why a committee cannot decide now; none where it can.
Gaps = tuple[str | Promise, ...]


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
    groups: tuple[Dimension, ...] = ()

    def figure_before(self, day: date) -> tuple[Decimal, date, bool] | None:
        """The last published figure about an earlier date, or else the baseline: what a new one is held against."""
        known = [one for one in self.facts.readings if one.value is not None and one.withdrawn_on is None]
        last = max((one for one in known if one.on < day), key=lambda one: one.on, default=None)
        if last and last.value is not None:
            return last.value, last.on, last.yearly
        if self.spec.baseline is not None and self.spec.baseline_on < day:
            return self.spec.baseline, self.spec.baseline_on, True
        return None

    def is_jump(self, value: Decimal | None, day: date) -> bool:
        """Whether a figure about that date is so far from the one before that one asks why."""
        before = self.figure_before(day)
        return jumps(before[0] if before else None, value, kind=self.spec.kind)


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """A report as members see it before it is public, with what it would do to the mark.

    `reading` is what scoring would make of it, `beside` what else counts then, `older` what it takes the place of.
    """

    uuid: UUID
    reference: str
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
    parts: tuple[PartTable, ...]
    jumps: bool
    jump_reason: str
    conflict: Conflict | None
    conflict_with: str
    return_reason: str
    submitted_on: date | None
    released_on: date | None
    reading: Reading
    beside: tuple[Reading, ...]
    older: Reading | None
    after: Assessment
    replaces: UUID | None
    correction_reason: str
    gaps: Gaps
    files: tuple[MemberFile, ...]
    known: Known
    shown_as: str

    @property
    def goes_out_later(self) -> bool:
        """Whether it will wait for its hour, once it is decided on."""
        return self.known.later and self.state not in GOING_OUT


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What stands between a member and a decision on a report."""

    waits: bool
    mine: bool
    seated: bool
    gaps: Gaps
    decided: bool = False
    coordinates: bool = False

    @property
    def may_decide(self) -> bool:
        """Whether the member may send it back."""
        return self.waits and self.seated and not self.mine

    @property
    def may_stop(self) -> bool:
        """Whether the member may still send back what is decided and not out yet."""
        return self.decided and self.seated and not self.mine

    @property
    def may_publish(self) -> bool:
        """Whether the member may publish it."""
        return self.may_decide and not self.gaps


def question(place_target: PlaceTarget, *, today: date) -> Question:
    """What the form about this target asks. Raises NotInForce where it asks for nothing."""
    return question_about(facts_about(place_target, as_of=today), today=today)


def question_about(facts: TargetFacts, *, today: date) -> Question:
    """The same of facts that are known."""
    target = facts.place_target.target
    indicator = target.commitment.indicator
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
        groups=tuple(Dimension(one) for one in (indicator.groups if indicator else None) or ()),
    )


def report_view(report: ProgressReport, *, today: date) -> ReportView:
    """A report as its committee reads it before it is public, and the mark it would lead to."""
    asked = question(report.place_target, today=today)
    others = others_about(report)
    older = next((one for one in others if one["state"] == ReportState.PUBLISHED), None)
    gaps = constitution(*seats_and_required(report.committee, on=today)).gaps if report.committee else ()
    replaced = (older["pk"], older["uuid"]) if older else None
    return view_of(report, asked, older=replaced, others=others, gaps=gaps, today=today)


def view_of(
    report: ProgressReport,
    asked: Question,
    *,
    older: tuple[int, UUID] | None,
    others: Iterable[Other],
    gaps: Gaps,
    today: date,
) -> ReportView:
    """The same of what is known: `older` is the id and the uuid of the published report that it would replace.

    `others` are by what those about the same date are known.
    """
    trial = report.reading(standing=standing_of(report), published_on=today)
    pk, uuid = older or (None, None)
    beside = tuple(one for one in asked.facts.readings if one.key not in {str(report.pk), str(pk)})
    return ReportView(
        uuid=report.uuid,
        reference=short_reference(report.uuid),
        version=report.version,
        state=ReportState(report.state),
        question=asked,
        committee_slug=report.committee.slug if report.committee else "",
        committee=report.committee.name if report.committee else "",
        author=str(report.author),
        jumps=asked.is_jump(report.value, report.reference_on),
        return_reason=report.return_reason,
        submitted_on=report.submitted_at.date() if report.submitted_at else None,
        released_on=report.release_at.date() if report.release_at else None,
        reading=trial,
        beside=beside,
        older=next((one for one in asked.facts.readings if one.key == str(pk)), None),
        after=assess(asked.spec, [*beside, trial], as_of=today),
        replaces=uuid,
        correction_reason=report.correction_reason,
        gaps=gaps,
        known=(known := known_now(report, others)),
        shown_as=shown_as(committee_of(report), known),
        **_as_typed(report),
    )


def known_now(report: ProgressReport, others: Iterable[Other]) -> Known:
    """By what its committee is known in public, or would be if it were decided on now."""
    committee = committee_of(report)
    if not report.credit:
        return known_by(report, committee, others)
    return Known(Credit.safest(Credit(report.credit), Credit(committee.credit)), report.label)


def _as_typed(report: ProgressReport) -> dict[str, Any]:
    """What its author gave: the answer, and all that stands beside it."""
    return {
        "answer": Answer(report.answer),
        "value": report.value,
        "done": tuple(report.done),
        "reference_on": report.reference_on,
        "yearly": report.yearly,
        "narrative": report.narrative,
        "grade": Grade(report.grade) if report.grade else None,
        "evidence": tuple(evidence_row(one) for one in report.evidence.all()),
        "parts": parts_as_given(report),
        "jump_reason": report.jump_reason,
        "conflict": Conflict(report.conflict) if report.conflict else None,
        "conflict_with": report.conflict_with,
        "files": member_files(report.files.all()),
    }


def decision_on(report: ProgressReport, view: ReportView, *, by: User, today: date) -> Decision:
    """Whether the person may decide on the report, and if not, why."""
    held = duties(by, committee_of(report), on=today)
    return decision_by(by, report, held=held, gaps=view.gaps)


def decision_by(by: User, report: ProgressReport, *, held: frozenset[Duty], gaps: Gaps) -> Decision:
    """The same of a person whose duties in the report's committee are known, as are its gaps."""
    return Decision(
        waits=report.state == ReportState.SUBMITTED,
        mine=not may_decide(by, report),
        seated=Duty.DECIDE in held,
        gaps=gaps,
        decided=report.state == ReportState.DECIDED,
        coordinates=Duty.COORDINATE in held,
    )


def last_act(report: ProgressReport) -> Done | None:
    """What was last done to the report."""
    return last_act_on(str(report.uuid))

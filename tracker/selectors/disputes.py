"""Disputes: what the public sees of them, and what waits for whom to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tracker.enums import DisputeGround, DisputeState, Outcome, ReportState
from tracker.models import Dispute, ProgressReport, User
from tracker.permissions import disputes_seen_by, may_decide_dispute
from tracker.selectors.readings import EvidenceRow
from tracker.selectors.replies import link_rows
from tracker.wording import short_reference

# So many days after it was raised a dispute is to be decided.
CLOCK = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class DisputeRow:
    """A dispute in public: days and words, nobody's name. Its words are shown once it was taken up."""

    uuid: UUID
    reference: str
    ground: DisputeGround
    state: DisputeState
    raised_on: date
    due_on: date
    taken_up_on: date | None
    decided_on: date | None
    late: bool
    text: str
    evidence: tuple[EvidenceRow, ...]
    outcome: Outcome | None
    reasons: str


@dataclass(frozen=True, kw_only=True)
class DisputePage:
    """Where one dispute stands: what whoever raised it finds under the address of its own."""

    dispute: DisputeRow
    report: UUID
    place: str
    fictional: bool


@dataclass(frozen=True, kw_only=True)
class DisputeTask:
    """A dispute for those who decide on it: its words from the first day on, never an address."""

    dispute: DisputeRow
    version: int
    report: UUID
    report_state: ReportState
    place: str
    fictional: bool
    title: str
    from_series: bool
    may_decide: bool
    replaced: bool


def due_on(raised_on: date) -> date:
    """The day by which a dispute is to be decided."""
    return raised_on + CLOCK


def dispute_row(dispute: Dispute, *, on: date, in_words: bool = False) -> DisputeRow:
    """A dispute as the public sees it; `in_words` for those who decide, who read it before it is taken up."""
    state, raised = DisputeState(dispute.state), dispute.raised_at.date()
    shows = in_words or dispute.acknowledged_at is not None
    return DisputeRow(
        uuid=dispute.uuid,
        reference=short_reference(dispute.uuid),
        ground=DisputeGround(dispute.ground),
        state=state,
        raised_on=raised,
        due_on=due_on(raised),
        taken_up_on=dispute.acknowledged_at.date() if dispute.acknowledged_at else None,
        decided_on=dispute.decided_at.date() if dispute.decided_at else None,
        late=state != DisputeState.DECIDED and on > due_on(raised),
        text=dispute.text if shows else "",
        evidence=link_rows(dispute.links) if shows else (),
        outcome=Outcome(dispute.outcome) if dispute.outcome else None,
        reasons=dispute.reasons,
    )


def dispute_rows(disputes: Iterable[Dispute], *, on: date) -> tuple[DisputeRow, ...]:
    """The disputes about a report, the latest first."""
    ordered = sorted(disputes, key=lambda one: one.raised_at, reverse=True)
    return tuple(dispute_row(one, on=on) for one in ordered)


def dispute_page(uuid: UUID, *, on: date) -> DisputePage | None:
    """One dispute by its unguessable number, or None. One query."""
    found = Dispute.objects.select_related("report__place_target__place").filter(uuid=uuid).first()
    if found is None:
        return None
    place = found.report.place_target.place
    return DisputePage(
        dispute=dispute_row(found, on=on),
        report=found.report.uuid,
        place=place.name,
        fictional=place.fictional,
    )


def disputable(uuid: UUID) -> ProgressReport | None:
    """A published report that somebody may dispute: one that counts now. One query."""
    reports = ProgressReport.objects.published().select_related("place_target__place")
    return reports.filter(uuid=uuid).first()


def dispute_tasks(user: User, *, today: date) -> tuple[DisputeTask, ...]:
    """What waits for the person's decision, the oldest first. Two queries, however much that is."""
    waiting = _loaded(disputes_seen_by(user, on=today)).exclude(state=DisputeState.DECIDED)
    return tuple(_task(one, user, today=today) for one in waiting.order_by("raised_at", "id"))


def dispute_task(user: User, uuid: UUID, *, today: date) -> tuple[Dispute, DisputeTask] | None:
    """One dispute that the person may open, decided or not."""
    found = _loaded(disputes_seen_by(user, on=today)).filter(uuid=uuid).first()
    return (found, _task(found, user, today=today)) if found else None


def _loaded(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    return disputes.select_related("report__place_target__place", "report__place_target__target__commitment")


def _task(dispute: Dispute, user: User, *, today: date) -> DisputeTask:
    report = dispute.report
    place = report.place_target.place
    return DisputeTask(
        dispute=dispute_row(dispute, on=today, in_words=True),
        version=dispute.version,
        report=report.uuid,
        report_state=ReportState(report.state),
        place=place.name,
        fictional=place.fictional,
        title=report.place_target.target.commitment.title,
        from_series=report.committee_id is None,
        may_decide=may_decide_dispute(user, dispute),
        replaced=report.state != ReportState.PUBLISHED,
    )

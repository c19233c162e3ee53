"""Good practices at work: a member's own, those that wait for the member, and one before it is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from tracker.enums import Duty, ReportState, SeatRole
from tracker.models import GoodPractice, Seat, User
from tracker.permissions import (
    DUTIES,
    duties,
    may_decide,
    practices_seen_by,
)
from tracker.selectors.committees import constitution_of
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.practices import ServedCommitment


@dataclass(frozen=True, kw_only=True)
class PracticeTask:
    """A good practice in a member's list."""

    uuid: UUID
    title: str
    state: ReportState
    committee: str
    place: PlaceRef
    author: str
    return_reason: str


@dataclass(frozen=True, kw_only=True)
class PracticeDesk:
    """A member's good practices: those to decide on, one's own, those published, and where one can propose."""

    to_decide: tuple[PracticeTask, ...]
    mine: tuple[PracticeTask, ...]
    published: tuple[PracticeTask, ...]
    committees: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class PracticeView:
    """A good practice as members read it before it is public, and what stands between the member and a decision."""

    uuid: UUID
    title: str
    done: str
    outcome: str
    language: str
    place: PlaceRef
    state: ReportState
    version: int
    committee: str
    committee_slug: str
    author: str
    commitments: tuple[ServedCommitment, ...]
    evidence: tuple[tuple[str, str], ...]
    return_reason: str
    mine: bool
    seated: bool
    gaps: tuple[str | Promise, ...]

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == ReportState.SUBMITTED


def practice_desk(user: User, *, today: date) -> PracticeDesk:
    """The good practices that concern a member. Two queries, or three."""
    seats = list(Seat.objects.held_on(today).filter(user=user).select_related("committee"))
    held = {seat.committee: DUTIES[SeatRole(seat.role)] for seat in seats if user.is_active}
    rows = list(practices_seen_by(user, on=today).order_by("-written_at", "-id")[:200])
    deciding = {committee.pk for committee, found in held.items() if Duty.DECIDE in found}
    return PracticeDesk(
        to_decide=_tasks(
            one
            for one in rows
            if one.state == ReportState.SUBMITTED and one.committee_id in deciding and may_decide(user, one)
        ),
        mine=_tasks(one for one in rows if one.author_id == user.pk and one.state != ReportState.PUBLISHED),
        published=_tasks(one for one in rows if one.state == ReportState.PUBLISHED),
        committees=tuple(
            (committee.slug, committee.name) for committee, found in held.items() if Duty.REPORT in found
        ),
    )


def _tasks(rows: Iterable[GoodPractice]) -> tuple[PracticeTask, ...]:
    return tuple(
        PracticeTask(
            uuid=one.uuid,
            title=one.title,
            state=ReportState(one.state),
            committee=one.committee.name,
            place=place_ref(one.place),
            author=str(one.author),
            return_reason=one.return_reason,
        )
        for one in rows
    )


def practice_view(practice: GoodPractice, *, by: User, today: date) -> PracticeView:
    """A good practice as its committee reads it."""
    committee = practice.committee
    return PracticeView(
        uuid=practice.uuid,
        title=practice.title,
        done=practice.done,
        outcome=practice.outcome,
        language=practice.language,
        place=place_ref(practice.place),
        state=ReportState(practice.state),
        version=practice.version,
        committee=committee.name,
        committee_slug=committee.slug,
        author=str(practice.author),
        commitments=tuple(
            ServedCommitment(code=one.code, title=one.title) for one in practice.commitments.order_by("code")
        ),
        evidence=tuple((link.title, link.url) for link in practice.evidence.all()),
        return_reason=practice.return_reason,
        mine=not may_decide(by, practice),
        seated=Duty.DECIDE in duties(by, committee, on=today),
        gaps=constitution_of(committee, on=today).gaps,
    )

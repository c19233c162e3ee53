"""Requests to report in a closed round, for whoever asks and for whoever decides."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.enums import UnlockState
from tracker.models import ProgressReport, Unlock, User
from tracker.permissions import unlocks_decided_by
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.rounds import lock_at, lock_on
from tracker.selectors.workspace.writing import Writing


@dataclass(frozen=True, kw_only=True)
class UnlockRow:
    """A request as its committee and the administrators see it."""

    uuid: UUID
    round: str
    closed_on: date | None
    committee: str
    place: PlaceRef
    commitment_code: str
    person: str
    reason: str
    asked_on: date
    state: UnlockState
    decided_by: str
    answer: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class AskPage:
    """What keeps a report from being handed in, if anything does, and what became of the last request."""

    round: str
    closed_on: date | None
    locked: bool
    latest: UnlockRow | None

    @property
    def waits(self) -> bool:
        """Whether somebody has asked and nobody has decided."""
        return self.latest is not None and self.latest.state == UnlockState.ASKED


@dataclass(frozen=True, kw_only=True)
class ClosedRound:
    """The round that keeps what is being written from being handed in; `can_ask` once it stands in a report."""

    name: str
    closed_on: date
    can_ask: bool


def closed_round(writing: Writing, day: date | None, *, today: date) -> ClosedRound | None:
    """Whether what is being written about that day could be handed in. Two queries at most."""
    if day is None:
        return None
    report = writing.report
    found = lock_at(
        day,
        committee=writing.committee,
        place_target=writing.place_target,
        handed_in=report.submitted_at if report else None,
        today=today,
    )
    if found is None or found.closed_at is None:
        return None
    asked = report is not None and report.reference_on == day
    return ClosedRound(name=found.name, closed_on=found.closed_at.date(), can_ask=asked)


def ask_page(report: ProgressReport, *, today: date) -> AskPage:
    """Whether a report can be handed in. Three queries at most."""
    closed = lock_on(report, today=today)
    requests = _loaded_for(report)
    if closed is not None:
        requests = [one for one in requests if one.round_id == closed.pk]
    return AskPage(
        round=closed.name if closed else "",
        closed_on=closed.closed_at.date() if closed and closed.closed_at else None,
        locked=closed is not None,
        latest=unlock_row(requests[0]) if requests else None,
    )


def unlocks_waiting(user: User, *, today: date) -> tuple[UnlockRow, ...]:
    """The requests that wait for this person's decision. One query."""
    waiting = unlocks_decided_by(user, on=today).filter(state=UnlockState.ASKED)
    return tuple(unlock_row(one) for one in waiting)


def unlock_row(one: Unlock) -> UnlockRow:
    """A request; needs what `unlocks_decided_by` loads."""
    return UnlockRow(
        uuid=one.uuid,
        round=one.round.name,
        closed_on=one.round.closed_at.date() if one.round.closed_at else None,
        committee=one.committee.name,
        place=place_ref(one.committee.place),
        commitment_code=one.place_target.target.commitment.code,
        person=str(one.asked_by),
        reason=one.reason,
        asked_on=one.asked_at.date(),
        state=UnlockState(one.state),
        decided_by=str(one.decided_by or ""),
        answer=one.answer,
        until=one.until,
    )


def _loaded_for(report: ProgressReport) -> list[Unlock]:
    requests = Unlock.objects.filter(committee=report.committee, place_target=report.place_target)
    return list(
        requests.select_related(
            "round", "committee__place", "asked_by", "decided_by", "place_target__target__commitment"
        )
    )

"""Everything that waits for one person's decision, to be read and decided on together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tracker.enums import Duty, SeatRole
from tracker.models import Committee, Constituency, ProgressReport, Seat, User
from tracker.permissions import DUTIES, committee_of, committees_of, constitution
from tracker.scoring import Answer
from tracker.selectors.credits import shown_as
from tracker.selectors.facts import versions_in_force
from tracker.selectors.known import known_by, others_in, with_others
from tracker.selectors.workspace.desk import OpenReport, open_report


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """A report that waits, with what it answers; `choice` names the version of it that is on the page."""

    report: OpenReport
    choice: str
    answer: Answer
    value: Decimal | None
    done: tuple[str, ...]
    unit: str
    milestones: tuple[tuple[str, str], ...]
    corrects: bool
    may_publish: bool
    later: bool
    shown_as: str


def waiting_for(user: User, *, today: date) -> tuple[WaitingRow, ...]:
    """What waits for the person's decision, the longest first. Four queries, however much that is."""
    deciding = _deciding(user, today=today)
    handed_in = ProgressReport.objects.waiting().filter(committee__in=list(deciding)).exclude(author=user)
    reports = list(
        with_others(handed_in)
        .select_related(
            "committee__place__parent",
            "author",
            "place_target__place",
            "place_target__target__commitment",
            "place_target__target__horizon",
        )
        .order_by("submitted_at", "id")
    )
    versions = versions_in_force({one.place_target.target for one in reports}, as_of=today)
    rows = []
    for one in reports:
        version = versions.get(one.place_target.target_id)
        known = known_by(one, committee_of(one), others_in(one))
        rows.append(
            WaitingRow(
                report=open_report(one),
                choice=f"{one.uuid}.{one.version}",
                answer=Answer(one.answer),
                value=one.value,
                done=tuple(one.done),
                unit=version.unit if version else "",
                milestones=tuple((step["code"], step["title"]) for step in version.milestones)
                if version
                else (),
                corrects=bool(one.correction_reason),
                may_publish=one.committee in deciding and deciding[one.committee] and version is not None,
                later=known.later,
                shown_as=shown_as(committee_of(one), known),
            )
        )
    return tuple(rows)


def chosen_in(choices: Iterable[str]) -> tuple[tuple[UUID, int], ...]:
    """The reports and versions that choices name."""
    pairs = (choice.rpartition(".") for choice in choices)
    return tuple((UUID(uuid), int(version)) for uuid, _point, version in pairs)


def _deciding(user: User, *, today: date) -> dict[Committee, bool]:
    """The committees on which the person decides, and whether each may publish. Two queries."""
    seats = Seat.objects.held_on(today).filter(committee__in=committees_of(user, on=today))
    of: dict[Committee, list[Seat]] = {}
    for seat in seats.select_related("committee", "user", "constituency"):
        of.setdefault(seat.committee, []).append(seat)
    required = list(Constituency.objects.filter(required=True).values_list("code", flat=True))
    return {
        committee: constitution(held, required).complete
        for committee, held in of.items()
        if any(seat.user_id == user.pk and Duty.DECIDE in DUTIES[SeatRole(seat.role)] for seat in held)
    }

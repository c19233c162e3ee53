"""What somebody is writing about a target: the question, the draft, and the report that was made of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tracker.enums import Duty, SeatRole
from tracker.models import Committee, Draft, PlaceTarget, ProgressReport, Seat, User
from tracker.permissions import check_seated, drafts_by, practices_by, reports_by, targets_of
from tracker.selectors.facts import NotInForce, facts_of
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.workspace.report import Question, question_about

OF_A_TARGET = (
    "place",
    "target__horizon",
    "target__commitment__objective",
    "target__commitment__indicator",
)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What a page of the form is about. Nothing is begun while there is neither a draft nor a report.

    `alone` is whether no other committee follows the place.
    """

    committee: Committee
    place_target: PlaceTarget
    question: Question
    draft: Draft | None = None
    report: ProgressReport | None = None
    alone: bool = False

    @property
    def uuid(self) -> UUID | None:
        """The number that the draft and the report share."""
        begun = self.report or self.draft
        return begun.uuid if begun else None

    @property
    def is_ahead(self) -> bool:
        """Whether more was typed than stands in the report."""
        return self.report is None or (self.draft is not None and self.draft.is_ahead)


@dataclass(frozen=True, kw_only=True)
class BegunRow:
    """A draft of which no report was made yet, as a list shows it."""

    uuid: UUID
    commitment_code: str
    title: str
    years: int
    place: PlaceRef
    committee: str
    saved_at: datetime


def writing_about(user: User, slug: str, place_target: UUID, *, today: date) -> Writing | None:
    """What the person is to write, or began, about a target of a committee. Raises Refused for a seat that reads."""
    seats = Seat.objects.held_on(today).filter(user=user, committee__slug=slug)
    held = list(_with_company(seats.select_related("committee__place__parent"))) if user.is_active else []
    if not held:
        return None
    committee = held[0].committee
    target = targets_of(committee).select_related(*OF_A_TARGET).filter(uuid=place_target).first()
    if target is None:
        return None
    asked = _question(target, today=today)
    check_seated([SeatRole(seat.role) for seat in held], Duty.REPORT)
    begun = Draft.objects.without_report().filter(author=user, committee=committee, place_target=target)
    alone = not held[0].in_company
    return Writing(committee=committee, place_target=target, question=asked, draft=begun.first(), alone=alone)


def writing_at(user: User, uuid: UUID, *, today: date) -> Writing | None:
    """What the person wrote under a number: a report, with what was typed since, or what was begun."""
    of_a_target = [f"place_target__{name}" for name in OF_A_TARGET]
    reports = reports_by(user, on=today).select_related("committee__place__parent", *of_a_target)
    report = _with_company(reports).filter(uuid=uuid).first()
    if report:
        return _writing(report, getattr(report, "typed_draft", None), report, today=today)
    drafts = drafts_by(user, on=today).select_related("committee__place__parent", *of_a_target)
    draft = _with_company(drafts.without_report()).filter(uuid=uuid).first()
    return _writing(draft, draft, None, today=today) if draft else None


def report_drawn_with(token: UUID, *, by: User, today: date) -> UUID | None:
    """The number of the person's report that a form with this token became. One query."""
    return reports_by(by, on=today).filter(submit_token=token).values_list("uuid", flat=True).first()


def practice_drawn_with(token: UUID, *, by: User, today: date) -> UUID | None:
    """The same of a good practice. One query."""
    return practices_by(by, on=today).filter(submit_token=token).values_list("uuid", flat=True).first()


def is_ahead(report: ProgressReport) -> bool:
    """Whether its author typed more than stands in the report."""
    draft: Draft | None = getattr(report, "typed_draft", None)
    return draft is not None and draft.is_ahead


def _with_company(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that belong to a committee, with whether another one follows the same place."""
    others = Committee.objects.filter(place=OuterRef("committee__place")).exclude(pk=OuterRef("committee"))
    found: QuerySet[Any] = rows.annotate(in_company=Exists(others))
    return found


def _writing(
    found: Any, draft: Draft | None, report: ProgressReport | None, *, today: date
) -> Writing | None:
    """The page about what was `found`: a report or a draft, with its company."""
    if found.committee is None:
        return None
    return Writing(
        committee=found.committee,
        place_target=found.place_target,
        question=_question(found.place_target, today=today),
        draft=draft,
        report=report,
        alone=not found.in_company,
    )


def _question(place_target: PlaceTarget, *, today: date) -> Question:
    found = facts_of([place_target], as_of=today)
    if not found:
        raise NotInForce(f"target {place_target.target_id} is not in force on {today}")
    return question_about(found[0], today=today)


def begun_by(user: User, *, today: date) -> tuple[BegunRow, ...]:
    """What the person began and nothing was made of yet, the latest first. One query."""
    drafts = drafts_by(user, on=today).without_report()
    loaded = drafts.select_related(
        "committee",
        "place_target__place",
        "place_target__target__commitment",
        "place_target__target__horizon",
    )
    return tuple(
        BegunRow(
            uuid=one.uuid,
            commitment_code=one.place_target.target.commitment.code,
            title=one.place_target.target.commitment.title,
            years=one.place_target.target.horizon.years,
            place=place_ref(one.place_target.place),
            committee=one.committee.name,
            saved_at=one.saved_at,
        )
        for one in loaded.order_by("-saved_at", "-id")
    )

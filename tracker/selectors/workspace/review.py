"""The page on which a member decides: the report, what changed in it, what was said about it, and who may decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tracker.enums import Credit, Duty, NoteAt, ReportState, SeatRole
from tracker.models import ProgressReport, ReviewNote, Seat, Submission, User
from tracker.models.report_rows import GOING_OUT
from tracker.permissions import (
    DUTIES,
    committee_of,
    committees_of,
    constitution,
    reports_seen_by,
)
from tracker.selectors.audit import Done
from tracker.selectors.changes import Change, changes_between
from tracker.selectors.committees import seats_and_required
from tracker.selectors.credits import shown_as
from tracker.selectors.facts import NotInForce, facts_of
from tracker.selectors.gathered import Gathered
from tracker.selectors.known import known_by, others_in, with_others
from tracker.selectors.workspace.report import (
    Decision,
    Question,
    ReportView,
    decision_by,
    known_now,
    last_act,
    question_about,
    view_of,
)

LOADED = (
    "place_target__target__commitment__objective",
    "place_target__target__commitment__indicator",
    "place_target__target__horizon",
)


@dataclass(frozen=True, kw_only=True)
class NoteRow:
    """What a reviewer said at one field."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """What a decision needs. `since` says what changed since the report was last handed in, `corrects` what it
    changes of the published one; None where there is nothing to compare with, or it was not kept. `offers` are the
    ways in which whoever decides may have the committee shown, with what the report says then.
    """

    report: ReportView
    decision: Decision
    since: tuple[Change, ...] | None
    corrects: tuple[Change, ...] | None
    notes: tuple[NoteRow, ...]
    may_take_back: bool
    offers: tuple[tuple[Credit, str], ...]
    may_unname: bool
    may_withdraw: bool
    act: Done | None


@dataclass(frozen=True, kw_only=True)
class ToDecide:
    """A report and what the person may do with it, whatever its target asks: this reads no figure of it."""

    report: Any  # a ProgressReport with the columns of `_annotated`
    duties: frozenset[Duty]
    decision: Decision
    offers: tuple[tuple[Credit, str], ...]


def report_to_decide(user: User, uuid: UUID, *, today: date) -> ToDecide | None:
    """A report that the person may read, and whether they may decide on it; None where there is none."""
    report = _annotated(reports_seen_by(user, on=today)).filter(uuid=uuid).first()
    if report is None:
        return None
    seats, required = seats_and_required(committee_of(report), on=today)
    duties = _duties(user, seats)
    decision = decision_by(user, report, held=duties, gaps=constitution(seats, required).gaps)
    return ToDecide(
        report=report,
        duties=duties,
        decision=decision,
        offers=_offers(report) if decision.may_publish else (),
    )


def review_page(
    user: User, uuid: UUID, *, today: date, with_act: bool = False
) -> tuple[ProgressReport, ReviewPage] | None:
    """A report that the person may read, and everything about the decision on it; None where there is none.

    Six queries, and two for `with_act`: who took it further. Raises NotInForce where its target asks nothing now.
    """
    found = report_to_decide(user, uuid, today=today)
    if found is None:
        return None
    report, duties, decision = found.report, found.duties, found.decision
    facts = facts_of([report.place_target], as_of=today)
    if not facts:
        raise NotInForce(f"target {report.place_target.target_id} is not in force on {today}")
    asked = question_about(facts[0], today=today)
    older = (report.older_pk, report.older_uuid) if report.older_pk else None
    others = others_in(report)
    view = view_of(report, asked, older=older, others=others, gaps=decision.gaps, today=today)
    return report, ReviewPage(
        report=view,
        decision=decision,
        since=_compared(report.entry_before, report.entry_last, asked),
        corrects=_compared(report.entry_older, report.entry_last, asked),
        notes=note_rows(report.notes_last),
        may_take_back=decision.waits and decision.mine and Duty.REPORT in duties,
        offers=found.offers,
        may_unname=report.state in GOING_OUT and bool(duties) and view.known.credit != Credit.REGION,
        may_withdraw=view.state == ReportState.PUBLISHED and decision.seated and not decision.mine,
        act=last_act(report) if with_act else None,
    )


def _offers(report: ProgressReport) -> tuple[tuple[Credit, str], ...]:
    """As its author asks, or safer; what it corrects may leave less to choose from."""
    committee, others = committee_of(report), others_in(report)
    now = known_now(report, others).credit
    found = [(level, known_by(report, committee, others, at_least=level)) for level in now.and_safer]
    return tuple((level, shown_as(committee, known)) for level, known in found if known.credit == level)


def was_taken_back(user: User, uuid: UUID, *, today: date) -> bool:
    """Whether the person's committee had the report before it, and its author took it back."""
    theirs = ProgressReport.objects.filter(committee__in=committees_of(user, on=today), uuid=uuid)
    return theirs.filter(state=ReportState.DRAFT, submissions__isnull=False).exclude(author=user).exists()


def notes_for(report: ProgressReport) -> dict[str, str]:
    """The notes at the fields of a report that was sent back, by the field's name. One query."""
    if report.state != ReportState.RETURNED:
        return {}
    last = Submission.objects.filter(report=report).order_by("-number").values("pk")[:1]
    notes = ReviewNote.objects.filter(submission=Subquery(last))
    return dict(notes.values_list("field", "text"))


def note_rows(notes: list[Mapping[str, str]] | None) -> tuple[NoteRow, ...]:
    """Notes as pages list them, in the order of the form."""
    order = list(NoteAt)
    rows = [
        NoteRow(field=one["field"], label=str(NoteAt(one["field"]).label), text=one["text"])
        for one in notes or ()
    ]
    return tuple(sorted(rows, key=lambda row: order.index(NoteAt(row.field))))


def _annotated(reports: QuerySet[ProgressReport]) -> QuerySet[Any]:
    """The reports with all that hangs on them as columns of the same question."""
    handed_in = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    older = ProgressReport.objects.published().filter(
        committee=OuterRef("committee"),
        place_target=OuterRef("place_target"),
        reference_on=OuterRef("reference_on"),
    )
    another = older.exclude(pk=OuterRef("pk"))
    kept = Submission.objects.filter(report=OuterRef("older_pk")).order_by("-number")
    said = ReviewNote.objects.filter(submission__report=OuterRef("pk")).order_by("-submission")
    gathered = said.values("submission").annotate(said=Gathered(JSONObject(field=F("field"), text=F("text"))))
    loaded = with_others(reports.select_related(*LOADED))
    annotated: QuerySet[Any] = loaded.annotate(
        older_pk=Subquery(another.values("pk")[:1]),
        older_uuid=Subquery(another.values("uuid")[:1]),
        entry_last=Subquery(handed_in.values("entry")[:1]),
        entry_before=Subquery(handed_in.values("entry")[1:2]),
        entry_older=Subquery(kept.values("entry")[:1]),
        notes_last=Subquery(gathered.values("said")[:1]),
    )
    return annotated


def _compared(before: Any, after: Any, asked: Question) -> tuple[Change, ...] | None:
    if before is None or after is None:
        return None
    return changes_between(before, after, unit=asked.unit, milestones=asked.milestones)


def _duties(user: User, seats: list[Seat]) -> frozenset[Duty]:
    """What the person may do by these seats."""
    own = (DUTIES[SeatRole(seat.role)] for seat in seats if seat.user_id == user.pk)
    return frozenset().union(*own) if user.is_active else frozenset()

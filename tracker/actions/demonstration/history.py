"""The past of the demonstration: reports with the instants of days gone by.

The acts of `tracker.actions.reports` act now, and nobody can make them act earlier. A history that one can believe
needs publications that are years apart; without them a page of a past date would have nothing to show. So these rows
are written here, with the instants that the file says, and that is all that differs: the same table of steps, duties,
entry rules and constitution are asked, each as of its own day. Only fictional places have such a past, and the record
says what is true: that the product wrote it, on the day of the loading.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time

from django.db import transaction

from tracker.actions.audit import record
from tracker.actions.corrections import supersede_older
from tracker.actions.entries import Entry, attach, check_entry, entry_of, fill
from tracker.enums import ReportState, Step
from tracker.models import Committee, PlaceTarget, ProgressReport, User
from tracker.permissions import (
    Refused,
    check_constituted,
    check_decides,
    check_duty,
    check_follows,
)
from tracker.selectors.committees import constitution_of
from tracker.workflow import next_state

NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Past:
    """Who wrote a report and handed it in on one day, and who published it on another."""

    author: User
    written_on: date
    decider: User
    decided_on: date
    correction: str = ""

    @property
    def steps(self) -> tuple[tuple[Step, User, date], ...]:
        """The way the report took."""
        return (
            (Step.SUBMIT, self.author, self.written_on),
            (Step.PUBLISH, self.decider, self.decided_on),
        )


@transaction.atomic
def publish_then(place_target: PlaceTarget, committee: Committee, entry: Entry, past: Past) -> ProgressReport:
    """Write a report that was published in the past of a fictional place; a report it corrects is replaced then."""
    if not place_target.place.fictional:
        raise Refused("Only a fictional place has an invented past.")
    check_follows(committee, place_target)
    check_entry(entry, place_target, today=past.written_on)
    written, decided = (datetime.combine(day, NOON) for day in (past.written_on, past.decided_on))
    report = ProgressReport(
        place_target=place_target, committee=committee, author=past.author, written_at=written
    )
    check_decides(past.decider, report)
    reached = _walk(committee, past)
    fill(report, entry)
    report.correction_reason = past.correction
    report.save()
    attach(report, entry)
    report.state = reached
    report.submitted_at, report.published_at = written, decided
    report.decided_by, report.led, report.credit = past.decider, committee.leads, committee.credit
    report.version += len(past.steps)
    replaced = supersede_older(report)
    report.save(
        update_fields=["state", "submitted_at", "published_at", "decided_by", "led", "credit", "version"]
    )
    for older in replaced:
        record("report.superseded", by=None, about=str(older.uuid), **_says(older), by_report=report.uuid)
    record("demonstration.report_published", by=None, about=str(report.uuid), **_says(report))
    return report


def _walk(committee: Committee, past: Past) -> ReportState:
    """Where the steps lead; each is asked of the table, and of the seats of its day."""
    state = ReportState.DRAFT
    for step, person, day in past.steps:
        state, duty = next_state(state, step)
        check_duty(person, committee, duty, on=day)
    check_constituted(constitution_of(committee, on=past.decided_on))
    return state


def _says(report: ProgressReport) -> dict[str, object]:
    """What the record keeps a digest of, as for every other report."""
    return {"version": report.version, "entry": asdict(entry_of(report))}

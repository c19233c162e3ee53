"""What is asked of a report at its steps, and what an act answers where it is not so."""

from django.utils import timezone

from tracker.actions.entries import BadEntry, Entry, check_entry, entry_of
from tracker.models import ProgressReport, Round, User
from tracker.permissions import check_follows, committee_of


class Changed(Exception):
    """Somebody changed the report since the page was opened; nothing was overwritten."""


class Outdated(BadEntry):
    """The target was changed since the report was written, and the report no longer fits it."""


class Uncorrected(BadEntry):
    """It would replace what is published about the same date, and nothing says why; nothing was handed in."""


class RoundClosed(Exception):
    """The report is about a date of a closed round, and nobody opened it for its target; the draft is kept."""

    def __init__(self, report: ProgressReport, closed: Round) -> None:
        super().__init__(f"the round {closed.slug} is closed")
        self.report, self.closed = report, closed


class Undeclared(Exception):
    """Its author has not said yet whether they have an interest in it; nothing was handed in."""


class TokenSpent(Exception):
    """The token of this form was spent on `report` already, with another text or by another person's form."""

    def __init__(self, report: ProgressReport) -> None:
        super().__init__("this form was sent already")
        self.report = report


def check_still_fits(report: ProgressReport) -> None:
    """Refuse a report that the committee would not be asked for any more: time passes between its steps."""
    check_follows(committee_of(report), report.place_target)
    try:
        check_entry(entry_of(report), report.place_target, today=timezone.localdate())
    except BadEntry as bad:
        raise Outdated(bad.faults) from bad


def same(report: ProgressReport, entry: Entry, *, by: User) -> ProgressReport:
    """The report this token was spent on, if the same person sent the same again; else TokenSpent."""
    if report.author_id == by.pk and entry_of(report) == entry:
        return report
    raise TokenSpent(report)

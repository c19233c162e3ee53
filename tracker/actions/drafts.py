"""What is typed and not handed in: kept as it stands, made into a report once it is whole, forgotten when it is old.

Typing is no act in the record, which every act waits for: it says that a report was begun, and then what each report
made of it says. ADR 0014
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tracker.actions import reports
from tracker.actions.audit import record
from tracker.actions.entries import Entry, entry_of
from tracker.actions.report_checks import same
from tracker.actions.terms import tie_words
from tracker.actions.typed import typed_from
from tracker.enums import Duty, ReportState, Step
from tracker.models import Committee, Draft, PlaceTarget, ProgressReport, User
from tracker.models.drafts import KEPT_FOR, Typed
from tracker.permissions import check_duty, check_follows, check_wrote
from tracker.workflow import EDITABLE, StepRefused

# All that somebody types about one target. A form of ours at its fullest has a third of this.
MOST = 100_000


class TwoTexts(Exception):
    """Another page changed the same fields of the draft meanwhile; nothing was overwritten."""

    def __init__(self, draft: Draft, fields: list[str]) -> None:
        super().__init__("there are two texts")
        self.draft, self.fields = draft, fields


class TooMuch(Exception):
    """More was typed than any report takes; nothing was kept of it."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a page of the form is about: a target for a committee, and the report where there is one already."""

    committee: Committee
    place_target: PlaceTarget
    report: ProgressReport | None = None


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a page sends: its fields, its token, and the version it was opened with (0: before there was a draft)."""

    typed: Typed
    token: UUID
    version: int = 0


@transaction.atomic
def keep(about: About, sent: Sent, *, by: User) -> Draft:
    """Keep what was typed, right or wrong. Sent again, it changes nothing."""
    _one_page_at_a_time(by)
    draft, begun = _taken(about, sent, by=by)
    tie_words(sent.token, draft, by=by)
    if begun and draft.report_id is None:
        record("draft.begun", by=by, about=str(draft.uuid))
    return draft


@transaction.atomic
def write(about: About, sent: Sent, entry: Entry, *, by: User) -> ProgressReport:
    """Keep what was typed and, as it is a whole answer, make it the report: a new one, or the one it was about."""
    _one_page_at_a_time(by)
    spent = None if about.report else ProgressReport.objects.filter(submit_token=sent.token).first()
    if spent and not _is_open_to(by, spent):
        return same(spent, entry, by=by)
    draft, _begun = _taken(about, sent, by=by)
    if draft.report is None:
        report, action = _inserted(about, draft, entry, by=by), "report.drafted"
    else:
        report, action = draft.report, "report.redrafted"
        if entry_of(report) == entry and report.version >= draft.version:
            action = ""
        else:
            report = reports.rewritten(report, entry, by=by, at_least=draft.version)
    draft.report, draft.checked = report, draft.version
    # Where nothing was typed that the report does not say, there is no draft to keep.
    if draft.pk:
        draft.save(update_fields=["report", "checked"])
    tie_words(sent.token, draft, by=by)
    if action:
        reports.write_record(action, report, by=by)
    return report


def _one_page_at_a_time(user: User) -> None:
    """Hold whoever sends a page until it is stored.

    Several questions decide what a page is: the report that it became, the draft that was begun, or neither. The same
    page stored between two of them would be taken for neither, and become a second report.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _inserted(about: About, draft: Draft, entry: Entry, *, by: User) -> ProgressReport:
    """The draft as a new report, of the same number."""
    return reports.inserted(
        about.place_target,
        about.committee,
        entry,
        by=by,
        token=draft.token,
        uuid=draft.uuid,
        version=draft.version,
    )


def _taken(about: About, sent: Sent, *, by: User) -> tuple[Draft, bool]:
    """The draft with what was typed in it, and whether it is new; or TwoTexts. Held to the end of the transaction."""
    check_duty(by, about.committee, Duty.REPORT, on=timezone.localdate())
    check_follows(about.committee, about.place_target)
    if sum(len(value) for values in sent.typed.values() for value in values) > MOST:
        raise TooMuch
    report = about.report or _spent_on(sent.token, by=by)
    held = _held(about, report, by=by)
    draft = held or _new(about, report, sent, by=by)
    changed = draft.changed_after(sent.version, sent.typed) if draft.version else []
    if changed:
        raise TwoTexts(draft, changed)
    if draft.take(sent.typed):
        draft.saved_at = timezone.now()
        try:
            with transaction.atomic():
                draft.save()
        except IntegrityError:
            # The same was sent or begun in this very moment: a second look finds it, and after another fault nothing.
            if not (_held(about, report, by=by) or _spent_on(sent.token, by=by)):
                raise
            return _taken(about, sent, by=by)
    return draft, held is None


def _spent_on(token: UUID, *, by: User) -> ProgressReport | None:
    """The report that this page has already become, as far as its author may still change it."""
    report = ProgressReport.objects.filter(submit_token=token).first()
    if report and not _is_open_to(by, report):
        raise reports.TokenSpent(report)
    return report


def _is_open_to(user: User, report: ProgressReport) -> bool:
    return report.author_id == user.pk and ReportState(report.state) in EDITABLE


def _held(about: About, report: ProgressReport | None, *, by: User) -> Draft | None:
    """The draft that is there: of this report, or the one begun about this target."""
    held = Draft.objects.select_for_update(of=("self",), no_key=True).select_related("report")
    if report:
        return held.filter(report=report).first()
    begun = held.without_report().filter(author=by, committee=about.committee)
    return begun.filter(place_target=about.place_target).first()


def _new(about: About, report: ProgressReport | None, sent: Sent, *, by: User) -> Draft:
    """A draft that is not stored yet: empty, or with what stands in the report."""
    now = timezone.now()
    draft = Draft(
        committee=about.committee, place_target=about.place_target, author=by, begun_at=now, saved_at=now
    )
    # A page that was tampered with shares its token with another draft; the address, not the token, says which it is.
    draft.token = uuid4() if Draft.objects.filter(token=sent.token).exists() else sent.token
    if report:
        report = reports.locked(report.pk)
        check_wrote(by, report)
        if ReportState(report.state) not in EDITABLE:
            raise StepRefused(ReportState(report.state), Step.SUBMIT)
        draft.uuid, draft.token, draft.report = report.uuid, report.submit_token, report
        draft.version = draft.checked = report.version
        draft.start_from(typed_from(entry_of(report)))
    return draft


def forget_old(*, now: datetime) -> int:
    """Delete what was typed and left alone for a year, and the reports made of it that were never handed in."""
    old = [one.uuid for one in Draft.objects.left_alone(now=now)]
    never_sent = ProgressReport.objects.filter(
        state=ReportState.DRAFT, submitted_at=None, written_at__lt=now - KEPT_FOR
    )
    untouched = never_sent.exclude(typed_draft__saved_at__gte=now - KEPT_FOR)
    return sum(_forget(uuid, now=now) for uuid in {*old, *untouched.values_list("uuid", flat=True)})


@transaction.atomic
def _forget(uuid: UUID, *, now: datetime) -> int:
    """Delete one of them, unless somebody came back to it, or something else rests on it."""
    gone, _by_model = Draft.objects.left_alone(now=now).filter(uuid=uuid).delete()
    report = ProgressReport.objects.select_for_update(of=("self",)).filter(uuid=uuid, state=ReportState.DRAFT)
    for one in report.filter(written_at__lt=now - KEPT_FOR).exclude(typed_draft__isnull=False):
        try:
            with transaction.atomic():
                one.delete()
        except ProtectedError:
            continue
        gone += 1
    if gone:
        record("draft.forgotten", by=None, about=str(uuid))
    return min(gone, 1)

"""What a member does with the files of a report: hand one in, look at the copy, take one out."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tracker import workflow
from tracker.actions.audit import record
from tracker.actions.file_waking import wake_cleaner
from tracker.enums import Duty, FileState, ReportState, Step
from tracker.files import MOST_FILES, Unfit, check_arrived
from tracker.models import Committee, EvidenceFile, ProgressReport, User
from tracker.permissions import check_duty, check_wrote, committee_of
from tracker.selectors.files import store

# Refused ones keep their numbers too, so that no number ever means two files.
MOST_NUMBERS = 99
LONGEST_NAME = 255


class Arrived(Protocol):
    """A file that lies beside its place in the store."""

    @property
    def name(self) -> str | None:
        """What its owner calls it."""

    @property
    def size(self) -> int | None:
        """How many bytes it has."""

    @property
    def stored_name(self) -> UUID:
        """Its random name."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes."""

    @property
    def head(self) -> bytes:
        """Its first bytes."""

    def keep(self) -> None:
        """Leave it where it is: there is a row about it now."""


class TooManyFiles(Exception):
    """The report has all the files it may have."""


# A file that was not taken, and why.
Turned = tuple[Arrived, Unfit | TooManyFiles]


class FilesNotReady(Exception):
    """Some files of the report are not checked yet, could not be, or were not looked at by who sent them."""

    def __init__(self, report: UUID, states: frozenset[FileState]) -> None:
        super().__init__(f"{report}: {sorted(states)}")
        self.report, self.states = report, states


@transaction.atomic
def receive(arrived: Sequence[Arrived], *, report: UUID, by: User) -> list[Turned]:
    """Keep files with a report, and say which were turned away. Bytes that are there already are no second file."""
    committee = _check_open(report, by=by)
    kept: list[tuple[Arrived, EvidenceFile]] = []
    turned: list[Turned] = []
    for one in arrived:
        try:
            file = _row_for(one, report, committee, by=by)
        except (Unfit, TooManyFiles) as reason:
            turned.append((one, reason))
        else:
            kept += [(one, file)] if file else []
    for one, _file in kept:
        # What the row says is on the disk already; if nobody gets to name it, whoever checks it does.
        transaction.on_commit(partial(_name, one))
    if kept:
        transaction.on_commit(wake_cleaner)
    for _one, file in kept:
        record("file.received", by=by, about=str(file), original=file.sha256, size=file.size)
    return turned


@transaction.atomic
def confirm(file: EvidenceFile, *, by: User) -> EvidenceFile:
    """Say that the copy was looked at and names nobody."""
    kept = _held(file, by=by)
    if kept.state == FileState.CLEAN and kept.confirmed_at is None:
        kept.confirmed_at = timezone.now()
        kept.save(update_fields=["confirmed_at"])
        record("file.confirmed", by=by, about=str(kept), copy=kept.copy_sha256)
    return kept


@transaction.atomic
def remove(file: EvidenceFile, *, by: User) -> None:
    """Take a file out of its report, and delete it."""
    kept = _held(file, by=by)
    said, name = str(kept), kept.stored_name
    kept.delete()
    record("file.removed", by=by, about=said)
    transaction.on_commit(partial(store().drop, name))


def ready_files(report: ProgressReport) -> dict[str, list[str]]:
    """What is said of the files that go along with a report, if any. Raises FilesNotReady while one is not ready."""
    there = EvidenceFile.objects.of_report(report.uuid)
    states = frozenset(FileState(state) for state in there.not_ready().values_list("state", flat=True))
    if states:
        raise FilesNotReady(report.uuid, states)
    digests = list(there.shown().values_list("copy_sha256", flat=True))
    return {"files": digests} if digests else {}


def _check_open(uuid: UUID, *, by: User) -> Committee:
    """The committee of a report, for its author, while it can still be changed; it stays so until the commit."""
    rows = ProgressReport.objects.select_for_update(of=("self",)).select_related("committee")
    report = rows.get(uuid=uuid)
    committee = committee_of(report)
    check_wrote(by, report)
    check_duty(by, committee, Duty.REPORT, on=timezone.localdate())
    if ReportState(report.state) not in workflow.EDITABLE:
        raise workflow.StepRefused(ReportState(report.state), Step.SUBMIT)
    return committee


def _row_for(arrived: Arrived, report: UUID, committee: Committee, *, by: User) -> EvidenceFile | None:
    """A row about the file, or None where the report has these bytes already. Raises Unfit, TooManyFiles."""
    name, size = arrived.name or "", arrived.size or 0
    kind = check_arrived(name, size=size, head=arrived.head)
    there = EvidenceFile.objects.of_report(report)
    taken = there.exclude(state=FileState.REFUSED)
    if taken.filter(sha256=arrived.sha256).exists():
        return None
    last = there.aggregate(last=Max("number"))["last"] or 0
    if taken.count() >= MOST_FILES or last >= MOST_NUMBERS:
        raise TooManyFiles
    return EvidenceFile.objects.create(
        report_id=report,
        committee=committee,
        uploader=by,
        number=last + 1,
        stored_name=arrived.stored_name,
        client_name=name[-LONGEST_NAME:],
        kind=kind,
        size=size,
        sha256=arrived.sha256,
    )


def _held(file: EvidenceFile, *, by: User) -> EvidenceFile:
    """The file as it stands now, held until the commit, of a report that the person may change."""
    _check_open(file.report_id, by=by)
    return EvidenceFile.objects.select_for_update(of=("self",)).get(pk=file.pk)


def _name(arrived: Arrived) -> None:
    """Give the file its place, now that there is a row about it."""
    arrived.keep()
    store().settle(store().coming(arrived.stored_name))

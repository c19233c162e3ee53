"""What is done with the files of a report or a reply: hand one in, look at the copy, take one out."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tracker.actions.audit import record
from tracker.actions.file_holders import TooManyFiles, check_holder, has_bytes, next_number
from tracker.actions.file_waking import wake_cleaner
from tracker.enums import FileState
from tracker.files import Unfit, check_arrived
from tracker.models import Committee, EvidenceFile, User
from tracker.models.files import Holder
from tracker.selectors.files import store

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


# A file that was not taken, and why.
Turned = tuple[Arrived, Unfit | TooManyFiles]


class FilesNotReady(Exception):
    """Some files are not checked yet, could not be, or were not looked at by who sent them."""

    def __init__(self, holder: Holder, states: frozenset[FileState]) -> None:
        super().__init__(f"{holder}: {sorted(states)}")
        self.holder, self.states = holder, states


@transaction.atomic
def receive(
    arrived: Sequence[Arrived], *, report: UUID | None = None, reply: UUID | None = None, by: User
) -> list[Turned]:
    """Keep files with a report, or with the draft of a reply, and say which were turned away.

    Bytes that are there already are no second file.
    """
    holder = Holder(report=report, reply=reply)
    committee = check_holder(holder, by=by)
    kept: list[tuple[Arrived, EvidenceFile]] = []
    turned: list[Turned] = []
    for one in arrived:
        try:
            file = _row_for(one, holder, committee, by=by)
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
    """Take a file out of what it hangs on, and delete it."""
    kept = _held(file, by=by)
    said, name = str(kept), kept.stored_name
    kept.delete()
    record("file.removed", by=by, about=said)
    transaction.on_commit(partial(store().drop, name))


def ready_files(holder: Holder) -> dict[str, list[str]]:
    """What is said of the files that go along with it, if any. Raises FilesNotReady while one is not ready."""
    there = EvidenceFile.objects.of(holder)
    states = frozenset(FileState(state) for state in there.not_ready().values_list("state", flat=True))
    if states:
        raise FilesNotReady(holder, states)
    digests = list(there.shown().values_list("copy_sha256", flat=True))
    return {"files": digests} if digests else {}


def _row_for(
    arrived: Arrived, holder: Holder, committee: Committee | None, *, by: User
) -> EvidenceFile | None:
    """A row about the file, or None where these bytes are there already. Raises Unfit, TooManyFiles."""
    name, size = arrived.name or "", arrived.size or 0
    kind = check_arrived(name, size=size, head=arrived.head)
    if has_bytes(holder, arrived.sha256):
        return None
    return EvidenceFile.objects.create(
        report_id=holder.report,
        reply_id=holder.reply,
        committee=committee,
        uploader=by,
        number=next_number(holder),
        stored_name=arrived.stored_name,
        client_name=name[-LONGEST_NAME:],
        kind=kind,
        size=size,
        sha256=arrived.sha256,
    )


def _held(file: EvidenceFile, *, by: User) -> EvidenceFile:
    """The file as it stands now, held until the commit, of what the person may change."""
    check_holder(file.holder, by=by)
    return EvidenceFile.objects.select_for_update(of=("self",), no_key=True).get(pk=file.pk)


def _name(arrived: Arrived) -> None:
    """Give the file its place, now that there is a row about it."""
    arrived.keep()
    store().settle(store().coming(arrived.stored_name))

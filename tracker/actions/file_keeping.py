"""How long files are kept, and what is swept up: what no row knows, what was refused, what was left behind."""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tracker.actions.audit import record
from tracker.enums import FileState
from tracker.files.store import CLEAN, COMING, SEALED
from tracker.models import AuditEvent, EvidenceFile, ProgressReport, Reply, ReplyDraft
from tracker.models.files import UNDER_WAY
from tracker.selectors.files import store
from tracker.workflow import EDITABLE

ORIGINALS_FOR = timedelta(days=730)
LEFT_FOR = timedelta(days=30)
# A file that is being written has no row yet.
YOUNG = timedelta(hours=1)


def tidy() -> int:
    """Delete everything whose time is over; says how many files. Harmless when run twice."""
    now = timezone.now()
    return _drop_originals(now) + _drop_left(now) + _drop_unknown()


def drop_unsafe_originals() -> int:
    """Delete the originals that could give somebody away since their committee, or their report, is not named.

    Which those are stands in the rows: whatever is killed or away, the next sweep finds them. Says how many.
    """
    return sum(_drop_original(file) for file in EvidenceFile.objects.unsafe_originals())


def _drop_originals(now: datetime) -> int:
    """Sealed originals that were kept long enough."""
    old = EvidenceFile.objects.filter(original_kept=True, received_at__lt=now - ORIGINALS_FOR)
    return sum(_drop_original(file) for file in old)


@transaction.atomic
def _drop_original(file: EvidenceFile) -> int:
    dropped = EvidenceFile.objects.filter(pk=file.pk, original_kept=True).update(original_kept=False)
    if dropped:
        record("file.original_deleted", by=None, about=str(file), original=file.sha256)
        transaction.on_commit(partial(store().sealed(file.stored_name).unlink, missing_ok=True))
    return dropped


def _drop_left(now: datetime) -> int:
    """Files that were refused or set aside, and those of a draft that nobody has touched for a month."""
    old = EvidenceFile.objects.filter(received_at__lt=now - LEFT_FOR)
    done_with = list(old.filter(state__in=[FileState.REFUSED, FileState.QUARANTINED]))
    others = old.exclude(state__in=[FileState.REFUSED, FileState.QUARANTINED])
    abandoned = [
        *_abandoned(others.exclude(report=None), now),
        *_never_given(others.exclude(reply=None), now),
    ]
    return sum(_drop(file) for file in [*done_with, *abandoned])


def _never_given(old: QuerySet[EvidenceFile], now: datetime) -> Iterable[EvidenceFile]:
    """Those of replies that were not given, and that nobody has worked on lately."""
    lately = ReplyDraft.objects.filter(saved_at__gte=now - LEFT_FOR)
    # Asked by number: a draft that is gone has no row, and a reply that was given has one.
    return old.exclude(reply__in=Reply.objects.values("uuid")).exclude(reply__in=lately.values("uuid"))


def _abandoned(old: QuerySet[EvidenceFile], now: datetime) -> Iterable[EvidenceFile]:
    """Those of drafts of reports that are gone, or that nothing was done to lately."""
    handed_in = ProgressReport.objects.exclude(state__in=[state.value for state in EDITABLE])
    # Asked the other way round, since a draft that is gone has no row.
    open_ones = list(old.exclude(report__in=handed_in.values("uuid")))
    refs = {str(file.report_id) for file in open_ones}
    touched = AuditEvent.objects.filter(object_ref__in=refs, at__gte=now - LEFT_FOR)
    lately: set[UUID | None] = {UUID(ref) for ref in touched.values_list("object_ref", flat=True)}
    newer = EvidenceFile.objects.filter(report__uuid__in={file.report_id for file in open_ones})
    lately |= {file.report_id for file in newer.filter(received_at__gte=now - LEFT_FOR)}
    return [file for file in open_ones if file.report_id not in lately]


@transaction.atomic
def _drop(file: EvidenceFile) -> int:
    said, name = str(file), file.stored_name
    dropped, _of_what = EvidenceFile.objects.filter(pk=file.pk).delete()
    if dropped:
        record("file.removed", by=None, about=said)
        transaction.on_commit(partial(store().drop, name))
    return dropped


def _drop_unknown() -> int:
    """What lies in the store without a row that wants it: left by a crash between two steps."""
    before = time.time() - YOUNG.total_seconds()
    old = [one for one in store().found() if one[2].stat().st_mtime < before]
    names = {name for _part, name, _path in old if name}
    rows = {row.stored_name: row for row in EvidenceFile.objects.filter(stored_name__in=names)}
    unwanted = [path for part, name, path in old if not _is_wanted(part, rows.get(name) if name else None)]
    for path in unwanted:
        path.unlink(missing_ok=True)
    return len(unwanted)


def _is_wanted(part: str, row: EvidenceFile | None) -> bool:
    """Whether the row needs this part of it."""
    if row is None:
        return False
    under_way = row.state in UNDER_WAY
    return {
        COMING: under_way or row.state == FileState.QUARANTINED,
        CLEAN: under_way or row.has_copy,
        SEALED: under_way or row.original_kept,
    }[part]

"""Files of evidence: where they lie, and which of them may be shown to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

from tracker.enums import FILE_KIND_LABELS, FileState
from tracker.files import MEDIA_TYPES, FileKind, Store
from tracker.models import EvidenceFile, User
from tracker.models.reports import ONCE_PUBLIC
from tracker.permissions import files_seen_by
from tracker.wording import short_reference

ENDINGS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.WEBP: "webp"}


@dataclass(frozen=True, kw_only=True)
class ServedFile:
    """A clean copy, ready to be sent: its name says which report it belongs to, and nothing of who sent it."""

    path: Path
    name: str
    media_type: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PublicFile:
    """A file of a published report, as its page lists it."""

    number: int
    name: str
    kind: str | Promise
    size: int
    pages: int | None


def store() -> Store:
    """Where this installation keeps its files."""
    return Store(Path(settings.EVIDENCE_DIR))


def public_name(file: EvidenceFile) -> str:
    """What a file is called outside: `GCM-7K2P9X-E2.pdf`."""
    return f"{short_reference(file.report_id)}-E{file.number}.{ENDINGS[FileKind(file.kind)]}"


def public_files(files: Iterable[EvidenceFile]) -> tuple[PublicFile, ...]:
    """Those of a report's files that go along with it."""
    going = [file for file in files if file.is_shown]
    return tuple(
        PublicFile(
            number=file.number,
            name=public_name(file),
            kind=FILE_KIND_LABELS[FileKind(file.kind)],
            size=file.copy_size or 0,
            pages=file.pages,
        )
        for file in sorted(going, key=lambda file: file.number)
    )


def published_file(uuid: UUID, number: int) -> ServedFile | None:
    """A file of a report that is or was public. One query."""
    rows = EvidenceFile.objects.shown().filter(report__state__in=ONCE_PUBLIC)
    return _served(rows.filter(report__uuid=uuid, number=number).first())


def member_file(user: User, uuid: UUID, number: int, *, on: date) -> ServedFile | None:
    """The clean copy of a file of one's own, or of a report that was handed in to one's committee."""
    rows = files_seen_by(user, on=on).filter(state=FileState.CLEAN)
    return _served(rows.filter(report__uuid=uuid, number=number).first())


def _served(file: EvidenceFile | None) -> ServedFile | None:
    if file is None:
        return None
    return ServedFile(
        path=store().clean(file.stored_name),
        name=public_name(file),
        media_type=MEDIA_TYPES[FileKind(file.kind)],
        digest=file.copy_sha256,
    )

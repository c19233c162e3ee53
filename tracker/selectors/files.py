"""Files of evidence: where they lie, and which of them may be shown to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.functional import Promise
from django.utils.timezone import localdate

from tracker.enums import FILE_KIND_LABELS
from tracker.files import MEDIA_TYPES, FileKind, Store
from tracker.models import EvidenceFile, Reply, User
from tracker.models.report_rows import ONCE_PUBLIC
from tracker.permissions import files_seen_by
from tracker.selectors.gathered import Gathered
from tracker.wording import short_reference

ENDINGS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.WEBP: "webp"}


@dataclass(frozen=True, kw_only=True)
class ServedFile:
    """A clean copy, ready to be sent: its name says what it belongs to, and nothing of who sent it."""

    path: Path
    name: str
    media_type: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PublicFile:
    """A file of a published report or of a reply to it, as its page lists it."""

    number: int
    name: str
    kind: str | Promise
    size: int
    pages: int | None
    digest: str
    taken_out_on: date | None = None


def store() -> Store:
    """Where this installation keeps its files."""
    return Store(Path(settings.EVIDENCE_DIR))


def public_name(file: EvidenceFile) -> str:
    """What a file of a report is called outside: `GCM-7K2P9X-E2.pdf`."""
    if file.report_id is None:
        raise ValueError("a file of a reply is called after the report that is replied to")
    return f"{short_reference(file.report_id)}-{_ending(file.number, file.kind)}"


def name_in_reply(report: UUID, reply: int, *, number: int, kind: str) -> str:
    """What a file of the so-manieth reply to a report is called outside: `GCM-7K2P9X-R1-E2.pdf`."""
    return f"{short_reference(report)}-R{reply}-{_ending(number, kind)}"


def _ending(number: int, kind: str) -> str:
    return f"E{number}.{ENDINGS[FileKind(kind)]}"


def shown_with(reply: Any) -> Subquery:
    """The files that go along with a reply, as one column of a question about it; `reply` is its uuid there."""
    said = JSONObject(**{name: F(name) for name in ("number", "kind", "copy_size", "pages", "copy_sha256")})
    shown = EvidenceFile.objects.shown().filter(reply=reply).order_by().values("reply")
    return Subquery(shown.annotate(said=Gathered(said)).values("said"))


def reply_files(said: Iterable[Mapping[str, Any]], *, report: UUID, reply: int) -> tuple[PublicFile, ...]:
    """Those files as pages list them."""
    return tuple(
        PublicFile(
            number=one["number"],
            name=name_in_reply(report, reply, number=one["number"], kind=one["kind"]),
            kind=FILE_KIND_LABELS[FileKind(one["kind"])],
            size=one["copy_size"],
            pages=one["pages"],
            digest=one["copy_sha256"],
        )
        for one in sorted(said, key=lambda one: int(one["number"]))
    )


def public_files(files: Iterable[EvidenceFile]) -> tuple[PublicFile, ...]:
    """Those of a report's files that go along with it, and those that did until personal data was found in them."""
    going = [file for file in files if file.is_shown or (file.redacted_at and file.confirmed_at)]
    return tuple(
        PublicFile(
            number=file.number,
            name=public_name(file),
            kind=FILE_KIND_LABELS[FileKind(file.kind)],
            size=file.copy_size or 0,
            pages=file.pages,
            digest=file.copy_sha256,
            taken_out_on=localdate(file.redacted_at) if file.redacted_at else None,
        )
        for file in sorted(going, key=lambda file: file.number)
    )


def published_file(uuid: UUID, number: int) -> ServedFile | None:
    """A file of a report that is or was public. One query."""
    rows = EvidenceFile.objects.shown().filter(report__state__in=ONCE_PUBLIC)
    return served(rows.filter(report__uuid=uuid, number=number).first())


def replied_file(uuid: UUID, reply: int, number: int) -> ServedFile | None:
    """A file of a reply whose words can be read: it stands, or was replaced by another. One query."""
    rows = EvidenceFile.objects.shown().filter(reply=_given(uuid, reply), number=number)
    readable = rows.filter(Q(reply__ended_at=None) | Q(reply__replaced=True), reply__given_at__isnull=False)
    file = readable.first()
    return served(file, name_in_reply(uuid, reply, number=number, kind=file.kind)) if file else None


def _given(uuid: UUID, number: int) -> Subquery:
    """The so-manieth reply to a report that is or was public, by its own number."""
    given: QuerySet[Reply, Any] = Reply.objects.filter(report__uuid=uuid, report__state__in=ONCE_PUBLIC)
    return Subquery(given.order_by("given_at", "id").values("uuid")[number - 1 : number])


def member_file(user: User, uuid: UUID, number: int, *, on: date) -> ServedFile | None:
    """The clean copy of a file of one's own, or of a report that was handed in to one's committee."""
    rows = files_seen_by(user, on=on).copies()
    return served(rows.filter(report__uuid=uuid, number=number).first())


def served(file: EvidenceFile | None, name: str = "") -> ServedFile | None:
    """The copy of a file that may be sent, under the name of a report's unless it is called otherwise."""
    if file is None:
        return None
    return ServedFile(
        path=store().clean(file.stored_name),
        name=name or public_name(file),
        media_type=MEDIA_TYPES[FileKind(file.kind)],
        digest=file.copy_sha256,
    )

"""The files of a report as its committee sees them before it is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

from tracker.enums import FILE_KIND_LABELS, REFUSAL_LABELS, FileState
from tracker.files import MOST_FILES, FileKind, Refusal
from tracker.models import EvidenceFile, ProgressReport
from tracker.selectors.files import public_name
from tracker.wording import short_reference


@dataclass(frozen=True, kw_only=True)
class MemberFile:
    """A file with the name its owner gave it: for members of the committee alone."""

    number: int
    name: str
    public_name: str
    kind: str | Promise
    is_picture: bool
    size: int
    copy_size: int | None
    pages: int | None
    width: int | None
    height: int | None
    state: FileState
    reason: str | Promise
    is_confirmed: bool
    original_kept: bool

    @property
    def is_clean(self) -> bool:
        """Whether there is a copy to look at."""
        return self.state == FileState.CLEAN

    @property
    def is_under_way(self) -> bool:
        """Whether the copy is still being made."""
        return self.state in {FileState.RECEIVED, FileState.CHECKING}

    @property
    def waits_for_an_answer(self) -> bool:
        """Whether its uploader has still to look at the copy."""
        return self.is_clean and not self.is_confirmed


@dataclass(frozen=True, kw_only=True)
class FilesPage:
    """The page on which the author of a report hands in files."""

    uuid: UUID
    reference: str
    committee: str
    committee_slug: str
    files: tuple[MemberFile, ...]
    room: int
    keeps_originals: bool

    @property
    def is_under_way(self) -> bool:
        """Whether a copy is still being made."""
        return any(file.is_under_way for file in self.files)


def files_page(report: ProgressReport) -> FilesPage:
    """The files of one report; needs its committee loaded. One query."""
    files = member_files(report.files.all())
    counted = [file for file in files if file.state != FileState.REFUSED]
    committee = report.committee
    return FilesPage(
        uuid=report.uuid,
        reference=short_reference(report.uuid),
        committee=committee.name if committee else "",
        committee_slug=committee.slug if committee else "",
        files=files,
        room=max(0, MOST_FILES - len(counted)),
        keeps_originals=bool(committee and committee.keeps_originals and settings.EVIDENCE_PUBLIC_KEY),
    )


def member_files(files: Iterable[EvidenceFile]) -> tuple[MemberFile, ...]:
    """Files as members see them, in their order."""
    return tuple(_member_file(file) for file in sorted(files, key=lambda file: file.number))


def _member_file(file: EvidenceFile) -> MemberFile:
    kind = FileKind(file.kind)
    return MemberFile(
        number=file.number,
        name=file.client_name,
        public_name=public_name(file),
        kind=FILE_KIND_LABELS[kind],
        is_picture=kind != FileKind.PDF,
        size=file.size,
        copy_size=file.copy_size,
        pages=file.pages,
        width=file.width,
        height=file.height,
        state=FileState(file.state),
        reason=REFUSAL_LABELS[Refusal(file.refusal)] if file.refusal else "",
        is_confirmed=file.confirmed_at is not None,
        original_kept=file.original_kept,
    )

"""The files of a report as its committee sees them before it is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

from tracker.enums import FILE_KIND_LABELS, REFUSAL_LABELS, FileState, ReportState
from tracker.files import MOST_FILES, FileKind, Refusal
from tracker.models import Committee, EvidenceFile, User
from tracker.permissions import reports_by
from tracker.selectors.files import public_name
from tracker.wording import short_reference
from tracker.workflow import EDITABLE


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
class Folder:
    """What files hang on: the report of a member, by the uuid that a draft has before there is a report."""

    uuid: UUID
    committee: Committee
    is_open: bool
    fictional: bool


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


def own_folder(user: User, uuid: UUID, *, on: date) -> Folder | None:
    """Where the person's own files about one report lie, or None. One query, and one for the seats."""
    report = reports_by(user, on=on).filter(uuid=uuid).prefetch_related(None).first()
    if report is None or report.committee is None:
        return None
    return Folder(
        uuid=report.uuid,
        committee=report.committee,
        is_open=ReportState(report.state) in EDITABLE,
        fictional=report.place_target.place.fictional,
    )


def files_page(folder: Folder) -> FilesPage:
    """The files of one report. One query."""
    files = member_files(EvidenceFile.objects.of_report(folder.uuid))
    counted = [file for file in files if file.state != FileState.REFUSED]
    return FilesPage(
        uuid=folder.uuid,
        reference=short_reference(folder.uuid),
        committee=folder.committee.name,
        committee_slug=folder.committee.slug,
        files=files,
        room=max(0, MOST_FILES - len(counted)),
        keeps_originals=folder.committee.may_keep_originals and bool(settings.EVIDENCE_PUBLIC_KEY),
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

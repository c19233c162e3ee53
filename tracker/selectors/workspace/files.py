"""The files of a report as its committee sees them before it is public, and those of a reply as its author does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

from tracker.enums import FILE_KIND_LABELS, REFUSAL_LABELS, FileState, ReportState
from tracker.files import MOST_FILES, FileKind, Refusal
from tracker.models import Committee, EvidenceFile, ProgressReport, Reply, User
from tracker.models.files import Holder
from tracker.permissions import reply_drafts_by, reports_by, states_of
from tracker.selectors.files import ServedFile, name_in_reply, public_name, served
from tracker.selectors.replies import takes_reply
from tracker.wording import short_reference
from tracker.workflow import EDITABLE


@dataclass(frozen=True, kw_only=True)
class MemberFile:
    """A file with the name its owner gave it: for members of the committee alone, or for who writes a reply."""

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
    is_taken_out: bool
    original_kept: bool

    @property
    def is_clean(self) -> bool:
        """Whether there is a copy to look at."""
        return self.state == FileState.CLEAN and not self.is_taken_out

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
    """What files hang on: what somebody writes, by the uuid that a draft has before there is a report or a reply.

    A reply that is not begun has no holder yet. `reply` is the number it will have among those to its report.
    """

    report: UUID
    reply: int | None
    holder: Holder | None
    committee: Committee | None
    is_open: bool
    fictional: bool

    def name_of(self, file: EvidenceFile) -> str:
        """What one of its files is called outside."""
        if self.reply is None:
            return public_name(file)
        return name_in_reply(self.report, self.reply, number=file.number, kind=file.kind)


@dataclass(frozen=True, kw_only=True)
class OlderFile:
    """A file of the published report that another corrects: its author may keep it for that."""

    report: UUID
    digest: str
    file: MemberFile


@dataclass(frozen=True, kw_only=True)
class FilesPage:
    """The page on which the author of a report or a reply hands in files."""

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
        report=report.uuid,
        reply=None,
        holder=Holder(report=report.uuid),
        committee=report.committee,
        is_open=ReportState(report.state) in EDITABLE,
        fictional=report.place_target.place.fictional,
    )


def own_reply_folder(user: User, code: str, uuid: UUID, *, on: date) -> Folder | None:
    """Where the files of the person's next reply to a report lie, or None where it is not theirs. Three queries."""
    places = states_of(user, on=on).filter(code=code)
    public = ProgressReport.objects.once_public().filter(uuid=uuid, place_target__place__in=places)
    report = public.select_related("place_target__place").first()
    if report is None:
        return None
    draft = reply_drafts_by(user, on=on).filter(report=report).first()
    return Folder(
        report=report.uuid,
        reply=Reply.objects.filter(report=report).count() + 1,
        holder=Holder(reply=draft.uuid) if draft else None,
        committee=None,
        is_open=takes_reply(report, report.place_target.place, on=on),
        fictional=report.place_target.place.fictional,
    )


def files_page(folder: Folder) -> FilesPage:
    """The files that hang there. One query."""
    committee = folder.committee
    files = member_files(_files_in(folder), folder.name_of)
    counted = [file for file in files if file.state != FileState.REFUSED]
    return FilesPage(
        uuid=folder.report,
        reference=short_reference(folder.report),
        committee=committee.name if committee else "",
        committee_slug=committee.slug if committee else "",
        files=files,
        room=max(0, MOST_FILES - len(counted)),
        keeps_originals=bool(committee and committee.may_keep_originals and settings.EVIDENCE_PUBLIC_KEY),
    )


def file_in(folder: Folder, number: int) -> EvidenceFile | None:
    """One of the files that hang there."""
    return next((file for file in _files_in(folder) if file.number == number), None)


def copy_in(folder: Folder, number: int) -> ServedFile | None:
    """The clean copy of one of them, for whoever writes."""
    file = file_in(folder, number)
    return served(file, folder.name_of(file)) if file and file.has_copy else None


def _files_in(folder: Folder) -> Iterable[EvidenceFile]:
    return EvidenceFile.objects.of(folder.holder) if folder.holder else ()


def older_files(report: ProgressReport) -> tuple[OlderFile, ...]:
    """The files of what the report corrects, but for those that it has already. One query."""
    own = EvidenceFile.objects.of(Holder(report=report.uuid)).exclude(state=FileState.REFUSED)
    shown = EvidenceFile.objects.shown().filter(
        report__state=ReportState.PUBLISHED,
        report__committee=report.committee_id,
        report__place_target=report.place_target_id,
        report__reference_on=report.reference_on,
    )
    found = shown.exclude(sha256__in=own.order_by().values("sha256")).order_by("number")
    return tuple(
        OlderFile(report=file.report_id, digest=file.copy_sha256, file=_member_file(file, public_name))
        for file in found
        if file.report_id is not None
    )


def member_files(
    files: Iterable[EvidenceFile], named: Callable[[EvidenceFile], str] = public_name
) -> tuple[MemberFile, ...]:
    """Files as members see them, in their order."""
    return tuple(_member_file(file, named) for file in sorted(files, key=lambda file: file.number))


def _member_file(file: EvidenceFile, named: Callable[[EvidenceFile], str]) -> MemberFile:
    kind = FileKind(file.kind)
    return MemberFile(
        number=file.number,
        name=file.client_name,
        public_name=named(file),
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
        is_taken_out=file.redacted_at is not None,
        original_kept=file.original_kept,
    )

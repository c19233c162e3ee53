"""The four kinds of files that are taken as evidence, and how each is told from everything else."""

from enum import StrEnum

from tracker.files.limits import MOST_BYTES


class FileKind(StrEnum):
    """A kind of file that can be cleaned."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


class Refusal(StrEnum):
    """Why a file is not taken; `tracker.enums` has the words, with what to do instead."""

    NAMELESS = "nameless"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    DOCUMENT = "document"
    PICTURE = "picture"
    ARCHIVE = "archive"
    OTHER_KIND = "other_kind"
    DISAGREES = "disagrees"
    UNREADABLE = "unreadable"
    CUT_OFF = "cut_off"
    ENCRYPTED = "encrypted"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    MOVING = "moving"
    TOO_HEAVY = "too_heavy"
    INFECTED = "infected"


class Unfit(Exception):
    """The file is not taken, for this reason."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


EXTENSIONS = {
    "pdf": FileKind.PDF,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
    "webp": FileKind.WEBP,
}
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
}
# What people try most often, by what they can do instead. Anything else is of another kind.
TEXTS = "doc docx docm dotx odt rtf txt md pages xls xlsx xlsm ods csv ppt pptx odp html htm xhtml mht mhtml xml eml"
PICTURES = "gif svg svgz heic heif avif tif tiff bmp ico jp2 jxl psd raw dng"
PACKED = "zip rar 7z tar gz tgz bz2 xz"
INSTEAD = {
    **dict.fromkeys(TEXTS.split(), Refusal.DOCUMENT),
    **dict.fromkeys(PICTURES.split(), Refusal.PICTURE),
    **dict.fromkeys(PACKED.split(), Refusal.ARCHIVE),
}
# How many bytes from the beginning tell the kind.
HEAD = 16


def check_arrived(name: str, *, size: int, head: bytes) -> FileKind:
    """The kind of a file that has just arrived; raises Unfit where it cannot be taken."""
    kind = _named_kind(name)
    if size == 0:
        raise Unfit(Refusal.EMPTY)
    if size > MOST_BYTES:
        raise Unfit(Refusal.TOO_BIG)
    if kind_of(head) != kind:
        raise Unfit(Refusal.DISAGREES)
    return kind


def kind_of(head: bytes) -> FileKind | None:
    """The kind that the first bytes tell."""
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    return None


def _named_kind(name: str) -> FileKind:
    """The kind that the end of the name tells."""
    stem, dot, extension = name.strip().rpartition(".")
    if not dot or not stem:
        raise Unfit(Refusal.NAMELESS)
    extension = extension.strip().lower()
    if extension not in EXTENSIONS:
        raise Unfit(INSTEAD.get(extension, Refusal.OTHER_KIND))
    return EXTENSIONS[extension]

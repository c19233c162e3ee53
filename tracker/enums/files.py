"""The words for files of evidence: their kinds, where they stand, and why one is not taken."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.files import FileKind, Refusal


class FileState(models.TextChoices):
    """Where a file stands on its way to a clean copy."""

    RECEIVED = "received", _("Received")
    CHECKING = "checking", _("Being checked")
    CLEAN = "clean", _("Clean")
    REFUSED = "refused", _("Refused")
    QUARANTINED = "quarantined", _("Could not be checked")


FILE_KIND_LABELS: dict[FileKind, Promise] = {
    FileKind.PDF: _("PDF"),
    FileKind.JPEG: _("JPEG"),
    FileKind.PNG: _("PNG"),
    FileKind.WEBP: _("WebP"),
}
REFUSAL_LABELS: dict[Refusal, Promise] = {
    Refusal.NAMELESS: _("Its name does not end in .pdf, .jpg, .png or .webp. Give it a name that does."),
    Refusal.EMPTY: _("The file is empty."),
    Refusal.TOO_BIG: _("It is larger than 20 MB. Send fewer pages, or a smaller picture."),
    Refusal.DOCUMENT: _(
        "Documents of this kind carry names and changes that cannot be taken out safely. "
        "Export it as a PDF, and send that."
    ),
    Refusal.PICTURE: _("Pictures of this kind are not taken. Save it as JPEG or PNG, and send that."),
    Refusal.ARCHIVE: _("Archives are not taken. Unpack it, and send the PDFs and pictures one by one."),
    Refusal.OTHER_KIND: _("Only PDF, JPEG, PNG and WebP are taken. Export it as a PDF, and send that."),
    Refusal.DISAGREES: _(
        "What is in the file is not what its name says. Open it, save it as PDF, JPEG or PNG, and send that."
    ),
    Refusal.UNREADABLE: _("It could not be read: it is damaged, or not what its name says. Save it anew."),
    Refusal.CUT_OFF: _("It stops before its end. Copy or download it again, and send it once more."),
    Refusal.ENCRYPTED: _(
        "It is protected by a password, and cannot be checked. Save it without a password, and send that."
    ),
    Refusal.NO_PAGES: _("It has no pages."),
    Refusal.TOO_MANY_PAGES: _("It has more than 500 pages. Send the pages that show the figure."),
    Refusal.TOO_MANY_PIXELS: _("The picture has more than 40 million pixels. Save it smaller."),
    Refusal.MOVING: _("It holds several pictures. Send the one that matters."),
    Refusal.TOO_HEAVY: _(
        "It takes too much to check. Print it to a new PDF or save it smaller, and send that."
    ),
    Refusal.INFECTED: _("A virus scanner found something in it."),
}

"""Files that are handed in as evidence, on their way to a clean copy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.enums import FILE_KIND_LABELS, Credit, FileState, Protection, choices_of
from tracker.models.committees import Committee
from tracker.models.people import User
from tracker.models.replies import Reply
from tracker.models.reports import ProgressReport

UNDER_WAY = [FileState.RECEIVED.value, FileState.CHECKING.value]
UNNAMED = [Credit.PSEUDONYM.value, Credit.REGION.value]
CLEAN = Q(state=FileState.CLEAN)


@dataclass(frozen=True)
class Holder:
    """What files hang on: one report, or one reply of a State, by the number that its draft has already."""

    report: UUID | None = None
    reply: UUID | None = None


class FileQuerySet(models.QuerySet["EvidenceFile"]):
    """Words about files."""

    def of(self, holder: Holder) -> Self:
        """Those of one report, reply or draft, as they were handed in."""
        return self.filter(report=holder.report, reply=holder.reply).order_by("number")

    def ready(self, now: datetime) -> Self:
        """To be checked now."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state__in=UNDER_WAY)

    def set_aside(self) -> Self:
        """Given up after too many tries; an administrator must look."""
        return self.filter(state=FileState.QUARANTINED)

    def shown(self) -> Self:
        """Those that may go along with what they hang on: a clean copy that its uploader has looked at."""
        return self.copies().filter(confirmed_at__isnull=False)

    def copies(self) -> Self:
        """Those whose clean copy is there to be opened by whoever may."""
        return self.filter(state=FileState.CLEAN, redacted_at=None)

    def unsafe_originals(self) -> Self:
        """Whose original could give somebody away: the committee is protected, or the report does not name it."""
        protected = Q(committee__protection=Protection.PROTECTED)
        unnamed = Q(report__credit__in=UNNAMED) | Q(report__credit_asked__in=UNNAMED)
        return self.filter(protected | unnamed, original_kept=True).order_by("pk")

    def not_ready(self) -> Self:
        """Those that hold back what they hang on. One that was refused never was part of it."""
        settled = self.exclude(CLEAN & Q(confirmed_at__isnull=False)).exclude(state=FileState.REFUSED)
        return settled.filter(redacted_at=None)


class EvidenceFile(models.Model):
    """A file of a report or a reply: only its clean copy is ever shown, once its uploader has looked at it.

    It hangs on the uuid of the one or the other, which a draft has before there is either. States keep no originals.
    """

    report = models.ForeignKey(
        ProgressReport,
        models.DO_NOTHING,
        to_field="uuid",
        db_column="report_uuid",
        db_constraint=False,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("report"),
    )
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("committee"),
    )
    reply = models.ForeignKey(
        Reply,
        models.DO_NOTHING,
        to_field="uuid",
        db_column="reply_uuid",
        # Its number within its reply is an index already.
        db_index=False,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("reply"),
    )
    uploader = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploader")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    stored_name = models.UUIDField(_("name in the store"), default=uuid4, unique=True, editable=False)
    # What its owner calls it: for the own committee's eyes only; of a reply's, for its author's.
    client_name = models.CharField(_("name on the uploader's device"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=choices_of(FILE_KIND_LABELS))
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64)

    state = models.CharField(_("state"), max_length=12, choices=FileState, default=FileState.RECEIVED)
    refusal = models.CharField(_("why it was refused"), max_length=20, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    received_at = models.DateTimeField(_("received"), db_default=Now(), editable=False)

    copy_size = models.PositiveIntegerField(_("size of the copy"), null=True, blank=True)
    copy_sha256 = models.CharField(_("SHA-256 of the copy"), max_length=64, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("seen to name nobody"), null=True, blank=True)
    original_kept = models.BooleanField(_("the original is kept, sealed"), default=False)
    # A published file that named somebody: its bytes are gone, what was cited says so.
    redacted_at = models.DateTimeField(_("taken out"), null=True, blank=True)
    redaction_reason = models.TextField(_("what it showed"), blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        ordering = ["report_id", "number"]
        indexes = [
            # Few keep one: those that may not any more are looked for in each sweep.
            models.Index(name="file_original_kept", fields=["committee"], condition=Q(original_kept=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="file_of_a_report_or_a_reply",
                condition=Q(report__isnull=False, committee__isnull=False, reply=None)
                | Q(reply__isnull=False, report=None, committee=None, original_kept=False),
            ),
            models.UniqueConstraint(name="file_number_within_its_report", fields=["report", "number"]),
            models.UniqueConstraint(name="file_number_within_its_reply", fields=["reply", "number"]),
            models.UniqueConstraint(
                name="file_once_per_reply",
                fields=["reply", "sha256"],
                condition=~Q(state=FileState.REFUSED),
            ),
            models.UniqueConstraint(
                name="file_once_per_report",
                fields=["report", "sha256"],
                condition=~Q(state=FileState.REFUSED),
            ),
            models.CheckConstraint(
                name="file_clean_has_a_copy",
                condition=(CLEAN & Q(copy_size__isnull=False) & ~Q(copy_sha256=""))
                | (~Q(state=FileState.CLEAN) & Q(copy_size=None, copy_sha256="", confirmed_at=None)),
            ),
            models.CheckConstraint(
                name="file_taken_out_of_a_report_with_a_reason",
                condition=Q(redacted_at=None, redaction_reason="")
                | (
                    Q(redacted_at__isnull=False, report__isnull=False, original_kept=False)
                    & ~Q(redaction_reason="")
                ),
            ),
            models.CheckConstraint(
                name="file_refused_with_a_reason",
                condition=(Q(state=FileState.REFUSED) & ~Q(refusal=""))
                | (~Q(state=FileState.REFUSED) & Q(refusal="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id or self.reply_id}/E{self.number}"

    @property
    def holder(self) -> Holder:
        """What it hangs on."""
        return Holder(report=self.report_id, reply=self.reply_id)

    @property
    def is_shown(self) -> bool:
        """Whether it may go along with what it hangs on; `shown` asks the database the same."""
        return self.has_copy and self.confirmed_at is not None

    @property
    def has_copy(self) -> bool:
        """Whether its clean copy is there to be opened; `copies` asks the database the same."""
        return self.state == FileState.CLEAN and self.redacted_at is None

    @property
    def is_under_way(self) -> bool:
        """Whether the copy is still being made."""
        return self.state in UNDER_WAY

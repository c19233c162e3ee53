"""Tables that administrators bring in: the import, which is the job as well, and its rows as they came."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.enums import ImportState, RowState, TableKind
from tracker.models.people import User

UNDER_WAY = [ImportState.CHECKING.value, ImportState.STORING.value, ImportState.UNDOING.value]
IS_STORED = [ImportState.STORED.value, ImportState.UNDOING.value, ImportState.UNDONE.value]
ASKED_TO_UNDO = [ImportState.UNDOING.value, ImportState.UNDONE.value]


class ImportQuerySet(models.QuerySet["ImportBatch"]):
    """Words about imports."""

    def due(self, now: datetime) -> Self:
        """Those with work to do that nobody does just now: whoever works on one says until when it is theirs."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state__in=UNDER_WAY)

    def failed(self) -> Self:
        """Those that were given up after too many tries."""
        return self.filter(state=ImportState.FAILED)


class ImportBatch(models.Model):
    """A table that was brought in, from the upload to what became of it.

    Whoever works on it is heard of in `beat_at`.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=TableKind)
    file_name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    header = models.JSONField(_("columns"))
    options = models.JSONField(_("options"), default=dict, blank=True)
    reason = models.TextField(_("reason for the change"))
    from_on = models.DateField(_("in force from"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("brought by"))
    at = models.DateTimeField(_("brought"), db_default=Now(), editable=False)

    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.CHECKING.value
    )
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    begun_at = models.DateTimeField(_("this try began"), null=True, blank=True)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    cancel_asked = models.BooleanField(_("to be given up"), default=False)
    error = models.TextField(_("what went wrong"), blank=True)
    # What its administrator has to know besides, such as that it was checked once more.
    notice = models.TextField(_("to know"), blank=True)

    counts = models.JSONField(_("rows by what they come to"), default=dict, blank=True)
    marks = models.JSONField(_("marks that change"), default=list, blank=True)
    needs_second = models.BooleanField(_("needs a second administrator"), default=False)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    stored_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("stored by")
    )
    stored_at = models.DateTimeField(_("stored"), null=True, blank=True)
    made = models.JSONField(_("what was stored"), default=list, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undo_reason = models.TextField(_("reason for undoing it"), blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(name="import_under_way", fields=["state"], condition=Q(state__in=UNDER_WAY)),
        ]
        constraints = [
            models.CheckConstraint(name="import_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="import_done_of_all", condition=Q(done__lte=F("total"))),
            models.CheckConstraint(
                name="import_checked_before_stored",
                condition=Q(checked_at__isnull=False)
                | Q(state__in=[ImportState.CHECKING, ImportState.GIVEN_UP, ImportState.FAILED]),
            ),
            models.CheckConstraint(
                name="import_stored_by_somebody",
                condition=Q(stored_by__isnull=False, stored_at__isnull=False, state__in=IS_STORED)
                | Q(stored_by__isnull=False, stored_at=None, state=ImportState.STORING)
                | (Q(stored_by=None, stored_at=None) & ~Q(state__in=[*IS_STORED, ImportState.STORING])),
            ),
            models.CheckConstraint(
                name="import_stored_by_a_second",
                condition=Q(needs_second=False) | Q(stored_by=None) | ~Q(stored_by=F("by")),
            ),
            models.CheckConstraint(
                name="import_undone_by_somebody",
                condition=(Q(undone_by__isnull=False, state__in=ASKED_TO_UNDO) & ~Q(undo_reason=""))
                | (Q(undone_by=None, undo_reason="") & ~Q(state__in=ASKED_TO_UNDO)),
            ),
            models.CheckConstraint(
                name="import_undone_says_when",
                condition=Q(undone_at__isnull=False, state=ImportState.UNDONE)
                | (Q(undone_at=None) & ~Q(state=ImportState.UNDONE)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    @property
    def can_be_stored(self) -> bool:
        """Whether every row is right, and one of them says anything new."""
        wrong, asked = (
            self.count_of(RowState.WRONG),
            self.count_of(RowState.NEW) + self.count_of(RowState.CHANGED),
        )
        return self.state == ImportState.CHECKED and not wrong and not self.error and asked > 0

    @property
    def is_under_way(self) -> bool:
        """Whether something works on it, or will."""
        return self.state in UNDER_WAY

    def count_of(self, state: RowState) -> int:
        """How many rows come to this."""
        return int(self.counts.get(state.value, 0))


class ImportRow(models.Model):
    """A row of a table as text, in the order of the columns, and what it comes to ("" until it was checked)."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="rows", db_index=False, verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row of the file"))
    cells = models.JSONField(_("cells"))
    state = models.CharField(_("comes to"), max_length=10, choices=RowState, blank=True)
    differences = models.JSONField(_("differences"), default=list, blank=True)
    faults = models.JSONField(_("what is wrong"), default=list, blank=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["batch", "number"]
        indexes = [models.Index(name="import_row_by_state", fields=["batch", "state", "number"])]
        constraints = [
            models.UniqueConstraint(name="import_row_number_once", fields=["batch", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.batch}, {self.number}"

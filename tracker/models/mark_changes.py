"""The log of published marks: what a mark was before, what it became, on which day and why."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import MARK_LABELS, STATUS_LABELS, ChangeReason, Subject, choices_of
from tracker.models.compact import Commitment, Horizon, Objective
from tracker.models.places import Place, Process
from tracker.models.reports import ProgressReport
from tracker.models.scores import ONE_HOLDER

NEWEST_FIRST = ("-on", "key", "uuid")


class MarkChange(models.Model):
    """One mark became another: written in the transaction that writes the score, and never changed.

    It says a day and no time, and is shown by day, subject and a random id: within a day nobody learns what came
    first. A mark that was not there before, or is not there any more, is empty. `objective` is also set for a
    commitment.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    on = models.DateField(_("day"))
    place = models.ForeignKey(
        Place,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("place"),
    )
    process = models.ForeignKey(
        Process, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("process")
    )
    subject = models.CharField(_("subject"), max_length=10, choices=Subject)
    key = models.CharField(_("key"), max_length=40)
    commitment = models.ForeignKey(
        Commitment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("commitment"),
    )
    objective = models.ForeignKey(
        Objective,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("objective"),
    )
    horizon = models.ForeignKey(
        Horizon,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("horizon"),
    )
    of_target = models.BooleanField(_("of one target"))
    mark_before = models.CharField(
        _("mark before"), max_length=20, blank=True, choices=choices_of(MARK_LABELS)
    )
    status_before = models.CharField(
        _("status before"), max_length=20, blank=True, choices=choices_of(STATUS_LABELS)
    )
    mark = models.CharField(_("mark"), max_length=20, blank=True, choices=choices_of(MARK_LABELS))
    status = models.CharField(_("status"), max_length=20, blank=True, choices=choices_of(STATUS_LABELS))
    reason = models.CharField(_("why"), max_length=12, choices=ChangeReason)
    # What the mark rests on since then.
    report = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reading")
    )
    method_version = models.PositiveSmallIntegerField(_("method"))

    class Meta:
        verbose_name = _("change of a mark")
        verbose_name_plural = _("changes of marks")
        ordering = NEWEST_FIRST
        constraints = [
            models.CheckConstraint(name="mark_change_of_a_place_or_a_process", condition=ONE_HOLDER),
            models.CheckConstraint(
                name="mark_change_of_a_target_says_which",
                condition=Q(of_target=False)
                | Q(place__isnull=False, commitment__isnull=False, horizon__isnull=False),
            ),
            models.CheckConstraint(
                name="mark_change_changes_something",
                condition=~Q(mark=F("mark_before")) | ~Q(status=F("status_before")),
            ),
        ]
        indexes = [
            models.Index(name="mark_change_by_day", fields=NEWEST_FIRST),
            models.Index(name="mark_change_of_place", fields=["place", *NEWEST_FIRST]),
            models.Index(name="mark_change_of_commitment", fields=["commitment", *NEWEST_FIRST]),
            models.Index(name="mark_change_of_objective", fields=["objective", *NEWEST_FIRST]),
            models.Index(name="mark_change_by_reason", fields=["reason", *NEWEST_FIRST]),
        ]

    def __str__(self) -> str:
        return f"{self.place or self.process}, {self.key}, {self.on}"

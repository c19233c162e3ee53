"""What must be computed anew, until it has been."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.enums import Cause
from tracker.models.compact import Commitment
from tracker.models.places import Place, Process
from tracker.models.scores import ONE_HOLDER


class DirtyQuerySet(models.QuerySet["DirtyScore"]):
    """Words about what must be computed anew."""

    def pending(self) -> Self:
        """Not given up: it is being tried, or will be."""
        return self.filter(quarantined_at=None)

    def ready(self, now: datetime) -> Self:
        """To be tried now."""
        return self.pending().filter(Q(next_try_at=None) | Q(next_try_at__lte=now))

    def quarantined(self) -> Self:
        """Given up after too many tries; an administrator must look."""
        return self.filter(quarantined_at__isnull=False)


class DirtyScore(models.Model):
    """The scores of one commitment in one place or process must be computed anew.

    Written in the transaction that makes it so, by insert only: a row that arrives while an older one is being
    worked off stays for the next time. Only what drains it counts its tries, and deletes exactly the rows it read.
    """

    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="dirty", verbose_name=_("place")
    )
    process = models.ForeignKey(
        Process, models.CASCADE, null=True, blank=True, related_name="dirty", verbose_name=_("process")
    )
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="dirty", verbose_name=_("commitment")
    )
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    at = models.DateTimeField(_("since"), db_default=Now(), editable=False)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    quarantined_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects = DirtyQuerySet.as_manager()

    class Meta:
        verbose_name = _("score to compute anew")
        verbose_name_plural = _("scores to compute anew")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="dirty_of_a_place_or_a_process", condition=ONE_HOLDER),
        ]

    def __str__(self) -> str:
        return f"{self.place or self.process}, {self.commitment.code}"

"""What every version says about itself. A change is a new row; no version is ever rewritten."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.models.people import User


class VersionQuerySet(models.QuerySet[Any]):
    """Words about versions, of targets and of place targets alike."""

    def in_force_on(self, day: date) -> Self:
        """Versions whose day had come by then; of each target, the highest number counts."""
        return self.filter(in_force_from__lte=day)

    def known_on(self, day: date) -> Self:
        """Versions that could be read here at the end of that day: in force by then, or written down for later."""
        over = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
        return self.filter(Q(in_force_from__lte=day) | Q(recorded_at__lt=over))

    def oldest_first(self) -> Self:
        """In the order they were made."""
        return self.order_by("number")


class Version(models.Model):
    """What every version says about itself: its number, from when it holds, who made it, why, and when."""

    number = models.PositiveIntegerField(_("version"))
    in_force_from = models.DateField(_("in force from"))
    reason = models.TextField(_("reason for the change"))
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    recorded_at = models.DateTimeField(_("recorded"), db_default=Now(), editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True

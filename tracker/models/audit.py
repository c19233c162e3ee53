"""Who did what, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.people import User


class AuditEvent(models.Model):
    """One act, written in the same transaction as its effect and never changed afterwards."""

    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    action = models.CharField(_("act"), max_length=60)
    about = models.CharField(_("about"), max_length=120)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-id"]
        indexes = [models.Index(name="audit_about", fields=["about", "id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.about}"

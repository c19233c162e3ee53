"""What a report rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import EvidenceKind
from tracker.models.reports import ProgressReport


class Evidence(models.Model):
    """What a report rests on: a page anyone can open, with the words quoted from it."""

    report = models.ForeignKey(
        ProgressReport, models.CASCADE, related_name="evidence", verbose_name=_("report")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind, default=EvidenceKind.LINK)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    archive_url = models.URLField(
        _("address of a copy in an archive"), max_length=2000, blank=True, default="", db_default=""
    )
    quotation = models.TextField(_("quotation"), blank=True)
    page = models.CharField(_("page"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="evidence_link_has_an_address",
                condition=~Q(kind=EvidenceKind.LINK) | ~Q(url=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

"""How often what the public sees has changed, and who does a recurring job now."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """One row: how often what the public sees has changed, raised in the transaction that changes it."""

    version = models.PositiveBigIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("last changed"), null=True, blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [models.CheckConstraint(name="publication_is_one_row", condition=Q(pk=1))]

    def __str__(self) -> str:
        return str(self.version)


class Lease(models.Model):
    """Who does a recurring job now: one at a time, until the lease runs out."""

    name = models.CharField(_("job"), max_length=40, primary_key=True)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")

    def __str__(self) -> str:
        return self.name

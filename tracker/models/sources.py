"""Where facts come from, and which of them have been loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A document or data set that a figure or a title was read in."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    opened = models.BooleanField(_("read by us"), default=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Sourced(models.Model):
    """What every fact carries: its source, and whether it was checked there."""

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    verified = models.BooleanField(_("checked against the source"), default=False)

    class Meta:
        abstract = True


class Loading(models.Model):
    """A set of data files that was loaded, with the digest of its bytes: the same bytes need no second loading."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("loading")
        verbose_name_plural = _("loadings")

    def __str__(self) -> str:
        return self.name

"""What commitments link to: other agreed frameworks, their benchmarks, and the indicators that measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.enums import Direction
from tracker.models.sources import Sourced


class Framework(Sourced):
    """An agreed framework beside the Compact, such as the 2030 Agenda."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=250)
    document = models.CharField(_("document"), max_length=100, blank=True)
    body = models.CharField(_("adopted by"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Benchmark(Sourced):
    """One numbered item of a framework that a commitment can be held against."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="benchmarks", verbose_name=_("framework")
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("benchmark")
        verbose_name_plural = _("benchmarks")
        ordering = ["framework_id", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def called(self) -> str:
        """What it is called in a sentence, such as `SDG 10.7`."""
        return f"{self.framework.code} {self.number}" if self.number else self.code


class Indicator(Sourced):
    """What is measured, by whom, and what the number cannot say (its caveat travels with it)."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=300)
    unit = models.CharField(_("unit"), max_length=100)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    custodians = models.JSONField(_("custodians"), default=list, blank=True)
    proxy = models.BooleanField(_("stands in for what cannot be counted"), default=False)
    caveat = models.TextField(_("caveat"), blank=True)
    # What its official description tells the figure apart by, of what our form asks for: sex, age, status.
    groups = models.JSONField(_("told apart by"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

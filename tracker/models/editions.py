"""Rounds, and the editions that freeze the scorecard at their end. What is frozen here is never changed again."""

import zlib
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RoundQuerySet(models.QuerySet["Round"]):
    """Words about rounds."""

    def open_on(self, day: date) -> Self:
        """Those that collect reports on that day: begun, and not closed, however late it is."""
        return self.filter(opens_on__lte=day, closed_at=None)

    def of(self, reference: date) -> Self:
        """The one that a reference date falls to: the first that ends on it or after, closed early or not."""
        ends_later = Q(closed_at=None) | Q(closed_at__date__gte=reference)
        return self.filter(ends_later, closes_on__gte=reference).order_by("closes_on", "pk")[:1]


class Round(models.Model):
    """A time in which reports are collected for a forum; it ends when its first edition is frozen."""

    slug = models.SlugField(_("name in addresses"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=150)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"))
    note = models.TextField(_("note"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-opens_on", "slug"]
        constraints = [
            models.CheckConstraint(
                name="round_closes_after_it_opens", condition=Q(closes_on__gt=F("opens_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """The scorecard as of a day, frozen to be cited. Triggers refuse to change or delete one.

    `digest` is the SHA-256 of the payload, `size` its length; the payload is what its parts hold, one after another,
    as many as `pieces` says. A later number of the same round replaces the ones before it; its note says why.
    """

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="editions", verbose_name=_("round"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    as_of = models.DateField(_("as of"))
    frozen_at = models.DateTimeField(_("frozen"))
    method_version = models.PositiveSmallIntegerField(_("method"))
    marks = models.PositiveIntegerField(_("marks"))
    size = models.PositiveIntegerField(_("bytes"))
    pieces = models.PositiveIntegerField(_("parts"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-as_of", "-frozen_at"]
        constraints = [
            models.UniqueConstraint(name="edition_one_of_each_number", fields=["round", "number"]),
            models.CheckConstraint(
                name="edition_that_replaces_says_why", condition=Q(number=1) | Q(number__gt=1) & ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def version(self) -> str:
        """The digest as far as it is cited."""
        return self.digest[:12]


class EditionPart(models.Model):
    """A piece of an edition's payload, compressed: what frames it (no holder), or the scores of one holder."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="parts", verbose_name=_("edition"))
    number = models.PositiveIntegerField(_("number"))
    holder = models.CharField(_("holder"), max_length=80, blank=True)
    packed = models.BinaryField(_("bytes"))

    class Meta:
        verbose_name = _("part of an edition")
        verbose_name_plural = _("parts of editions")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(name="edition_part_once", fields=["edition", "number"]),
        ]
        indexes = [models.Index(name="edition_part_holder", fields=["edition", "holder"])]

    def __str__(self) -> str:
        return f"{self.edition_id}, {self.number}"

    @property
    def text(self) -> bytes:
        """The bytes as they stand in the payload."""
        return unpacked(self.packed)


def packed(text: bytes) -> bytes:
    """Bytes as a part keeps them."""
    return zlib.compress(text, 9)


def unpacked(kept: Any) -> bytes:
    """What was packed; databases answer with bytes or with a view of them."""
    return zlib.decompress(bytes(kept))

"""Who reports: organisations, committees, and the seats their members hold."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import SeatRole
from tracker.models.people import User
from tracker.models.places import Place, name_of
from tracker.models.sources import Sourced


class Constituency(Sourced):
    """A kind of stakeholder that a seat is held for, such as migrants or trade unions."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    names = models.JSONField(_("names by language"))
    role = models.TextField(_("what they bring"))
    required = models.BooleanField(_("a committee needs one"), default=False)

    class Meta:
        verbose_name = _("constituency")
        verbose_name_plural = _("constituencies")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, or else in English."""
        return name_of(self.names)


class Organisation(models.Model):
    """An organisation that members come from."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    website = models.URLField(_("website"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Committee(models.Model):
    """The stakeholders who follow one place together."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, related_name="committees", verbose_name=_("place"))
    leads = models.BooleanField(_("its figure counts for the place"), default=True)
    about = models.TextField(_("about"), blank=True)
    keeps_originals = models.BooleanField(
        _("keeps the originals of its files"), default=False, db_default=False
    )

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="committee_one_leads_a_place", fields=["place"], condition=Q(leads=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    """Words about seats."""

    def held_on(self, day: date) -> Self:
        """Seats whose term runs on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class Seat(models.Model):
    """A member's place on a committee: for whom, to do what, from when until when."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="seats", verbose_name=_("committee")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="seats", verbose_name=_("member"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("organisation"),
    )
    constituency = models.ForeignKey(
        Constituency, models.PROTECT, related_name="seats", verbose_name=_("constituency")
    )
    role = models.CharField(_("role"), max_length=20, choices=SeatRole)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["committee_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                name="seat_one_open_per_member", fields=["committee", "user"], condition=Q(ends_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.committee}"

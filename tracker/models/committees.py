"""Who reports: organisations, committees, and the seats their members hold."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import Credit, Protection, SeatRole
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


class CommitteeQuerySet(models.QuerySet["Committee"]):
    """Words about committees."""

    def at(self, address: str) -> Self:
        """The committee whose public page has this address: a name, or a label while it is known by that."""
        named = Q(slug=address, credit=Credit.NAMED)
        return self.filter(named | Q(label=address, credit=Credit.PSEUDONYM))


class Committee(models.Model):
    """The stakeholders who follow one place together."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, related_name="committees", verbose_name=_("place"))
    leads = models.BooleanField(_("its figure counts for the place"), default=True)
    about = models.TextField(_("about"), blank=True)
    protection = models.CharField(
        _("protection"), max_length=10, choices=Protection, default=Protection.OPEN, db_default="open"
    )
    credit = models.CharField(
        _("known in public"), max_length=10, choices=Credit, default=Credit.NAMED, db_default="named"
    )
    label = models.CharField(_("label"), max_length=12, null=True, blank=True, unique=True, editable=False)
    # Another one: what an open committee reports without its name shall not be found once it is protected.
    open_label = models.CharField(
        _("label while it is open"), max_length=12, null=True, blank=True, unique=True, editable=False
    )

    keeps_originals = models.BooleanField(
        _("keeps the originals of its files"), default=False, db_default=False
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="committee_one_leads_a_place", fields=["place"], condition=Q(leads=True)
            ),
            models.CheckConstraint(
                name="committee_protected_is_not_named",
                condition=Q(protection=Protection.OPEN, credit=Credit.NAMED)
                | (
                    Q(protection=Protection.PROTECTED, label__isnull=False)
                    & ~Q(credit=Credit.NAMED)
                    & ~Q(label="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_protected(self) -> bool:
        """Whether it publishes under another name, and later than it decides."""
        return self.protection == Protection.PROTECTED

    @property
    def may_keep_originals(self) -> bool:
        """Whether originals of files are kept for it; of a protected one never, whatever it chose before."""
        return self.keeps_originals and not self.is_protected


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

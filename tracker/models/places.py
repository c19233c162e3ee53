"""Places, from the world down to a town, and the processes in which States consult."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tracker.enums import PlaceKind, UnStatus
from tracker.models.sources import Sourced

LEVELS = {kind: level for level, kind in enumerate(PlaceKind)}


class Place(models.Model):
    """A place that targets apply to.

    `level` says how far down the place stands (the world is 0). A trigger refuses a parent that does not stand
    higher, which makes a cycle impossible.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind)
    level = models.PositiveSmallIntegerField(_("level"), editable=False)
    names = models.JSONField(_("names by language"))
    iso2 = models.CharField(_("ISO 3166 alpha-2"), max_length=2, null=True, blank=True, unique=True)
    iso3 = models.CharField(_("ISO 3166 alpha-3"), max_length=3, null=True, blank=True, unique=True)
    m49 = models.CharField(_("UN M49"), max_length=3, null=True, blank=True, unique=True)
    un_status = models.CharField(_("part in the UN"), max_length=10, choices=UnStatus, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    fictional = models.BooleanField(_("fictional, for demonstration"), default=False)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["level", "code"]
        constraints = [
            models.CheckConstraint(
                name="place_level_follows_kind",
                condition=Q(*(Q(kind=kind, level=level) for kind, level in LEVELS.items()), _connector=Q.OR),
            ),
            models.CheckConstraint(
                name="place_world_has_no_parent", condition=~Q(kind=PlaceKind.WORLD) | Q(parent=None)
            ),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not args and "level" not in kwargs and self.kind in LEVELS:
            self.level = LEVELS[PlaceKind(self.kind)]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def level_of(kind: PlaceKind) -> int:
        """How far down a kind of place stands."""
        return LEVELS[kind]

    @property
    def name(self) -> str:
        """The place's name in the reader's language, or else in English."""
        return name_of(self.names)


def name_of(names: dict[str, str]) -> str:
    """The name in the reader's language out of names by language, or else the English one."""
    language = (get_language() or "en").split("-")[0]
    return names.get(language) or names["en"]


class Process(Sourced):
    """A regional consultative process, and the States that take part."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    region = models.CharField(_("region"), max_length=100)
    established = models.PositiveSmallIntegerField(_("established"), null=True, blank=True)
    members = models.ManyToManyField(
        Place,
        through="Membership",
        blank=True,
        related_name="processes",
        verbose_name=_("member States"),
    )
    members_verified = models.BooleanField(_("list of members checked"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("regional consultative process")
        verbose_name_plural = _("regional consultative processes")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Words about memberships."""

    def held_on(self, day: date) -> Self:
        """Memberships that hold on that day."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gt=day))


class Membership(models.Model):
    """A State's part in a process, from a day (None: since before this scorecard began) until another."""

    process = models.ForeignKey(
        Process, models.PROTECT, related_name="memberships", verbose_name=_("process")
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="memberships", verbose_name=_("State"))
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["process_id", "place_id", "id"]
        constraints = [
            models.UniqueConstraint(
                name="membership_one_open", fields=["process", "place"], condition=Q(until_on=None)
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gt=models.F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.process}"

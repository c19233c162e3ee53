"""Targets and what they mean in a place; every change is a new version, and no version is ever rewritten."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import BETTER_LABELS, KIND_LABELS, PATH_LABELS, Origin, choices_of
from tracker.models.compact import Commitment, Horizon
from tracker.models.fields import FigureField
from tracker.models.places import Place
from tracker.models.sources import Source
from tracker.models.versions import Version
from tracker.scoring import Better, Kind, Milestone, Path, PathStep, TargetSpec

WITH_GOAL = [Kind.LEVEL.value, Kind.SHARE.value]
WITH_DIRECTION_ONLY = [Kind.IMPROVE.value, Kind.MAINTAIN.value]
WITHOUT_FIGURES = [Kind.MILESTONES.value, Kind.YES_NO.value]


class Target(models.Model):
    """What a commitment asks for by one horizon; what exactly, its versions say."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="targets", verbose_name=_("commitment")
    )
    horizon = models.ForeignKey(Horizon, models.PROTECT, related_name="targets", verbose_name=_("horizon"))

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["commitment__code", "horizon__due_on", "horizon__years"]
        constraints = [
            models.UniqueConstraint(name="target_one_per_horizon", fields=["commitment", "horizon"])
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code}, {self.horizon}"


class TargetVersion(Version):
    """One wording of a target. The entry checks of scoring are what a new one must pass."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="versions", verbose_name=_("target"))
    title = models.CharField(_("what it asks for"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=choices_of(KIND_LABELS))
    better = models.CharField(
        _("which way is better"), max_length=10, blank=True, choices=choices_of(BETTER_LABELS)
    )
    goal = FigureField(_("goal"), null=True, blank=True)
    change = FigureField(_("change, in per cent of the baseline"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=150, blank=True)
    due_on = models.DateField(_("due"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    path = models.CharField(
        _("path"), max_length=10, choices=choices_of(PATH_LABELS), default=Path.LINEAR.value
    )
    steps = models.JSONField(_("graduated steps"), default=list, blank=True)
    milestones = models.JSONField(_("steps to reach"), default=list, blank=True)
    tolerance = FigureField(_("tolerance, as a share"), default=Decimal("0.02"))
    grace_months = models.PositiveSmallIntegerField(_("months of grace for late figures"), default=12)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.PROPOSED)

    class Meta:
        verbose_name = _("version of a target")
        verbose_name_plural = _("versions of targets")
        ordering = ["target", "number"]
        constraints = [
            models.UniqueConstraint(name="target_version_number_once", fields=["target", "number"]),
            models.CheckConstraint(name="target_version_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="target_version_weight_positive", condition=Q(weight__gt=0)),
            models.CheckConstraint(
                name="target_version_tolerance_a_share", condition=Q(tolerance__gte=0, tolerance__lt=1)
            ),
            models.CheckConstraint(
                name="target_version_share_within_bounds",
                condition=~Q(kind=Kind.SHARE.value) | Q(goal__gte=0, goal__lte=100),
            ),
            models.CheckConstraint(
                name="target_version_numbers_follow_kind",
                condition=(
                    Q(kind__in=WITH_GOAL, goal__isnull=False, change=None) & ~Q(better="")
                    | Q(kind=Kind.RELATIVE_CHANGE.value, goal=None, change__isnull=False) & ~Q(better="")
                    | Q(kind__in=WITH_DIRECTION_ONLY, goal=None, change=None) & ~Q(better="")
                    | Q(kind__in=WITHOUT_FIGURES, goal=None, change=None, better="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def spec(
        self, place_version: "PlaceTargetVersion | None", *, baseline_on: date, assessable: bool
    ) -> TargetSpec:
        """What scoring needs to know of this version in a place; `baseline_on` stands where no baseline is set."""
        return TargetSpec(
            kind=Kind(self.kind),
            better=Better(self.better) if self.better else None,
            baseline_on=(place_version and place_version.baseline_on) or baseline_on,
            due_on=self.due_on,
            baseline=place_version.baseline if place_version else None,
            goal=place_version.goal if place_version and place_version.goal is not None else self.goal,
            change=self.change,
            path=Path(self.path),
            steps=tuple(
                PathStep(on=date.fromisoformat(step["on"]), value=Decimal(step["value"]))
                for step in self.steps
            ),
            milestones=tuple(Milestone(code=step["code"], weight=step["weight"]) for step in self.milestones),
            tolerance=self.tolerance,
            grace_months=self.grace_months,
            assessable=assessable,
            applies=place_version.applies if place_version else True,
        )


class PlaceTarget(models.Model):
    """A target applied to a place."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, models.PROTECT, related_name="place_targets", verbose_name=_("target"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="place_targets", verbose_name=_("place"))

    class Meta:
        verbose_name = _("target of a place")
        verbose_name_plural = _("targets of places")
        ordering = ["place", "target"]
        constraints = [
            models.UniqueConstraint(name="place_target_once", fields=["target", "place"]),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.target}"


class PlaceTargetVersion(Version):
    """What a target means in one place: its baseline there, a stricter national goal, or why it does not apply."""

    place_target = models.ForeignKey(
        PlaceTarget, models.PROTECT, related_name="versions", verbose_name=_("target of a place")
    )
    baseline = FigureField(_("baseline"), null=True, blank=True)
    baseline_on = models.DateField(_("baseline date"), null=True, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    vintage = models.CharField(_("vintage of the figure"), max_length=60, blank=True)
    note = models.TextField(_("note on the baseline"), blank=True)
    goal = FigureField(_("stricter goal of this place"), null=True, blank=True)
    applies = models.BooleanField(_("applies here"), default=True)
    why_not = models.CharField(_("why it does not apply"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version of a target of a place")
        verbose_name_plural = _("versions of targets of places")
        ordering = ["place_target", "number"]
        constraints = [
            models.UniqueConstraint(name="place_version_number_once", fields=["place_target", "number"]),
            models.CheckConstraint(name="place_version_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="place_version_baseline_has_a_date",
                condition=Q(baseline=None, baseline_on=None)
                | Q(baseline__isnull=False, baseline_on__isnull=False),
            ),
            models.CheckConstraint(
                name="place_version_says_why_not",
                condition=Q(applies=True, why_not="") | (Q(applies=False) & ~Q(why_not="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_target}, {self.number}"

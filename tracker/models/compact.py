"""The Compact: its objectives and principles, the horizons, and the commitments made under it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import CommitmentStatus, DriverLevel, Origin, Scope
from tracker.models.frameworks import Benchmark, Framework, Indicator
from tracker.models.places import name_of
from tracker.models.sources import Sourced
from tracker.models.versions import Version


class Objective(Sourced):
    """One of the 23 objectives of the Compact, under its official title."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = models.CharField(_("official title"), max_length=250)
    labels = models.JSONField(_("short names by language"))
    summary = models.TextField(_("summary"))

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.label}"

    @property
    def label(self) -> str:
        """The short name in the reader's language, or else in English."""
        return name_of(self.labels)


class Principle(Sourced):
    """One of the ten guiding principles of the Compact."""

    order = models.PositiveSmallIntegerField(_("order"), unique=True)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=100)
    summary = models.TextField(_("summary"))

    class Meta:
        verbose_name = _("guiding principle")
        verbose_name_plural = _("guiding principles")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title


class Area(Sourced):
    """One of the eight areas of action that the dialogue of 2017 asked for."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(_("summary"))

    class Meta:
        verbose_name = _("area of action")
        verbose_name_plural = _("areas of action")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title


class Horizon(models.Model):
    """How long after the baseline a target is due: for the Compact two, five and twelve years; others can be added.

    `added_on` is empty where a horizon was there from the beginning, as those of the files are.
    """

    years = models.PositiveSmallIntegerField(_("years"), unique=True)
    baseline_on = models.DateField(_("baseline date"))
    due_on = models.DateField(_("due date"))
    added_on = models.DateField(_("added"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("horizon")
        verbose_name_plural = _("horizons")
        ordering = ["due_on", "years"]
        constraints = [
            models.CheckConstraint(
                name="horizon_due_after_baseline", condition=Q(due_on__gt=F("baseline_on"))
            )
        ]

    def __str__(self) -> str:
        return str(self.due_on.year)


class Commitment(Sourced):
    """A practical promise under an objective, concrete enough to be followed."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    objective = models.ForeignKey(
        Objective, models.PROTECT, related_name="commitments", verbose_name=_("objective")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="commitments", verbose_name=_("area of action")
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("indicator"),
    )
    scope = models.CharField(_("applies to"), max_length=10, choices=Scope)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    populations = models.JSONField(_("population groups"), default=list, blank=True)
    driver_level = models.CharField(_("level of driver"), max_length=10, choices=DriverLevel, blank=True)
    governance_levels = models.JSONField(_("levels of governance"), default=list, blank=True)
    lead_stakeholders = models.JSONField(_("lead stakeholders"), default=list, blank=True)
    frameworks = models.ManyToManyField(
        Framework, blank=True, related_name="commitments", verbose_name=_("frameworks")
    )
    benchmarks = models.ManyToManyField(
        Benchmark, blank=True, related_name="commitments", verbose_name=_("benchmarks")
    )
    weight = models.PositiveSmallIntegerField(_("priority weight"), default=1)
    status = models.CharField(
        _("status"), max_length=10, choices=CommitmentStatus, default=CommitmentStatus.PROPOSED
    )
    verifiable = models.BooleanField(_("can be verified"), default=True)
    why_not_verifiable = models.CharField(_("why it cannot be verified"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["objective__number", "code"]
        constraints = [
            models.CheckConstraint(name="commitment_weight_positive", condition=Q(weight__gt=0)),
            models.CheckConstraint(
                name="commitment_says_why_not_verifiable",
                condition=Q(verifiable=True, why_not_verifiable="")
                | (Q(verifiable=False) & ~Q(why_not_verifiable="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CommitmentVersion(Version):
    """What a commitment said from one day on, where it decides a mark or is read beside one.

    The commitment's own columns hold the latest; `actions.commitments` keeps the two together.
    """

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, related_name="versions", verbose_name=_("commitment")
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    weight = models.PositiveSmallIntegerField(_("priority weight"))
    status = models.CharField(_("status"), max_length=10, choices=CommitmentStatus)
    verifiable = models.BooleanField(_("can be verified"))
    why_not_verifiable = models.CharField(_("why it cannot be verified"), max_length=300, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("indicator")
    )

    class Meta:
        verbose_name = _("version of a commitment")
        verbose_name_plural = _("versions of commitments")
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(name="commitment_version_number_once", fields=["commitment", "number"]),
            models.CheckConstraint(name="commitment_version_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="commitment_version_weight_positive", condition=Q(weight__gt=0)),
            models.CheckConstraint(
                name="commitment_version_says_why_not",
                condition=Q(verifiable=True, why_not_verifiable="")
                | (Q(verifiable=False) & ~Q(why_not_verifiable="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code}, {self.number}"


class Term(Sourced):
    """A word to avoid, the word to prefer, and why; a suggestion, never a rewriting.

    `pattern` holds phrases, one a line (`tracker/terminology/phrases.py`). What an administrator has changed, no
    loading of the reference data changes back.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    language = models.CharField(_("language"), max_length=10)
    avoid = models.JSONField(_("words to avoid"))
    prefer = models.JSONField(_("words to prefer"))
    why = models.TextField(_("why"))
    severity = models.CharField(_("severity"), max_length=10)
    pattern = models.TextField(_("phrases to look for"))
    allow_patterns = models.JSONField(_("phrases in which it is fine"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    edited_at = models.DateTimeField(_("changed by an administrator"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["language", "code"]

    def __str__(self) -> str:
        return self.code

"""What was computed, kept with the method and the versions it was computed from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import GRADE_LABELS, MARK_LABELS, STATUS_LABELS, Subject, choices_of
from tracker.models.compact import Commitment, Horizon, Objective
from tracker.models.fields import FractionField
from tracker.models.places import Place, Process
from tracker.models.reports import ProgressReport
from tracker.models.targets import PlaceTarget, PlaceTargetVersion, TargetVersion
from tracker.scoring import Grade, Mark, Part, Status

ONE_HOLDER = Q(place__isnull=False, process=None) | Q(place=None, process__isnull=False)


class Score(models.Model):
    """How far a place or a process is on one subject by one horizon, or over all of them (`horizon` is then empty).

    A commitment by one horizon in a place with a target of its own is that target's standing: `status`, `share`,
    and the versions and the reading it rests on. Everything else is a roll-up of the rows below it.
    `score`, `lower` and `upper` run from 0 to 100, `share` and `coverage` from 0 to 1; a share may leave its range.
    """

    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="scores", verbose_name=_("place")
    )
    process = models.ForeignKey(
        Process, models.CASCADE, null=True, blank=True, related_name="scores", verbose_name=_("process")
    )
    subject = models.CharField(_("subject"), max_length=10, choices=Subject)
    key = models.CharField(_("key"), max_length=40)
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("commitment")
    )
    objective = models.ForeignKey(
        Objective, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("objective")
    )
    horizon = models.ForeignKey(
        Horizon, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("horizon")
    )

    mark = models.CharField(_("mark"), max_length=20, choices=choices_of(MARK_LABELS))
    status = models.CharField(_("status"), max_length=20, blank=True, choices=choices_of(STATUS_LABELS))
    share = FractionField(_("share of the way"), null=True, blank=True)
    score = FractionField(_("score"), null=True, blank=True)
    coverage = FractionField(_("coverage"))
    lower = FractionField(_("lower bound"))
    upper = FractionField(_("upper bound"))
    published = models.BooleanField(_("enough data to publish the number"), default=False)
    applicable = models.PositiveIntegerField(_("targets that apply"))
    counts = models.JSONField(_("targets by mark"), default=dict)
    statuses = models.JSONField(_("targets by status"), default=dict)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    lowest_grade = models.CharField(
        _("lowest grade"), max_length=1, blank=True, choices=choices_of(GRADE_LABELS)
    )
    proxy = models.BooleanField(_("rests on a proxy"), default=False)
    contested = models.BooleanField(_("contested"), default=False)

    place_target = models.ForeignKey(
        PlaceTarget, models.CASCADE, null=True, blank=True, related_name="scores", verbose_name=_("target")
    )
    target_version = models.ForeignKey(
        TargetVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    place_version = models.ForeignKey(
        PlaceTargetVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("baseline"),
    )
    used = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reading")
    )

    digest = models.CharField(_("digest of the inputs"), max_length=64, default="")
    method_version = models.PositiveSmallIntegerField(_("method"))
    as_of = models.DateField(_("as of"))
    turns_on = models.DateField(_("may change by itself on"), null=True, blank=True)
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(name="score_one_per_place_and_key", fields=["place", "key"]),
            models.UniqueConstraint(name="score_one_per_process_and_key", fields=["process", "key"]),
            models.CheckConstraint(name="score_of_a_place_or_a_process", condition=ONE_HOLDER),
            models.CheckConstraint(
                name="score_subject_is_named",
                condition=Q(subject=Subject.COMMITMENT, commitment__isnull=False)
                | Q(subject=Subject.OBJECTIVE, objective__isnull=False)
                | Q(subject=Subject.PLACE, commitment=None, objective=None),
            ),
        ]
        indexes = [
            models.Index(name="score_by_key", fields=["key", "place"]),
            models.Index(name="score_turning", fields=["turns_on"], condition=Q(place_target__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.place or self.process}, {self.key}"

    def part(self, *, weight: int) -> Part:
        """The row as one input of the roll-up above it."""
        return Part(
            key=self.key,
            weight=weight,
            applicable=self.applicable > 0,
            score=self.score,
            coverage=self.coverage,
            lower=self.lower,
            upper=self.upper,
            mark=Mark(self.mark),
            counts=tuple((Mark(mark), number) for mark, number in self.counts.items()),
            statuses=tuple((Status(status), number) for status, number in self.statuses.items()),
            lowest_grade=Grade(self.lowest_grade) if self.lowest_grade else None,
            proxy=self.proxy,
        )

"""What is reported: readings with their narrative."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import (
    ANSWER_LABELS,
    GRADE_LABELS,
    Conflict,
    Credit,
    ReportOrigin,
    ReportState,
    choices_of,
)
from tracker.models.committees import Committee
from tracker.models.fields import FigureField
from tracker.models.people import User
from tracker.models.report_rows import GONE, OBSERVED, ONCE_PUBLIC, ReportQuerySet
from tracker.models.sources import Source
from tracker.models.targets import PlaceTarget
from tracker.scoring import Answer, Grade, Reading


class ProgressReport(models.Model):
    """One answer about a target of a place at a date.

    A committee's member writes it and another decides on it. A reading of a published series has neither: it is a
    fact taken over with its source, published the moment it is loaded.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    place_target = models.ForeignKey(
        PlaceTarget, models.PROTECT, related_name="reports", verbose_name=_("target of a place")
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=ReportOrigin, default=ReportOrigin.COMMITTEE
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("committee")
    )
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("author")
    )
    led = models.BooleanField(
        _("its committee led the place when it was published"), null=True, blank=True, editable=False
    )

    answer = models.CharField(_("answer"), max_length=20, choices=choices_of(ANSWER_LABELS))
    value = FigureField(_("value"), null=True, blank=True)
    done = models.JSONField(_("steps reached"), default=list, blank=True)
    reference_on = models.DateField(_("date the answer is about"))
    yearly = models.BooleanField(_("about a whole year"), default=False)
    narrative = models.TextField(_("what happened"), blank=True)
    grade = models.CharField(_("evidence grade"), max_length=1, blank=True, choices=choices_of(GRADE_LABELS))
    proxy = models.BooleanField(_("stands in for what cannot be counted"), default=False)
    caveat = models.TextField(_("caveat"), blank=True)
    # By dimension and group, as exact texts: [["sex", "female", "12"]]. A group that is missing is missing, never 0.
    parts = models.JSONField(_("of which"), null=True, blank=True)
    jump_reason = models.TextField(_("why it differs so much"), blank=True, default="", db_default="")
    conflict = models.CharField(
        _("conflict of interest"), max_length=10, choices=Conflict, blank=True, default="", db_default=""
    )
    conflict_with = models.TextField(_("interest declared"), blank=True, default="", db_default="")
    credit_asked = models.CharField(
        _("asked to be known by"), max_length=10, choices=Credit, blank=True, default="", db_default=""
    )

    series = models.CharField(_("series"), max_length=60, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    vintage = models.CharField(_("vintage of the figure"), max_length=60, blank=True)

    state = models.CharField(_("state"), max_length=12, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    submit_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(_("written"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    release_at = models.DateTimeField(_("to be released"), null=True, blank=True, editable=False)
    credit = models.CharField(
        _("its committee known by"),
        max_length=10,
        choices=Credit,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    # Empty where it is the committee's own.
    label = models.CharField(
        _("its label"), max_length=12, blank=True, default="", db_default="", editable=False
    )
    return_reason = models.TextField(_("why it was sent back"), blank=True)
    correction_reason = models.TextField(
        _("why it corrects an older report"), blank=True, default="", db_default=""
    )
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True, default="", db_default="")
    # Since when it does not count any more: replaced by another, or withdrawn.
    superseded_at = models.DateTimeField(_("replaced or withdrawn"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("replaced by"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-id"]
        indexes = [
            models.Index(name="report_queue", fields=["committee", "state"]),
            # What decides a mark is found in it without reading the history; see tracker.selectors.decisive.
            models.Index(
                name="report_public_by_day",
                fields=["place_target", "reference_on"],
                include=["answer", "value"],
                condition=Q(state=ReportState.PUBLISHED),
            ),
            # What committees published last, and what the search looks for day by day.
            models.Index(
                name="report_published_last",
                fields=["-published_at", "-id"],
                condition=Q(state=ReportState.PUBLISHED, origin=ReportOrigin.COMMITTEE),
            ),
            models.Index(
                name="report_gone_by_day",
                fields=["superseded_at"],
                condition=Q(superseded_at__isnull=False),
            ),
            models.Index(name="report_due", fields=["release_at"], condition=Q(state=ReportState.DECIDED)),
        ]
        constraints = [
            models.CheckConstraint(
                name="report_has_author_or_series",
                condition=Q(
                    origin=ReportOrigin.COMMITTEE, committee__isnull=False, author__isnull=False, series=""
                )
                | (Q(origin=ReportOrigin.SERIES, committee=None, author=None) & ~Q(series="")),
            ),
            models.CheckConstraint(
                name="report_figure_has_a_value",
                condition=Q(answer=Answer.FIGURE.value, value__isnull=False)
                | (~Q(answer=Answer.FIGURE.value) & Q(value=None)),
            ),
            models.CheckConstraint(
                name="report_observation_is_graded",
                condition=~Q(answer__in=OBSERVED) | ~Q(grade=""),
            ),
            models.CheckConstraint(
                name="report_public_ones_say_since_when",
                condition=Q(state__in=ONCE_PUBLIC, published_at__isnull=False)
                | (~Q(state__in=ONCE_PUBLIC) & Q(published_at=None)),
            ),
            models.CheckConstraint(
                name="report_keeps_whether_its_committee_led",
                condition=Q(state__in=ONCE_PUBLIC, origin=ReportOrigin.COMMITTEE, led__isnull=False)
                | (~Q(state__in=ONCE_PUBLIC, origin=ReportOrigin.COMMITTEE) & Q(led=None)),
            ),
            models.CheckConstraint(
                name="report_published_by_a_decider",
                condition=~Q(state__in=ONCE_PUBLIC)
                | Q(origin=ReportOrigin.SERIES)
                | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="report_never_decided_by_its_author",
                condition=Q(decided_by=None) | Q(author=None) | ~Q(decided_by=F("author")),
            ),
            models.CheckConstraint(
                name="report_decided_says_by_whom_and_when",
                condition=Q(
                    state=ReportState.DECIDED,
                    release_at__isnull=False,
                    decided_by__isnull=False,
                    origin=ReportOrigin.COMMITTEE,
                )
                | (~Q(state=ReportState.DECIDED) & Q(release_at=None)),
            ),
            models.CheckConstraint(
                name="report_returned_with_a_reason",
                condition=~Q(state=ReportState.RETURNED) | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="report_superseded_by_another",
                condition=(
                    Q(state=ReportState.SUPERSEDED, superseded_at__isnull=False, superseded_by__isnull=False)
                    & ~Q(superseded_by=F("id"))
                )
                | Q(state=ReportState.WITHDRAWN, superseded_at__isnull=False, superseded_by=None)
                | (~Q(state__in=GONE) & Q(superseded_at=None, superseded_by=None)),
            ),
            models.CheckConstraint(
                name="report_withdrawn_with_a_reason",
                condition=~Q(state=ReportState.WITHDRAWN) | ~Q(withdrawal_reason=""),
            ),
            models.CheckConstraint(
                name="report_interest_is_named",
                condition=Q(conflict=Conflict.DECLARED) & ~Q(conflict_with="")
                | ~Q(conflict=Conflict.DECLARED) & Q(conflict_with=""),
            ),
            models.CheckConstraint(
                name="report_label_where_it_is_known_by_one",
                condition=Q(label="") | Q(credit=Credit.PSEUDONYM),
            ),
            models.UniqueConstraint(
                name="report_one_published_per_committee",
                fields=["committee", "place_target", "reference_on"],
                condition=Q(state=ReportState.PUBLISHED, origin=ReportOrigin.COMMITTEE),
            ),
            models.UniqueConstraint(
                name="report_one_published_per_series",
                fields=["place_target", "reference_on"],
                condition=Q(state=ReportState.PUBLISHED, origin=ReportOrigin.SERIES),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_observed(self) -> bool:
        """Whether it says what is, rather than why nothing can be said."""
        return self.answer in OBSERVED

    def reading(self, *, standing: int, published_on: date | None = None) -> Reading:
        """The report as scoring reads it; `standing` orders readings of the same date (see scoring.Reading).

        `published_on` stands in for a report that is not public yet, to see what it would do.
        """
        if self.published_at:
            published_on = self.published_at.date()
        if published_on is None:
            raise ValueError("a report that was never published is no reading")
        return Reading(
            key=str(self.pk),
            answer=Answer(self.answer),
            on=self.reference_on,
            published_on=published_on,
            yearly=self.yearly,
            value=self.value,
            done=frozenset(self.done),
            grade=Grade(self.grade) if self.grade else None,
            proxy=self.proxy,
            standing=standing,
            withdrawn_on=self.superseded_at.date() if self.superseded_at else None,
        )

"""What worked somewhere, in the words of a committee: what was done, what came of it, and what shows it."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.enums import Credit, Language, ReportState
from tracker.models.committees import Committee
from tracker.models.compact import Commitment
from tracker.models.people import User
from tracker.models.places import Place

WAYS = [
    ReportState.DRAFT.value,
    ReportState.SUBMITTED.value,
    ReportState.RETURNED.value,
    ReportState.DECIDED.value,
    ReportState.PUBLISHED.value,
]
DECIDED = [ReportState.DECIDED.value, ReportState.PUBLISHED.value]


class PracticeQuerySet(models.QuerySet["GoodPractice"]):
    """Words about good practices."""

    def published(self) -> Self:
        """What the public sees."""
        return self.filter(state=ReportState.PUBLISHED)

    def waiting(self) -> Self:
        """Submitted, and waiting for another member's decision."""
        return self.filter(state=ReportState.SUBMITTED)

    def due(self, now: datetime) -> Self:
        """Decided by a protected committee, and to go out by now."""
        return self.filter(state=ReportState.DECIDED, release_at__lte=now)

    def newest_first(self) -> Self:
        """Those published last first."""
        return self.order_by("-published_at", "-id")


class GoodPractice(models.Model):
    """A practice that a committee's member proposes and another member decides on, as with a report."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="practices", verbose_name=_("place"))
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="practices", verbose_name=_("committee")
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="practices", verbose_name=_("author"))
    commitments = models.ManyToManyField(
        Commitment, related_name="practices", verbose_name=_("commitments it serves")
    )
    title = models.CharField(_("title"), max_length=200)
    done = models.TextField(_("what was done"))
    outcome = models.TextField(_("what came of it"))
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)

    state = models.CharField(_("state"), max_length=12, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    submit_token = models.UUIDField(default=uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(_("written"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    return_reason = models.TextField(_("why it was sent back"), blank=True)
    credit = models.CharField(_("known in public"), max_length=10, choices=Credit, blank=True, editable=False)
    release_at = models.DateTimeField(_("to be published"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ["-id"]
        indexes = [models.Index(name="practice_queue", fields=["committee", "state"])]
        constraints = [
            models.CheckConstraint(name="practice_is_somewhere_on_its_way", condition=Q(state__in=WAYS)),
            models.CheckConstraint(
                name="practice_public_ones_say_since_when",
                condition=Q(state=ReportState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=ReportState.PUBLISHED) & Q(published_at=None)),
            ),
            models.CheckConstraint(
                name="practice_decided_by_somebody_under_a_name",
                condition=~Q(state__in=DECIDED) | (Q(decided_by__isnull=False) & ~Q(credit="")),
            ),
            models.CheckConstraint(
                name="practice_never_decided_by_its_author",
                condition=Q(decided_by=None) | ~Q(decided_by=F("author")),
            ),
            models.CheckConstraint(
                name="practice_returned_with_a_reason",
                condition=~Q(state=ReportState.RETURNED) | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="practice_waits_for_an_instant",
                condition=Q(state=ReportState.DECIDED, release_at__isnull=False)
                | (~Q(state=ReportState.DECIDED) & Q(release_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PracticeLink(models.Model):
    """A page that shows what a good practice says."""

    practice = models.ForeignKey(
        GoodPractice, models.CASCADE, related_name="evidence", verbose_name=_("good practice")
    )
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=2000)

    class Meta:
        verbose_name = _("evidence of a good practice")
        verbose_name_plural = _("evidence of good practices")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title

"""Words about rows of reports: which are public, on which day, and which wait."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from tracker.enums import ReportState
from tracker.scoring import Answer

if TYPE_CHECKING:
    from tracker.models.reports import ProgressReport

ONCE_PUBLIC = [ReportState.PUBLISHED.value, ReportState.SUPERSEDED.value, ReportState.WITHDRAWN.value]
GOING_OUT = [*ONCE_PUBLIC, ReportState.DECIDED.value]
GONE = [ReportState.SUPERSEDED.value, ReportState.WITHDRAWN.value]
OBSERVED = [Answer.FIGURE.value, Answer.STEPS.value, Answer.YES.value, Answer.NO.value]


def _end_of(day: date) -> datetime:
    """The instant at which a day is over; days here are days in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)


class ReportQuerySet(models.QuerySet["ProgressReport"]):
    """Words about reports."""

    def published(self) -> Self:
        """What the public sees and the score counts now."""
        return self.filter(state=ReportState.PUBLISHED)

    def once_public(self) -> Self:
        """Published at some time, replaced or withdrawn since or not."""
        return self.filter(state__in=ONCE_PUBLIC)

    def published_by(self, day: date) -> Self:
        """Published by the end of that day, replaced since or not."""
        return self.once_public().filter(published_at__lt=_end_of(day))

    def public_on(self, day: date) -> Self:
        """What the public saw, and the score counted, at the end of that day."""
        return self.published_by(day).filter(Q(superseded_at=None) | Q(superseded_at__gte=_end_of(day)))

    def waiting(self) -> Self:
        """Submitted, and waiting for another member's decision."""
        return self.filter(state=ReportState.SUBMITTED)

    def due(self, now: datetime) -> Self:
        """Decided, and to be released by now; in the order in which they go out."""
        return self.filter(state=ReportState.DECIDED, release_at__lte=now).order_by("release_at", "id")

    def unpublished(self) -> Self:
        """On their way: drafts, those sent back, and those that wait for a decision."""
        return self.exclude(state__in=ONCE_PUBLIC)

    def about_the_same(self, report: "ProgressReport") -> Self:
        """Those of the same committee about the same target and date: reports that correct each other."""
        theirs = self.filter(committee=report.committee_id, place_target=report.place_target_id)
        return theirs.filter(reference_on=report.reference_on).exclude(pk=report.pk)

    def newest_first(self) -> Self:
        """By the date they are about, the latest first."""
        return self.order_by("-reference_on", "-id")

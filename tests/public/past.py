"""A past for what a test has just done."""

from datetime import date, timedelta

from django.db.models import F

from tracker.models import (
    CommitmentVersion,
    Membership,
    PlaceTargetVersion,
    ProgressReport,
    TargetVersion,
)

APART = timedelta(days=200)


def let_time_pass():
    """Move everything that was done since the beginning back in time."""
    reports = ProgressReport.objects.once_public()
    reports.update(published_at=F("published_at") - APART, superseded_at=F("superseded_at") - APART)
    for model in (CommitmentVersion, TargetVersion, PlaceTargetVersion):
        model.objects.update(recorded_at=F("recorded_at") - APART)
        model.objects.filter(in_force_from__gt=date(2020, 1, 1)).update(
            in_force_from=F("in_force_from") - APART
        )
    Membership.objects.filter(from_on__isnull=False).update(from_on=F("from_on") - APART)
    Membership.objects.filter(until_on__isnull=False).update(until_on=F("until_on") - APART)

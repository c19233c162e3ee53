"""Telling everyone that the public sees something else now."""

from django.db.models import F
from django.utils import timezone

from tracker.models import Publication


def bump() -> None:
    """Raise the version of what is public, in the transaction that changes it. Locks one row until the commit."""
    now = timezone.now()
    if not Publication.objects.filter(pk=1).update(version=F("version") + 1, changed_at=now):
        Publication.objects.bulk_create([Publication(pk=1)], ignore_conflicts=True)
        Publication.objects.filter(pk=1).update(version=F("version") + 1, changed_at=now)

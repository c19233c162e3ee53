"""Which version of what is public holds now."""

from datetime import date

from django.utils import timezone

from tracker.models import Publication

Version = tuple[int, date]


def public_version() -> Version:
    """How often what is public has changed, and the day, since pages also say what holds today. One query."""
    found = Publication.objects.filter(pk=1).values_list("version", flat=True).first()
    return found or 0, timezone.localdate()

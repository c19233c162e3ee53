"""When a decision goes out: at one instant of the following day for all that a committee decides on one day."""

import secrets
from datetime import UTC, datetime, time, timedelta

from tracker.models import Committee, ProgressReport

A_DAY = timedelta(days=1)


def release_instant(committee: Committee, *, now: datetime) -> datetime:
    """The instant of the batch that a decision of now belongs to; chance chooses it for the first one in it."""
    begins = datetime.combine(now.astimezone(UTC).date() + A_DAY, time(), UTC)
    batch = ProgressReport.objects.filter(
        committee=committee, release_at__gte=begins, release_at__lt=begins + A_DAY
    )
    known = batch.values_list("release_at", flat=True).first()
    return known or begins + timedelta(seconds=secrets.randbelow(int(A_DAY.total_seconds())))

"""When a decision goes out: at one instant of the following day for all that a committee decides on one day.

What goes out by the label and what goes out by the region alone have an instant each: together they would be tied.
"""

import secrets
from datetime import UTC, datetime, time, timedelta

from tracker.enums import Credit
from tracker.models import Committee, GoodPractice, ProgressReport

A_DAY = timedelta(days=1)


def release_instant(committee: Committee, credit: Credit, *, now: datetime) -> datetime:
    """The instant of the batch that a decision of now belongs to; chance chooses it for the first one in it."""
    begins = datetime.combine(now.astimezone(UTC).date() + A_DAY, time(), UTC)
    batch = {"committee": committee, "credit": credit, "release_at__gte": begins}
    for decided in (ProgressReport.objects, GoodPractice.objects):
        waiting = decided.filter(**batch, release_at__lt=begins + A_DAY)
        known = waiting.values_list("release_at", flat=True).first()
        if known:
            return known
    return begins + timedelta(seconds=secrets.randbelow(int(A_DAY.total_seconds())))

"""Reports of an open committee that do not say its name, as the product makes them."""

from tests.cast import figure, submitted
from tracker.actions import reports
from tracker.actions.drain import drain
from tracker.actions.releases import release_due
from tracker.enums import Credit
from tracker.models import ProgressReport


def decided(cast, credit=Credit.REGION, value=6_000, year=2022, **more):
    """One that the reviewer decided on, by what its author asks to be known."""
    report = submitted(cast, figure(value, year, credit=credit))
    return reports.publish(report, by=cast.reviewer, **more)


def released(cast, clock, credit=Credit.REGION, value=6_000, year=2022, **more):
    """One that went out with its batch."""
    report = decided(cast, credit, value, year, **more)
    clock.now = report.release_at
    release_due()
    drain()
    return ProgressReport.objects.get(pk=report.pk)

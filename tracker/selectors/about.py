"""How much there is to read here, for the page that says what this is."""

from dataclasses import dataclass

from tracker.enums import CommitmentStatus, PlaceKind
from tracker.models import Commitment, Place, ProgressReport, Reply


@dataclass(frozen=True, kw_only=True)
class AboutPage:
    """So many commitments are followed in so many States; so many reports stand, and so many replies to them."""

    commitments: int
    states: int
    reports: int
    replies: int


def about_page() -> AboutPage:
    """What is public today; what is about fictional places counts nowhere. Four queries."""
    reports = ProgressReport.objects.published().filter(
        committee__isnull=False, place_target__place__fictional=False
    )
    states = Place.objects.filter(kind=PlaceKind.COUNTRY, fictional=False).exclude(un_status="")
    return AboutPage(
        commitments=Commitment.objects.exclude(status=CommitmentStatus.RETIRED).count(),
        states=states.count(),
        reports=reports.count(),
        replies=Reply.objects.filter(ended_at=None, report__in=reports.values("pk")).count(),
    )

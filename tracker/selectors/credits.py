"""By what a committee is known in public: its name, a label, or its region. The one place that says a name aloud.

What a report was published under and what its committee asks for now are both heard, and the safer one counts. So a
name does not come back on what went out without it, and protecting a committee takes its name away from everything.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.enums import Credit
from tracker.models import Committee, ProgressReport

SAFEST_LAST = list(Credit)
# What must be loaded beside a report for its credit, in the same query.
OF_A_CREDIT = "committee__place__parent"
# On pages of a past day no committee is told from another: what is taken away later must not live on there.
ONCE = _("a committee")


@dataclass(frozen=True)
class CommitteeRef:
    """A committee as a page names it, and links it where `slug` says the address of its page."""

    slug: str
    name: str | Promise


def credited(report: ProgressReport) -> CommitteeRef | None:
    """Who is named for a published report; nobody for a reading of a series."""
    if report.committee is None:
        return None
    return credit_of(report.committee, Credit(report.credit or Credit.NAMED))


def credit_of(committee: Committee, at_most: Credit = Credit.NAMED) -> CommitteeRef:
    """The committee at its own level, or at this one where that is safer. Needs `place__parent` loaded."""
    level = max(Credit(committee.credit), at_most, key=SAFEST_LAST.index)
    if level == Credit.NAMED:
        return CommitteeRef(slug=committee.slug, name=committee.name)
    if level == Credit.PSEUDONYM and committee.label:
        words = gettext("Committee %(label)s") % {"label": committee.label.upper()}
        return CommitteeRef(slug=_address(committee), name=words)
    where = committee.place.parent or committee.place
    return CommitteeRef(slug="", name=gettext("A committee in %(region)s") % {"region": where.name})


def _address(committee: Committee) -> str:
    """The label leads to a page only while the committee is known by it."""
    return committee.label or "" if committee.credit == Credit.PSEUDONYM else ""


def credits_up_to(level: Credit) -> list[str]:
    """What reports may stand on the page of a committee at this level: none that went out under a safer one."""
    return ["", *(one.value for one in SAFEST_LAST[: SAFEST_LAST.index(level) + 1])]

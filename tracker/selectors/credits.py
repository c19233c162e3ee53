"""By what a committee is known in public: its name, a label, or its region. The one place that says a name aloud.

What a report was published under and what its committee asks for now are both heard, and the safer one counts. So a
name does not come back on what went out without it, and protecting a committee takes its name away from everything.
A report of an open committee that goes out under a label has another label than the committee itself once protected.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.enums import Credit
from tracker.models import Committee, Place, ProgressReport
from tracker.models.report_rows import ReportQuerySet
from tracker.selectors.known import Known

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
    return credit_of(report.committee, Credit(report.credit or Credit.NAMED), label=report.label)


def credit_of(committee: Committee, at_most: Credit = Credit.NAMED, *, label: str = "") -> CommitteeRef:
    """The committee at its own level, or at this one where that is safer. Needs `place__parent` loaded.

    `label` is the one that a report went out under, where that is not the committee's own.
    """
    level = Credit.safest(Credit(committee.credit), at_most)
    if level == Credit.NAMED:
        return CommitteeRef(slug=committee.slug, name=committee.name)
    known = label or committee.label
    if level == Credit.PSEUDONYM and known:
        words = gettext("Committee %(label)s") % {"label": known.upper()}
        return CommitteeRef(slug=_address(committee) if known == committee.label else "", name=words)
    where = committee.place.parent or committee.place
    return CommitteeRef(slug="", name=gettext("A committee in %(region)s") % {"region": where.name})


def who_could_report(**where: object) -> dict[Place, tuple[CommitteeRef, ...]]:
    """By what the committees of these places are known, by place, the leading one first. One query.

    Two of a place that are not named are told once.
    """
    found: dict[Place, dict[CommitteeRef, None]] = {}
    committees = Committee.objects.filter(**where).select_related("place__parent")
    for one in committees.order_by("-leads", "pk"):
        found.setdefault(one.place, {})[credit_of(one)] = None
    return {place: tuple(known) for place, known in found.items()}


def _address(committee: Committee) -> str:
    """The label leads to a page only while the committee is known by it."""
    return committee.label or "" if committee.credit == Credit.PSEUDONYM else ""


def shown_as(committee: Committee, known: Known) -> str:
    """What a report says that is decided on now, in words; a label that nobody was given yet stands for itself."""
    if known.credit != Credit.PSEUDONYM:
        return str(credit_of(committee, known.credit).name)
    label = current_label(committee) if known.label is None else known.label
    if label is None:
        return gettext("Committee and eight letters made by chance")
    return str(credit_of(committee, known.credit, label=label).name)


def current_label(committee: Committee) -> str | None:
    """The label for what the committee reports now without its name; None where it has none yet."""
    return committee.label if committee.is_protected else committee.open_label


def listed_with(committee: Committee) -> ReportQuerySet:
    """The reports that may stand on the committee's own page: none that went out under less, or another label."""
    levels = [one.value for one in Credit if Credit(committee.credit) in one.and_safer]
    return ProgressReport.objects.filter(committee=committee, label="", credit__in=["", *levels])

"""By what a report is known, if it is decided on now: by no more than its committee, its author and what it corrects.

A name and a label must never be seen on both sides of one correction: whoever looks would know whose label it is.
So a report takes over by what the others about its date are known; and where it is to be known by less than they
are, it and they are known by their region alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tracker.enums import Credit
from tracker.models import Committee, ProgressReport
from tracker.models.report_rows import GOING_OUT
from tracker.selectors.gathered import Gathered

# Another report, as far as it matters here: its credit and its label.
Other = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """A level, and where it is a label: which. None for the one that the committee has now."""

    credit: Credit
    label: str | None = None

    @property
    def later(self) -> bool:
        """Whether it goes out with a batch: the hour of publishing would say who was at work."""
        return self.credit != Credit.NAMED


def known_by(
    report: ProgressReport, committee: Committee, others: Iterable[Other], *, at_least: Credit = Credit.NAMED
) -> Known:
    """By what the report is known if it is decided on now; `others` are those about the same date."""
    own = Credit(committee.credit)
    asked = Known(Credit.safest(own, Credit(report.credit_asked or Credit.NAMED), at_least))
    held = [_held(one, own) for one in others]
    if not held:
        return asked
    safest = Credit.safest(*(one.credit for one in held))
    if asked.credit in safest.and_safer[1:]:
        return Known(Credit.REGION)
    return next(one for one in held if one.credit == safest)


def _held(one: Other, own: Credit) -> Known:
    """By what another report is known now; a committee that is protected since takes its name from that, too."""
    level = Credit.safest(own, Credit(one["credit"] or Credit.NAMED))
    return Known(level, one["label"] if level == Credit.PSEUDONYM else None)


def others_about(report: ProgressReport) -> list[Other]:
    """Those of its committee about the same target and date that are out, or on their way out. One query."""
    others = ProgressReport.objects.filter(state__in=GOING_OUT).about_the_same(report)
    return list(others.values("pk", "uuid", "state", "credit", "label"))


def with_others(reports: QuerySet[ProgressReport]) -> QuerySet[Any]:
    """The reports with those others as a column, for a page that has no question to spare."""
    same = {name: OuterRef(name) for name in ("committee", "place_target", "reference_on")}
    going = ProgressReport.objects.filter(state__in=GOING_OUT, **same).exclude(pk=OuterRef("pk")).order_by()
    said = JSONObject(credit=F("credit"), label=F("label"))
    rows = going.values("committee").annotate(said=Gathered(said))
    return reports.annotate(others_going_out=Subquery(rows.values("said")))


def others_in(report: ProgressReport) -> list[Other]:
    """The same of a report that was loaded `with_others`."""
    return getattr(report, "others_going_out", None) or []

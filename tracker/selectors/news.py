"""What was published last: reports of committees, and what States replied. No words of them, and nobody's name."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value

from tracker.enums import ReportOrigin, ReportState
from tracker.models import ProgressReport, Reply
from tracker.models.places import name_of
from tracker.selectors.place_refs import PlaceRef

MOST = 6
REPORT, REPLY = "report", "reply"


@dataclass(frozen=True, kw_only=True)
class NewsItem:
    """A report that was published, or a State's reply to one (`is_reply`), by the address of the report."""

    is_reply: bool
    uuid: UUID
    on: date
    place: PlaceRef
    code: str
    title: str


def latest_news() -> tuple[NewsItem, ...]:
    """The last reports and the last replies that stand, the newest first. One query."""
    reported = ProgressReport.objects.published().filter(origin=ReportOrigin.COMMITTEE)
    last = reported.order_by("-published_at", "-id")[:MOST]
    reports = _columns(ProgressReport.objects.filter(pk__in=last.values("pk")), REPORT, "published_at", "")
    standing = Reply.objects.filter(ended_at=None, report__state=ReportState.PUBLISHED)
    said = standing.order_by("-given_at", "-id")[:MOST]
    replies = _columns(Reply.objects.filter(pk__in=said.values("pk")), REPLY, "given_at", "report__")
    found = sorted(
        reports.union(replies, all=True), key=lambda row: (row[1], str(row[2]), row[0]), reverse=True
    )
    return tuple(
        NewsItem(
            is_reply=kind == REPLY,
            uuid=uuid,
            on=at.date(),
            place=PlaceRef(code=code, name=name_of(names), fictional=fictional),
            code=commitment,
            title=title,
        )
        for kind, at, uuid, code, names, fictional, commitment, title in found[:MOST]
    )


def _columns(rows: "QuerySet[ProgressReport] | QuerySet[Reply]", kind: str, at: str, report: str) -> QuerySet:  # type: ignore[type-arg]
    """The columns of an item, in an order that both kinds share."""
    place, commitment = f"{report}place_target__place", f"{report}place_target__target__commitment"
    return rows.order_by().values_list(
        Value(kind, CharField()),
        F(at),
        f"{report}uuid",
        f"{place}__code",
        f"{place}__names",
        f"{place}__fictional",
        f"{commitment}__code",
        f"{commitment}__title",
    )

"""The State's side of a report: its reply, until when it may reply, or by when it did not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tracker.enums import ReportOrigin, ReportState
from tracker.models import Place, ProgressReport, Reply
from tracker.permissions import MAY_REPLY
from tracker.selectors.files import PublicFile, reply_files, shown_with
from tracker.selectors.gathered import Gathered
from tracker.selectors.readings import EvidenceRow

# So many days after the publication a State may reply; the last of them counts.
WINDOW = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class ReplyRow:
    """What a State replied, and what became of it. Dates only, and nobody's name; no words of what was withdrawn."""

    number: int
    text: str
    evidence: tuple[EvidenceRow, ...]
    files: tuple[PublicFile, ...]
    given_on: date
    ended_on: date | None
    replaced: bool
    redacted_on: date | None


@dataclass(frozen=True, kw_only=True)
class Given:
    """A reply as the tables have it, with what is said of the files that go along with it."""

    id: int
    text: str
    links: Sequence[Mapping[str, str]]
    files: Sequence[Mapping[str, Any]]
    given_at: datetime
    ended_at: datetime | None
    replaced: bool
    redacted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class StateSide:
    """What stands beside a report for the State it is about.

    One of these holds: a reply stands, the State may still reply, it did not, or the report went before it could.
    """

    report: UUID
    place: str
    standing: ReplyRow | None
    earlier: tuple[ReplyRow, ...]
    may_reply_until: date | None
    no_reply_by: date | None


def closes_on(published_on: date) -> date:
    """The last day on which a State may reply."""
    return published_on + WINDOW


def may_be_replied_to(report: ProgressReport, place: Place) -> bool:
    """Whether the report is of a kind that a State replies to: a committee's, about a place that is assessed."""
    return report.origin == ReportOrigin.COMMITTEE and place.kind in MAY_REPLY


def takes_reply(report: ProgressReport, place: Place, *, on: date) -> bool:
    """Whether the State may reply to the report on that day."""
    if report.state != ReportState.PUBLISHED or report.published_at is None:
        return False
    return may_be_replied_to(report, place) and on <= closes_on(report.published_at.date())


def state_side(
    report: ProgressReport, place: Place, replies: Iterable[Given], *, on: date, in_words: bool = True
) -> StateSide | None:
    """The State's side of a published report, as it stood at the end of a day; None where no State is asked.

    Of a past day without words: what is withdrawn, or taken out later, must not live on there.
    """
    if report.published_at is None or not may_be_replied_to(report, place):
        return None
    given = sorted(
        (one for one in replies if one.given_at.date() <= on), key=lambda one: (one.given_at, one.id)
    )
    rows = [
        _row(one, report.uuid, number, on=on, in_words=in_words) for number, one in enumerate(given, start=1)
    ]
    standing = next((row for row in rows if row.ended_on is None), None)
    closes = closes_on(report.published_at.date())
    gone = report.superseded_at.date() if report.superseded_at else None
    is_there = gone is None or gone > min(on, closes)
    return StateSide(
        report=report.uuid,
        place=place.name,
        standing=standing,
        earlier=tuple(row for row in rows if row.ended_on is not None),
        may_reply_until=closes if standing is None and is_there and on <= closes else None,
        no_reply_by=closes if standing is None and is_there and on > closes else None,
    )


def with_replies(reports: QuerySet[ProgressReport]) -> QuerySet[Any]:
    """The reports with their replies and the files of those as a column, for a page that has no question to spare."""
    own = Reply.objects.filter(report=OuterRef("pk")).order_by().values("report")
    names = ("id", "text", "links", "given_at", "ended_at", "replaced", "redacted_at")
    said = JSONObject(files=shown_with(OuterRef("uuid")), **{name: F(name) for name in names})
    return reports.annotate(replies_given=Subquery(own.annotate(said=Gathered(said)).values("said")))


def replies_in(report: ProgressReport) -> Sequence[Given]:
    """The replies of a report that was loaded `with_replies`."""
    given: list[Mapping[str, Any]] = getattr(report, "replies_given", None) or []
    return [
        Given(
            id=one["id"],
            text=one["text"],
            links=_within(one["links"]),
            files=_within(one["files"]),
            given_at=_instant(one["given_at"]),
            ended_at=_instant(one["ended_at"]) if one["ended_at"] else None,
            replaced=bool(one["replaced"]),
            redacted_at=_instant(one["redacted_at"]) if one["redacted_at"] else None,
        )
        for one in given
    ]


def _within(said: Any) -> Any:
    """A list of JSON within JSON, which is text on SQLite; where there are no rows there is nothing."""
    return (json.loads(said) if isinstance(said, str) else said) or []


def _instant(written: str) -> datetime:
    """An instant as either database writes it into JSON."""
    found = datetime.fromisoformat(written)
    return found.replace(tzinfo=found.tzinfo or UTC)


def link_rows(links: Iterable[Mapping[str, str]]) -> tuple[EvidenceRow, ...]:
    """Links that were typed, as pages show evidence."""
    return tuple(
        EvidenceRow(title=link["title"] or link["url"], url=link["url"], quotation="", page="")
        for link in links
    )


def _row(reply: Given, report: UUID, number: int, *, on: date, in_words: bool) -> ReplyRow:
    ended = reply.ended_at.date() if reply.ended_at else None
    ended = ended if ended and ended <= on else None
    redacted = reply.redacted_at.date() if reply.redacted_at and in_words else None
    has_words = in_words and (ended is None or reply.replaced)
    return ReplyRow(
        number=number,
        text=reply.text if has_words else "",
        evidence=link_rows(reply.links) if has_words else (),
        files=reply_files(reply.files, report=report, reply=number) if has_words else (),
        given_on=reply.given_at.date(),
        ended_on=ended,
        replaced=bool(ended) and reply.replaced,
        redacted_on=redacted,
    )

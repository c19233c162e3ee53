"""Readings of series as rows: made, published, and put in the place of older ones, in bulk.

Both ways in use this: the data files (`tracker/actions/loading/readings.py`), and the tables that an administrator
brings in (`tracker/actions/series_imports.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any, TypeVar

from django.db.models import OuterRef, Subquery

from tracker.actions.statistics import take_statistics
from tracker.enums import EvidenceKind, ReportOrigin, ReportState
from tracker.models import Evidence, ProgressReport, Source

BATCH = 1_000
# As many as a database of any kind takes in one question.
FEW = 500
# A reading is revised when one of these differs.
SAYS = ("answer", "value", "grade", "proxy", "caveat", "series", "source_id", "vintage")
# A target of a place, and the day that the reading is about.
Key = tuple[int, date]
Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a series says about one target of a place at a date, and since when that is known."""

    says: Mapping[str, Any]
    known_at: datetime

    def differs_from(self, report: ProgressReport) -> bool:
        """Whether it would revise that reading."""
        return any(getattr(report, name) != self.says[name] for name in SAYS)


def end_of(year: int) -> date:
    """The day a yearly figure is about."""
    return date(year, 12, 31)


def begin_of(day: date) -> datetime:
    """The instant from which what came out on that day counts."""
    return datetime.combine(day, time(), tzinfo=UTC)


def said_by(report: ProgressReport) -> dict[str, Any]:
    """What a reading says."""
    return {name: getattr(report, name) for name in SAYS}


def key_of(report: ProgressReport) -> Key:
    """What a reading is about."""
    return report.place_target_id, report.reference_on


def publish_figures(figures: Mapping[Key, Figure], *, now: datetime) -> list[ProgressReport]:
    """Publish readings about what no series has spoken of yet, each since the instant its figure is known."""
    made = [_report(key, figure, now=now) for key, figure in figures.items()]
    return _stored(made)


def replace_readings(
    changes: Sequence[tuple[ProgressReport, Figure]], *, now: datetime
) -> list[ProgressReport]:
    """Publish revised readings in place of older ones, which stay readable. Never two published at once."""
    made = [_draft(old, figure, now=now) for old, figure in changes]
    _stored(made)
    newer = ProgressReport.objects.filter(
        origin=ReportOrigin.SERIES,
        state=ReportState.DRAFT,
        place_target=OuterRef("place_target"),
        reference_on=OuterRef("reference_on"),
    )
    for ids in pieces([old.pk for old, _figure in changes]):
        ProgressReport.objects.filter(pk__in=ids).update(
            state=ReportState.SUPERSEDED,
            superseded_at=now,
            superseded_by=Subquery(newer.order_by("-pk").values("pk")[:1]),
        )
    known: dict[datetime, list[ProgressReport]] = {}
    for report, (_old, figure) in zip(made, changes, strict=True):
        known.setdefault(figure.known_at, []).append(report)
    for known_at, reports in known.items():
        _publish(reports, known_at)
    return made


def pieces(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, no more at a time than one question to the database takes."""
    rest = iter(items)
    while piece := list(islice(rest, FEW)):
        yield piece


def _stored(made: Sequence[ProgressReport]) -> list[ProgressReport]:
    """The readings stored, each with its source as evidence."""
    sources = Source.objects.in_bulk({report.source_id for report in made if report.source_id})
    stored = ProgressReport.objects.bulk_create(made, batch_size=BATCH)
    Evidence.objects.bulk_create((_evidence(one, sources) for one in stored), batch_size=BATCH)
    if len(stored) >= BATCH:
        # Each link between rows is looked at when this is committed: planned for an empty table, that takes minutes.
        take_statistics([ProgressReport, Evidence])
    return stored


def _publish(reports: Sequence[ProgressReport], known_at: datetime) -> None:
    for ids in pieces(report.pk for report in reports):
        ProgressReport.objects.filter(pk__in=ids).update(state=ReportState.PUBLISHED, published_at=known_at)
    for report in reports:
        report.state, report.published_at = ReportState.PUBLISHED, known_at


def _report(key: Key, figure: Figure, *, now: datetime) -> ProgressReport:
    """An unsaved reading, published at the instant it became known."""
    place_target, on = key
    return ProgressReport(
        place_target_id=place_target,
        origin=ReportOrigin.SERIES,
        reference_on=on,
        yearly=True,
        state=ReportState.PUBLISHED,
        written_at=now,
        published_at=figure.known_at,
        **figure.says,
    )


def _draft(old: ProgressReport, figure: Figure, *, now: datetime) -> ProgressReport:
    made = _report(key_of(old), figure, now=now)
    made.state, made.published_at = ReportState.DRAFT, None
    return made


def _evidence(report: ProgressReport, sources: Mapping[int, Source]) -> Evidence:
    """Where the figure was read: a page that anyone can open, if there is one."""
    source = sources[report.source_id or 0]
    kind = EvidenceKind.LINK if source.url else EvidenceKind.SOURCE
    return Evidence(report=report, kind=kind, title=source.title, url=source.url)

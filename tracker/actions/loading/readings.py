"""Readings from series: published figures without an author, each with its source as evidence.

A figure counts from the day its release came out, and its revision from the day on which it is loaded here: a mark
that was shown on a past day is never changed by what came in later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from tracker.actions.loading.keeping import BATCH, Tally, id_of
from tracker.actions.loading.series import OBSERVATIONS, SERIES, end_of
from tracker.actions.loading.sheets import Row, Tables
from tracker.enums import EvidenceKind, ReportOrigin, ReportState
from tracker.models import Evidence, Place, PlaceTarget, ProgressReport, Source
from tracker.scoring import Answer

# A reading is revised when one of these differs.
SAYS = ("answer", "value", "grade", "proxy", "caveat", "series", "source_id", "vintage")
WITHDRAWN = "This figure was withdrawn: it could not be verified any more."
Key = tuple[int, date]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a series says about one target of a place at a date, and since when that is known."""

    says: Mapping[str, Any]
    known_at: datetime


def keep_readings(
    tables: Tables,
    places: Mapping[Any, Place],
    sources: Mapping[Any, Source],
    *,
    now: datetime,
    tally: Tally,
) -> None:
    """Every verified figure of a series that measures becomes a reading; a revised one replaces the old one."""
    series = {row["code"]: row for row in tables[SERIES.file]}
    wanted = _wanted(tables[OBSERVATIONS.file], _measured(series, places), series, sources)
    stored = _stored(series)
    by_id = {source.pk: source for source in sources.values()}
    new = [_report(key, figure, now=now) for key, figure in wanted.items() if key not in stored]
    ProgressReport.objects.bulk_create(new, batch_size=BATCH)
    Evidence.objects.bulk_create([_evidence(report, by_id) for report in new], batch_size=BATCH)
    tally.added += len(new)
    for key, old in stored.items():
        says = wanted[key].says if key in wanted else _withdrawal(old)
        if any(getattr(old, name) != says[name] for name in SAYS):
            _replace(old, Figure(says=says, known_at=now), by_id, now=now)
            tally.changed += 1


def _stored(series: Mapping[str, Row]) -> dict[Key, ProgressReport]:
    """The readings of these series that stand now; those of series that no file has are not ours."""
    found = ProgressReport.objects.published().filter(origin=ReportOrigin.SERIES, series__in=list(series))
    return {(report.place_target_id, report.reference_on): report for report in found}


def _measured(series: Mapping[str, Row], places: Mapping[Any, Place]) -> dict[str, list[int]]:
    """The ids of the targets of places that each series measures."""
    found: dict[tuple[str, str], list[int]] = {}
    codes = {code for row in series.values() for code in row["measures"]}
    targets = PlaceTarget.objects.filter(target__commitment__code__in=codes, place__in=places.values())
    for pk, place, code in targets.values_list("pk", "place__code", "target__commitment__code"):
        found.setdefault((place, code), []).append(pk)
    return {
        name: [pk for code in row["measures"] for pk in found.get((row["place"], code), [])]
        for name, row in series.items()
    }


def _wanted(
    observations: Iterable[Row],
    measured: Mapping[str, list[int]],
    series: Mapping[str, Row],
    sources: Mapping[Any, Source],
) -> dict[Key, Figure]:
    """The figures that should stand, by target of a place and date."""
    wanted: dict[Key, Figure] = {}
    for row in observations:
        of = series[row["series"]]
        if row["verified"] and of["measures"]:
            figure = _figure(row, of, sources)
            wanted |= {(pk, end_of(row["year"])): figure for pk in measured[of["code"]]}
    return wanted


def _figure(row: Row, of: Row, sources: Mapping[Any, Source]) -> Figure:
    says = {
        "answer": Answer.FIGURE.value,
        "value": row["value"],
        **of.pick("grade", "proxy", "caveat", "vintage"),
        "series": of["code"],
        "source_id": id_of(sources, row["source"]),
    }
    return Figure(says=says, known_at=datetime.combine(of["released_on"], time(), tzinfo=UTC))


def _withdrawal(old: ProgressReport) -> dict[str, Any]:
    """What replaces a figure that no file vouches for any more: that there are no data."""
    kept = {name: getattr(old, name) for name in ("series", "source_id", "vintage")}
    return {
        **kept,
        "answer": Answer.NO_DATA.value,
        "value": None,
        "grade": "",
        "proxy": False,
        "caveat": WITHDRAWN,
    }


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


def _evidence(report: ProgressReport, sources: Mapping[int, Source]) -> Evidence:
    """Where the figure was read: a page that anyone can open, if there is one."""
    source = sources[report.source_id or 0]
    kind = EvidenceKind.LINK if source.url else EvidenceKind.SOURCE
    return Evidence(report=report, kind=kind, title=source.title, url=source.url)


def _replace(old: ProgressReport, figure: Figure, sources: Mapping[int, Source], *, now: datetime) -> None:
    """Publish the revised reading in place of the old one, which stays readable. Never two published at once."""
    new = _report((old.place_target_id, old.reference_on), figure, now=now)
    new.state, new.published_at = ReportState.DRAFT, None
    new.save()
    _evidence(new, sources).save()
    old.state, old.superseded_at, old.superseded_by = ReportState.SUPERSEDED, now, new
    old.save(update_fields=["state", "superseded_at", "superseded_by"])
    new.state, new.published_at = ReportState.PUBLISHED, figure.known_at
    new.save(update_fields=["state", "published_at"])

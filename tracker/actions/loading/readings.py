"""Readings from series: published figures without an author, each with its source as evidence.

A figure counts from the day its release came out, and its revision from the day on which it is loaded here: a mark
that was shown on a past day is never changed by what came in later.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tracker.actions.loading.keeping import Tally, id_of
from tracker.actions.loading.series import OBSERVATIONS, SERIES
from tracker.actions.loading.sheets import Row, Tables
from tracker.actions.series_readings import (
    Figure,
    Key,
    begin_of,
    end_of,
    key_of,
    publish_figures,
    replace_readings,
)
from tracker.enums import ReportOrigin
from tracker.models import Place, PlaceTarget, ProgressReport, Source
from tracker.scoring import Answer

WITHDRAWN = "This figure was withdrawn: it could not be verified any more."


def keep_readings(
    tables: Tables,
    places: Mapping[Any, Place],
    sources: Mapping[Any, Source],
    *,
    now: datetime,
    tally: Tally,
) -> None:
    """Every verified figure of a series that measures becomes a reading; a revised one replaces the old one.

    What an administrator brought in of a series that no file has stays: two series never speak of one target.
    """
    series = {row["code"]: row for row in tables[SERIES.file]}
    wanted = _wanted(tables[OBSERVATIONS.file], _measured(series, places), series, sources)
    stored, others = _stored(series)
    new = {key: figure for key, figure in wanted.items() if key not in stored and key not in others}
    revised = [
        (old, figure)
        for key, old in stored.items()
        if (figure := _now_said(wanted.get(key), old, now=now)).differs_from(old)
    ]
    publish_figures(new, now=now)
    replace_readings(revised, now=now)
    tally.added += len(new)
    tally.changed += len(revised)


def _stored(series: Mapping[str, Row]) -> tuple[dict[Key, ProgressReport], set[Key]]:
    """The readings of these series that stand now, and what those of other series are about."""
    standing = ProgressReport.objects.published().filter(origin=ReportOrigin.SERIES)
    ours = {key_of(report): report for report in standing.filter(series__in=list(series))}
    others = standing.exclude(series__in=list(series)).values_list("place_target_id", "reference_on")
    return ours, set(others)


def _now_said(wanted: Figure | None, old: ProgressReport, *, now: datetime) -> Figure:
    """What should stand in a reading's place from now on."""
    return Figure(says=wanted.says if wanted else _withdrawal(old), known_at=now)


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
    return Figure(says=says, known_at=begin_of(of["released_on"]))


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

"""Baselines: where a place stood when the way of a target begins. A figure that is not verified is none."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.compact import HORIZONS
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.keeping import Tally, id_of
from tracker.actions.loading.places import PLACES
from tracker.actions.loading.sheets import Row, Sheet, Tables
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.actions.loading.targets import TARGETS, key_of, refusals, spec_of
from tracker.actions.loading.versions import Wanted, keep_versions
from tracker.models import Place, PlaceTarget, PlaceTargetVersion, Source, Target, TargetVersion

BASELINES = Sheet(
    file="baselines.csv",
    key=("commitment", "years", "place"),
    columns={
        "commitment": cells.code(20),
        "years": cells.whole(1, 50),
        "place": cells.code(60),
        "value": optional(cells.figure),
        "on": optional(cells.day),
        "vintage": optional(cells.text(60), blank=""),
        "note": optional(cells.text(1000), blank=""),
        **SOURCED,
    },
    refers={"place": PLACES.file, **IN_SOURCES},
)


def check_baselines(tables: Tables) -> Iterator[Fault]:
    """A baseline has a target, a date and a source, and the target passes the entry checks with it."""
    targets = {key_of(row): row for row in tables[TARGETS.file]}
    horizons = {row["years"]: row for row in tables[HORIZONS.file]}
    for row in tables[BASELINES.file]:
        target, horizon = targets.get(key_of(row)), horizons.get(row["years"])
        if target is None or horizon is None:
            yield row.fault("commitment", "There is no such target.")
            continue
        if (row["value"] is None) != (row["on"] is None):
            yield row.fault("on", "A value and its date go together.")
        elif row["verified"] and (row["value"] is None or row["source"] is None):
            column = "value" if row["value"] is None else "source"
            yield row.fault(column, "Only a value with a source can be verified.")
        elif row["value"] is not None:
            spec = spec_of(target, horizon, baseline=row["value"], baseline_on=row["on"])
            yield from refusals(target, spec, at=row, needs_baseline=True)


def keep_baselines(
    rows: list[Row],
    targets: Mapping[Any, Target],
    places: Mapping[Any, Place],
    sources: Mapping[Any, Source],
    *,
    today: date,
    tally: Tally,
) -> None:
    """The versions of these targets in their places, with the verified baselines."""
    named = {(targets[key_of(row)].pk, places[row["place"]].pk): row for row in rows}
    found = PlaceTarget.objects.filter(
        target__in={target for target, _ in named}, place__in={place for _, place in named}
    )
    first = {
        version.target_id: version
        for version in TargetVersion.objects.filter(number=1, target__in={target for target, _ in named})
    }
    wanted = [
        _wanted(named[one.target_id, one.place_id], one, first[one.target_id], sources)
        for one in found
        if (one.target_id, one.place_id) in named
    ]
    keep_versions(PlaceTargetVersion, "place_target_id", wanted, today=today, tally=tally)


def _wanted(row: Row, of: PlaceTarget, first: TargetVersion, sources: Mapping[Any, Source]) -> Wanted:
    is_known = row["verified"]
    return Wanted(
        of=of.pk,
        says={
            "baseline": row["value"] if is_known else None,
            "baseline_on": row["on"] if is_known else None,
            "source_id": id_of(sources, row["source"]) if is_known else None,
            "vintage": row["vintage"] if is_known else "",
            "note": row["note"],
        },
        in_force_from=first.in_force_from,
        reason="First baseline." if is_known else "No baseline could be verified.",
    )

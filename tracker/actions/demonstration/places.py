"""The fictional States: outside every region, so that none counts them, with targets and invented baselines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.actions.loading.faults import BadData
from tracker.actions.loading.places import LANGUAGES
from tracker.actions.loading.sheets import Row
from tracker.enums import CommitmentStatus, PlaceKind, Scope
from tracker.models import Place, PlaceTarget, PlaceTargetVersion, Target

INVENTED = "Invented for the demonstration."
# By place, commitment and years.
Applied = Mapping[tuple[str, str, int], PlaceTarget]


def make_places(rows: list[Row]) -> dict[Any, Place]:
    """The States by code. They are part of nothing."""
    return {
        row["code"]: Place.objects.create(
            code=row["code"],
            kind=PlaceKind.COUNTRY,
            iso2=row["iso2"],
            iso3=row["iso3"],
            names={language: row[f"name_{language}"] for language in LANGUAGES},
            fictional=True,
        )
        for row in rows
    }


def apply_targets(places: Mapping[Any, Place]) -> Applied:
    """Every target of each State, applied to the fictional ones as to the real."""
    targets = Target.objects.filter(commitment__scope=Scope.EACH_STATE).exclude(
        commitment__status=CommitmentStatus.RETIRED
    )
    loaded = list(targets.select_related("commitment", "horizon").prefetch_related("versions"))
    made = PlaceTarget.objects.bulk_create(
        PlaceTarget(target=target, place=place) for place in places.values() for target in loaded
    )
    return {(one.place.code, one.target.commitment.code, one.target.horizon.years): one for one in made}


def set_baselines(rows: list[Row], applied: Applied) -> None:
    """What the targets mean there: an invented baseline, a goal of the place's own, or why one does not apply."""
    versions = [
        _version(row, applied_in(row, applied, years=years)) for row in rows for years in row["years"]
    ]
    PlaceTargetVersion.objects.bulk_create(versions)


def applied_in(row: Row, applied: Applied, *, years: int, place: str = "") -> PlaceTarget:
    """The target that a row is about, in its place or in this one."""
    try:
        return applied[place or row["place"], row["commitment"], years]
    except KeyError:
        raise BadData([row.fault("commitment", f"No State has this target for {years} years.")]) from None


def _version(row: Row, of: PlaceTarget) -> PlaceTargetVersion:
    return PlaceTargetVersion(
        place_target=of,
        number=1,
        in_force_from=_in_force_from(of),
        reason=INVENTED,
        baseline=row["value"],
        baseline_on=row["on"],
        goal=row["goal"],
        note=INVENTED,
        applies=not row["why_not"],
        why_not=row["why_not"],
    )


def _in_force_from(of: PlaceTarget) -> date:
    """The day since which the target holds at all."""
    days: list[date] = [version.in_force_from for version in of.target.versions.all()]
    return min(days)

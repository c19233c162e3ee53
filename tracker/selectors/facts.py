"""What a mark is computed from: of each target of a place, the version in force, its baseline, its readings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q

from tracker.enums import ReportOrigin
from tracker.models import PlaceTarget, PlaceTargetVersion, ProgressReport, Target, TargetVersion
from tracker.models.versions import Version
from tracker.scoring import Reading, TargetSpec

OfVersion = TypeVar("OfVersion", bound=Version)
# SQLite takes a limited number of values in one condition.
IDS_IN_A_QUERY = 500


@dataclass(frozen=True, kw_only=True)
class TargetFacts:
    """One target of one place at a date, ready for scoring, with the days its next versions come into force."""

    place_target: PlaceTarget
    version: TargetVersion
    place_version: PlaceTargetVersion | None
    spec: TargetSpec
    readings: tuple[Reading, ...]
    next_versions_on: tuple[date, ...]


def facts_of(place_targets: Iterable[PlaceTarget], *, as_of: date) -> list[TargetFacts]:
    """The facts about these targets at the date; a target without a version in force by then is left out.

    The place targets need target, commitment and horizon loaded. Three queries, however many there are.
    """
    rows = list(place_targets)
    versions = _by("target_id", TargetVersion.objects.filter(target__in={row.target_id for row in rows}))
    place_versions = _by("place_target_id", PlaceTargetVersion.objects.filter(_about(rows)))
    readings = _readings(rows)
    facts = []
    for row in rows:
        version = _in_force(versions[row.target_id], as_of)
        if version is not None:
            of_place = place_versions[row.pk]
            place_version = _in_force(of_place, as_of)
            facts.append(
                TargetFacts(
                    place_target=row,
                    version=version,
                    place_version=place_version,
                    spec=version.spec(
                        place_version,
                        baseline_on=row.target.horizon.baseline_on,
                        assessable=row.target.commitment.verifiable,
                    ),
                    readings=tuple(readings[row.pk]),
                    next_versions_on=tuple(
                        later.in_force_from
                        for later in (*versions[row.target_id], *of_place)
                        if later.in_force_from > as_of
                    ),
                )
            )
    return facts


def facts_about(place_target: PlaceTarget, *, as_of: date) -> TargetFacts:
    """The facts about one target of a place; raises LookupError when no version of it is in force by then."""
    loaded = PlaceTarget.objects.select_related("place", "target__commitment__objective", "target__horizon")
    found = facts_of(loaded.filter(pk=place_target.pk), as_of=as_of)
    if not found:
        raise LookupError(f"no version of target {place_target.target_id} is in force on {as_of}")
    return found[0]


def versions_in_force(targets: Iterable[Target], *, as_of: date) -> dict[int, TargetVersion]:
    """The wording in force of each target at the date, by the target's id. One query."""
    found = _by("target_id", TargetVersion.objects.filter(target__in=targets))
    in_force = {pk: _in_force(versions, as_of) for pk, versions in found.items()}
    return {pk: version for pk, version in in_force.items() if version}


def _about(rows: list[PlaceTarget]) -> Q:
    """A condition for what hangs on these place targets; by place, where a list of ids would be too long."""
    if len(rows) <= IDS_IN_A_QUERY:
        return Q(place_target__in=rows)
    return Q(place_target__place__in={row.place_id for row in rows})


def _by(name: str, versions: Iterable[OfVersion]) -> dict[int, list[OfVersion]]:
    """Versions by what they are versions of."""
    found: dict[int, list[OfVersion]] = defaultdict(list)
    for version in versions:
        found[getattr(version, name)].append(version)
    return found


def _in_force(versions: list[OfVersion], day: date) -> OfVersion | None:
    """Of the versions whose day has come, the one made last."""
    come = [version for version in versions if version.in_force_from <= day]
    return max(come, key=lambda version: version.number, default=None)


def _readings(rows: list[PlaceTarget]) -> dict[int, list[Reading]]:
    """Every reading ever published about these targets, by target."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for report in ProgressReport.objects.once_public().filter(_about(rows)).select_related("committee"):
        found[report.place_target_id].append(report.reading(standing=standing_of(report)))
    return found


def standing_of(report: ProgressReport) -> int:
    """Whose figure counts for one date: the leading committee's, else a series', else another committee's.

    A report keeps whether its committee led when it was published; who leads now decides for one on its way.
    """
    if report.origin == ReportOrigin.SERIES:
        return 1
    leads = report.committee is not None and report.committee.leads
    return 0 if (leads if report.led is None else report.led) else 2

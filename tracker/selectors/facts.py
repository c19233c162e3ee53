"""What a mark is computed from: of each target of a place, the version in force, its baseline, its readings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q
from django.utils import timezone

from tracker.enums import CommitmentStatus, ReportOrigin
from tracker.models import (
    Commitment,
    CommitmentVersion,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Target,
    TargetVersion,
)
from tracker.models.versions import Version
from tracker.scoring import Reading, TargetSpec

OfVersion = TypeVar("OfVersion", bound=Version)
# SQLite takes a limited number of values in one condition.
IDS_IN_A_QUERY = 500


class NotInForce(LookupError):
    """The target asks for nothing on that day: no version of it had come, or its commitment was retired."""


@dataclass(frozen=True, kw_only=True)
class TargetFacts:
    """One target of one place at a date, ready for scoring.

    `next_days` are the later days on which a version or a reading that is already known begins to count.
    """

    place_target: PlaceTarget
    version: TargetVersion
    place_version: PlaceTargetVersion | None
    spec: TargetSpec
    readings: tuple[Reading, ...]
    next_days: tuple[date, ...]


def facts_of(place_targets: Iterable[PlaceTarget], *, as_of: date) -> list[TargetFacts]:
    """The facts about these targets at the date; a target not in force by then, or retired, is left out.

    The place targets need place, target, commitment and horizon loaded. Three queries, however many there are, and
    one more for a day that has passed.
    """
    rows = list(place_targets)
    known = Known(
        commitments=_commitments(rows, as_of=as_of),
        targets=_by("target_id", TargetVersion.objects.filter(target__in={row.target_id for row in rows})),
        places=_by("place_target_id", PlaceTargetVersion.objects.filter(_about(rows))),
        readings=_readings(rows),
    )
    found = (_facts(row, known, as_of=as_of) for row in rows)
    return [facts for facts in found if facts]


@dataclass(frozen=True)
class Known:
    """What is on record about some targets, by the id of what it is about; all but the first of all dates."""

    commitments: Mapping[int, Commitment | CommitmentVersion]
    targets: Mapping[int, list[TargetVersion]]
    places: Mapping[int, list[PlaceTargetVersion]]
    readings: Mapping[int, list[Reading]]


def _facts(row: PlaceTarget, known: Known, *, as_of: date) -> TargetFacts | None:
    """What was in force at the date; None where the commitment or the target was not."""
    of_target, of_place = known.targets.get(row.target_id, []), known.places.get(row.pk, [])
    commitment = known.commitments.get(row.target.commitment_id)
    version, place_version = _in_force(of_target, as_of), _in_force(of_place, as_of)
    if version is None or commitment is None or commitment.status == CommitmentStatus.RETIRED:
        return None
    readings = known.readings.get(row.pk, [])
    later = [one.in_force_from for one in (*of_target, *of_place)] + [one.published_on for one in readings]
    return TargetFacts(
        place_target=row,
        version=version,
        place_version=place_version,
        spec=version.spec(
            place_version,
            baseline_on=row.target.horizon.baseline_on,
            assessable=commitment.verifiable,
        ),
        readings=tuple(readings),
        next_days=tuple(day for day in later if day > as_of),
    )


def _commitments(rows: list[PlaceTarget], *, as_of: date) -> dict[int, Commitment | CommitmentVersion]:
    """What each commitment said at the date. Their own columns say what holds today, without a query."""
    if as_of >= timezone.localdate():
        return {row.target.commitment_id: row.target.commitment for row in rows}
    wanted = {row.target.commitment_id for row in rows}
    versions = CommitmentVersion.objects.in_force_on(as_of).filter(commitment__in=wanted)
    return {version.commitment_id: version for version in versions.order_by("number")}


def facts_about(place_target: PlaceTarget, *, as_of: date) -> TargetFacts:
    """The facts about one target of a place; raises NotInForce where it asks for nothing then."""
    loaded = PlaceTarget.objects.select_related("place", "target__commitment__objective", "target__horizon")
    found = facts_of(loaded.filter(pk=place_target.pk), as_of=as_of)
    if not found:
        raise NotInForce(f"target {place_target.target_id} is not in force on {as_of}")
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

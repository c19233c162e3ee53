"""What a mark is computed from: of each target of a place, the version in force, its baseline, its readings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.enums import CommitmentStatus
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
from tracker.selectors.decisive import decisive_readings
from tracker.selectors.public_readings import readings_in

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


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A target at a date, as far as it is the same in every place.

    `next_days` are the later days on which a version that is already known begins to count.
    """

    target: Target
    version: TargetVersion
    assessable: bool
    next_days: tuple[date, ...]

    @cached_property
    def spec(self) -> TargetSpec:
        """The target in a place that adds nothing of its own.

        Made when it is asked for: a version that cannot be read stops its own scores and no others.
        """
        return self.spec_in(None)

    def spec_in(self, version: PlaceTargetVersion | None) -> TargetSpec:
        """The target in a place with this version of its own."""
        baseline_on = self.target.horizon.baseline_on
        return self.version.spec(version, baseline_on=baseline_on, assessable=self.assessable)


def targets_in_force(targets: Iterable[Target], *, as_of: date) -> dict[int, InForce]:
    """Those of the targets that ask for something at the date, by their ids.

    They need commitment and horizon loaded. One query, and one more for a day that has passed.
    """
    rows = list(targets)
    commitments = _commitments(rows, as_of=as_of)
    versions = _by("target_id", TargetVersion.objects.filter(target__in=rows))
    found: dict[int, InForce] = {}
    for row in rows:
        commitment, version = commitments.get(row.commitment_id), _in_force(versions.get(row.pk, []), as_of)
        if version and commitment and commitment.status != CommitmentStatus.RETIRED:
            found[row.pk] = InForce(
                target=row,
                version=version,
                assessable=commitment.verifiable,
                next_days=_later([one.in_force_from for one in versions[row.pk]], as_of),
            )
    return found


def facts_of(place_targets: Iterable[PlaceTarget], *, as_of: date) -> list[TargetFacts]:
    """The facts about these targets at the date; a target not in force by then, or retired, is left out.

    The place targets need place, target, commitment and horizon loaded. Three queries, however many there are, and
    one more for a day that has passed.
    """
    rows = list(place_targets)
    targets = {row.target_id: row.target for row in rows}.values()
    in_force = targets_in_force(targets, as_of=as_of)
    return _facts_of(rows, in_force, _all_readings(rows), as_of=as_of)


def facts_that_count(
    place_targets: Iterable[PlaceTarget], in_force: Mapping[int, InForce], *, as_of: date
) -> list[TargetFacts]:
    """The same; of today with no more readings than can decide how each target stands.

    `in_force` are the targets at the date. Two queries, and of today three, or four where a history must be read.
    """
    rows = list(place_targets)
    if as_of < timezone.localdate():
        return _facts_of(rows, in_force, _all_readings(rows), as_of=as_of)
    bare = _facts_of(rows, in_force, {}, as_of=as_of)
    readings = decisive_readings({facts.place_target.pk: facts.spec for facts in bare}, today=as_of)
    return [replace(facts, readings=tuple(readings.get(facts.place_target.pk, ()))) for facts in bare]


def _facts_of(
    rows: list[PlaceTarget],
    in_force: Mapping[int, InForce],
    readings: Mapping[int, list[Reading]],
    *,
    as_of: date,
) -> list[TargetFacts]:
    places = _by("place_target_id", PlaceTargetVersion.objects.filter(_about(rows)))
    return [
        _facts(row, in_force[row.target_id], places.get(row.pk, []), readings.get(row.pk, []), as_of=as_of)
        for row in rows
        if row.target_id in in_force
    ]


def _all_readings(rows: list[PlaceTarget]) -> dict[int, list[Reading]]:
    return readings_in(ProgressReport.objects.once_public().filter(_about(rows)))


def _facts(
    row: PlaceTarget,
    target: InForce,
    versions: list[PlaceTargetVersion],
    readings: list[Reading],
    *,
    as_of: date,
) -> TargetFacts:
    """A target with what its place adds: a baseline, a goal of its own, what was reported."""
    version = _in_force(versions, as_of)
    later = [*(one.in_force_from for one in versions), *(one.published_on for one in readings)]
    return TargetFacts(
        place_target=row,
        version=target.version,
        place_version=version,
        spec=target.spec_in(version) if version else target.spec,
        readings=tuple(readings),
        next_days=(*target.next_days, *_later(later, as_of)),
    )


def _later(days: Iterable[date], as_of: date) -> tuple[date, ...]:
    return tuple(day for day in days if day > as_of)


def _commitments(targets: list[Target], *, as_of: date) -> dict[int, Commitment | CommitmentVersion]:
    """What each commitment said at the date. Their own columns say what holds today, without a query."""
    if as_of >= timezone.localdate():
        return {target.commitment_id: target.commitment for target in targets}
    wanted = {target.commitment_id for target in targets}
    versions = CommitmentVersion.objects.in_force_on(as_of).filter(commitment__in=wanted)
    return {version.commitment_id: version for version in versions.order_by("number")}


def facts_about(place_target: PlaceTarget, *, as_of: date) -> TargetFacts:
    """The facts about one target of a place; raises NotInForce where it asks for nothing then."""
    return _only(facts_of(_loaded(place_target), as_of=as_of), place_target)


def asked_about(place_target: PlaceTarget, *, as_of: date) -> TargetFacts:
    """The same without its readings: what is asked for, whatever was answered. Raises NotInForce."""
    rows = list(_loaded(place_target))
    in_force = targets_in_force([row.target for row in rows], as_of=as_of)
    return _only(_facts_of(rows, in_force, {}, as_of=as_of), place_target)


def _loaded(place_target: PlaceTarget) -> QuerySet[PlaceTarget]:
    loaded = PlaceTarget.objects.select_related(
        "place", "target__commitment__objective", "target__commitment__indicator", "target__horizon"
    )
    return loaded.filter(pk=place_target.pk)


def _only(found: list[TargetFacts], place_target: PlaceTarget) -> TargetFacts:
    if not found:
        raise NotInForce(f"target {place_target.target_id} of a place asks for nothing then")
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


def _in_force(versions: Iterable[OfVersion], day: date) -> OfVersion | None:
    """Of the versions whose day has come, the one made last."""
    come = [version for version in versions if version.in_force_from <= day]
    return max(come, key=lambda version: version.number, default=None)

"""Whether a commitment can be followed: how it is measured, by when, and from what baseline."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Count, OuterRef, Q, Subquery

from tracker.models import Commitment, Horizon, PlaceTarget, PlaceTargetVersion, Target
from tracker.scoring import Kind
from tracker.selectors.facts import versions_in_force

# What is answered by steps or by a yes needs neither an indicator nor a baseline.
WITHOUT_FIGURES = frozenset({Kind.MILESTONES, Kind.YES_NO})


class Extent(Enum):
    """How far a question is answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class DatedTarget:
    """A target that is in force: by which horizon, by which day, and of what kind."""

    pk: int
    years: int
    due_on: date
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Followable:
    """What is stored of a commitment that makes it possible to follow it.

    `missing` are the due years of the horizons without a target. `places` are those targets of places that apply and
    need a baseline; `with_baseline` of them have one.
    """

    today: date
    verifiable: bool
    why_not: str
    indicator_pk: int | None
    indicator: str
    targets: tuple[DatedTarget, ...]
    missing: tuple[int, ...]
    places: int
    with_baseline: int

    @property
    def asked(self) -> tuple[int, ...]:
        """Those of its targets that ask for a figure, and so need a baseline."""
        return tuple(one.pk for one in self.targets if one.kind not in WITHOUT_FIGURES)

    @property
    def figures(self) -> int:
        """How many of its targets ask for a figure."""
        return len(self.asked)

    @property
    def measured(self) -> Extent:
        """Whether something says how it is measured: an indicator, or targets that need none."""
        if self.indicator_pk:
            return Extent.YES if self.targets else Extent.PARTLY
        if self.figures == len(self.targets):
            return Extent.NO
        return Extent.PARTLY if self.figures else Extent.YES

    @property
    def dated(self) -> Extent:
        """Whether there is a day by which; partly where each has passed."""
        if not self.targets:
            return Extent.NO
        return Extent.YES if any(one.due_on >= self.today for one in self.targets) else Extent.PARTLY

    @property
    def named(self) -> Extent:
        """Whether an indicator is named where one is needed."""
        if self.indicator_pk or (self.targets and not self.figures):
            return Extent.YES
        return Extent.NO

    @property
    def begun(self) -> Extent:
        """Whether its places have the baselines that its targets need."""
        if not self.targets:
            return Extent.NO
        if self.with_baseline == self.places:
            return Extent.YES if self.places or not self.figures else Extent.NO
        return Extent.PARTLY if self.with_baseline else Extent.NO


def followable(commitment: Commitment, *, today: date) -> Followable:
    """What makes it possible to follow the commitment, as stored today. Five queries at most."""
    targets = _targets(commitment, today)
    asked = [one.pk for one in targets if one.kind not in WITHOUT_FIGURES]
    places, with_baseline = _baselines(asked, today) if asked else (0, 0)
    horizons = Horizon.objects.exclude(years__in=[one.years for one in targets]).order_by("due_on")
    return Followable(
        today=today,
        verifiable=commitment.verifiable,
        why_not=commitment.why_not_verifiable,
        indicator_pk=commitment.indicator_id,
        indicator=commitment.indicator.name if commitment.indicator else "",
        targets=targets,
        missing=tuple(one.due_on.year for one in horizons),
        places=places,
        with_baseline=with_baseline,
    )


def _targets(commitment: Commitment, today: date) -> tuple[DatedTarget, ...]:
    """The targets in force, the nearest first. Two queries."""
    found = Target.objects.filter(commitment=commitment).select_related("horizon")
    rows = list(found.order_by("horizon__due_on", "horizon__years"))
    versions = versions_in_force(rows, as_of=today)
    return tuple(
        DatedTarget(pk=row.pk, years=row.horizon.years, due_on=version.due_on, kind=Kind(version.kind))
        for row in rows
        if (version := versions.get(row.pk))
    )


def _baselines(targets: list[int], today: date) -> tuple[int, int]:
    """Of the places that these targets apply to: all of them, and those with a baseline. One query."""
    versions = PlaceTargetVersion.objects.in_force_on(today).filter(place_target=OuterRef("pk"))
    newest = versions.order_by("-number")
    # A place about which nothing was written has the target all the same.
    said = PlaceTarget.objects.filter(target__in=targets).annotate(
        applies=Subquery(newest.values("applies")[:1]), baseline=Subquery(newest.values("baseline")[:1])
    )
    found = said.filter(Q(applies=True) | Q(applies=None)).aggregate(
        places=Count("pk"), with_baseline=Count("pk", filter=Q(baseline__isnull=False))
    )
    return found["places"], found["with_baseline"]

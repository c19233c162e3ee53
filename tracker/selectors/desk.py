"""What stands beside an edit of the administrators, and in their lists: the versions in force today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise

from tracker.models import Commitment, Horizon, PlaceTarget, PlaceTargetVersion, Target, TargetVersion
from tracker.selectors.facts import versions_in_force

SETTLED = (
    "code",
    "objective",
    "area",
    "scope",
    "origin",
    "driver_level",
    "populations",
    "governance_levels",
    "lead_stakeholders",
)


@dataclass(frozen=True)
class Fact:
    """One thing about a commitment that does not change, under the label of its column."""

    label: str | Promise
    value: str


@dataclass(frozen=True, kw_only=True)
class HorizonCell:
    """What a commitment asks for by one horizon, or that it asks for nothing yet (`target_pk` is then None)."""

    horizon_pk: int
    years: int
    due_on: date
    target_pk: int | None
    title: str
    number: int


def horizon_cells(commitment: Commitment, *, today: date) -> tuple[HorizonCell, ...]:
    """Every horizon with the commitment's target by it, in the wording in force. Three queries."""
    targets = {target.horizon_id: target for target in Target.objects.filter(commitment=commitment)}
    versions = versions_in_force(targets.values(), as_of=today)
    cells = []
    for horizon in Horizon.objects.all():
        target = targets.get(horizon.pk)
        version = versions.get(target.pk) if target else None
        cells.append(
            HorizonCell(
                horizon_pk=horizon.pk,
                years=horizon.years,
                due_on=version.due_on if version else horizon.due_on,
                target_pk=target.pk if target else None,
                title=version.title if version else "",
                number=version.number if version else 0,
            )
        )
    return tuple(cells)


def facts_beside(commitment: Commitment) -> tuple[Fact, ...]:
    """What of a commitment is settled once it stands; what was never said is left out. Two queries."""
    found = []
    for field in Commitment._meta.concrete_fields:
        value = getattr(commitment, field.name) if field.name in SETTLED else None
        if value:
            found.append(Fact(label=field.verbose_name, value=_said(value, dict(field.flatchoices))))
    for links in Commitment._meta.many_to_many:
        rows = [str(row) for row in getattr(commitment, links.name).all()]
        found += [Fact(label=links.verbose_name, value="; ".join(rows))] if rows else []
    return tuple(found)


def _said(value: object, words: Mapping[object, str | Promise]) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return str(words[value] if words else value)


def latest_number(held: Commitment | Target | PlaceTarget) -> int:
    """The number of the newest version, in force or not; 0 where there is none."""
    latest = held.versions.order_by("-number").first()
    return latest.number if latest else 0


def with_wording(targets: QuerySet[Target], *, today: date) -> QuerySet[Target]:
    """The targets with what is in force of each beside it, in the same query."""
    versions = TargetVersion.objects.in_force_on(today).filter(target=OuterRef("pk")).order_by("-number")
    return targets.annotate(
        title_in_force=Subquery(versions.values("title")[:1]),
        due_in_force=Subquery(versions.values("due_on")[:1]),
        number_in_force=Subquery(versions.values("number")[:1]),
    )


def with_baseline(place_targets: QuerySet[PlaceTarget], *, today: date) -> QuerySet[PlaceTarget]:
    """The place targets with what is in force of each beside it, in the same query."""
    versions = PlaceTargetVersion.objects.in_force_on(today).filter(place_target=OuterRef("pk"))
    newest = versions.order_by("-number")
    return place_targets.annotate(
        baseline_in_force=Subquery(newest.values("baseline")[:1]),
        applies_in_force=Subquery(newest.values("applies")[:1]),
        number_in_force=Subquery(newest.values("number")[:1]),
    )

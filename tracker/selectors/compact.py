"""The objectives and the horizons in one question, for pages that have none to spare."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from tracker.models import Horizon, Objective, TargetVersion
from tracker.selectors.gathered import Gathered

Rows = TypeVar("Rows", bound=Model)


@dataclass(frozen=True, kw_only=True)
class HorizonDate:
    """A horizon: how many years after the baseline, and the day it is due."""

    years: int
    due_on: date

    @property
    def due_year(self) -> int:
        """The year it is due, as the heads of columns say it."""
        return self.due_on.year


@dataclass(frozen=True, kw_only=True)
class ObjectiveHead:
    """An objective as the head of a column or a row."""

    number: int
    label: str
    title: str
    verified: bool

    @property
    def name(self) -> str:
        """What its scores are called by."""
        return f"objective-{self.number}"


@dataclass(frozen=True)
class Outline:
    """Every objective by number, and the horizons, the nearest first."""

    objectives: tuple[ObjectiveHead, ...]
    horizons: tuple[HorizonDate, ...]


def outline(as_of: date | None = None) -> Outline:
    """The objectives, and the horizons of today or of a past date. One query.

    Without objectives there are no horizons either.
    """
    found, horizons = with_horizons(Objective.objects.all(), as_of=as_of)
    return Outline(
        objectives=tuple(
            ObjectiveHead(number=one.number, label=one.label, title=one.title, verified=one.verified)
            for one in found
        ),
        horizons=horizons,
    )


def horizons_on(as_of: date | None) -> QuerySet[Horizon]:
    """The horizons of today or of a past date, the nearest first.

    One that was added since stands on no page of a past day but where a target by it was in force on that day.
    """
    if as_of is None:
        return Horizon.objects.all()
    used = TargetVersion.objects.in_force_on(as_of).values("target__horizon")
    return Horizon.objects.filter(Q(added_on=None) | Q(pk__in=used))


def with_horizons(
    rows: QuerySet[Rows], *, as_of: date | None = None
) -> tuple[list[Rows], tuple[HorizonDate, ...]]:
    """Any rows, and the horizons, the nearest first; without rows there are no horizons either. One query."""
    each = JSONObject(years=F("years"), due_on=F("due_on"))
    everyone = horizons_on(as_of).order_by().annotate(one=Value(1)).values("one")
    gathered = everyone.annotate(all=Gathered(each)).values("all")
    found: list[Any] = list(rows.annotate(horizons=Subquery(gathered)))
    horizons = found[0].horizons or [] if found else []
    return found, tuple(
        HorizonDate(years=years, due_on=date.fromisoformat(due))
        for due, years in sorted((one["due_on"], one["years"]) for one in horizons)
    )

"""The objectives and the horizons in one question, for pages that have none to spare."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from tracker.models import Horizon, Objective
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


def outline() -> Outline:
    """The objectives and the horizons; without objectives there are no horizons either. One query."""
    found, horizons = with_horizons(Objective.objects.all())
    return Outline(
        objectives=tuple(
            ObjectiveHead(number=one.number, label=one.label, title=one.title, verified=one.verified)
            for one in found
        ),
        horizons=horizons,
    )


def with_horizons(rows: QuerySet[Rows]) -> tuple[list[Rows], tuple[HorizonDate, ...]]:
    """Any rows, and the horizons, the nearest first; without rows there are no horizons either. One query."""
    each = JSONObject(years=F("years"), due_on=F("due_on"))
    everyone = Horizon.objects.order_by().annotate(one=Value(1)).values("one")
    gathered = everyone.annotate(all=Gathered(each)).values("all")
    found: list[Any] = list(rows.annotate(horizons=Subquery(gathered)))
    horizons = found[0].horizons or [] if found else []
    return found, tuple(
        HorizonDate(years=years, due_on=date.fromisoformat(due))
        for years, due in sorted((one["years"], one["due_on"]) for one in horizons)
    )

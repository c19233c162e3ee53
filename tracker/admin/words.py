"""How the desk writes what a version changed, and what a goal comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import TargetVersion
from tracker.scoring import Better, Kind
from tracker.selectors.baselines import Reach, SampleGoal
from tracker.selectors.history import Difference, VersionRow
from tracker.wording import day, figure, quantity

NOTHING = "–"


@dataclass(frozen=True)
class Said:
    """One difference in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SaidVersion:
    """A version of the history with its differences in words."""

    row: VersionRow
    differences: tuple[Said, ...]


def said_versions(rows: Iterable[VersionRow]) -> tuple[SaidVersion, ...]:
    """A history in words."""
    return tuple(SaidVersion(row, said_differences(row.differences)) for row in rows)


def said_differences(found: Iterable[Difference]) -> tuple[Said, ...]:
    """Differences in words."""
    return tuple(
        Said(str(capfirst(str(one.label))), said(one.field, one.before), said(one.field, one.after))
        for one in found
    )


def said(field: str, value: Any) -> str:
    """What stands in a column, as a reader would write it."""
    if value is None or value in ("", []):
        return NOTHING
    if field == "steps":
        return "; ".join(f"{step['on']}: {figure(Decimal(step['value']))}" for step in value)
    if field == "milestones":
        return "; ".join(f"{step['title']} ({step['weight']})" for step in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return figure(value)
    return day(value) if isinstance(value, date) else str(value)


def said_reach(version: TargetVersion, reach: Reach) -> tuple[str, ...]:
    """How far a version reaches, and what it comes to in one place: to be read before it is stored."""
    lines = [
        ngettext(
            "It applies to %(number)s place, whose mark is computed anew.",
            "It applies to %(number)s places, whose marks are computed anew.",
            reach.places,
        )
        % {"number": figure(reach.places)}
    ]
    if reach.sample:
        lines.append(
            _("In %(place)s: %(way)s.")
            % {"place": reach.sample.place, "way": said_way(version, reach.sample)}
        )
    elif version.kind not in (Kind.MILESTONES, Kind.YES_NO):
        lines.append(_("No place has a baseline for it yet, so none is measured."))
    return tuple(lines)


def said_way(version: TargetVersion, sample: SampleGoal) -> str:
    """From where to where: “from 10 000 persons in 2018 to at most 4 000 persons in 2023”."""
    words = {
        "start": quantity(sample.baseline, version.unit),
        "since": str(sample.baseline_on.year),
        "due": str(version.due_on.year),
    }
    if sample.goal is None:
        return str(_without_figure(version)) % words
    words["goal"] = quantity(sample.goal, version.unit)
    if version.better == Better.LOWER:
        return _("from %(start)s in %(since)s to at most %(goal)s in %(due)s") % words
    return _("from %(start)s in %(since)s to at least %(goal)s in %(due)s") % words


def _without_figure(version: TargetVersion) -> str | Promise:
    if version.kind == Kind.MAINTAIN:
        return _("from %(start)s in %(since)s to no worse in %(due)s")
    if version.better == Better.LOWER:
        return _("from %(start)s in %(since)s to anything lower in %(due)s")
    return _("from %(start)s in %(since)s to anything higher in %(due)s")

"""What changed: the marks that became others, newest first; of everything, or of a place, objective or commitment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tracker.enums import ChangeReason, PlaceKind
from tracker.models import Commitment, MarkChange, Objective, Place
from tracker.selectors.change_rows import NEEDED, ChangeRow, change_rows

ON_A_PAGE = 50
# Further back one asks by dates: counting on would take ever longer.
MOST_PAGES = 40
IN_A_FEED = 50


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What is looked at: a place, an objective or a commitment, or everything (all three empty)."""

    place: Place | None = None
    objective: Objective | None = None
    commitment: Commitment | None = None

    @property
    def name(self) -> str:
        """What it is called; empty for everything."""
        if self.commitment:
            return f"{self.commitment.code} {self.commitment.title}"
        return str(self.place or self.objective or "")

    @property
    def columns(self) -> dict[str, Any]:
        """The columns that it is filtered by, and subscribed to by."""
        found = {"place": self.place, "objective": self.objective, "commitment": self.commitment}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def query(self) -> str:
        """What an address needs to ask for it."""
        if self.place:
            return f"place={self.place.code}"
        if self.commitment:
            return f"commitment={self.commitment.code}"
        return f"objective={self.objective.number}" if self.objective else ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which changes are asked for; what is empty narrows nothing down."""

    place: str = ""
    objective: int | None = None
    commitment: str = ""
    reason: ChangeReason | None = None
    since: date | None = None
    until: date | None = None
    number: int = 1


@dataclass(frozen=True, kw_only=True)
class WhatChanged:
    """One page of the log; `watched` is each of what it was narrowed down to, the rest is what it can be."""

    asked: Asked
    watched: tuple[Watched, ...]
    rows: tuple[ChangeRow, ...]
    has_more: bool
    is_last_page: bool
    fictional: bool
    places: tuple[Place, ...]
    objectives: tuple[Objective, ...]
    commitments: tuple[Commitment, ...]


def what_changed(asked: Asked) -> WhatChanged | None:
    """One page of the log, or None where what it is asked about is not there. Four queries."""
    places = _places(asked.place)
    objectives = list(Objective.objects.order_by("number"))
    commitments = list(Commitment.objects.order_by("code"))
    watched = [Watched(place=one) for one in places if one.code == asked.place]
    watched += [Watched(objective=one) for one in objectives if one.number == asked.objective]
    watched += [Watched(commitment=one) for one in commitments if one.code == asked.commitment]
    if len(watched) != sum(map(bool, (asked.place, asked.objective, asked.commitment))):
        return None
    start = (asked.number - 1) * ON_A_PAGE
    found = list(_asked_for(asked, watched)[start : start + ON_A_PAGE + 1])
    rows, more = change_rows(found[:ON_A_PAGE]), len(found) > ON_A_PAGE
    return WhatChanged(
        asked=asked,
        watched=tuple(watched),
        rows=rows,
        has_more=more and asked.number < MOST_PAGES,
        is_last_page=more and asked.number >= MOST_PAGES,
        fictional=any(row.place and row.place.fictional for row in rows),
        places=tuple(places),
        objectives=tuple(objectives),
        commitments=tuple(commitments),
    )


def _places(asked: str) -> list[Place]:
    """Every place to choose from, larger ones first; of local authorities, the one that is asked for. One query."""
    found = Place.objects.filter(~Q(kind=PlaceKind.LOCAL) | Q(code=asked))
    return sorted(found, key=lambda one: (one.level, one.name))


def _asked_for(asked: Asked, watched: Iterable[Watched]) -> Any:
    """The rows asked for, the newest first."""
    rows = MarkChange.objects.filter(*(Q(**one.columns) for one in watched))
    if asked.reason:
        rows = rows.filter(reason=asked.reason)
    if asked.since:
        rows = rows.filter(on__gte=asked.since)
    if asked.until:
        rows = rows.filter(on__lte=asked.until)
    return rows.select_related(*NEEDED)


def latest_changes(watched: Watched) -> tuple[ChangeRow, ...]:
    """The newest changes, as a feed lists them. One query."""
    return change_rows(_asked_for(Asked(), [watched])[:IN_A_FEED])


def has_changed(watched: Watched, *, since: date, until: date) -> bool:
    """Whether anything changed from one day to another, both included. One query."""
    return bool(_asked_for(Asked(since=since, until=until), [watched]).exists())


def watched_at(*, place: str = "", objective: int | None = None, commitment: str = "") -> Watched | None:
    """What is at such an address; everything where nothing is named. None where there is none. One query at most."""
    if place:
        found = Place.objects.filter(code=place).first()
        return Watched(place=found) if found else None
    if commitment:
        promise = Commitment.objects.filter(code=commitment).first()
        return Watched(commitment=promise) if promise else None
    if objective is not None:
        one = Objective.objects.filter(number=objective).first()
        return Watched(objective=one) if one else None
    return Watched()


def feed_of(watched: Watched) -> str:
    """The address of the feed about it."""
    if watched.place:
        return reverse("public:place-feed", args=[watched.place.code])
    if watched.commitment:
        return reverse("public:commitment-feed", args=[watched.commitment.code])
    if watched.objective:
        return reverse("public:objective-feed", args=[watched.objective.number])
    return reverse("public:changes-feed")

"""Scores of a past date, computed from the facts for the pages that ask for them.

What takes the facts of every State is computed once for a date, by one reader at a time in each process, and kept.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

from tracker.enums import Subject
from tracker.models import Commitment, Horizon, Objective, Place, Process, Publication, Score
from tracker.scoring import METHOD_VERSION
from tracker.selectors.cells import Cell, Slice, cells_of
from tracker.selectors.computed import gathered_rows, moment_at, standings_of
from tracker.selectors.holders import Holder, all_holders, gathers, states_by_holder
from tracker.selectors.said import commitments_on
from tracker.selectors.score_rows import Moment, Row, rolled_up_rows, score_of
from tracker.selectors.standings import Standing

# So many places by themselves are no more work than a page of today.
FEW = 20
WHOLE = "all"
WHOLES = "wholes"
KEPT = [field.attname for field in Score._meta.concrete_fields if field.attname != "id"]
Values = dict[str, Any]
# In the memory of this process: nothing else has to answer for a page to be served.
kept_pages = ConnectionProxy(caches, "pages")
_computing = threading.Lock()


class Busy(Exception):
    """Another reader's date is being computed in this process; whoever asks again in a moment is served."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Scores of a date: every one of the `holders`, and of `wholes` only the one over everything.

    With `commitments`, by their ids, only the scores about these.
    """

    as_of: date
    holders: tuple[Holder, ...] = ()
    wholes: tuple[Holder, ...] = ()
    commitments: tuple[int, ...] | None = None

    @property
    def everyone(self) -> tuple[Holder, ...]:
        """All whose scores are asked for."""
        return self.holders + self.wholes

    def split(self) -> tuple["Asked", "Asked"]:
        """What is cheap enough to be computed for whoever asks, and what takes the facts of every State."""
        if self.commitments is not None:
            return self, Asked(as_of=self.as_of)
        high = tuple(one for one in self.holders if gathers(one))
        low = tuple(one for one in self.holders if not gathers(one))
        if len(self.wholes) > FEW or any(gathers(one) for one in self.wholes):
            return Asked(as_of=self.as_of, holders=low), Asked(
                as_of=self.as_of, holders=high, wholes=self.wholes
            )
        return Asked(as_of=self.as_of, holders=low, wholes=self.wholes), Asked(as_of=self.as_of, holders=high)


@dataclass(frozen=True)
class Then:
    """What scores of a date are about: commitments as they read then, their objectives, the horizons."""

    commitments: Mapping[int, Commitment]
    objectives: Mapping[int, Objective]
    horizons: Mapping[int, Horizon]


def computed_at(asked: Asked) -> list[Score]:
    """The scores asked for, each with its holder, its horizon, and its commitment as it read on that day.

    The number of queries is fixed, but for chunks of targets. Raises Busy where it would take every State, and
    somebody else's date is being worked out.
    """
    then = _then(asked.as_of)
    cheap, costly = asked.split()
    rows = list(_computed(cheap)) if cheap.everyone else []
    if costly.everyone:
        rows += [Score(**values) for values in _kept(costly)]
    return _dressed(rows, asked.everyone, then)


def _then(day: date) -> Then:
    """Two queries."""
    said = commitments_on(day)
    return Then(
        commitments=said,
        objectives={one.objective_id: one.objective for one in said.values()},
        horizons={one.pk: one for one in Horizon.objects.all()},
    )


def _kept(asked: Asked) -> list[Values]:
    """The rows asked for, out of all that the date has."""
    names = {_name(one) for one in asked.holders} | ({WHOLES} if asked.wholes else set())
    found = _of_day(asked.as_of, names)
    wanted = {one.pk for one in asked.wholes}
    wholes = [row for row in found.pop(WHOLES, []) if row["place_id"] in wanted]
    return [row for rows in found.values() for row in rows] + wholes


def cells_at(day: date, wanted: Slice) -> list[Cell]:
    """Of a past date: what is told of every place and process on one kind of subject by one horizon.

    Raises Busy where the date is not kept yet, and somebody else's is being worked out.
    """
    name = _name_of_slice(wanted)
    found: list[Cell] = _of_day(day, {name})[name]
    return found


def _of_day(day: date, names: set[str]) -> dict[str, list[Any]]:
    """What is kept of a date under these names; where it is not there it is computed, with all that the date has.

    By one reader at a time, so that no stranger can stop the site by asking for a thousand dates.
    """
    version = Publication.objects.values_list("version", flat=True).first() or 0
    prefix = f"as-of:{METHOD_VERSION}:{version}:{day.isoformat()}:"
    keys = {prefix + name for name in names}
    found = kept_pages.get_many(keys)
    if found.keys() != keys:
        with _alone():
            found = kept_pages.get_many(keys)
            if found.keys() != keys:
                everything = {prefix + name: rows for name, rows in _everything(day).items()}
                kept_pages.set_many(everything)
                found = {key: everything.get(key, []) for key in keys}
    return {key.removeprefix(prefix): rows for key, rows in found.items()}


def _name(holder: Holder) -> str:
    return f"{type(holder).__name__}-{holder.pk}"


def _name_of_slice(wanted: Slice) -> str:
    return f"cells-{wanted.subject}-{wanted.years or WHOLE}"


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else computes in this process meanwhile; who comes second is told so at once, and holds no thread."""
    if not _computing.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        _computing.release()


def _everything(day: date) -> dict[str, list[Any]]:
    """All that the costly pages of a date can ask for.

    That is: the rows of whoever gathers, the whole of every place, and what is told of everybody, slice by slice.
    """
    holders = all_holders()
    asked = Asked(
        as_of=day,
        holders=tuple(one for one in holders if gathers(one)),
        wholes=tuple(one for one in holders if not gathers(one)),
    )
    moment = _moment_of(day)
    kept: dict[str, list[Any]] = {WHOLES: [], **{_name(one): [] for one in asked.holders}}
    kept |= {_name_of_slice(one): [] for one in _slices()}
    known: dict[object, Standing] = {}
    for holder, own, more in _rows(asked, moment):
        for wanted, cell in cells_of(holder, own, more, as_of=day, known=known):
            kept[_name_of_slice(wanted)].append(cell)
        for row in [*own, *more] if gathers(holder) else [row for row in more if row.key == WHOLE]:
            score = score_of(row, holder, moment=moment)
            values = {name: getattr(score, name) for name in KEPT}
            if gathers(holder):
                kept[_name(holder)].append(values)
            if score.place_id and score.key == WHOLE:
                kept[WHOLES].append(values)
    return kept


def _slices() -> list[Slice]:
    """Everything that cells can be asked for. One query."""
    horizons = [None, *Horizon.objects.values_list("years", flat=True)]
    return [Slice(subject, years) for subject in Subject for years in horizons]


def _computed(asked: Asked) -> Iterator[Score]:
    """The rows asked for, out of one pass over the facts."""
    moment = _moment_of(asked.as_of)
    for holder, own, more in _rows(asked, moment):
        rows = [*own, *more]
        if asked.commitments is not None:
            rows = [row for row in rows if row.commitment]
        if holder not in asked.holders:
            rows = [row for row in rows if row.key == WHOLE]
        for row in rows:
            yield score_of(row, holder, moment=moment)


def _moment_of(day: date) -> Moment:
    """The instant is the date's own: nothing about a past date may say when it was computed."""
    return moment_at(day, at=datetime.combine(day, time(), tzinfo=UTC))


def _rows(asked: Asked, moment: Moment) -> Iterator[tuple[Holder, list[Row], list[Row]]]:
    """Of each holder the standings of targets it has itself, and all its roll-ups."""
    states = states_by_holder(asked.everyone, on=asked.as_of)
    ids = {one.pk for one in asked.everyone if isinstance(one, Place)}.union(*states.values())
    standings = _standings(Place.objects.in_bulk(ids), asked, moment=moment)
    for holder in asked.everyone:
        own = [] if isinstance(holder, Process) else standings[holder.pk]
        below = [row for state in sorted(states.get(holder, ())) for row in standings[state]]
        gathered = gathered_rows(below)
        yield holder, own, [*gathered, *rolled_up_rows([*own, *gathered], moment=moment)]


def _standings(places: Mapping[int, Place], asked: Asked, *, moment: Moment) -> dict[int, list[Row]]:
    """The standings of each place. There may be tens of thousands at once: what only rolls up keeps no facts."""
    shown = {one.pk for one in asked.holders if isinstance(one, Place)}
    found: dict[int, list[Row]] = defaultdict(list)
    for row in standings_of(places, moment=moment, commitments=asked.commitments):
        if row.facts:
            place = row.facts.place_target.place_id
            found[place].append(row if place in shown else replace(row, facts=None, assessment=None))
    return found


def _dressed(rows: list[Score], holders: Iterable[Holder], then: Then) -> list[Score]:
    """The rows with what they are about, and whose they are."""
    places = {one.pk: one for one in holders if isinstance(one, Place)}
    processes = {one.pk: one for one in holders if isinstance(one, Process)}
    for row in rows:
        row.place, row.process = places.get(row.place_id or 0), processes.get(row.process_id or 0)
        _about(row, then)
    return rows


def _about(row: Score, then: Then) -> Score:
    row.horizon = then.horizons.get(row.horizon_id or 0)
    row.commitment = then.commitments.get(row.commitment_id or 0)
    row.objective = then.objectives.get(row.objective_id or 0)
    return row

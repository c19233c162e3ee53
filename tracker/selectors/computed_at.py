"""Scores of a past date, computed from the facts for the pages that ask for them.

What takes the facts of every State is computed by one reader at a time in each process, and kept for the others.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from tracker.models import Horizon, Place, Process, Publication, Score
from tracker.scoring import METHOD_VERSION
from tracker.selectors.computed import gathered_rows, moment_at, standings_of
from tracker.selectors.holders import Holder, gathers, states_by_holder
from tracker.selectors.said import commitments_on
from tracker.selectors.score_rows import Moment, rolled_up_rows

# So many places by themselves are no more work than a page of today.
FEW = 20
WHOLE = "all"
KEPT = [field.attname for field in Score._meta.concrete_fields if field.attname != "id"]
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

    @property
    def is_costly(self) -> bool:
        """Whether it takes the facts of many places, with all their targets."""
        many = len(self.everyone) > FEW or any(gathers(one) for one in self.everyone)
        return self.commitments is None and many

    @property
    def name(self) -> str:
        """What is asked, in a form that a cache takes as a key."""
        groups = [[f"{type(one).__name__}{one.pk}" for one in group] for group in (self.holders, self.wholes)]
        return f"{self.as_of.isoformat()}:{sha256(repr(groups).encode()).hexdigest()}"


def computed_at(asked: Asked) -> list[Score]:
    """The scores asked for, each with its holder, its horizon, and its commitment as it read on that day.

    The number of queries is fixed, but for chunks of targets. Raises Busy where it would take every State, and
    somebody else's question is being worked out.
    """
    rows = _kept(asked) if asked.is_costly else list(_computed(asked))
    return _dressed(rows, asked)


def _kept(asked: Asked) -> list[Score]:
    """The rows from the cache, or computed and put there; one at a time, so that no stranger can stop the site."""
    version = Publication.objects.values_list("version", flat=True).first() or 0
    key = f"as-of:{METHOD_VERSION}:{version}:{asked.name}"
    found: list[dict[str, Any]] | None = cache.get(key)
    if found is None:
        with _alone():
            found = cache.get(key)
            if found is None:
                found = [{name: getattr(row, name) for name in KEPT} for row in _computed(asked)]
                cache.set(key, found)
    return [Score(**values) for values in found]


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else computes in this process meanwhile; who comes second is told so at once, and holds no thread."""
    if not _computing.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        _computing.release()


def _computed(asked: Asked) -> Iterator[Score]:
    """The rows asked for, out of one pass over the facts."""
    # The instant is the date's own: nothing about a past date may say when it was computed.
    moment = moment_at(asked.as_of, at=datetime.combine(asked.as_of, time(), tzinfo=UTC))
    states = states_by_holder(asked.everyone, on=asked.as_of)
    places = {one.pk for one in asked.everyone if isinstance(one, Place)}.union(*states.values())
    leaves = list(standings_of(places, moment=moment, commitments=asked.commitments))
    by_place: dict[int | None, list[Score]] = defaultdict(list)
    for leaf in leaves:
        by_place[leaf.place_id].append(leaf)
    for holder in asked.everyone:
        own = [] if isinstance(holder, Process) else by_place[holder.pk]
        below = [leaf for leaf in leaves if leaf.place_id in states[holder]] if holder in states else []
        rows = _rows(holder, own, below, moment=moment)
        if asked.commitments is not None:
            rows = [row for row in rows if row.commitment_id]
        yield from rows if holder in asked.holders else (row for row in rows if row.key == WHOLE)


def _rows(holder: Holder, own: list[Score], below: list[Score], *, moment: Moment) -> list[Score]:
    """Every score of a holder, from its own standings and those of the States that it gathers."""
    leaves = [*own, *gathered_rows(holder, below, moment=moment)]
    return [*leaves, *rolled_up_rows(holder, leaves, moment=moment)]


def _dressed(rows: list[Score], asked: Asked) -> list[Score]:
    """The rows with what they are about. Two queries."""
    said, horizons = commitments_on(asked.as_of), {one.pk: one for one in Horizon.objects.all()}
    objectives = {one.objective_id: one.objective for one in said.values()}
    places = {one.pk: one for one in asked.everyone if isinstance(one, Place)}
    processes = {one.pk: one for one in asked.everyone if isinstance(one, Process)}
    for row in rows:
        row.place, row.process = places.get(row.place_id or 0), processes.get(row.process_id or 0)
        row.horizon = horizons.get(row.horizon_id or 0)
        row.commitment = said.get(row.commitment_id or 0)
        row.objective = objectives.get(row.objective_id or 0)
    return rows

"""The marks on a few commitments, of every place and of whoever gathers them: computed, and stored nowhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.enums import Subject
from tracker.models import Place, Process
from tracker.scoring import Mark, Status
from tracker.selectors.computed import gathered_rows, moment_at, standings_of
from tracker.selectors.holders import Holder, states_by_holder
from tracker.selectors.rounds import closed_dates
from tracker.selectors.score_rows import Moment, Row, rolled_up_rows
from tracker.selectors.standings import key_of


@dataclass(frozen=True, kw_only=True)
class MarkNow:
    """What a mark says: the word, the status of a single target, and the numbers beside them."""

    mark: Mark
    status: Status | None
    score: Fraction | None
    coverage: Fraction
    published: bool


@dataclass(frozen=True)
class Where:
    """Whose mark it is, and on what: a commitment by one horizon, or over all of them (None)."""

    holder: Holder
    commitment: str
    years: int | None

    @property
    def key(self) -> str:
        """The key of the stored score."""
        return key_of(self.commitment, self.years)


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The marks of a moment; `settled` are the places and commitments that rest on a date of a closed round."""

    marks: dict[Where, MarkNow]
    settled: frozenset[tuple[int, str]]


def marks_on(commitments: Collection[int], *, as_of: date) -> Marks:
    """Every mark on these commitments (their ids) as of a day: of each place, and of all that gather States.

    What stands above a commitment, such as an objective, is not among them.
    """
    moment = moment_at(as_of)
    held = Place.objects.filter(place_targets__target__commitment__in=commitments)
    places = {one.pk: one for one in held.distinct()}
    leaves: dict[int, list[Row]] = defaultdict(list)
    for row in standings_of(places, moment=moment, commitments=commitments):
        if row.facts:
            leaves[row.facts.place_target.place_id].append(row)
    gatherers: list[Holder] = [*Place.objects.order_by("level", "code"), *Process.objects.order_by("code")]
    gathered = states_by_holder(gatherers, on=as_of)
    marks: dict[Where, MarkNow] = {}
    for holder in gatherers:
        states = gathered.get(holder, set())
        own = leaves.get(holder.pk, []) if isinstance(holder, Place) else []
        below = gathered_rows(row for pk in leaves if pk in states for row in leaves[pk])
        for row in _with_whole([*own, *below], moment):
            marks[_where(holder, row)] = _mark_now(row)
    return Marks(marks=marks, settled=_settled(leaves.values()))


def _with_whole(rows: list[Row], moment: Moment) -> list[Row]:
    """The rows by horizon, and those of their commitments over all horizons."""
    above = rolled_up_rows(rows, moment=moment) if rows else []
    return [*rows, *(row for row in above if row.subject is Subject.COMMITMENT)]


def _where(holder: Holder, row: Row) -> Where:
    code = row.commitment.code if row.commitment else ""
    return Where(holder, code, row.horizon.years if row.horizon else None)


def _mark_now(row: Row) -> MarkNow:
    return MarkNow(
        mark=row.part.mark,
        status=row.assessment.status if row.assessment else None,
        score=row.part.score,
        coverage=row.part.coverage,
        published=row.published,
    )


def _settled(leaves: Iterable[list[Row]]) -> frozenset[tuple[int, str]]:
    """The places and commitments with a mark that rests on a date which falls to a closed round."""
    is_closed = closed_dates()
    found = set()
    for rows in leaves:
        for row in rows:
            used = row.assessment.used if row.assessment else None
            if used and row.facts and row.commitment and is_closed(used.on):
                found.add((row.facts.place_target.place_id, row.commitment.code))
    return frozenset(found)

"""Many places at once on one kind of subject by one horizon: what a heat map and a tile map are made of.

Kept ones come from the database, those of a past date out of the rows that are computed for it; here is what both
share. No query is made here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tracker.enums import Fault, Subject
from tracker.models import Process
from tracker.scoring import METHOD_VERSION, PUBLISHED_AT, Mark, Part, Status, as_part, roll_up
from tracker.selectors.holders import Holder
from tracker.selectors.score_rows import Row
from tracker.selectors.standings import Standing, Told, Unshown, key_of


@dataclass(frozen=True)
class Slice:
    """One kind of subject by one horizon, or over all dates (`years` is then None)."""

    subject: Subject
    years: int | None


class Cell(NamedTuple):
    """What is told of one place or process, by its id and code, on one subject; no share of the way is."""

    place: int | None
    process: int | None
    code: str
    told: Told


def cells_of(
    holder: Holder, own: Sequence[Row], more: Iterable[Row], *, as_of: date, known: dict[object, Standing]
) -> Iterator[tuple[Slice, Cell]]:
    """The rows of a holder as cells: `own` are the standings of targets it has itself, `more` all its roll-ups.

    Like standings become one in `known`: where nothing was reported, most States stand alike.
    """
    place, process = (None, holder.pk) if isinstance(holder, Process) else (holder.pk, None)
    for rows, is_own in ((own, True), (more, False)):
        for row in rows:
            years = row.horizon.years if row.horizon else None
            alike = (row.key, row.part, row.contested, is_own)
            if alike not in known:
                known[alike] = standing_of(
                    row.part,
                    key=row.key,
                    years=years,
                    as_of=as_of,
                    status=row.part.statuses[0][0] if is_own else None,
                    contested=row.contested,
                )
            yield Slice(row.subject, years), Cell(place, process, holder.code, known[alike])


def named(found: Iterable[Cell]) -> list[Cell]:
    """The cells with whose they are in what they tell, which many of a past date share."""
    return [
        one._replace(
            told=replace(
                one.told,
                place=one.code if one.process is None else "",
                process="" if one.process is None else one.code,
            )
        )
        for one in found
    ]


def standing_of(
    part: Part,
    *,
    key: str,
    years: int | None,
    as_of: date,
    status: Status | None = None,
    contested: bool = False,
    updating: bool = False,
) -> Standing:
    """What a part of a roll-up says, as a standing."""
    return Standing(
        key=key,
        years=years,
        mark=part.mark,
        status=status,
        share=None,
        score=part.score,
        coverage=part.coverage,
        lower=part.lower,
        upper=part.upper,
        published=part.score is not None and part.coverage >= PUBLISHED_AT,
        applicable=sum(number for mark, number in part.counts if mark is not Mark.NOT_APPLICABLE),
        counts=part.counts,
        statuses=part.statuses,
        lowest_grade=part.lowest_grade,
        proxy=part.proxy,
        contested=contested,
        as_of=as_of,
        method_version=METHOD_VERSION,
        updating=updating,
    )


def objective_over(
    found: Mapping[str, Told], number: int, weights: Mapping[str, int], *, years: int | None
) -> Told | None:
    """What these commitments, by code with their weights, come to as their objective; None where there is no target.

    By the same rule as the stored objective. Where one of them cannot be shown, neither can the sum.
    """
    keys = {key_of(code, years): weight for code, weight in weights.items()}
    parts = {key: found[key] for key in keys if key in found}
    name = key_of(f"objective-{number}", years)
    if not parts:
        return None
    hidden = next((one for one in parts.values() if isinstance(one, Unshown)), None)
    if hidden:
        return Unshown(
            key=name, years=years, fault=Fault(hidden.fault), as_of=hidden.as_of, updating=hidden.updating
        )
    shown = {key: one for key, one in parts.items() if isinstance(one, Standing)}
    return standing_of(
        _rolled(tuple(_part(one, keys[key]) for key, one in shown.items())),
        key=name,
        years=years,
        as_of=max(one.as_of for one in shown.values()),
        contested=any(one.contested for one in shown.values()),
        updating=any(one.updating for one in shown.values()),
    )


@lru_cache(maxsize=2_000)
def _rolled(parts: tuple[Part, ...]) -> Part:
    """The parts as one; where nothing was reported, most States stand alike."""
    return as_part("", 1, roll_up(parts))


def _part(found: Standing, weight: int) -> Part:
    """A standing as one input of the roll-up above it."""
    return Part(
        key=found.key,
        weight=weight,
        applicable=found.applicable > 0,
        score=found.score,
        coverage=found.coverage,
        lower=found.lower,
        upper=found.upper,
        mark=found.mark,
        counts=found.counts,
        statuses=found.statuses,
        lowest_grade=found.lowest_grade,
        proxy=found.proxy,
    )

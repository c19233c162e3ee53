"""Stored standings, read back to be rolled up: two hundred States with a hundred targets each, as light as may be."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from tracker.models import Score
from tracker.scoring import Grade, Mark, Part, Status, standing_part
from tracker.selectors.facts import InForce
from tracker.selectors.score_rows import Row


class _Kept(NamedTuple):
    """The columns of a standing that the row above it needs."""

    key: str
    place_id: int
    commitment_id: int
    horizon_id: int
    mark: str
    status: str
    score: Fraction | None
    lowest_grade: str
    proxy: bool
    weight: int
    contested: bool
    turns_on: date | None
    digest: str


def kept_standings(standings: QuerySet[Score], *, in_force: Mapping[int, InForce]) -> list[Row]:
    """These standings of targets in their places, in a fixed order; those of targets not in force are left out.

    One query. Raises ValueError where a value cannot be read.
    """
    targets = {(one.target.commitment_id, one.target.horizon_id): one.target for one in in_force.values()}
    found = sorted(_Kept(*row) for row in standings.order_by().values_list(*_Kept._fields))
    return [
        Row(
            key=kept.key,
            part=_part(kept.mark, kept.status, kept.score, kept.lowest_grade, proxy=kept.proxy),
            digest=kept.digest,
            published=kept.score is not None,
            turns_on=kept.turns_on,
            contested=kept.contested,
            commitment=target.commitment,
            horizon=target.horizon,
            weight=kept.weight,
        )
        for kept in found
        if (target := targets.get((kept.commitment_id, kept.horizon_id)))
    ]


@lru_cache(maxsize=10_000)
def _part(mark: str, status: str, score: Fraction | None, grade: str, *, proxy: bool) -> Part:
    """Most standings are like others: without a figure, they are all the same."""
    return standing_part(
        Mark(mark), Status(status), score, grade=Grade(grade) if grade else None, proxy=proxy
    )

"""The marks that changes would touch, as they are kept with what waits, and as they were foreseen."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from tracker.actions.changes.foreseeing import ForeseenMark
from tracker.models import Place, Process
from tracker.scoring import Mark, Status
from tracker.selectors.marks_on import MarkNow

Kept = list[Any]


def marks_as_json(marks: Iterable[ForeseenMark]) -> list[Kept]:
    """The marks, to be kept."""
    return [
        [
            "place" if isinstance(one.holder, Place) else "process",
            one.holder.pk,
            one.commitment,
            one.years,
            _mark(one.before),
            _mark(one.after),
        ]
        for one in marks
    ]


def marks_from_json(kept: Sequence[Kept]) -> tuple[ForeseenMark, ...]:
    """What was kept; two queries, whatever there is."""
    places = Place.objects.in_bulk({one[1] for one in kept if one[0] == "place"})
    processes = Process.objects.in_bulk({one[1] for one in kept if one[0] == "process"})
    return tuple(
        ForeseenMark(
            holder=places[pk] if noun == "place" else processes[pk],
            commitment=commitment,
            years=years,
            before=_mark_from(before),
            after=_mark_from(after),
        )
        for noun, pk, commitment, years, before, after in kept
        if pk in (places if noun == "place" else processes)
    )


def _mark(mark: MarkNow | None) -> Kept | None:
    if mark is None:
        return None
    score = None if mark.score is None else str(mark.score)
    status = mark.status.value if mark.status else None
    return [mark.mark.value, status, score, str(mark.coverage), mark.published]


def _mark_from(kept: Kept | None) -> MarkNow | None:
    if kept is None:
        return None
    mark, status, score, coverage, published = kept
    return MarkNow(
        mark=Mark(mark),
        status=Status(status) if status else None,
        score=None if score is None else Fraction(score),
        coverage=Fraction(coverage),
        published=published,
    )

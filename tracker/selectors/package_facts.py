"""The long tables of all that is public: targets of places, reports, scores. None of them is ever whole in memory.

Narratives, evidence and replies stay on the pages of the reports, so that what is taken out there does not live on in
copies.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tracker.enums import ReportState, Subject
from tracker.models import (
    DirtyScore,
    PlaceTarget,
    PlaceTargetVersion,
    ProgressReport,
    Score,
    TargetVersion,
)
from tracker.scoring import Answer
from tracker.selectors.credits import OF_A_CREDIT, credited
from tracker.selectors.standings import Told, plain, told

Cells = Mapping[str, Any]
CHUNK = 2_000
ENDED = {ReportState.SUPERSEDED: "replaced", ReportState.WITHDRAWN: "withdrawn"}


def place_target_rows(today: date) -> Iterator[Cells]:
    """What each target means in each place today: its baseline, a stricter goal. Two queries."""
    versions = PlaceTargetVersion.objects.in_force_on(today).select_related("source").oldest_first()
    said = {one.place_target_id: one for one in versions}
    rows = PlaceTarget.objects.order_by("place_id", "target__commitment__code", "target__horizon__years")
    names = ("pk", "place__code", "target__commitment__code", "target__horizon__years")
    for pk, place, commitment, years in rows.values_list(*names).iterator(chunk_size=CHUNK):
        own = said.get(pk)
        yield {
            "place": place,
            "commitment": commitment,
            "horizon": years,
            "applies": own.applies if own else True,
            "why_not": (own.why_not or None) if own else None,
            "baseline": own.baseline if own else None,
            "baseline_on": own.baseline_on if own else None,
            "vintage": (own.vintage or None) if own else None,
            "own_goal": own.goal if own else None,
            "source": own.source.code if own and own.source else None,
        }


def reading_rows() -> Iterator[Cells]:
    """Every report that is or was public, without its words. Two queries; the reports are never all at hand."""
    units: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for target, day, unit in TargetVersion.objects.order_by("number").values_list(
        "target_id", "in_force_from", "unit"
    ):
        units[target].append((day, unit))
    about = ("source", "superseded_by", "place_target__place", "place_target__target__commitment")
    reports = ProgressReport.objects.once_public().select_related(
        OF_A_CREDIT, "place_target__target__horizon", *about
    )
    # In no order that says when a report was written.
    for one in reports.order_by("place_target_id", "reference_on", "uuid").iterator(chunk_size=CHUNK):
        yield _reading(one, units[one.place_target.target_id])


def _reading(one: ProgressReport, units: list[tuple[date, str]]) -> Cells:
    if one.published_at is None:
        raise ValueError("only what was published is taken away")
    published_on, target = one.published_at.date(), one.place_target.target
    then = [unit for day, unit in units if day <= published_on] or [unit for _day, unit in units[:1]]
    committee = credited(one)
    newer = one.superseded_by
    return {
        "report": str(one.uuid),
        "place": one.place_target.place.code,
        "commitment": target.commitment.code,
        "horizon": target.horizon.years,
        "reference_on": one.reference_on,
        "yearly": one.yearly,
        "answer": one.answer,
        "value": one.value,
        "unit": then[-1] or None if then else None,
        "missing": None if one.value is not None else Answer(one.answer).value,
        "steps": " ".join(one.done) or None,
        "grade": one.grade or None,
        "proxy": one.proxy,
        "status": ENDED.get(ReportState(one.state), "published"),
        "published_on": published_on,
        "ended_on": one.superseded_at.date() if one.superseded_at else None,
        "replaced_by": str(newer.uuid) if newer else None,
        "origin": one.origin,
        "credited_to": str(committee.name) if committee else None,
        "source": one.source.code if one.source else None,
        "vintage": one.vintage or None,
        "caveat": one.caveat or None,
    }


def score_rows() -> Iterator[tuple[Cells, Told]]:
    """Every score that is kept: whose it is and on what, and what is told of it. Two queries.

    Mostly nothing waits to be computed anew, and then no row is asked for by itself whether it does: of fifty
    thousand rows that takes longer than reading them.
    """
    settled = not DirtyScore.objects.exists()
    names = ("commitment__code", "objective__number", "commitment__objective__number")
    rows = plain(Score.objects.order_by("place_id", "process_id", "key"), *names, settled=settled)
    for row in rows.iterator(chunk_size=CHUNK):
        place, process = row.place_code, row.process_code
        yield (
            {
                "score_id": f"place/{place}/{row.key}" if place else f"process/{process}/{row.key}",
                "place": place,
                "process": process,
                "level": "whole" if row.subject == Subject.PLACE else row.subject,
                "objective": row.objective__number or row.commitment__objective__number,
                "commitment": row.commitment__code,
                "horizon": row.years,
            },
            told(row),
        )

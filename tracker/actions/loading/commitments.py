"""Commitments, with all that they link to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.actions.loading import cells
from tracker.actions.loading.cells import optional
from tracker.actions.loading.compact import AREAS, OBJECTIVES
from tracker.actions.loading.faults import Fault
from tracker.actions.loading.frameworks import BENCHMARKS, FRAMEWORKS, INDICATORS
from tracker.actions.loading.keeping import Tally, id_of, keep, keep_links, sourced
from tracker.actions.loading.sheets import Row, Sheet
from tracker.actions.loading.sources import IN_SOURCES, SOURCED
from tracker.actions.loading.versions import Wanted, keep_versions
from tracker.enums import DriverLevel, Origin, Scope
from tracker.models import (
    Area,
    Benchmark,
    Commitment,
    CommitmentVersion,
    Framework,
    Indicator,
    Objective,
    Source,
)
from tracker.selectors.said import SAYS

# As with targets, from the day on which the Compact was adopted: only so can a past day be looked at.
ADOPTED_ON = date(2018, 12, 10)
FIRST = "The first wording in this scorecard."
WORDS = cells.items(cells.text(80))
COMMITMENTS = Sheet(
    file="commitments.csv",
    key=("code",),
    columns={
        "code": cells.code(20),
        "title": cells.text(200),
        "text": cells.text(1000),
        "objective": cells.whole(1, 23),
        "area": cells.whole(1, 8),
        "indicator": optional(cells.code()),
        "scope": cells.choice(*Scope.values),
        "origin": cells.choice(*Origin.values),
        "populations": WORDS,
        "driver_level": optional(cells.choice(*DriverLevel.values), blank=""),
        "governance_levels": WORDS,
        "lead_stakeholders": WORDS,
        "frameworks": cells.items(cells.code()),
        "benchmarks": cells.items(cells.code()),
        **SOURCED,
    },
    refers={
        "objective": OBJECTIVES.file,
        "area": AREAS.file,
        "indicator": INDICATORS.file,
        "frameworks": FRAMEWORKS.file,
        "benchmarks": BENCHMARKS.file,
        **IN_SOURCES,
    },
)


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What commitments link to, kept already, by code or number."""

    objectives: Mapping[Any, Objective]
    areas: Mapping[Any, Area]
    indicators: Mapping[Any, Indicator]
    frameworks: Mapping[Any, Framework]
    benchmarks: Mapping[Any, Benchmark]
    sources: Mapping[Any, Source]


def check_commitments(rows: list[Row]) -> Iterator[Fault]:
    """Where a commitment applies never changes once it is stored: its targets hang on those places."""
    scopes = dict(Commitment.objects.values_list("code", "scope"))
    for row in rows:
        if scopes.get(row["code"], row["scope"]) != row["scope"]:
            yield row.fault("scope", "This is stored with another scope: give the commitment a new code.")


def keep_commitments(rows: list[Row], linked: Linked, *, today: date, tally: Tally) -> dict[Any, Commitment]:
    """The commitments by code. Status, weight and whether one can be verified are left to administrators.

    So are the title, the text and the indicator, once a person has made a version of them.
    """
    edited = CommitmentVersion.objects.filter(author__isnull=False).values_list("commitment__code", flat=True)
    says = {one.code: one for one in Commitment.objects.filter(code__in=edited)}
    wanted = ({**_fields(row, linked), **_own_words(says.get(row["code"]))} for row in rows)
    kept = keep(Commitment, "code", wanted, tally=tally)
    _keep_versions([kept[row["code"]] for row in rows], today=today, tally=tally)
    for row in rows:
        commitment = kept[row["code"]]
        frameworks = [linked.frameworks[code] for code in row["frameworks"]]
        keep_links(commitment, "frameworks", frameworks, tally=tally)
        benchmarks = [linked.benchmarks[code] for code in row["benchmarks"]]
        keep_links(commitment, "benchmarks", benchmarks, tally=tally)
    return kept


def _own_words(edited: Commitment | None) -> dict[str, Any]:
    """What a person wrote, where one did."""
    if edited is None:
        return {}
    return {"title": edited.title, "text": edited.text, "indicator_id": edited.indicator_id}


def _keep_versions(commitments: list[Commitment], *, today: date, tally: Tally) -> None:
    """What each commitment says, as its latest version."""
    wanted = [
        Wanted(of=one.pk, says=_says(one), in_force_from=ADOPTED_ON, reason=FIRST) for one in commitments
    ]
    keep_versions(CommitmentVersion, "commitment_id", wanted, today=today, tally=tally)


def _says(commitment: Commitment) -> dict[str, Any]:
    """What a commitment says, as columns of a version: the indicator by its id, so that none is read."""
    words = {name: getattr(commitment, name) for name in SAYS if name != "indicator"}
    return {**words, "indicator_id": commitment.indicator_id}


def _fields(row: Row, linked: Linked) -> dict[str, Any]:
    names = ("code", "title", "text", "scope", "origin", "driver_level")
    lists = ("populations", "governance_levels", "lead_stakeholders")
    return {
        **row.pick(*names, *lists),
        "objective_id": id_of(linked.objectives, row["objective"]),
        "area_id": id_of(linked.areas, row["area"]),
        "indicator_id": id_of(linked.indicators, row["indicator"]),
        **sourced(row, linked.sources),
    }

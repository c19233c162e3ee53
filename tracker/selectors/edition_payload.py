"""What an edition says, as bytes: from the facts, in one canonical form, holder by holder.

The payload is one JSON object in the canonical form of `tracker.chain`: sorted keys, no spaces, ASCII, exact numbers
as text. `about` is what stood around the marks when they were frozen; `scorecard` is what the facts give, and what
`manage.py verify_edition` computes again. It is cut into parts: the text before the places, one part for each holder,
the text between and after. Their bytes one after another are the payload.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tracker.chain import canonical
from tracker.enums import CommitmentStatus, PlaceKind
from tracker.models import CommitmentVersion, Place, Process, Score, Target, TargetVersion
from tracker.scoring import METHOD_VERSION
from tracker.selectors.computed import gathered_rows, moment_at, own_rows
from tracker.selectors.facts import versions_in_force
from tracker.selectors.holders import Holder, all_holders, gathers, states_in
from tracker.selectors.score_rows import Row, rolled_up_rows, score_of

Said = Mapping[str, Any]
PLACES, PROCESSES = "places", "processes"
BETWEEN, END = '},"processes":{', "}}}"


class CannotCompute(Exception):
    """The facts about a holder cannot be scored; says whose, and why."""

    def __init__(self, holder: Holder, fault: Exception) -> None:
        super().__init__(f"{holder_name(holder)}: {type(fault).__name__}: {fault}")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of the payload. `holder` is empty for what frames the others; `marks` counts its own targets."""

    holder: str
    text: bytes
    marks: int = 0


def payload_pieces(about: Said, *, as_of: date) -> Iterator[Piece]:
    """The payload from its first byte to its last, from the facts as they were at the end of the day."""
    yield framed(_beginning(about, as_of=as_of))
    computed = _sorted_pieces(as_of=as_of)
    yield from computed[PLACES]
    yield framed(BETWEEN)
    yield from computed[PROCESSES]
    yield framed(END)


def framed(text: str) -> Piece:
    """A piece that belongs to no holder."""
    return Piece(holder="", text=text.encode())


def _beginning(about: Said, *, as_of: date) -> str:
    """Everything before the first place."""
    said = commitments_at(as_of)
    return (
        f'{{"about":{canonical(about)},"scorecard":{{"as_of":{canonical(as_of)},"commitments":{canonical(said)},'
        f'"method":{METHOD_VERSION},"{PLACES}":{{'
    )


def opened(beginning: bytes) -> dict[str, Any]:
    """What the first part says: `about`, and of the scorecard all but the holders."""
    found: dict[str, Any] = json.loads(beginning + END.encode())
    return found


def rows_in(text: bytes) -> dict[str, Any]:
    """The rows of a holder's part, by key."""
    (rows,) = json.loads(b"{" + text.removeprefix(b",") + b"}").values()
    return dict(rows)


def _sorted_pieces(*, as_of: date) -> dict[str, list[Piece]]:
    """The parts of the places and of the processes, each in the order of their codes."""
    found: dict[str, list[tuple[str, str, int]]] = {PLACES: [], PROCESSES: []}
    for holder, rows in rows_by_holder(as_of=as_of):
        if rows:
            kind = PROCESSES if isinstance(holder, Process) else PLACES
            text = f"{canonical(holder.code)}:{canonical({row.key: said(row) for row in rows})}"
            found[kind].append((holder.code, text, sum(1 for row in rows if row.status)))
    return {kind: [*_pieces(kind, sorted(texts))] for kind, texts in found.items()}


def _pieces(kind: str, texts: list[tuple[str, str, int]]) -> Iterator[Piece]:
    for number, (code, text, marks) in enumerate(texts):
        comma = "," if number else ""
        yield Piece(holder=f"{kind}/{code}", text=f"{comma}{text}".encode(), marks=marks)


def holder_name(holder: Holder) -> str:
    """A holder as the parts name it: `places/afg`, `processes/bali-process`."""
    return f"{PROCESSES if isinstance(holder, Process) else PLACES}/{holder.code}"


def rows_by_holder(*, as_of: date) -> Iterator[tuple[Holder, list[Score]]]:
    """Every holder with its scores at a date, each computed once: a State's standings serve whoever gathers it.

    The same rows as `computed_rows` gives for each. Raises CannotCompute.
    """
    moment = moment_at(as_of)
    standings: dict[int, list[Row]] = {}
    for holder in all_holders():
        try:
            own = own_rows(holder, moment=moment)
            leaves = [*own, *gathered_rows(_below(holder, standings, as_of=as_of))]
            rows = [*leaves, *rolled_up_rows(leaves, moment=moment)]
        except (ArithmeticError, LookupError, TypeError, ValueError) as fault:
            raise CannotCompute(holder, fault) from fault
        yield holder, [score_of(row, holder, moment=moment) for row in rows]
        if isinstance(holder, Place) and holder.kind == PlaceKind.COUNTRY:
            # Without what no roll-up reads: eighteen thousand of them are kept until the end.
            standings[holder.pk] = [replace(row, facts=None, assessment=None) for row in own]


def _below(holder: Holder, standings: Mapping[int, list[Row]], *, as_of: date) -> Iterator[Row]:
    """The standings that a holder gathers, State by State in the order of their codes."""
    states = set(states_in(holder, on=as_of)) if gathers(holder) else set()
    return (row for pk, rows in standings.items() if pk in states for row in rows)


def said(row: Score) -> dict[str, Any]:
    """A score as an edition says it, without numbers of a database.

    What is empty or not so is left out; so are the counts of a single target, which are its own mark and status.
    """
    found = {
        "mark": row.mark,
        "status": row.status,
        "share": _exact(row.share),
        "score": _exact(row.score),
        "coverage": _exact(row.coverage),
        "lower": _exact(row.lower),
        "upper": _exact(row.upper),
        "published": row.published,
        "counts": {} if row.status else row.counts,
        "statuses": {} if row.status else row.statuses,
        "weight": row.weight,
        "grade": row.lowest_grade,
        "proxy": row.proxy,
        "contested": row.contested,
        "version": row.target_version.number if row.target_version else None,
        "place_version": row.place_version.number if row.place_version else None,
        "digest": row.digest,
    }
    return {name: value for name, value in found.items() if value}


def _exact(value: Fraction | None) -> str:
    return "" if value is None else str(value)


def commitments_at(as_of: date) -> dict[str, Said]:
    """Each commitment that asked for something on that day, with its words and those of its targets, by code."""
    versions = CommitmentVersion.objects.in_force_on(as_of).select_related("commitment__objective")
    latest = {version.commitment_id: version for version in versions.order_by("number")}
    targets = list(Target.objects.select_related("horizon").order_by("horizon__years"))
    wordings = versions_in_force(targets, as_of=as_of)
    asked: dict[int, dict[str, Said]] = {}
    for target in targets:
        if target.pk in wordings:
            said_of_it = _target(wordings[target.pk])
            asked.setdefault(target.commitment_id, {})[str(target.horizon.years)] = said_of_it
    return {
        version.commitment.code: _commitment(version, asked[pk])
        for pk, version in latest.items()
        if version.status != CommitmentStatus.RETIRED and pk in asked
    }


def _commitment(version: CommitmentVersion, targets: Mapping[str, Said]) -> Said:
    return {
        "objective": version.commitment.objective.number,
        "title": version.title,
        "text": version.text,
        "status": version.status,
        "weight": version.weight,
        "why_not_verifiable": version.why_not_verifiable,
        "version": version.number,
        "targets": targets,
    }


def _target(version: TargetVersion) -> Said:
    return {
        "title": version.title,
        "kind": version.kind,
        "better": version.better,
        "goal": version.goal,
        "change": version.change,
        "unit": version.unit,
        "due_on": version.due_on,
        "grace_months": version.grace_months,
        "weight": version.weight,
        "version": version.number,
    }

"""Why a roll-up is what it is: the rows below it, the very sum of `tracker.scoring` over them, what was left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.enums import Fault, Gathering, Subject
from tracker.models import ProgressReport
from tracker.scoring import METHOD_VERSION, Working
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.rows_below import Own, own_at, parts_below, readings_below
from tracker.selectors.standings import Standing, Told, Unshown, shown
from tracker.selectors.why_parts import RegionSum, WhyPart, by_region, part_of, worked_out

# More States than this are told region by region; each region has a page of its own that lists them.
MOST_LISTED = 60
# A list of readings longer than this is not given as one: the parts give theirs.
MOST_READINGS = 2_000


@dataclass(frozen=True, kw_only=True)
class EvidenceBelow:
    """A piece of evidence with its address and that of a copy in an archive, if it has them."""

    title: str
    url: str
    archive_url: str


@dataclass(frozen=True, kw_only=True)
class ReadingBelow:
    """A reading that a mark below rests on, with its evidence; None of a past date: the report's page shows it."""

    uuid: str
    place: PlaceRef
    commitment: str
    years: int
    on: date
    yearly: bool
    evidence: tuple[EvidenceBelow, ...] | None


@dataclass(frozen=True, kw_only=True)
class WhyPage:
    """Everything about one roll-up. `working` is None where the sum cannot be made or does not give what is stored.

    `readings` is None where there are too many for one list. `asked_for` is the past day that was asked for, if one
    was: readings then stand without their evidence.
    """

    asked_for: date | None
    place: PlaceRef | None
    process: str
    process_name: str
    above: tuple[PlaceRef, ...]
    subject: Subject
    name: str
    number: int | None
    code: str
    years: int | None
    due_on: date | None
    gathering: Gathering
    told: Told
    digest: str
    method_version: int
    as_of: date | None
    parts: tuple[WhyPart, ...]
    working: Working | None
    readings: tuple[ReadingBelow, ...] | None

    @property
    def left_out(self) -> tuple[WhyPart, ...]:
        """The parts of which something is left out, with the reason."""
        return tuple(part for part in self.parts if part.gap)

    @property
    def regions(self) -> tuple[RegionSum, ...]:
        """The States' parts gathered by region; none where the parts are few enough to be listed, or no States'."""
        if len(self.parts) <= MOST_LISTED or self.gathering != Gathering.STATES:
            return ()
        return by_region(self.parts)


@dataclass(frozen=True, kw_only=True)
class WhyTarget:
    """The mark is a single target's: where its own page explains it."""

    place: str
    commitment: str
    years: int


def why_of_place(place: str, address: str, *, as_of: date | None = None) -> WhyPage | WhyTarget | None:
    """Why a place's mark is, or was on a past date, what it is; None where it has no such mark. Four queries."""
    own = own_at(address, place=place, as_of=as_of)
    return _why(own, asked_for=as_of) if own else None


def why_of_process(process: str, address: str, *, as_of: date | None = None) -> WhyPage | None:
    """Why the mark of a process is, or was, what it is; None where it has no such mark. Four queries."""
    own = own_at(address, process=process, as_of=as_of)
    found = _why(own, asked_for=as_of) if own else None
    return found if isinstance(found, WhyPage) else None


def _why(asked: Own, *, asked_for: date | None) -> WhyPage | WhyTarget:
    own = asked.found.row
    if own.place_target_id is not None:
        return WhyTarget(place=own.place.code, commitment=own.commitment.code, years=own.horizon.years)
    parts = tuple(part_of(row) for row in parts_below(asked)) if own.as_of else ()
    said, working = _agreed(asked.found.told, parts)
    return WhyPage(
        asked_for=asked_for,
        place=place_ref(own.place) if own.place else None,
        process=own.process.code if own.process else "",
        process_name=own.process.name if own.process else "",
        above=_above(own),
        subject=Subject(own.subject),
        name=_name(own),
        number=own.objective.number if own.objective else None,
        code=own.commitment.code if own.commitment else "",
        years=said.years,
        due_on=own.horizon.due_on if own.horizon else None,
        gathering=_gathering(own),
        told=said,
        digest=own.digest,
        method_version=own.method_version,
        as_of=own.as_of,
        parts=parts,
        working=working,
        readings=_readings(asked) if own.as_of else (),
    )


def _name(own: Any) -> str:
    if own.commitment:
        return str(own.commitment.title)
    return str(own.objective.label) if own.objective else ""


def _above(own: Any) -> tuple[PlaceRef, ...]:
    """The places the holder is part of, the world first."""
    found: list[PlaceRef] = []
    parent = own.place.parent if own.place else None
    while parent:
        found.insert(0, place_ref(parent))
        parent = parent.parent
    return tuple(found)


def _gathering(own: Any) -> Gathering:
    """What a row is made from: the rule of `score_rows`, read from its result."""
    if own.subject == Subject.PLACE:
        return Gathering.OBJECTIVES
    if own.subject == Subject.OBJECTIVE:
        return Gathering.COMMITMENTS
    return Gathering.STATES if own.horizon_id else Gathering.HORIZONS


def _agreed(own: Told, parts: Sequence[WhyPart]) -> tuple[Told, Working | None]:
    """What is told, and the sum that gives it: neither without the other, but for a sum that cannot be made.

    A mark that is not what its parts come to is not shown, unless it is about to be computed anew.
    """
    numbers = own.last if isinstance(own, Unshown) else own
    if any(part.numbers is None for part in parts):
        return own, None
    working = worked_out(parts)
    if numbers and _gives(working, numbers, parts):
        return own, working
    standing = shown(own)
    if standing is None or standing.updating:
        return own, None
    fault = Unshown(key=own.key, years=own.years, fault=Fault.DISAGREES, as_of=own.as_of, last=standing)
    return replace(fault, place=own.place, process=own.process), None


def _gives(working: Working, found: Standing, parts: Iterable[WhyPart]) -> bool:
    """Whether the sum over the parts gives what is stored."""
    result = working.result
    contested = any(part.numbers.contested for part in parts if part.numbers)
    return found.method_version == METHOD_VERSION and (
        (result.score, result.coverage, result.lower, result.upper, result.published, result.mark)
        == (found.score, found.coverage, found.lower, found.upper, found.published, found.mark)
        and (result.counts, result.statuses, result.lowest_grade, result.proxy, contested)
        == (found.counts, found.statuses, found.lowest_grade, found.proxy, found.contested)
    )


def _readings(own: Own) -> tuple[ReadingBelow, ...] | None:
    """The readings that the marks below rest on; None where they are too many. Two queries."""
    reports = readings_below(own, most=MOST_READINGS)
    if reports is None or len(reports) > MOST_READINGS:
        return None
    return tuple(
        ReadingBelow(
            uuid=str(report.uuid),
            place=place_ref(report.place_target.place),
            commitment=report.place_target.target.commitment.code,
            years=report.place_target.target.horizon.years,
            on=report.reference_on,
            yearly=report.yearly,
            evidence=None if own.then else _evidence(report),
        )
        for report in reports
    )


def _evidence(report: ProgressReport) -> tuple[EvidenceBelow, ...]:
    return tuple(
        EvidenceBelow(title=one.title, url=one.url, archive_url=one.archive_url)
        for one in report.evidence.all()
    )

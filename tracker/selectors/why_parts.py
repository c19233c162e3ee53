"""The parts of a roll-up: what each adds to the sum of `tracker.scoring`, and what of it is left out, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.enums import Fault, Gap
from tracker.scoring import Answer, Part, Status, Sums, Working, work_out
from tracker.selectors.below import Below
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.standings import Standing, Told, Unshown


@dataclass(frozen=True, kw_only=True)
class WhyPart:
    """One row of the sum. `numbers` is what went into it, `sums` its share; None where the row cannot be used.

    `place` and `region` are set where the part is a State's; `gap` where something is left out.
    """

    told: Told
    numbers: Standing | None
    sums: Sums | None
    name: str
    weight: int
    digest: str
    place: PlaceRef | None
    region: PlaceRef | None
    gap: Gap | None


@dataclass(frozen=True, kw_only=True)
class RegionSum:
    """The States of one region in the sum: how many, what they come to together, and how many are left out why."""

    region: PlaceRef | None
    parts: int
    working: Working
    gaps: tuple[tuple[Gap, int], ...]


def part_of(row: Below) -> WhyPart:
    """A row as a part of the sum above it."""
    found = row.told
    numbers = found.last if isinstance(found, Unshown) else found
    return WhyPart(
        told=found,
        numbers=numbers,
        sums=work_out([_input(numbers, row.weight)]).sums if numbers else None,
        name=row.name,
        weight=row.weight,
        digest=row.digest,
        place=row.place,
        region=row.region,
        gap=Gap.HELD if numbers and found.fault == Fault.HELD else _gap(row, numbers),
    )


def worked_out(parts: Iterable[WhyPart]) -> Working:
    """The parts that can be used, as one."""
    return work_out(_input(part.numbers, part.weight) for part in parts if part.numbers)


def by_region(parts: Iterable[WhyPart]) -> tuple[RegionSum, ...]:
    """The States' parts gathered by region, in the order of their names."""
    groups: dict[str, list[WhyPart]] = defaultdict(list)
    for part in parts:
        groups[part.region.name if part.region else ""].append(part)
    return tuple(_region_sum(groups[name]) for name in sorted(groups))


def _region_sum(parts: Sequence[WhyPart]) -> RegionSum:
    gaps = Counter(part.gap for part in parts if part.gap)
    return RegionSum(
        region=parts[0].region,
        parts=len(parts),
        working=worked_out(parts),
        gaps=tuple((gap, gaps[gap]) for gap in Gap if gaps[gap]),
    )


def _gap(row: Below, numbers: Standing | None) -> Gap | None:
    """What of a part is left out of the sum, and why."""
    if numbers is None:
        return Gap.UNREADABLE
    if numbers.applicable == 0:
        return Gap.NOT_APPLICABLE
    if numbers.coverage > 0:
        return Gap.IN_PART if numbers.coverage < 1 else None
    if numbers.status is None:
        return Gap.NOTHING_KNOWN
    if numbers.status == Status.NOT_ASSESSABLE:
        return Gap.NOT_ASSESSABLE
    said = {Answer.CONFIDENTIAL.value: Gap.WITHHELD, Answer.NO_DATA.value: Gap.NO_DATA}
    return said.get(row.last_answer or "", Gap.SILENT)


def _input(found: Standing, weight: int) -> Part:
    """A stored row as one input of the roll-up above it."""
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

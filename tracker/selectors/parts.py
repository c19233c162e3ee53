"""The parts of a figure, by sex, age and status: as the committee reads them, and as the public may."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from tracker.enums import GROUP_LABELS, Dimension
from tracker.models import ProgressReport
from tracker.scoring import SMALLEST, is_counted, shown_parts


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """One group's figure. Its value is None where it is not shown, `small` where that is because it is under five."""

    label: str | Promise
    value: Decimal | None
    small: bool = False


@dataclass(frozen=True, kw_only=True)
class PartTable:
    """The figure by one dimension, as far as it was given; without rows where even hiding would give people away."""

    dimension: Dimension
    rows: tuple[PartRow, ...]

    @property
    def hides(self) -> bool:
        """Whether something in it is not shown."""
        return not self.rows or any(row.value is None for row in self.rows)


def parts_as_given(report: ProgressReport) -> tuple[PartTable, ...]:
    """Every part as it was typed, for the committee alone."""
    return part_tables(report.parts or ())


def part_tables(parts: Iterable[Sequence[str]]) -> tuple[PartTable, ...]:
    """The same of parts that are known: each a dimension, a group and its figure."""
    return tuple(
        PartTable(
            dimension=dimension,
            rows=tuple(
                PartRow(label=GROUP_LABELS[dimension][group], value=value) for group, value in groups.items()
            ),
        )
        for dimension, groups in _by_dimension(parts).items()
    )


def parts_in_public(report: ProgressReport, *, unit: str) -> tuple[PartTable, ...]:
    """The parts with what is counted and under five hidden, and what subtraction would give away."""
    if report.value is None:
        return ()
    if not is_counted(unit):
        return parts_as_given(report)
    return tuple(
        PartTable(dimension=dimension, rows=_public_rows(dimension, groups, whole=report.value))
        for dimension, groups in _by_dimension(report.parts or ()).items()
    )


def _public_rows(dimension: Dimension, groups: dict[str, Decimal], *, whole: Decimal) -> tuple[PartRow, ...]:
    shown = shown_parts(groups, whole=whole)
    if shown is None:
        return ()
    labels = GROUP_LABELS[dimension]
    return tuple(
        PartRow(label=labels[group], value=value, small=value is None and groups[group] < SMALLEST)
        for group, value in shown.items()
    )


def _by_dimension(parts: Iterable[Sequence[str]]) -> dict[Dimension, dict[str, Decimal]]:
    found: dict[Dimension, dict[str, Decimal]] = defaultdict(dict)
    for dimension, group, value in parts:
        found[Dimension(dimension)][group] = Decimal(value)
    return found

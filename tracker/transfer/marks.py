"""Marks as rows: whose, on what, by which horizon, and what is told of it. One table for every page with marks."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _

from tracker.enums import MARK_LABELS, word_of
from tracker.scoring import PUBLISHED_AT, Mark
from tracker.selectors.objectives import HorizonHead
from tracker.selectors.places import ObjectiveBlock
from tracker.selectors.standings import Standing, Told, Unshown
from tracker.transfer.extract import Cells, Row, row_of
from tracker.transfer.mark_columns import SCORE_COLUMNS
from tracker.wording import percent

POINTS = "points of 100"


@dataclass(frozen=True, kw_only=True)
class About:
    """Whose mark it is and on what: what stands in a row before the mark."""

    place: str = ""
    process: str = ""
    process_name: str = ""
    level: str = "whole"
    objective: int | None = None
    objective_label: str = ""
    commitment: str = ""
    commitment_title: str = ""
    target: str = ""
    horizon: int | None = None
    due_year: str = ""

    def by(self, head: HorizonHead) -> "About":
        """The same by one horizon."""
        return replace(self, horizon=head.years, due_year=str(head.due_year))


def mark_row(about: About, found: Told | None) -> Row:
    """What is told, or why nothing is."""
    level = "target" if isinstance(found, Standing) and found.status else about.level
    said = {name: value for name, value in asdict(about).items() if value != ""}
    return row_of(SCORE_COLUMNS, {**said, "level": level, **told_cells(found)})


def rows_by(about: About, heads: Iterable[HorizonHead], found: Iterable[Told | None]) -> Iterator[Row]:
    """One row for each horizon."""
    return (mark_row(about.by(head), one) for head, one in zip(heads, found, strict=True))


def block_rows(
    whose: About, heads: tuple[HorizonHead, ...], blocks: Iterable[ObjectiveBlock]
) -> Iterator[Row]:
    """The objectives of a place or process, each over all horizons and by each, and their commitments by each."""
    for block in blocks:
        about = replace(whose, level="objective", objective=block.number, objective_label=block.label)
        yield mark_row(about, block.overall)
        yield from rows_by(about, heads, block.by_horizon)
        for one in block.commitments:
            of_it = replace(about, level="commitment", commitment=one.code, commitment_title=one.title)
            yield from rows_by(of_it, heads, one.by_horizon)


def told_cells(found: Told | None) -> Cells:
    """The mark with all that must stand beside it; or why there is none."""
    told = _told(found) if isinstance(found, Standing) else _untold(found)
    return {"unit": POINTS, **told}


def _told(found: Standing) -> Cells:
    counts = dict(found.counts)
    return {
        "mark": found.mark.value,
        "mark_label": str(MARK_LABELS[found.mark]),
        "status": found.status.value if found.status else None,
        "status_label": str(word_of(found.status)) if found.status else None,
        "missing": _missing(found),
        "state": "updating" if found.updating else "current",
        "score": found.score if found.published else None,
        "coverage": found.coverage,
        "lower": found.lower,
        "upper": found.upper,
        "share": found.share,
        "targets": found.applicable,
        "targets_with_data": found.with_data,
        **{f"targets_{mark.value}": counts.get(mark, 0) for mark in MARK_LABELS},
        "lowest_grade": found.lowest_grade.value if found.lowest_grade else None,
        "proxy": found.proxy,
        "contested": found.contested,
        "computed_for": found.as_of,
    }


def _untold(found: Unshown | None) -> Cells:
    """A mark that cannot be shown, or where nothing is asked: no number stands in its place."""
    if found is None:
        return {"mark_label": _("no target"), "missing": "no_target", "state": "current"}
    return {
        "mark_label": str(found.fault.label),
        "missing": found.fault.value,
        "state": "cannot_be_shown",
    }


def _missing(found: Standing) -> str | None:
    if found.score is None:
        return found.mark.value if found.mark in (Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE) else "no_evidence"
    return None if found.published else "too_little_coverage"


def caveats() -> tuple[str, ...]:
    """What must be known of every table of marks."""
    return (
        _("No report is not a no: where nothing was reported the score is missing, and never zero."),
        _("A score is given from %(percent)s coverage on; below it only coverage and bounds are.")
        % {"percent": percent(PUBLISHED_AT)},
        _("Scores are exact fractions, cut off here after six decimals. They are no ranking."),
    )

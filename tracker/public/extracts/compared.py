"""What is compared side by side, as rows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from tracker.public.compare_telling import compare_telling, differences
from tracker.public.extracts.scorecards import scores
from tracker.selectors.compare import Compared, ComparePage, compare_page
from tracker.selectors.objectives import HorizonHead
from tracker.transfer.extract import Extract, Row
from tracker.transfer.marks import About, mark_row, rows_by


def compare(*, as_of: date | None, order: str, place: list[str], process: list[str]) -> Extract | None:
    """Each that is compared: on everything, by each date, and on each objective; None where nothing is compared."""
    page = compare_page(places=place, processes=process, order=order, as_of=as_of)
    if not page.compared:
        return None
    title = _("Side by side: %(names)s") % {"names": ", ".join(one.name for one in page.compared)}
    rows = [row for one in page.compared for row in _rows(page, one)]
    sentence = compare_telling(page).headline
    return scores("compare", title, sentence, rows, as_of=as_of, more=differences(page))


def _rows(page: ComparePage, one: Compared) -> Iterator[Row]:
    about = About(
        place=one.place.code if one.place else "",
        process=one.process,
        process_name="" if one.place else one.name,
    )
    heads = tuple(HorizonHead(years=head.years, due_year=head.due_year) for head in page.horizons)
    yield mark_row(about, one.overall)
    yield from rows_by(about, heads, one.by_horizon)
    for head, found in zip(page.objectives, one.objectives, strict=True):
        on = replace(about, level="objective", objective=head.number, objective_label=head.label)
        yield mark_row(on, found)

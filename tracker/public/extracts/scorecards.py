"""The scorecards: objectives, commitments, places, processes, and what an edition froze of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.front import objectives_headline
from tracker.public.place_commitment_telling import place_commitment_telling
from tracker.public.place_telling import place_telling, process_telling
from tracker.public.searching import name_asked
from tracker.selectors.all_places import PlacesPage, StateRow, places_page
from tracker.selectors.commitments import CommitmentPage, commitment_page
from tracker.selectors.objectives import (
    HorizonHead,
    ObjectivePage,
    ObjectivesPage,
    objective_page,
    objectives_page,
)
from tracker.selectors.place_commitments import place_commitment_page
from tracker.selectors.places import ObjectiveBlock, place_page
from tracker.selectors.processes import process_page, processes_page
from tracker.selectors.standings import Told
from tracker.transfer.extract import Extract, Row
from tracker.transfer.mark_columns import SCORE_COLUMNS
from tracker.transfer.marks import About, block_rows, caveats, mark_row, rows_by
from tracker.wording import figure


def scores(
    view: str,
    title: str,
    sentence: str,
    rows: Iterable[Row],
    *,
    as_of: date | None,
    more: tuple[str, ...] = (),
    called: Mapping[str, str] | None = None,
) -> Extract:
    """An extract of marks; of today where no day is given."""
    return Extract(
        view=view,
        title=title,
        sentence=sentence,
        as_of=as_of or timezone.localdate(),
        columns=SCORE_COLUMNS,
        rows=tuple(rows),
        caveats=(*more, *caveats()),
        called=called or {},
    )


def whole_rows(
    about: About,
    overall: Told | None,
    heads: tuple[HorizonHead, ...],
    by_horizon: Iterable[Told | None],
    blocks: Iterable[ObjectiveBlock],
) -> Iterator[Row]:
    """A place or process: the whole over all horizons and by each, then objective by objective."""
    yield mark_row(about, overall)
    yield from rows_by(about, heads, by_horizon)
    yield from block_rows(about, heads, blocks)


def objectives(*, as_of: date | None) -> Extract:
    """The 23 objectives of the world."""
    page = objectives_page(as_of=as_of)
    title = _("The objectives of the Compact")
    return scores("objectives", title, objectives_headline(page), _objectives(page), as_of=as_of)


def _objectives(page: ObjectivesPage) -> Iterator[Row]:
    for one in page.objectives:
        told = [found for found in (one.overall, *one.by_horizon) if found]
        about = About(
            place=next((found.place for found in told), ""),
            level="objective",
            objective=one.number,
            objective_label=one.label,
        )
        yield mark_row(about, one.overall)
        yield from rows_by(about, page.horizons, one.by_horizon)


def objective(*, as_of: date | None, number: int) -> Extract | None:
    """One objective of the world, and its commitments."""
    page = objective_page(number, as_of=as_of)
    if page is None:
        return None
    title = _("Objective %(number)s: %(title)s") % {"number": page.number, "title": page.title}
    return scores(f"objective-{number}", title, page.summary or page.label, _objective(page), as_of=as_of)


def _objective(page: ObjectivePage) -> Iterator[Row]:
    about = About(place=page.world, level="objective", objective=page.number, objective_label=page.label)
    yield mark_row(about, page.overall)
    yield from rows_by(about, page.horizons, page.by_horizon)
    for one in page.commitments:
        of_it = replace(about, level="commitment", commitment=one.code, commitment_title=one.title)
        yield from rows_by(of_it, page.horizons, one.by_horizon)


def commitment(*, as_of: date | None, code: str) -> Extract | None:
    """One commitment: the world, the regions and every State."""
    page = commitment_page(code, as_of=as_of)
    if page is None:
        return None
    more = (page.indicator.caveat,) if page.indicator and page.indicator.caveat else ()
    title = f"{page.about.code} {page.about.title}"
    sentence = page.about.text or page.about.title
    return scores(f"commitment-{code}", title, sentence, _commitment(page), as_of=as_of, more=more)


def _commitment(page: CommitmentPage) -> Iterator[Row]:
    said = page.about
    about = About(
        place=page.world,
        level="commitment",
        objective=said.objective_number,
        objective_label=said.objective_label,
        commitment=said.code,
        commitment_title=said.title,
    )
    yield mark_row(about, page.overall)
    for head, one in zip(page.horizons, page.targets, strict=True):
        yield mark_row(replace(about.by(head), target=one.title), one.standing)
    for region in page.regions:
        if region.code and region.by_horizon:
            yield from rows_by(replace(about, place=region.code), page.horizons, region.by_horizon)
        for subregion in region.subregions:
            for state in subregion.states:
                yield from rows_by(replace(about, place=state.code), page.horizons, state.by_horizon)


def places(*, as_of: date | None, name: str) -> Extract | None:
    """Every State, or the places that bear the name asked for."""
    asked = name_asked(name)
    if asked.fault:
        return None
    page = places_page(named=asked.name, as_of=as_of)
    states = list(_states(page))
    sentence = ngettext(
        "%(number)s place, each with its mark over everything.",
        "%(number)s places, each with its mark over everything.",
        len(states),
    ) % {"number": figure(len(states))}
    rows = [mark_row(About(place=one.place.code), one.standing) for one in states]
    return scores("places", _("Places"), sentence, rows, as_of=as_of)


def _states(page: PlacesPage) -> Iterator[StateRow]:
    if page.named:
        yield from page.found
        return
    for region in page.regions:
        for subregion in region.subregions:
            yield from subregion.states
    yield from page.fictional


def place(*, as_of: date | None, code: str) -> Extract | None:
    """One place on everything, and the places in it."""
    page = place_page(code, as_of=as_of)
    if page is None:
        return None
    about = About(place=page.place.code)
    rows = [
        *whole_rows(about, page.overall, page.horizons, page.by_horizon, page.objectives),
        *(mark_row(About(place=one.place.code), one.standing) for one in page.below),
    ]
    return scores(f"place-{code}", page.place.name, place_telling(page).lede, rows, as_of=as_of)


def place_commitment(*, as_of: date | None, place: str, commitment: str) -> Extract | None:
    """One commitment in one place, over all dates and by each."""
    page = place_commitment_page(place, commitment, as_of=as_of)
    if page is None:
        return None
    about = About(
        place=page.place.code,
        level="commitment",
        objective=page.objective_number,
        objective_label=page.objective_label,
        commitment=page.code,
        commitment_title=page.title,
    )
    titles = {one.years: one.title for one in page.targets}
    by_date = (
        mark_row(replace(about.by(head), target=titles.get(head.years, "")), told)
        for head, told in zip(page.horizons, page.by_horizon, strict=True)
    )
    title = f"{page.place.name}: {page.code} {page.title}"
    sentence = place_commitment_telling(page).headline
    rows = [mark_row(about, page.overall), *by_date]
    return scores(f"place-{place}-{commitment}", title, sentence, rows, as_of=as_of)


def processes(*, as_of: date | None) -> Extract:
    """Every consultative process."""
    page = processes_page(as_of=as_of)
    sentence = _("The processes in which States consult, each with the mark of its members together.")
    rows = [mark_row(About(process=one.code, process_name=one.name), one.standing) for one in page.processes]
    return scores("processes", _("Regional consultative processes"), sentence, rows, as_of=as_of)


def process(*, as_of: date | None, code: str) -> Extract | None:
    """One process on everything, and its members."""
    page = process_page(code, as_of=as_of)
    if page is None:
        return None
    about = About(process=page.code, process_name=page.name)
    rows = [
        *whole_rows(about, page.overall, page.horizons, page.by_horizon, page.objectives),
        *(mark_row(replace(about, place=one.place.code), one.standing) for one in page.members),
    ]
    more = () if page.members_verified else (_("The list of members was not checked yet."),)
    return scores(f"process-{code}", page.name, process_telling(page).lede, rows, as_of=as_of, more=more)

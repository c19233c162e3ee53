"""All States at once, and the world by its dates, as rows: heat map, tile map, one horizon, the first page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.core.exceptions import BadRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.enums import MARK_LABELS
from tracker.public.extracts.scorecards import scores
from tracker.public.front import headline
from tracker.public.map_telling import heat_telling, horizon_telling, tile_telling
from tracker.scoring import Mark
from tracker.selectors.choices import Choice, chosen_in_words
from tracker.selectors.compact import HorizonDate, ObjectiveHead
from tracker.selectors.heat_map import FILTERS, HeatMap, HeatRow, heat_map
from tracker.selectors.home import Example, HomePage, home_page
from tracker.selectors.horizons import CommitmentTally, HorizonPage, horizon_page
from tracker.selectors.tile_map import TileGroup, TileMap, tile_map
from tracker.transfer.extract import Cells, Column, Extract, Row, Type, row_of
from tracker.transfer.mark_columns import SCORE_COLUMNS
from tracker.transfer.marks import About, mark_row

SUBJECTS = ("subject", "horizon")
COUNTED = tuple(
    Column(
        f"commitments_{mark.value}",
        format_lazy(_("Commitments: {mark}"), mark=label),
        _("How many commitments have this mark for the world by that date."),
        type=Type.WHOLE,
        tag=f"#value+commitments+{mark.value.replace('_', '')}",
    )
    for mark, label in MARK_LABELS.items()
)
MISSING = tuple(
    Column(f"targets_{name}", title, about, type=Type.WHOLE, tag=f"#value+{name.replace('_', '')}")
    for name, title, about in (
        ("never_reported", _("Never reported"), _("On how many targets nothing was ever reported.")),
        ("overdue", _("Too old"), _("For how many the last figure is too old to decide.")),
        ("awaited", _("Awaited"), _("For how many the last figures may still come.")),
        ("missed", _("Missed"), _("How many were missed.")),
    )
)
SILENT = (
    Column(
        "committees",
        _("Committees that could report"),
        _("The names of the committees of the place, where something is missing."),
        tag="#org+name",
    ),
    Column(
        "states_with_gaps",
        _("States with something missing"),
        _("In how many States of a sub-region something is missing that no committee could report."),
        type=Type.WHOLE,
        tag="#value+states",
    ),
)
HOME_COLUMNS = (*SCORE_COLUMNS, *COUNTED)
HORIZON_COLUMNS = (*HOME_COLUMNS, *MISSING, *SILENT)


def _refused(choices: Iterable[Choice]) -> None:
    """What the page answers with 400 is none of its files either."""
    if any(one.wrong for one in choices):
        raise BadRequest("there is no such view")


def _named(title: str, choices: Iterable[Choice]) -> str:
    """The title with what the view is narrowed down to."""
    chosen = chosen_in_words(choices)
    return f"{title}: {chosen}" if chosen else title


def _by(about: About, horizons: Iterable[HorizonDate], years: int | None) -> About:
    """The same by the horizon that was asked for; as it is over all of them."""
    due = next((one for one in horizons if one.years == years), None)
    return replace(about, horizon=due.years, due_year=str(due.due_year)) if due else about


def heatmap(*, as_of: date | None, **asked: str) -> Extract:
    """Every box of the heat map, narrowed down as the page is."""
    page = heat_map({name: asked.get(name, "") for name in FILTERS}, as_of=as_of)
    _refused(page.choices)
    telling = heat_telling(page)
    more: tuple[str, ...] = ()
    if page.commitments is not None:
        codes = ", ".join(code for codes in page.commitments.values() for code in codes)
        more = (_now("The marks are worked out over these commitments: %(codes)s.") % {"codes": codes},)
    return scores(
        "heatmap",
        _named(_now("Heat map"), page.choices),
        " ".join((telling.headline, *telling.lede)),
        heat_rows(page),
        as_of=as_of,
        more=more,
    )


def heat_rows(page: HeatMap) -> Iterator[Row]:
    """The boxes, row by row."""
    for row in page.boxed:
        yield from _boxes(page, row)


def _boxes(page: HeatMap, row: HeatRow) -> Iterator[Row]:
    about = About(
        place=row.place.code if row.place else "",
        process=row.process,
        process_name=row.name if row.process else "",
        level="objective",
    )
    for objective, told in zip(page.objectives, row.cells, strict=True):
        yield mark_row(_by(_on(about, objective), page.horizons, page.years), told)


def _on(about: About, objective: ObjectiveHead) -> About:
    return replace(about, objective=objective.number, objective_label=objective.label)


def tiles(*, as_of: date | None, **asked: str) -> Extract:
    """The world and every tile of the map, on what the page is about."""
    page = tile_map({name: asked.get(name, "") for name in SUBJECTS}, as_of=as_of)
    _refused(page.choices)
    telling = tile_telling(page)
    title, said = _named(_now("Map"), page.choices), " ".join((telling.headline, *telling.lede))
    return scores("map", title, said, _tiles(page), as_of=as_of)


def _tiles(page: TileMap) -> Iterator[Row]:
    about = _subject(page)
    if page.world:
        yield mark_row(replace(about, place=page.world.place), page.world)
    if not page.own:
        yield from _tiles_of(about, page.groups)


def _subject(page: TileMap) -> About:
    """What the map is about: everything, an objective or a commitment, by a horizon or over all of them."""
    about = About()
    if page.objective:
        about = replace(_on(about, page.objective), level="objective")
    elif page.commitment:
        code, title = page.commitment.code, page.commitment.title
        about = About(level="commitment", commitment=code, commitment_title=title)
    return _by(about, page.horizons, page.years)


def _tiles_of(about: About, groups: Iterable[TileGroup]) -> Iterator[Row]:
    for group in groups:
        for tile in group.tiles:
            yield mark_row(replace(about, place=tile.place.code), tile.told)


def horizon(*, as_of: date | None, years: int) -> Extract | None:
    """One horizon: the world as a whole and by objective, what is missing of each commitment, who could report."""
    page = horizon_page(years, as_of=as_of)
    if page is None:
        return None
    telling = horizon_telling(page)
    title = _now("What was promised by %(year)s") % {"year": page.due_on.year}
    said = " ".join((telling.headline, *telling.lede))
    extract = scores(f"horizon-{years}", title, said, (), as_of=as_of)
    return replace(extract, columns=HORIZON_COLUMNS, rows=tuple(_horizon(page)))


def _horizon(page: HorizonPage) -> Iterator[Row]:
    about = About(place=page.world, horizon=page.years, due_year=str(page.due_on.year))
    if page.whole:
        yield _with(HORIZON_COLUMNS, mark_row(about, page.whole), _counted(page.counts))
    for bar in page.objectives:
        yield _with(HORIZON_COLUMNS, mark_row(replace(_on(about, bar.head), level="objective"), bar.told), {})
    for one in page.commitments:
        of_it = replace(
            about,
            level="commitment",
            objective=one.objective,
            commitment=one.code,
            commitment_title=one.title,
        )
        yield _with(HORIZON_COLUMNS, mark_row(of_it, one.told), {} if one.told.fault else _missing(one))
    for state in page.reachable:
        told = mark_row(replace(about, place=state.place.code), state.told)
        names = ", ".join(str(one.name) for one in state.committees)
        yield _with(HORIZON_COLUMNS, told, {"targets_never_reported": state.silent, "committees": names})
    for group in page.silent:
        yield row_of(
            HORIZON_COLUMNS,
            {
                "place": group.place.code,
                "level": "subregion",
                "horizon": page.years,
                "due_year": str(page.due_on.year),
                "state": "current",
                "states_with_gaps": group.states,
            },
        )


def _missing(one: CommitmentTally) -> Cells:
    return {
        "targets_never_reported": one.silent,
        "targets_overdue": one.overdue,
        "targets_awaited": one.awaited,
        "targets_missed": one.missed,
    }


def home(*, as_of: date | None) -> Extract:
    """The first page: the world by each date, the three examples, the regions by objective, every State."""
    page = home_page(as_of=as_of)
    title = _now("What became of the Global Compact for Migration")
    extract = scores("home", title, headline(page), (), as_of=as_of)
    return replace(extract, columns=HOME_COLUMNS, rows=tuple(_home(page)))


def _home(page: HomePage) -> Iterator[Row]:
    for row in page.horizons:
        world = row.standing.place if row.standing else ""
        about = About(place=world, horizon=row.years, due_year=str(row.due_on.year))
        yield _with(HOME_COLUMNS, mark_row(about, row.standing), _counted(row.counts))
    marks = [
        *(_example(one) for one in page.examples),
        *heat_rows(page.heat),
        *_tiles_of(About(), page.tiles),
    ]
    yield from (_with(HOME_COLUMNS, one, {}) for one in marks)


def _example(one: Example) -> Row:
    about = About(
        place=one.place,
        level="commitment",
        objective=one.objective_number,
        commitment=one.code,
        commitment_title=one.title,
        horizon=one.years,
        due_year=str(one.due_on.year),
    )
    return mark_row(about, one.standing)


def _counted(counts: Iterable[tuple[Mark, int]]) -> Cells:
    """How many commitments have each mark: none has a mark that is not named, which is a zero and not missing."""
    found = dict(counts)
    return {f"commitments_{mark.value}": found.get(mark, 0) for mark in MARK_LABELS}


def _with(columns: tuple[Column, ...], row: Row, more: Cells) -> Row:
    """A row of marks with what stands in the columns after them."""
    return (*row, *(more.get(column.name) for column in columns[len(row) :]))

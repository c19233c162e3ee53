"""The first page: how far the world is, and the three examples of the starting document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.enums import PlaceKind, Subject
from tracker.models import Indicator, ProgressReport, Score, TargetVersion
from tracker.scoring import Answer, Mark, TargetSpec, goal_of
from tracker.selectors.compact import HorizonDate, outline
from tracker.selectors.front import Front, front
from tracker.selectors.geography import groups_of
from tracker.selectors.heat_map import HeatMap, small_heat_map
from tracker.selectors.moved import Moved, moved
from tracker.selectors.news import NewsItem, latest_news
from tracker.selectors.objectives import latest
from tracker.selectors.place_refs import PlaceRef
from tracker.selectors.scores_at import world_rows
from tracker.selectors.standings import Told, is_updating, key_of, shown
from tracker.selectors.tile_map import TileGroup, regions_of, tile_groups

# The five-, twelve- and two-year examples that the starting document of 2017 gives itself.
EXAMPLES = (("GCM10-1", 5), ("GCM02-1", 12), ("GCM07-1", 2))


@dataclass(frozen=True, kw_only=True)
class HorizonRow:
    """How many of the world's targets carry each mark by one horizon; `standing` is all of them as one."""

    years: int
    due_on: date
    counts: tuple[tuple[Mark, int], ...]
    total: int
    standing: Told | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """The figure a mark rests on, and what it is about."""

    value: Decimal
    on: date
    yearly: bool


@dataclass(frozen=True, kw_only=True)
class Example:
    """A commitment by one horizon, in the world. `spec` is None where each State has a target of its own.

    `change` is from the baseline to the figure, as a share of the baseline.
    """

    place: str
    code: str
    objective_number: int
    years: int
    due_on: date
    title: str
    unit: str
    standing: Told
    spec: TargetSpec | None
    goal: Fraction | None
    figure: Figure | None
    change: Fraction | None
    caveat: str


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """What the first page shows."""

    as_of: date | None
    updating: bool
    horizons: tuple[HorizonRow, ...]
    examples: tuple[Example, ...]
    heat: HeatMap
    regions: tuple[PlaceRef, ...]
    tiles: tuple[TileGroup, ...]
    moved: Moved | None
    news: tuple[NewsItem, ...]


def home_page(*, as_of: date | None = None) -> HomePage:
    """The first page, of today or of a past date; before anything is loaded, one with nothing on it. Six queries.

    What was published last, and what moved since an edition, is told of today only.
    """
    found, about = front(as_of=as_of), outline(as_of)
    commitments, wholes = found.of_world[Subject.COMMITMENT], found.of_world[Subject.PLACE]
    groups = groups_of(found.places)
    told = [*found.wholes.values(), *(one for rows in found.of_world.values() for one in rows.values())]
    return HomePage(
        as_of=as_of or latest(commitments.values()),
        updating=is_updating(told),
        horizons=tuple(
            _horizon(one, commitments, standing=wholes.get(key_of("all", one.years)))
            for one in about.horizons
        ),
        examples=_examples(commitments, as_of),
        heat=small_heat_map(found, about.objectives, groups),
        regions=regions_of(groups),
        tiles=tile_groups(groups, found.places, found.wholes),
        moved=None if as_of else _moved(found, about.horizons),
        news=() if as_of else latest_news(),
    )


def _moved(found: Front, horizons: Iterable[HorizonDate]) -> Moved | None:
    """What moved since the last edition. One query."""
    world = next((one.code for one in found.places.values() if one.kind == PlaceKind.WORLD), "")
    due_years = {one.years: one.due_year for one in horizons}
    whole = found.of_world[Subject.PLACE].get("all")
    return moved(world, found.of_world[Subject.COMMITMENT], whole, due_years)


def _horizon(horizon: HorizonDate, commitments: dict[str, Told], *, standing: Told | None) -> HorizonRow:
    """The horizon's commitments counted by mark, those that are shown."""
    rows = [shown(row) for row in commitments.values() if row.years == horizon.years]
    marks = [row.mark for row in rows if row]
    return HorizonRow(
        years=horizon.years,
        due_on=horizon.due_on,
        counts=tuple((mark, marks.count(mark)) for mark in Mark if mark in marks),
        total=len(marks),
        standing=standing,
    )


def _examples(commitments: dict[str, Told], as_of: date | None) -> tuple[Example, ...]:
    """The three examples, those of them that are scored. Two queries."""
    keys = [key_of(code, years) for code, years in EXAMPLES]
    scores = world_rows(keys, as_of=as_of)
    wordings = _wordings(scores)
    known = [key for key in keys if key in scores and key in wordings and key in commitments]
    return tuple(_example(scores[key], wordings[key], commitments[key]) for key in known)


def _wordings(scores: dict[str, Score]) -> dict[str, TargetVersion]:
    """The wording of each of the examples that was in force on the day of its score. One query."""
    found: dict[str, TargetVersion] = {}
    versions = TargetVersion.objects.filter(target__commitment__code__in=[code for code, _years in EXAMPLES])
    loaded = versions.select_related("target__commitment__objective", "target__horizon")
    for version in loaded.oldest_first():
        key = key_of(version.target.commitment.code, version.target.horizon.years)
        if key in scores and version.in_force_from <= (scores[key].as_of or date.max):
            found[key] = version
    return found


def _example(score: Score, wording: TargetVersion, found: Told) -> Example:
    commitment, horizon = wording.target.commitment, wording.target.horizon
    said, spec = score.commitment or commitment, None
    if score.status:
        spec = wording.spec(score.place_version, baseline_on=horizon.baseline_on, assessable=said.verifiable)
    figure = _figure(score.used)
    return Example(
        place=score.place.code if score.place else "",
        code=commitment.code,
        objective_number=commitment.objective.number,
        years=horizon.years,
        due_on=wording.due_on,
        title=wording.title,
        unit=wording.unit,
        standing=found,
        spec=spec,
        goal=goal_of(spec) if spec else None,
        figure=figure,
        change=_change(spec, figure),
        caveat=_caveat(score.used, said.indicator),
    )


def _figure(report: ProgressReport | None) -> Figure | None:
    """The figure that a mark rests on, where the answer is one."""
    if report is None or report.answer != Answer.FIGURE or report.value is None:
        return None
    return Figure(value=report.value, on=report.reference_on, yearly=report.yearly)


def _change(spec: TargetSpec | None, figure: Figure | None) -> Fraction | None:
    if spec is None or not spec.baseline or figure is None:
        return None
    return Fraction(figure.value) / Fraction(spec.baseline) - 1


def _caveat(report: ProgressReport | None, indicator: Indicator | None) -> str:
    """What must be read beside the figure: what its source says of it, or else what the indicator cannot say."""
    if report is None:
        return ""
    return report.caveat or (indicator.caveat if indicator else "")

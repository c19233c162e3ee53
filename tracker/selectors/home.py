"""The first page: how far the world is, and the three examples of the starting document."""

from dataclasses import dataclass
from datetime import date

from tracker.enums import PlaceKind, Subject
from tracker.models import Horizon, Place, PlaceTarget, Target, TargetVersion
from tracker.scoring import Assessment, Mark, TargetSpec, assess
from tracker.selectors.facts import TargetFacts, facts_of, versions_in_force
from tracker.selectors.objectives import ObjectiveRow, objective_rows
from tracker.selectors.standings import Standing, key_of, standings

# The two-, five- and twelve-year examples that the starting document of 2017 gives itself.
EXAMPLES = (("GCM10-1", 5), ("GCM02-1", 12), ("GCM07-1", 2))


@dataclass(frozen=True, kw_only=True)
class HorizonRow:
    """How many of the world's commitments carry each mark by one horizon."""

    years: int
    due_year: int
    counts: tuple[tuple[Mark, int], ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Example:
    """A commitment by one horizon, in the world. `spec` and `assessment` are None where each State has its own."""

    code: str
    years: int
    due_year: int
    title: str
    unit: str
    standing: Standing
    spec: TargetSpec | None
    assessment: Assessment | None
    caveat: str


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """What the first page shows."""

    world: str
    as_of: date | None
    horizons: tuple[HorizonRow, ...]
    examples: tuple[Example, ...]
    objectives: tuple[ObjectiveRow, ...]


def home_page() -> HomePage:
    """The first page; before anything is loaded, one with nothing on it."""
    world = Place.objects.filter(kind=PlaceKind.WORLD).first()
    if world is None:
        return HomePage(world="", as_of=None, horizons=(), examples=(), objectives=())
    commitments = standings(world, Subject.COMMITMENT)
    return HomePage(
        world=world.code,
        as_of=max((row.as_of for row in commitments.values()), default=None),
        horizons=_horizons(commitments),
        examples=_examples(world, commitments),
        objectives=objective_rows(world),
    )


def _horizons(commitments: dict[str, Standing]) -> tuple[HorizonRow, ...]:
    """Each horizon's commitments counted by mark."""
    rows = []
    for horizon in Horizon.objects.all():
        marks = [row.mark for row in commitments.values() if row.years == horizon.years]
        counts = tuple((mark, marks.count(mark)) for mark in Mark if mark in marks)
        rows.append(
            HorizonRow(years=horizon.years, due_year=horizon.due_on.year, counts=counts, total=len(marks))
        )
    return tuple(rows)


def _examples(world: Place, commitments: dict[str, Standing]) -> tuple[Example, ...]:
    """The three examples, those of them that are loaded."""
    codes = [code for code, _ in EXAMPLES]
    targets = {
        (target.commitment.code, target.horizon.years): target
        for target in Target.objects.filter(commitment__code__in=codes).select_related(
            "commitment__indicator", "horizon"
        )
    }
    as_of = max((row.as_of for row in commitments.values()), default=date.min)
    versions = versions_in_force(targets.values(), as_of=as_of)
    facts = _facts(world, codes, as_of=as_of)
    return tuple(
        _example(
            targets[one],
            versions[targets[one].pk],
            commitments[key_of(*one)],
            facts.get(targets[one].pk),
        )
        for one in EXAMPLES
        if one in targets and key_of(*one) in commitments
    )


def _facts(world: Place, codes: list[str], *, as_of: date) -> dict[int, TargetFacts]:
    """The facts about the world's own targets under these commitments, by target."""
    loaded = PlaceTarget.objects.select_related("place", "target__commitment", "target__horizon")
    found = facts_of(loaded.filter(place=world, target__commitment__code__in=codes), as_of=as_of)
    return {one.place_target.target_id: one for one in found}


def _example(
    target: Target, version: TargetVersion, standing: Standing, facts: TargetFacts | None
) -> Example:
    indicator = target.commitment.indicator
    return Example(
        code=target.commitment.code,
        years=target.horizon.years,
        due_year=version.due_on.year,
        title=version.title,
        unit=version.unit,
        standing=standing,
        spec=facts.spec if facts else None,
        assessment=assess(facts.spec, facts.readings, as_of=standing.as_of) if facts else None,
        caveat=indicator.caveat if indicator and indicator.proxy else "",
    )

"""The processes in which States consult: the list of all, and one with how its members stand on everything."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from tracker.models import Membership, Process, Score
from tracker.selectors.objectives import HorizonHead, by_horizon
from tracker.selectors.places import ObjectiveBlock, heads_of, objective_blocks
from tracker.selectors.standings import Told, as_stored, is_updating, stored, told
from tracker.selectors.targets import PlaceRef, place_ref


@dataclass(frozen=True, kw_only=True)
class ProcessRow:
    """A process in the list: how many States take part, and how they stand together."""

    code: str
    name: str
    region: str
    members: int
    members_verified: bool
    standing: Told | None


@dataclass(frozen=True, kw_only=True)
class ProcessesPage:
    """Every process, by name."""

    updating: bool
    processes: tuple[ProcessRow, ...]


@dataclass(frozen=True, kw_only=True)
class Member:
    """A State that takes part, with its standing on everything."""

    place: PlaceRef
    since: date | None
    standing: Told | None


@dataclass(frozen=True, kw_only=True)
class ProcessPage:
    """What the page of one process shows."""

    code: str
    name: str
    region: str
    established: int | None
    note: str
    source: str
    source_url: str
    verified: bool
    members_verified: bool
    updating: bool
    members: tuple[Member, ...]
    horizons: tuple[HorizonHead, ...]
    overall: Told | None
    by_horizon: tuple[Told | None, ...]
    objectives: tuple[ObjectiveBlock, ...]


def processes_page(*, on: date) -> ProcessesPage:
    """The processes with their members on that day, in the order of their names: nothing is ranked. Two queries."""
    overall = {
        row.process_id: told(row)
        for row in stored(Score.objects.filter(process__isnull=False, key="all"), "process_id")
    }
    held = Q(memberships__in=Membership.objects.held_on(on))
    rows = [
        ProcessRow(
            code=one.code,
            name=one.name,
            region=one.region,
            members=one.count,
            members_verified=one.members_verified,
            standing=overall.get(one.pk),
        )
        for one in Process.objects.annotate(count=Count("memberships", filter=held))
    ]
    by_name = tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.code)))
    return ProcessesPage(updating=is_updating(overall.values()), processes=by_name)


def process_page(code: str, *, on: date) -> ProcessPage | None:
    """One process with its members on that day, or None where there is none of that code. Three queries."""
    process = Process.objects.select_related("source").filter(code=code).first()
    if process is None:
        return None
    held = list(Membership.objects.held_on(on).filter(process=process).select_related("place"))
    of_members = Q(place__in=[one.place_id for one in held], key="all")
    loaded = as_stored(Score.objects.filter(Q(process=process) | of_members))
    scores = list(loaded.select_related("horizon", "objective", "commitment__objective"))
    own = [score for score in scores if score.process_id == process.pk]
    found = {score.key: told(score) for score in own}
    overall = {score.place_id: told(score) for score in scores if score.place_id}
    heads = heads_of(own)
    return ProcessPage(
        code=process.code,
        name=process.name,
        region=process.region,
        established=process.established,
        note=process.note,
        source=process.source.title if process.source else "",
        source_url=process.source.url if process.source else "",
        verified=process.verified,
        members_verified=process.members_verified,
        updating=is_updating([*found.values(), *overall.values()]),
        members=_members(held, overall),
        horizons=heads,
        overall=found.get("all"),
        by_horizon=by_horizon(found, "all", heads),
        objectives=objective_blocks(own, found, heads),
    )


def _members(held: list[Membership], overall: dict[int, Told]) -> tuple[Member, ...]:
    """The States that take part, by name."""
    rows = [
        Member(place=place_ref(one.place), since=one.from_on, standing=overall.get(one.place_id))
        for one in held
    ]
    return tuple(sorted(rows, key=lambda row: row.place.name))

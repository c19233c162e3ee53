"""The processes in which States consult: the list of all, and one with how its members stand on everything."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from tracker.models import Membership, Process
from tracker.selectors.objectives import HorizonHead, by_horizon
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.places import ObjectiveBlock, heads_of, objective_blocks
from tracker.selectors.scores_at import rows_with_whole, wholes_of_processes
from tracker.selectors.standings import Told, is_updating


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


def processes_page(*, as_of: date | None = None) -> ProcessesPage:
    """The processes with their members, today or on a past date, by name: nothing is ranked. Two queries."""
    held = Q(memberships__in=Membership.objects.held_on(as_of or timezone.localdate()))
    processes = list(Process.objects.annotate(count=Count("memberships", filter=held)))
    overall = wholes_of_processes(processes, as_of=as_of)
    rows = [
        ProcessRow(
            code=one.code,
            name=one.name,
            region=one.region,
            members=one.count,
            members_verified=one.members_verified,
            standing=overall.get(one.pk),
        )
        for one in processes
    ]
    by_name = tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.code)))
    return ProcessesPage(updating=is_updating(overall.values()), processes=by_name)


def process_page(code: str, *, as_of: date | None = None) -> ProcessPage | None:
    """One process with its members, today or on a past date, or None where there is none of that code. Three queries.

    What it is called, and where that stands, is known of today only.
    """
    process = Process.objects.select_related("source").filter(code=code).first()
    if process is None:
        return None
    held = Membership.objects.held_on(as_of or timezone.localdate()).filter(process=process)
    members = list(held.select_related("place"))
    own, overall = rows_with_whole(process, [one.place for one in members], as_of=as_of)
    found, heads = {one.row.key: one.told for one in own}, heads_of(own)
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
        members=_members(members, overall),
        horizons=heads,
        overall=found.get("all"),
        by_horizon=by_horizon(found, "all", heads),
        objectives=objective_blocks(own),
    )


def _members(held: list[Membership], overall: dict[int, Told]) -> tuple[Member, ...]:
    """The States that take part, by name."""
    rows = [
        Member(place=place_ref(one.place), since=one.from_on, standing=overall.get(one.place_id))
        for one in held
    ]
    return tuple(sorted(rows, key=lambda row: row.place.name))

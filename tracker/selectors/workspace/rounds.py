"""The work of a round as members see it: what is assigned to whom, how far it is, and what is late."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tracker.enums import Duty, Progress, SeatRole
from tracker.models import Assignment, Committee, PlaceTarget, ProgressReport, Round, Seat, User
from tracker.permissions import DUTIES, targets_of
from tracker.selectors.place_refs import PlaceRef, place_ref
from tracker.selectors.rounds import progress_of, with_progress


@dataclass(frozen=True, kw_only=True)
class AssignedRow:
    """A target that somebody reports on in a round; `own_report` is the reader's on its way, if there is one."""

    place_target: UUID
    committee_slug: str
    committee: str
    place: str
    round: str
    commitment_code: str
    title: str
    years: int
    due_on: date
    progress: Progress
    late: bool
    person: str
    mine: bool
    own_report: UUID | None


@dataclass(frozen=True, kw_only=True)
class PersonsWork:
    """How far one member is in a round."""

    person: str
    done: int
    late: int
    total: int


@dataclass(frozen=True, kw_only=True)
class RoundWork:
    """How far a committee is in a round, and each of its members."""

    committee_slug: str
    committee: str
    round_slug: str
    round: str
    closes_on: date
    done: int
    late: int
    total: int
    people: tuple[PersonsWork, ...]


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    """A round for the members of a committee: every assigned target, the first due first."""

    slug: str
    name: str
    place: PlaceRef
    round_slug: str
    round: str
    opens_on: date
    closes_on: date
    closed: bool
    coordinates: bool
    unassigned: int
    rows: tuple[AssignedRow, ...]
    work: RoundWork | None


def round_page(of: Round, committee: Committee, reader: User, *, coordinates: bool, today: date) -> RoundPage:
    """Who reports on what in a round. Two queries; the committee needs its place loaded."""
    found = list(_loaded(Assignment.objects.filter(round=of, committee=committee), reader))
    rows = tuple(_row(one, reader, today) for one in found)
    work = works(found, today=today)
    return RoundPage(
        slug=committee.slug,
        name=committee.name,
        place=place_ref(committee.place),
        round_slug=of.slug,
        round=of.name,
        opens_on=of.opens_on,
        closes_on=of.closes_on,
        closed=of.closed_at is not None,
        coordinates=coordinates,
        unassigned=targets_of(committee).count() - len(rows),
        rows=rows,
        work=work[0] if work else None,
    )


def open_work(committees: Collection[Committee], reader: User, *, today: date) -> list[Assignment]:
    """All that is assigned in open rounds on these committees, with its progress. One query."""
    open_rounds = Round.objects.open_on(today)
    return list(_loaded(Assignment.objects.filter(round__in=open_rounds, committee__in=committees), reader))


def own_rows(assignments: Iterable[Assignment], reader: User, *, today: date) -> tuple[AssignedRow, ...]:
    """What of it is the reader's and is still to be done."""
    rows = (_row(one, reader, today) for one in assignments if one.user_id == reader.pk)
    return tuple(row for row in rows if not row.progress.is_done)


def works(assignments: Iterable[Assignment], *, today: date) -> tuple[RoundWork, ...]:
    """How far each committee is in each round."""
    groups: dict[tuple[int, int], list[Assignment]] = {}
    for one in assignments:
        groups.setdefault((one.committee_id, one.round_id), []).append(one)
    return tuple(_work(group, today) for group in groups.values())


def _work(group: Sequence[Assignment], today: date) -> RoundWork:
    people: dict[User, list[Assignment]] = {}
    for one in group:
        people.setdefault(one.user, []).append(one)
    done, late = _counts(group, today)
    first = group[0]
    return RoundWork(
        committee_slug=first.committee.slug,
        committee=first.committee.name,
        round_slug=first.round.slug,
        round=first.round.name,
        closes_on=first.round.closes_on,
        done=done,
        late=late,
        total=len(group),
        people=tuple(
            _persons(user, people[user], today) for user in sorted(people, key=lambda one: (one.name, one.pk))
        ),
    )


def _persons(user: User, own: Sequence[Assignment], today: date) -> PersonsWork:
    done, late = _counts(own, today)
    return PersonsWork(person=str(user), done=done, late=late, total=len(own))


def _counts(assignments: Iterable[Assignment], today: date) -> tuple[int, int]:
    """How many are done, and how many late."""
    undone = [one for one in assignments if not progress_of(one).is_done]
    return len(list(assignments)) - len(undone), sum(one.due_on < today for one in undone)


def _loaded(assignments: QuerySet[Assignment], reader: User) -> QuerySet[Assignment]:
    own = ProgressReport.objects.unpublished().filter(
        author=reader, committee=OuterRef("committee"), place_target=OuterRef("place_target")
    )
    return (
        with_progress(assignments)
        .annotate(own_report=Subquery(own.order_by("-pk").values("uuid")[:1]))
        .select_related(
            "round",
            "user",
            "committee",
            "place_target__place",
            "place_target__target__commitment",
            "place_target__target__horizon",
        )
    )


def _row(one: Assignment, reader: User, today: date) -> AssignedRow:
    target, progress = one.place_target.target, progress_of(one)
    return AssignedRow(
        place_target=one.place_target.uuid,
        committee_slug=one.committee.slug,
        committee=one.committee.name,
        place=one.place_target.place.name,
        round=one.round.name,
        commitment_code=target.commitment.code,
        title=target.commitment.title,
        years=target.horizon.years,
        due_on=one.due_on,
        progress=progress,
        late=one.due_on < today and not progress.is_done,
        person=str(one.user),
        mine=one.user_id == reader.pk,
        own_report=getattr(one, "own_report"),  # noqa: B009  # an annotation, unknown to the model
    )


@dataclass(frozen=True, kw_only=True)
class Choosable:
    """What a coordinator chooses among: the targets by objective, each with who has it, and who logs progress."""

    targets: dict[str, PlaceTarget]
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    people: dict[str, User]


def choosable(of: Round, committee: Committee, *, today: date) -> Choosable:
    """The targets and members of a committee for a round. Three queries."""
    held = {
        one.place_target_id: str(one.user)
        for one in Assignment.objects.filter(round=of, committee=committee).select_related("user")
    }
    loaded = targets_of(committee).select_related("target__commitment__objective", "target__horizon")
    ordered = list(
        loaded.order_by(
            "target__commitment__objective__number", "target__commitment__code", "target__horizon__due_on"
        )
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in ordered:
        objective = one.target.commitment.objective
        label = f"{objective.number}. {objective.label}"
        groups.setdefault(label, []).append((str(one.uuid), _told(one, held.get(one.pk, ""))))
    reporting = [role for role in SeatRole if Duty.REPORT in DUTIES[role]]
    seats = Seat.objects.held_on(today).filter(committee=committee, role__in=reporting, user__is_active=True)
    return Choosable(
        targets={str(one.uuid): one for one in ordered},
        groups=tuple((label, tuple(rows)) for label, rows in groups.items()),
        people={str(seat.user_id): seat.user for seat in seats.select_related("user").order_by("user__name")},
    )


def _told(one: PlaceTarget, holder: str) -> str:
    """A target as the form offers it."""
    target = one.target
    told = f"{target.commitment.code}, {target.horizon.due_on.year}: {target.commitment.title}"
    return f"{told} · {holder}" if holder else told

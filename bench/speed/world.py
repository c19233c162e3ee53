"""A made-up world to measure in: States in sub-regions and regions, targets of every kind, and their history."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from decimal import Decimal
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from django.db import transaction

from bench.desks import PASSWORD, SECRET
from bench.speed.histories import STEPS, WAYS, histories, kind_of
from bench.speed.loading import Numbers, load
from bench.speed.size import (
    ADOPTED_ON,
    BASELINE_ON,
    DUE_ON,
    OBJECTIVES,
    PROCESSES,
    REGIONS,
    SUBREGIONS,
    Size,
)
from bench.world import SEATS
from tracker.actions.commitments import first_version
from tracker.actions.wordings import Wording, columns_of
from tracker.enums import CommitmentStatus, Origin, PlaceKind, Scope, SeatRole
from tracker.models import (
    Area,
    Commitment,
    CommitmentVersion,
    Committee,
    Constituency,
    Horizon,
    Membership,
    Objective,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    Process,
    Seat,
    Target,
    TargetVersion,
    User,
)
from tracker.scoring import Better, Kind

SINCE = date(2019, 1, 1)
BATCH = 2_000


def make_world(size: Size, *, seed: int, around_loading: AbstractContextManager[None] | None = None) -> int:
    """The world with its history, not scored yet; says how many reports. The same seed makes the same world.

    The reports are written past the acts, so the record of acts says nothing of them.
    """
    with transaction.atomic():
        numbers = _made(size, random.Random(seed))
    with around_loading or nullcontext():
        return load(histories(size, seed=seed), numbers)


def _made(size: Size, chance: random.Random) -> Numbers:
    """Everything but the reports."""
    states = _states(size.states)
    targets = _targets(size)
    applied = PlaceTarget.objects.bulk_create(
        (
            PlaceTarget(target=target, place=state, uuid=UUID(int=chance.getrandbits(128), version=4))
            for state in states
            for target in targets
        ),
        batch_size=BATCH,
    )
    kinds = [kind_of(number // len(DUE_ON), size) for number in range(len(targets))]
    PlaceTargetVersion.objects.bulk_create(
        (_local(one, kinds[number % len(kinds)]) for number, one in enumerate(applied)), batch_size=BATCH
    )
    committees, people = _committees(states), _people(states)
    _seat(committees, people)
    return Numbers(
        place_targets=[one.pk for one in applied],
        committees=[(leading.pk, other.pk) for leading, other in committees],
        authors=[found["reporter"].pk for found in people],
        deciders=[found["reviewer"].pk for found in people],
    )


def _states(number: int) -> list[Place]:
    """So many States under the world's regions and sub-regions, and the processes that they take part in."""
    world = _place("world", PlaceKind.WORLD)
    regions = [_place(f"region-{one}", PlaceKind.REGION, parent=world) for one in range(REGIONS)]
    subregions = [
        _place(f"subregion-{one}", PlaceKind.SUBREGION, parent=regions[one % REGIONS])
        for one in range(SUBREGIONS)
    ]
    states = [
        _place(f"state-{one}", PlaceKind.COUNTRY, parent=subregions[one % SUBREGIONS])
        for one in range(number)
    ]
    processes = [
        Process.objects.create(code=f"process-{one}", name=f"Process {one}", region="A region")
        for one in range(PROCESSES)
    ]
    Membership.objects.bulk_create(
        Membership(process=process, place=state)
        for number, process in enumerate(processes)
        for state in states[number::PROCESSES] + states[(number + 3) % PROCESSES :: PROCESSES]
    )
    return states


def _place(code: str, kind: PlaceKind, *, parent: Place | None = None) -> Place:
    names = {"en": code.replace("-", " ").title()}
    return Place.objects.create(code=code, kind=kind, names=names, parent=parent, fictional=True)


def _targets(size: Size) -> list[Target]:
    """Each commitment's target by each horizon, with its first wording."""
    area = Area.objects.create(number=1, title="Area", summary="An area.")
    horizons = [
        Horizon.objects.create(years=years, baseline_on=BASELINE_ON, due_on=due_on)
        for years, due_on in DUE_ON.items()
    ]
    objectives = [
        Objective.objects.create(
            number=one, title=f"Title {one}", labels={"en": f"Label {one}"}, summary="A summary."
        )
        for one in range(1, OBJECTIVES + 1)
    ]
    commitments = [
        _commitment(
            f"GCM{one % OBJECTIVES + 1:02}-{one // OBJECTIVES + 1}", objectives[one % OBJECTIVES], area
        )
        for one in range(size.commitments)
    ]
    CommitmentVersion.objects.bulk_create(
        first_version(one, by=None, reason="First wording.", from_on=ADOPTED_ON) for one in commitments
    )
    targets = Target.objects.bulk_create(
        Target(commitment=commitment, horizon=horizon) for commitment in commitments for horizon in horizons
    )
    TargetVersion.objects.bulk_create(
        TargetVersion(
            target=target,
            number=1,
            in_force_from=ADOPTED_ON,
            reason="First wording.",
            **columns_of(wording(kind_of(number // len(DUE_ON), size), due_on=target.horizon.due_on)),
        )
        for number, target in enumerate(targets)
    )
    return targets


def _commitment(code: str, objective: Objective, area: Area) -> Commitment:
    return Commitment.objects.create(
        code=code,
        title=f"Commitment {code}",
        text=f"The text of {code}.",
        objective=objective,
        area=area,
        scope=Scope.EACH_STATE,
        origin=Origin.PROPOSED,
        status=CommitmentStatus.ADOPTED,
    )


def wording(kind: Kind, *, due_on: date, goal: Decimal | None = None) -> Wording:
    """What a target of a kind asks for; the goal is the usual one where none is given."""
    milestones = tuple({"code": code, "title": code.title(), "weight": 1} for code in STEPS)
    if goal is None and kind in (Kind.LEVEL, Kind.SHARE):
        goal = Decimal(int(WAYS[kind][1]))
    return Wording(
        title=f"A target of kind {kind.value}",
        kind=kind,
        due_on=due_on,
        better=Better.LOWER if kind in WAYS else None,
        goal=goal,
        change=Decimal(-60) if kind is Kind.RELATIVE_CHANGE else None,
        unit="per cent of them" if kind is Kind.SHARE else "persons",
        milestones=milestones if kind is Kind.MILESTONES else (),
    )


def _local(applied: PlaceTarget, kind: Kind) -> PlaceTargetVersion:
    """What a target means in a State: its baseline, where the kind has one."""
    baseline = {"baseline": Decimal(int(WAYS[kind][0])), "baseline_on": BASELINE_ON} if kind in WAYS else {}
    return PlaceTargetVersion(
        place_target=applied, number=1, in_force_from=ADOPTED_ON, reason="First baseline.", **baseline
    )


def _committees(states: list[Place]) -> list[tuple[Committee, Committee]]:
    """Of each State the committee that leads, and another."""
    made = Committee.objects.bulk_create(
        Committee(
            slug=f"{state.code}-{leads}",
            name=f"Committee {leads} of {state.name}",
            place=state,
            leads=leads == 1,
        )
        for state in states
        for leads in (1, 0)
    )
    return list(zip(made[::2], made[1::2], strict=True))


def _people(states: list[Place]) -> list[dict[str, User]]:
    """Of each State one who writes and two who decide; everybody with the same password."""
    password = make_password(PASSWORD)
    made = User.objects.bulk_create(
        User(email=f"{name}@{state.code}.example", name=f"{name} {state.code}", password=password)
        for state in states
        for name in SEATS
    )
    return [dict(zip(SEATS, people, strict=True)) for people in _in_groups(made, len(SEATS))]


def _in_groups(people: list[User], size: int) -> Iterator[list[User]]:
    return (people[start : start + size] for start in range(0, len(people), size))


def _seat(committees: list[tuple[Committee, Committee]], people: list[dict[str, User]]) -> None:
    """The people on their State's leading committee, which may so publish."""
    constituencies = {
        code: Constituency.objects.create(code=code, names={"en": code}, role="A role.", required=True)
        for code, _ in SEATS.values()
    }
    Seat.objects.bulk_create(
        Seat(
            committee=leading, user=found[name], constituency=constituencies[code], role=role, starts_on=SINCE
        )
        for (leading, _), found in zip(committees, people, strict=True)
        for name, (code, role) in SEATS.items()
    )
    # Who decides has an app that makes codes: nothing else opens before.
    secret = encrypt(SECRET)
    Authenticator.objects.bulk_create(
        Authenticator(user=found[name], type=Authenticator.Type.TOTP, data={"secret": secret})
        for found in people
        for name, (_code, role) in SEATS.items()
        if role is SeatRole.REVIEWER
    )

"""A made-up world to work in: States of one sub-region, each with targets and a committee that may publish."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction

from bench import desks
from bench.desks import PASSWORD, SECRET, Desk
from tracker.actions.commitments import first_version
from tracker.actions.drain import recompute
from tracker.actions.wordings import Wording, columns_of
from tracker.enums import CommitmentStatus, Origin, PlaceKind, Scope, SeatRole
from tracker.models import (
    Area,
    Commitment,
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

ADOPTED_ON, BASELINE_ON, DUE_ON = date(2018, 12, 10), date(2018, 12, 31), date(2030, 12, 31)
YEARS = 12
BASELINE, GOAL = Decimal(10_000), Decimal(4_000)
SEATS = {
    "reporter": ("migrants", SeatRole.REPORTER),
    "reviewer": ("civil-society", SeatRole.REVIEWER),
    "second": ("private-sector", SeatRole.REVIEWER),
}


@transaction.atomic
def make_world(*, places: int, commitments: int) -> list[Desk]:
    """The world with so many States, each with a committee and one target of each commitment; scored once."""
    region = _place("m49-901", PlaceKind.REGION, parent=_place("world", PlaceKind.WORLD))
    subregion = _place("m49-902", PlaceKind.SUBREGION, parent=region)
    states = [_place(f"state-{number}", PlaceKind.COUNTRY, parent=subregion) for number in range(places)]
    _process(states)
    targets = _targets(commitments)
    password = make_password(PASSWORD)
    made = [_desk(state, targets, password=password) for state in states]
    recompute()
    return made


def write_world(file: str, *, places: int, commitments: int) -> None:
    """Make the world, and write down its desks."""
    desks.write(make_world(places=places, commitments=commitments), Path(file))


def _place(code: str, kind: PlaceKind, *, parent: Place | None = None) -> Place:
    return Place.objects.create(
        code=code, kind=kind, names={"en": code.title()}, parent=parent, fictional=True
    )


def _process(states: list[Place]) -> None:
    """A consultative process in which every other State takes part."""
    process = Process.objects.create(code="process", name="Process", region="The sub-region")
    Membership.objects.bulk_create(Membership(process=process, place=state) for state in states[::2])


def _targets(commitments: int) -> list[Target]:
    """Commitments under three objectives, each with one target: from 10 000 to at most 4 000."""
    area = Area.objects.create(number=1, title="Area", summary="An area.")
    horizon = Horizon.objects.create(years=YEARS, baseline_on=BASELINE_ON, due_on=DUE_ON)
    objectives = [
        Objective.objects.create(
            number=number, title=f"Title {number}", labels={"en": f"Label {number}"}, summary="A summary."
        )
        for number in (1, 2, 3)
    ]
    return [
        _target(_commitment(f"GCM{one.number}-{number}", one, area), horizon)
        for number in range(commitments)
        for one in [objectives[number % len(objectives)]]
    ]


def _commitment(code: str, objective: Objective, area: Area) -> Commitment:
    commitment = Commitment.objects.create(
        code=code,
        title=f"Commitment {code}",
        text=f"The text of {code}.",
        objective=objective,
        area=area,
        scope=Scope.EACH_STATE,
        origin=Origin.PROPOSED,
        status=CommitmentStatus.ADOPTED,
    )
    first_version(commitment, by=None, reason="First wording.", from_on=ADOPTED_ON).save()
    return commitment


def _target(commitment: Commitment, horizon: Horizon) -> Target:
    wording = Wording(
        title="At most 4 000 by 2030",
        kind=Kind.LEVEL,
        better=Better.LOWER,
        goal=GOAL,
        unit="persons",
        due_on=DUE_ON,
    )
    target = Target.objects.create(commitment=commitment, horizon=horizon)
    TargetVersion.objects.create(
        target=target, number=1, in_force_from=ADOPTED_ON, reason="First wording.", **columns_of(wording)
    )
    return target


def _apply(target: Target, place: Place) -> PlaceTarget:
    applied = PlaceTarget.objects.create(target=target, place=place)
    PlaceTargetVersion.objects.create(
        place_target=applied,
        number=1,
        in_force_from=ADOPTED_ON,
        reason="First baseline.",
        baseline=BASELINE,
        baseline_on=BASELINE_ON,
    )
    return applied


def _desk(place: Place, targets: list[Target], *, password: str) -> Desk:
    """The committee of a place, its people, and its targets."""
    committee = Committee.objects.create(slug=place.code, name=f"Committee of {place.name}", place=place)
    for name, (constituency, role) in SEATS.items():
        found, _new = Constituency.objects.get_or_create(
            code=constituency, defaults={"names": {"en": constituency}, "role": "A role.", "required": True}
        )
        user = User.objects.create(
            email=f"{name}@{place.code}.example", name=f"{name} {place.code}", password=password
        )
        if role is SeatRole.REVIEWER:
            TOTP.activate(user, SECRET)
        Seat.objects.create(
            committee=committee, user=user, constituency=found, role=role, starts_on=date(2019, 1, 1)
        )
    return Desk(
        slug=committee.slug,
        reporter=f"reporter@{place.code}.example",
        deciders=(f"reviewer@{place.code}.example", f"second@{place.code}.example"),
        targets=tuple(str(_apply(target, place).uuid) for target in targets),
    )

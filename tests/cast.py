"""The cast of the tests: one small world, a committee that may publish, and the people around it.

`make_cast()` builds it; the fixture `cast` hands it out. What a test is about it says itself, through the builders
below, which take the same way as the product: a published report was drafted, submitted and decided on.
"""

import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value

from tests.kept import Kept
from tracker.actions import reports
from tracker.actions.commitments import first_version
from tracker.actions.drain import drain, recompute
from tracker.actions.entries import Entry, Link
from tracker.actions.scores import settle
from tracker.actions.targets import Wording, columns_of
from tracker.enums import CommitmentStatus, Conflict, Origin, PlaceKind, Scope, SeatRole
from tracker.models import (
    Area,
    Benchmark,
    Commitment,
    CommitmentVersion,
    Committee,
    Constituency,
    DirtyScore,
    Framework,
    Horizon,
    Indicator,
    Objective,
    Organisation,
    Place,
    PlaceTarget,
    PlaceTargetVersion,
    Seat,
    Source,
    Target,
    TargetVersion,
    User,
)
from tracker.permissions import DECIDING
from tracker.scoring import Answer, Better, Grade, Kind
from tracker.selectors.holders import gatherers_of

BASELINE_ON = date(2018, 12, 31)
ADOPTED_ON = date(2018, 12, 10)
DUE = {2: date(2020, 12, 31), 5: date(2023, 12, 31), 12: date(2030, 12, 31)}
PASSWORD = "a long enough password"
# What everybody's app in the tests makes codes from.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Cast:
    """Who and what a test can call by name."""

    world: Place
    region: Place
    subregion: Place
    arcadia: Place  # the committee's place
    borduria: Place  # another State of the same sub-region, with another committee
    objective: Objective
    commitment: Commitment  # each State: a level, 10 000 to at most 4 000 in five years
    place_target: PlaceTarget  # that target in Arcadia, by 2023
    committee: Committee
    other_committee: Committee
    reporter: User
    reviewer: User
    coordinator: User
    observer: User
    stranger: User  # coordinator of the other committee
    administrator: User


@Kept
def make_cast():
    """The whole cast, scored once: nothing is reported yet."""
    places = make_places()
    objective = make_objective(10)
    for years in DUE:
        make_horizon(years)
    commitment = make_commitment("GCM10-9", objective=objective)
    target = make_target(commitment, 5, Wording(**LEVEL))
    place_target = apply_target(target, places.arcadia, baseline=Decimal(10_000))
    apply_target(target, places.borduria, baseline=Decimal(10_000))
    people = SimpleNamespace(
        **{name: make_user(name) for name in ("reporter", "reviewer", "coordinator", "observer", "stranger")}
    )
    committee = make_committee("arcadia", places.arcadia)
    other = make_committee("borduria", places.borduria)
    seat(committee, people.reporter, "migrants", SeatRole.REPORTER)
    seat(committee, people.reviewer, "civil-society", SeatRole.REVIEWER)
    seat(committee, people.coordinator, "private-sector", SeatRole.COORDINATOR)
    seat(committee, people.observer, "civil-society", SeatRole.OBSERVER)
    seat(other, people.stranger, "civil-society", SeatRole.COORDINATOR)
    recompute()
    return Cast(
        **vars(places),
        objective=objective,
        commitment=commitment,
        place_target=place_target,
        committee=committee,
        other_committee=other,
        **vars(people),
        administrator=make_administrator("administrator"),
    )


LEVEL = {
    "title": "At most 4 000 by 2023",
    "kind": Kind.LEVEL,
    "better": Better.LOWER,
    "goal": Decimal(4_000),
    "unit": "persons",
    "due_on": DUE[5],
}


def make_places():
    """The world, a region, a sub-region and two States in it."""
    world = make_place("world", PlaceKind.WORLD)
    region = make_place("m49-901", PlaceKind.REGION, parent=world)
    subregion = make_place("m49-902", PlaceKind.SUBREGION, parent=region)
    return SimpleNamespace(
        world=world,
        region=region,
        subregion=subregion,
        arcadia=make_place("arcadia", PlaceKind.COUNTRY, parent=subregion),
        borduria=make_place("borduria", PlaceKind.COUNTRY, parent=subregion),
    )


def make_place(code, kind=PlaceKind.COUNTRY, *, parent=None, **more):
    return Place.objects.create(code=code, kind=kind, names={"en": code.title()}, parent=parent, **more)


def make_objective(number):
    return Objective.objects.create(
        number=number, title=f"Title {number}", labels={"en": f"Label {number}"}, summary=f"Summary {number}."
    )


def make_horizon(years):
    found, _new = Horizon.objects.get_or_create(
        years=years, defaults={"baseline_on": BASELINE_ON, "due_on": DUE[years]}
    )
    return found


def make_commitment(code, *, objective, scope=Scope.EACH_STATE, indicator=None, **more):
    area, _new = Area.objects.get_or_create(number=1, defaults={"title": "Area", "summary": "An area."})
    commitment = Commitment.objects.create(
        code=code,
        title=f"Commitment {code}",
        text=f"The text of {code}.",
        objective=objective,
        area=area,
        scope=scope,
        origin=Origin.PROPOSED,
        indicator=indicator,
        **{"status": CommitmentStatus.ADOPTED, **more},
    )
    first_version(commitment, by=None, reason="First wording.", from_on=ADOPTED_ON).save()
    return commitment


def make_indicator(code="IND-1", **more):
    known = {"name": f"Indicator {code}", "unit": "persons", "direction": "down"}
    return Indicator.objects.create(code=code, **{**known, **more})


def make_benchmarks(*codes, framework="SDG"):
    """A framework with these benchmarks."""
    held, _new = Framework.objects.get_or_create(code=framework, defaults={"name": f"Framework {framework}"})
    return [Benchmark.objects.create(code=code, framework=held, title=f"Item {code}") for code in codes]


def named_by_all(**more):
    """An indicator that every commitment there is has named from its first version on."""
    indicator = make_indicator(**more)
    for model in (Commitment, CommitmentVersion):
        model.objects.update(indicator=indicator)
    return indicator


def make_target(commitment, years, wording):
    """A target with its first version, in force since the Compact was adopted."""
    target = Target.objects.create(commitment=commitment, horizon=make_horizon(years))
    TargetVersion.objects.create(
        target=target, number=1, in_force_from=ADOPTED_ON, reason="First wording.", **columns_of(wording)
    )
    return target


def apply_target(target, place, *, baseline=None, baseline_on=BASELINE_ON, **more):
    """The target in a place, with the first version of what it means there."""
    place_target = PlaceTarget.objects.create(target=target, place=place)
    PlaceTargetVersion.objects.create(
        place_target=place_target,
        number=1,
        in_force_from=ADOPTED_ON,
        reason="First baseline.",
        baseline=baseline,
        baseline_on=baseline_on if baseline is not None else None,
        **more,
    )
    return place_target


def make_user(name, **more):
    user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=f"{name.title()} Person", **more)
    return enrol(user) if user.is_staff else user


def make_administrator(name):
    """Somebody who may do everything at the desk."""
    return enrol(User.objects.create_superuser(f"{name}@example.org", PASSWORD, name=name))


def enrol(user):
    """The person has set up an app: who decides or administers comes in no other way."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, SECRET)
    return user


def code(*, steps=0, secret=SECRET):
    """What everybody's app shows now, or so many half minutes later."""
    return f"{hotp_value(secret, int(time.time()) // 30 + steps):06}"


def make_committee(slug, place, **more):
    return Committee.objects.create(slug=slug, name=f"Committee of {place.name}", place=place, **more)


def make_constituency(code):
    required = code in {"civil-society", "private-sector", "migrants"}
    found, _new = Constituency.objects.get_or_create(
        code=code, defaults={"names": {"en": code.title()}, "role": "A role.", "required": required}
    )
    return found


def seat(committee, user, constituency, role, **more):
    organisation, _new = Organisation.objects.get_or_create(name=f"Organisation of {user.name}")
    if role in DECIDING:
        enrol(user)
    return Seat.objects.create(
        committee=committee,
        user=user,
        constituency=make_constituency(constituency),
        organisation=organisation,
        role=role,
        **{"starts_on": date(2019, 1, 1), **more},
    )


def make_source(code="src", **more):
    return Source.objects.create(code=code, title=f"Source {code}", **more)


def figure(value, year=2021, **more):
    """An entry with a yearly figure and one page that shows it."""
    known = {
        "answer": Answer.FIGURE,
        "value": Decimal(value),
        "reference_on": date(year, 12, 31),
        "yearly": True,
        "narrative": "Fewer than the year before.",
        "grade": Grade.B,
        "links": (
            Link(title="Yearbook", url="https://stats.example.org/yearbook", quotation="7 000", page="12"),
        ),
        "conflict": Conflict.NONE,
    }
    return Entry(**{**known, **more})


def unobserved(answer, year=2021, **more):
    """An entry that says why there is no figure."""
    known = {
        "answer": answer,
        "reference_on": date(year, 12, 31),
        "yearly": True,
        "narrative": "We asked, and this is what we were told.",
        "conflict": Conflict.NONE,
    }
    return Entry(**{**known, **more})


def drafted(cast, entry=None, *, place_target=None, committee=None, by=None):
    """A draft by the reporter."""
    return reports.draft(
        place_target or cast.place_target,
        committee or cast.committee,
        entry or figure(7_000),
        by=by or cast.reporter,
        token=uuid4(),
    )


def submitted(cast, entry=None, **more):
    """A report that waits for a decision."""
    report = drafted(cast, entry, **more)
    return reports.submit(report, by=report.author, correction="The digits had changed places.")


def published(cast, entry=None, **more):
    """A report that the reviewer published."""
    report = reports.publish(submitted(cast, entry, **more), by=cast.reviewer)
    drain()
    return report


def returned(cast, entry=None, *, reason="Name the page.", **more):
    """A report that the reviewer sent back."""
    return reports.send_back(submitted(cast, entry, **more), by=cast.reviewer, reason=reason)


def rescore(places, *, as_of):
    """Compute these places' scores as of a day, and those of whoever gathers them."""
    gathering = {one for place in places for one in gatherers_of(place, on=as_of)}
    lowest_first = sorted({*places} - gathering, key=lambda place: -place.level)
    for holder in [*lowest_first, *sorted(gathering, key=lambda one: -getattr(one, "level", -1))]:
        settle(holder, as_of=as_of, rewrite=True)
    DirtyScore.objects.all().delete()

"""The world of the matrix: two committees with reports in every state, one of every noun, and somebody of every role.

Every name, address and text in it that is not for everybody is a secret with the roles that may read it.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.cast import (
    drafted,
    figure,
    make_cast,
    make_indicator,
    make_source,
    make_user,
    seat,
    submitted,
)
from tests.editions import frozen, make_round
from tests.models import build
from tests.permissions import nouns
from tracker.actions import reports
from tracker.actions.drain import drain
from tracker.enums import ReportState, SeatRole
from tracker.models import Benchmark, Commitment, Framework, Membership, PlaceTarget, Principle, Term

# A new role is one line here: its name, whom it is in `World.people`, and the role whose cells it has where a row of
# table.txt does not name it.
ROLES = {
    "anonymous": (None, ""),
    "suspended": ("suspended", "anonymous"),
    "guest": ("guest", ""),  # has an account, and no seat anywhere
    "reporter": ("reporter", ""),
    "reviewer": ("reviewer", ""),
    "coordinator": ("coordinator", ""),
    "observer": ("observer", ""),
    "member_b": ("stranger", ""),  # the coordinator of the other committee
    "focal_x": ("focal_x", "guest"),  # replies for the State that A reports on
    "focal_y": ("focal_y", "guest"),  # replies for the State that B reports on
    "spokesperson": ("spokesperson", "guest"),  # signs on for an organisation
    "administrator": ("administrator", ""),
}
OTHERS = ("guest", "suspended", "writer_b", "decider_b", "focal_x", "focal_y", "spokesperson")
OF_A = frozenset({"reporter", "reviewer", "coordinator", "observer"})
OF_B = frozenset({"member_b"})
DESK = frozenset({"administrator"})
STATES = ("draft", "submitted", "returned", "published", "superseded")


@dataclass
class World:
    """Whom and what the matrix asks with."""

    cast: object
    people: dict
    reports: dict = field(default_factory=dict)  # ("A", "draft"): the report
    practices: dict = field(default_factory=dict)  # the same of good practices
    slots: dict = field(default_factory=dict)  # what else stands in an address: objects.py
    secrets: dict = field(default_factory=dict)  # the text: the roles that may read it

    def user(self, role):
        key, _like = ROLES[role]
        return self.people[key] if key else None


def make_world():
    cast = make_cast()
    people = {name: getattr(cast, name) for name in ("reporter", "reviewer", "coordinator", "observer")}
    people |= {"stranger": cast.stranger, "administrator": cast.administrator}
    people |= {name: make_user(name) for name in OTHERS}
    # The cast's administrator is called what the pages call the office.
    people["administrator"].name = "Administrator Person"
    people["administrator"].save(update_fields=["name"])
    world = World(cast, people)
    _seat_the_rest(cast, people)
    _make_nouns(cast)
    for letter in "AB":
        _make_reports(world, letter)
    nouns.add_all(world)
    _make_past(cast, world)
    nouns.add_late(world)
    people["suspended"].is_active = False
    people["suspended"].save(update_fields=["is_active"])
    world.secrets |= _secrets_of_people(world)
    return world


def _seat_the_rest(cast, people):
    seat(cast.committee, people["suspended"], "migrants", SeatRole.REPORTER)
    seat(cast.other_committee, people["writer_b"], "migrants", SeatRole.REPORTER)
    seat(cast.other_committee, people["decider_b"], "private-sector", SeatRole.REVIEWER)


def _make_nouns(cast):
    """One of every noun that the cast has no use for."""
    make_source(), make_indicator()
    framework = Framework.objects.create(code="sdg", name="Goals")
    Benchmark.objects.create(code="SDG-10-7", framework=framework, number="10.7", title="Safe migration")
    Commitment.objects.filter(pk=cast.commitment.pk).update(populations=["women"])
    Principle.objects.create(order=1, code="people", title="People", summary="A principle.")
    Term.objects.create(
        code="term", language="en", avoid=["x"], prefer=["y"], why="Because.", severity="warn", pattern="x"
    )
    Membership.objects.create(process=build.process(), place=cast.arcadia)


def _make_past(cast, world):
    """An edition, and last of all something that waits to be computed."""
    frozen(make_round(), as_of=date(2026, 5, 31), by=cast.administrator)
    make_round("next-2027", name="Next")
    build.dirty(cast, quarantined_at=timezone.now(), attempts=5).save()


def _make_reports(world, letter):
    """A report in every state, by the committee's reporter, decided on by its reviewer."""
    cast, people = world.cast, world.people
    arcadia = SimpleNamespace(
        committee=cast.committee,
        place_target=cast.place_target,
        by=people["reporter"],
        decider=people["reviewer"],
    )
    borduria = SimpleNamespace(
        committee=cast.other_committee,
        place_target=PlaceTarget.objects.get(place=cast.borduria),
        by=people["writer_b"],
        decider=people["decider_b"],
    )
    side = arcadia if letter == "A" else borduria
    where = {"committee": side.committee, "place_target": side.place_target, "by": side.by}
    for year, state in enumerate(STATES, 2019):
        world.secrets |= _secrets_of(letter, state)
        world.reports[letter, state] = _report(cast, side, where, letter, state, year)


def _report(cast, side, where, letter, state, year):
    if state == "superseded":
        return _superseded(cast, side, where, letter, year)
    entry = figure(Decimal(7_000), year, narrative=narrative(letter, state))
    if state == "draft":
        return drafted(cast, entry, **where)
    report = submitted(cast, entry, **where)
    if state == "returned":
        return reports.send_back(report, by=side.decider, reason=reason(letter))
    if state == "published":
        report = reports.publish(report, by=side.decider)
        drain()
    return report


def _superseded(cast, side, where, letter, year):
    """One that a later report about the same day took the place of."""
    first, second = (
        submitted(cast, figure(value, year, narrative=narrative(letter, "superseded")), **where)
        for value in (6_000, 5_000)
    )
    for report in (first, second):
        reports.publish(report, by=side.decider)
    drain()
    first.refresh_from_db()
    assert first.state == ReportState.SUPERSEDED
    return first


def narrative(letter, state):
    return f"Canary {letter} {state} narrative."


def reason(letter):
    return f"Canary {letter} reason."


def _secrets_of(letter, state):
    """What a report says, for whom: the draft is its author's alone."""
    own = OF_A if letter == "A" else OF_B
    author = frozenset({"reporter"}) if letter == "A" else frozenset()
    if state == "draft":
        return {narrative(letter, state): author}
    if state == "submitted":
        return {narrative(letter, state): own | DESK}
    if state == "returned":
        return {narrative(letter, state): own | DESK, reason(letter): own | DESK}
    return {}


def _secrets_of_people(world):
    """Colleagues know each other's names; addresses are for coordinators and administrators."""
    found = {}
    of_user = {world.user(role).pk: role for role in ROLES if world.user(role)}
    for user in get_user_model().objects.all():
        own = frozenset({of_user.get(user.pk, "")})
        committees = set(user.seats.values_list("committee__slug", flat=True))
        colleagues = (OF_A if "arcadia" in committees else frozenset()) | (
            OF_B if "borduria" in committees else frozenset()
        )
        found[user.name] = own | colleagues | DESK
        found[user.email] = own | DESK | (colleagues & {"coordinator", "member_b"})
    return found

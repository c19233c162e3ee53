"""Seats begin and end: nothing held is rewritten, and no committee is left without a coordinator unasked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cast import make_constituency, make_user, seat
from tests.recorded import acts_since
from tracker.actions import people, seats
from tracker.enums import SeatRole
from tracker.models import Outbox, Seat
from tracker.permissions import Refused


def today():
    return timezone.localdate()


def days(number):
    return today() + timedelta(days=number)


def term(one):
    return one.user.name, one.role, one.starts_on, one.ends_on


def invited(cast, email, *, by=None, **more):
    known = {
        "constituency": make_constituency("academia"),
        "organisation": "University of Arcadia",
        "role": SeatRole.REPORTER,
        "starts_on": today(),
    }
    return seats.invite_member(cast.committee, email=email, by=by or cast.coordinator, **{**known, **more})


def seated(cast, user, **more):
    """A person who was invited and came."""
    people.take(invited(cast, user.email, **more), by=user)
    return cast.committee.seats.filter(user=user).latest("pk")


def held_by(cast, user):
    return [term(one) for one in cast.committee.seats.filter(user=user).order_by("pk")]


def test_a_member_is_invited_and_the_seat_begins_when_that_is_accepted(cast):
    newcomer = make_user("newcomer")

    with acts_since() as acts:
        invitation = invited(cast, newcomer.email, ends_on=days(90))
    people.take(invitation, by=newcomer)

    made = cast.committee.seats.get(user=newcomer)
    assert term(made) == ("Newcomer Person", "reporter", today(), days(90))
    assert (made.organisation.name, made.constituency.code) == ("University of Arcadia", "academia")
    assert acts == [("invitation.sent", str(invitation.uuid), cast.coordinator)]


@pytest.mark.parametrize("who", ["reporter", "reviewer", "observer", "stranger", "administrator"])
def test_only_a_coordinator_of_the_committee_seats_people(cast, who):
    newcomer, own = make_user("newcomer"), cast.committee.seats.get(user=cast.reporter)
    person = getattr(cast, who)

    for act in (
        lambda: invited(cast, newcomer.email, by=person),
        lambda: seats.change_role(own, SeatRole.REVIEWER, from_on=days(1), by=person),
        lambda: seats.end_seat(own, on=days(1), by=person),
    ):
        with pytest.raises(Refused):
            act()

    assert Seat.objects.filter(committee=cast.committee).count() == 4
    assert held_by(cast, cast.reporter) == [("Reporter Person", "reporter", date(2019, 1, 1), None)]


@pytest.mark.parametrize(
    ("email", "more", "field"),
    [
        ("reporter@example.org", {}, "email"),
        ("newcomer@example.org", {"starts_on": date(2020, 1, 1)}, "starts_on"),
        ("newcomer@example.org", {"ends_on": date(2020, 1, 1)}, "ends_on"),
    ],
)
def test_a_seat_that_breaks_a_rule_is_refused_at_its_field(cast, email, more, field):
    make_user("newcomer")

    with pytest.raises(seats.BadSeat) as bad:
        invited(cast, email, **more)

    assert [fault.field for fault in bad.value.faults] == [field]
    assert Seat.objects.filter(committee=cast.committee).count() == 4


def test_another_seat_follows_one_that_ends(cast):
    cast.committee.seats.filter(user=cast.observer).update(ends_on=days(10))

    with pytest.raises(seats.BadSeat):
        invited(cast, cast.observer.email, starts_on=days(9))
    seated(cast, cast.observer, starts_on=days(10))

    assert [row[1:] for row in held_by(cast, cast.observer)] == [
        ("observer", date(2019, 1, 1), days(10)),
        ("reporter", days(10), None),
    ]


def test_a_change_of_role_ends_one_seat_and_begins_another(cast):
    own = cast.committee.seats.get(user=cast.reporter)

    with acts_since() as acts:
        following = seats.change_role(own, SeatRole.REVIEWER, from_on=days(3), by=cast.coordinator)

    assert held_by(cast, cast.reporter) == [
        ("Reporter Person", "reporter", date(2019, 1, 1), days(3)),
        ("Reporter Person", "reviewer", days(3), None),
    ]
    assert following.organisation == own.organisation
    assert [act for act, _about, _by in acts] == ["seat.ended", "seat.added"]


def test_a_role_that_is_held_already_is_no_change(cast):
    own = cast.committee.seats.get(user=cast.reporter)

    with pytest.raises(seats.BadSeat):
        seats.change_role(own, SeatRole.REPORTER, from_on=days(3), by=cast.coordinator)

    assert len(held_by(cast, cast.reporter)) == 1


@pytest.mark.parametrize("on", [-1, 40])
def test_a_seat_ends_neither_in_the_past_nor_after_its_end(cast, on):
    own = cast.committee.seats.get(user=cast.reporter)
    Seat.objects.filter(pk=own.pk).update(ends_on=days(30))

    with pytest.raises(seats.BadSeat):
        seats.end_seat(own, on=days(on), by=cast.coordinator)
    with pytest.raises(seats.BadSeat):
        seats.change_role(own, SeatRole.REVIEWER, from_on=days(on), by=cast.coordinator)

    assert [row[3] for row in held_by(cast, cast.reporter)] == [days(30)]


def test_a_seat_of_today_ends_tomorrow_at_the_earliest(cast):
    made = seated(cast, make_user("newcomer"))

    with pytest.raises(seats.BadSeat, match="choose a later day"):
        seats.end_seat(made, on=today(), by=cast.coordinator)
    seats.end_seat(made, on=days(1), by=cast.coordinator)

    made.refresh_from_db()
    assert made.ends_on == days(1)


def test_a_seat_with_an_end_keeps_it_through_a_change_of_role(cast):
    own = cast.committee.seats.get(user=cast.reporter)
    Seat.objects.filter(pk=own.pk).update(ends_on=days(30))

    seats.change_role(own, SeatRole.REVIEWER, from_on=days(3), by=cast.coordinator)

    assert [row[1:] for row in held_by(cast, cast.reporter)] == [
        ("reporter", date(2019, 1, 1), days(3)),
        ("reviewer", days(3), days(30)),
    ]


def test_the_last_coordinator_does_not_leave_unasked(cast):
    own = cast.committee.seats.get(user=cast.coordinator)

    with pytest.raises(seats.LastCoordinator):
        seats.end_seat(own, on=days(1), by=cast.coordinator)
    with pytest.raises(seats.LastCoordinator):
        seats.change_role(own, SeatRole.OBSERVER, from_on=days(1), by=cast.coordinator)
    unchanged = held_by(cast, cast.coordinator)
    seats.end_seat(own, on=days(1), by=cast.coordinator, confirmed=True)

    assert [row[3] for row in unchanged] == [None]
    assert [row[3] for row in held_by(cast, cast.coordinator)] == [days(1)]
    assert [(mail.kind, mail.user) for mail in Outbox.objects.all()] == [
        ("uncoordinated", cast.administrator)
    ]


@pytest.mark.parametrize(
    ("active", "until", "free"), [(True, None, True), (False, None, False), (True, 1, False)]
)
def test_a_coordinator_leaves_where_another_stays_who_can_sign_in(cast, active, until, free):
    other = make_user("other", is_active=active)
    seat(cast.committee, other, "migrants", SeatRole.COORDINATOR, ends_on=days(until) if until else None)
    own = cast.committee.seats.get(user=cast.coordinator)

    if free:
        seats.end_seat(own, on=days(1), by=cast.coordinator)
    else:
        with pytest.raises(seats.LastCoordinator):
            seats.end_seat(own, on=days(1), by=cast.coordinator)

    assert (held_by(cast, cast.coordinator)[0][3] is not None) == free

"""The acts about committees and rounds, as the test of the audit chain asks for them: each with what it leaves."""

from tests.cast import drafted, make_constituency, make_user
from tests.rounds import assigned, closed_round, days, open_round
from tracker.actions import protection, rounds, seats, unlocks
from tracker.enums import Credit, SeatRole


def invite_member(cast):
    what = {"constituency": make_constituency("academia"), "organisation": "", "role": SeatRole.REPORTER}
    return lambda: seats.invite_member(
        cast.committee, email="new@example.org", starts_on=days(0), by=cast.coordinator, **what
    )


def change_role(cast):
    seat = cast.committee.seats.get(user=cast.reporter)
    return lambda: seats.change_role(seat, SeatRole.REVIEWER, from_on=days(1), by=cast.coordinator)


def end_seat(cast):
    seat = cast.committee.seats.get(user=cast.reporter)
    return lambda: seats.end_seat(seat, on=days(1), by=cast.coordinator)


def set_credit(cast):
    return lambda: protection.set_credit(cast.committee, Credit.REGION, by=cast.coordinator)


def assign(cast):
    of = open_round()
    more = {"user": cast.reporter, "due_on": days(9), "by": cast.coordinator}
    return lambda: rounds.assign(of, cast.committee, [cast.place_target], **more)


def take_away(cast):
    one = assigned(cast, open_round())
    return lambda: rounds.take_away(one.round, cast.committee, [cast.place_target], by=cast.coordinator)


def ask(cast):
    closed_round()
    report = drafted(cast)
    return lambda: unlocks.ask(report, reason="Late.", by=cast.reporter)


def decide(cast):
    request = ask(cast)()
    make_user("another")
    return lambda: unlocks.decide(request, grant=True, answer="Yes.", by=cast.coordinator)


WORK_ACTS = {
    "seats.invite_member": [(invite_member, ["invitation.sent"])],
    "seats.change_role": [(change_role, ["seat.ended", "seat.added"])],
    "seats.end_seat": [(end_seat, ["seat.ended"])],
    "protection.set_credit": [(set_credit, ["committee.protected"])],
    "rounds.assign": [(assign, ["round.assigned"])],
    "rounds.take_away": [(take_away, ["round.assigned"])],
    "unlocks.ask": [(ask, ["unlock.asked"])],
    "unlocks.decide": [(decide, ["unlock.decided"])],
}

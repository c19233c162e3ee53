"""Who may: duties by seat, what a person can see at all, and when a committee is constituted."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from tests.cast import (
    LEVEL,
    apply_target,
    drafted,
    make_commitment,
    make_committee,
    make_constituency,
    make_target,
    make_user,
    published,
    returned,
    seat,
    submitted,
)
from tracker import permissions
from tracker.actions.targets import Wording
from tracker.enums import CommitmentStatus, Duty, SeatRole
from tracker.models import ProgressReport, Seat, User
from tracker.permissions import DUTIES, Refused, constitution
from tracker.selectors.committees import constitution_of

REQUIRED = ("civil-society", "private-sector", "migrants")
WITHOUT_ONE = "Civil society, the private sector and migrants must each hold a seat."
MAJORITY = "No constituency may hold a majority of the voting seats."
ONE_DECIDER = "Two people must be able to decide on reports."
ALL = frozenset(Duty)


def today():
    return timezone.localdate()


def seats_of(*held, inactive=()):
    """Seats as the constitution reads them: (constituency, role) each, held by different people."""
    people = [User(pk=number, is_active=number not in inactive) for number in range(len(held))]
    return [
        Seat(user=person, constituency=make_constituency(constituency), role=role)
        for person, (constituency, role) in zip(people, held, strict=True)
    ]


def gaps(*held, inactive=(), required=REQUIRED):
    return [str(gap) for gap in constitution(seats_of(*held, inactive=inactive), required).gaps]


SOUND = (
    ("civil-society", SeatRole.REVIEWER),
    ("private-sector", SeatRole.COORDINATOR),
    ("migrants", SeatRole.REPORTER),
)


@pytest.mark.parametrize(
    ("role", "duties"),
    [
        (SeatRole.REPORTER, {Duty.REPORT}),
        (SeatRole.REVIEWER, {Duty.DECIDE}),
        (SeatRole.COORDINATOR, ALL),
        (SeatRole.OBSERVER, set()),
    ],
)
def test_role_carries_its_duties(cast, role, duties):
    person = make_user("newcomer")
    seat(cast.committee, person, "academia", role)

    assert permissions.duties(person, cast.committee, on=today()) == duties
    for duty in Duty:
        if duty in duties:
            permissions.check_duty(person, cast.committee, duty, on=today())
        else:
            with pytest.raises(Refused, match="does not include"):
                permissions.check_duty(person, cast.committee, duty, on=today())


def test_every_role_has_its_duties_said():
    assert set(DUTIES) == set(SeatRole)


def test_two_seats_carry_the_duties_of_both(cast):
    ends_on = today() + timedelta(days=30)
    seat(cast.committee, cast.reporter, "academia", SeatRole.REVIEWER, ends_on=ends_on)

    assert permissions.duties(cast.reporter, cast.committee, on=today()) == {Duty.REPORT, Duty.DECIDE}
    assert permissions.duties(cast.reporter, cast.committee, on=ends_on) == {Duty.REPORT}


@pytest.mark.parametrize(
    ("days", "duties"),
    [({"starts_on": 1}, set()), ({"starts_on": 0}, ALL), ({"ends_on": 0}, set()), ({"ends_on": 1}, ALL)],
)
def test_duties_last_as_long_as_the_seat(cast, days, duties):
    person = make_user("newcomer")
    term = {name: today() + timedelta(days=number) for name, number in days.items()}
    seat(cast.committee, person, "academia", SeatRole.COORDINATOR, **term)

    assert permissions.duties(person, cast.committee, on=today()) == duties


def test_duties_are_those_on_this_committee_only(cast):
    assert permissions.duties(cast.stranger, cast.committee, on=today()) == frozenset()
    assert permissions.duties(cast.stranger, cast.other_committee, on=today()) == ALL


def test_administrator_without_a_seat_has_no_duty(cast):
    assert permissions.duties(cast.administrator, cast.committee, on=today()) == frozenset()


def test_person_who_cannot_sign_in_has_no_duty_and_sees_nothing(cast):
    submitted(cast)
    cast.coordinator.is_active = False

    assert permissions.duties(cast.coordinator, cast.committee, on=today()) == frozenset()
    assert list(permissions.committees_of(cast.coordinator, on=today())) == []
    assert list(permissions.reports_seen_by(cast.coordinator, on=today())) == []


def test_committees_are_those_one_sits_on_today_whatever_the_role(cast):
    seen = {
        name: list(permissions.committees_of(getattr(cast, name), on=today()))
        for name in ("reporter", "observer", "stranger", "administrator")
    }

    assert seen == {
        "reporter": [cast.committee],
        "observer": [cast.committee],
        "stranger": [cast.other_committee],
        "administrator": [],
    }


def test_committee_is_gone_from_sight_when_the_seat_ends(cast):
    Seat.objects.filter(user=cast.reporter).update(ends_on=today())

    assert list(permissions.committees_of(cast.reporter, on=today())) == []
    assert list(permissions.committees_of(cast.reporter, on=today() - timedelta(days=1))) == [cast.committee]


def test_committee_reports_on_the_targets_of_its_place(cast):
    assert list(permissions.targets_of(cast.committee)) == [cast.place_target]


def test_committee_does_not_report_on_retired_commitments(cast):
    retired = make_commitment("GCM10-8", objective=cast.objective, status=CommitmentStatus.RETIRED)
    apply_target(make_target(retired, 5, Wording(**LEVEL)), cast.arcadia, baseline=10_000)

    assert list(permissions.targets_of(cast.committee)) == [cast.place_target]


def test_reports_in_sight_are_ones_own_and_what_was_handed_in(cast):
    draft, waiting = drafted(cast), submitted(cast)
    back, public = returned(cast), published(cast)
    theirs = drafted(cast, by=cast.coordinator)

    seen = {
        name: set(permissions.reports_seen_by(getattr(cast, name), on=today()))
        for name in ("reporter", "coordinator", "reviewer", "observer", "stranger", "administrator")
    }

    handed_in = {waiting, back, public}
    assert seen == {
        "reporter": {draft, *handed_in},
        "coordinator": {theirs, *handed_in},
        "reviewer": handed_in,
        "observer": handed_in,
        "stranger": set(),
        "administrator": set(),
    }


def test_report_of_another_committee_about_the_same_place_is_out_of_sight(cast):
    other = make_committee("second-in-arcadia", cast.arcadia, leads=False)
    writer = make_user("writer")
    seat(other, writer, "migrants", SeatRole.REPORTER)
    report = submitted(cast, committee=other, by=writer)

    assert list(permissions.reports_seen_by(cast.coordinator, on=today())) == []
    assert list(permissions.reports_seen_by(writer, on=today())) == [report]


def test_author_may_change_and_another_may_decide(cast):
    report = submitted(cast)

    permissions.check_wrote(cast.reporter, report)
    permissions.check_decides(cast.reviewer, report)
    with pytest.raises(Refused, match="Only the person who wrote"):
        permissions.check_wrote(cast.reviewer, report)
    with pytest.raises(Refused, match="You wrote this report"):
        permissions.check_decides(cast.reporter, report)
    assert permissions.may_decide(cast.reviewer, report)
    assert not permissions.may_decide(cast.reporter, report)


def test_reading_of_a_series_has_no_committee_that_decides(cast):
    assert permissions.committee_of(ProgressReport(committee=cast.committee)) == cast.committee
    with pytest.raises(Refused, match="published series"):
        permissions.committee_of(ProgressReport(committee=None))


@pytest.mark.django_db
def test_committee_of_three_with_two_deciders_is_constituted():
    found = constitution(seats_of(*SOUND), REQUIRED)

    assert (found.gaps, found.complete) == ((), True)
    permissions.check_constituted(found)


@pytest.mark.django_db
@pytest.mark.parametrize("missing", range(3))
def test_committee_without_a_required_constituency_is_not(missing):
    held = [*SOUND, ("academia", SeatRole.COORDINATOR), ("academia", SeatRole.COORDINATOR)]
    del held[missing]

    assert gaps(*held) == [WITHOUT_ONE]


@pytest.mark.django_db
def test_observer_has_no_vote_and_fills_no_constituency():
    assert gaps(*SOUND[:2], ("migrants", SeatRole.OBSERVER)) == [WITHOUT_ONE]
    assert gaps(*SOUND, *[("academia", SeatRole.OBSERVER)] * 9) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["migrants"], []),  # 2 of 4: fewer than five vote
        (["migrants", "migrants"], [MAJORITY]),  # 3 of 5
        (["migrants", "academia"], []),  # 2 of 5
        (["migrants", "migrants", "academia"], []),  # 3 of 6 is half, and no majority
        (["migrants", "migrants", "migrants", "academia"], [MAJORITY]),  # 4 of 7
    ],
)
def test_majority_counts_from_five_voting_seats(more, expected):
    assert gaps(*SOUND, *[(constituency, SeatRole.REPORTER) for constituency in more]) == expected


@pytest.mark.django_db
def test_seat_of_a_person_who_cannot_sign_in_counts_for_nothing():
    held = [*SOUND, ("migrants", SeatRole.REPORTER), ("migrants", SeatRole.REPORTER)]

    assert gaps(*held) == [MAJORITY]
    assert gaps(*held, inactive=[4]) == []
    assert gaps(*SOUND, inactive=[2]) == [WITHOUT_ONE]
    assert gaps(*SOUND, inactive=[0]) == [WITHOUT_ONE, ONE_DECIDER]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "roles", list(combinations([SeatRole.REVIEWER, SeatRole.COORDINATOR, SeatRole.REPORTER], 2))
)
def test_two_people_must_be_able_to_decide(roles):
    held = [("civil-society", roles[0]), ("private-sector", roles[1]), ("migrants", SeatRole.REPORTER)]
    deciders = sum(role != SeatRole.REPORTER for role in roles)

    assert gaps(*held) == ([] if deciders == 2 else [ONE_DECIDER])


@pytest.mark.django_db
def test_one_person_on_two_deciding_seats_is_one_decider():
    seats = seats_of(*SOUND)
    seats[1].user = seats[0].user

    assert [str(gap) for gap in constitution(seats, REQUIRED).gaps] == [ONE_DECIDER]


@pytest.mark.django_db
def test_committee_without_seats_lacks_everything_it_can():
    found = constitution([], REQUIRED)

    assert [str(gap) for gap in found.gaps] == [WITHOUT_ONE, ONE_DECIDER]
    with pytest.raises(Refused, match="not fully constituted"):
        permissions.check_constituted(found)


def test_ended_seat_leaves_the_committee_incomplete(cast):
    assert constitution_of(cast.committee, on=today()).complete
    Seat.objects.filter(user=cast.reviewer).update(ends_on=today())

    assert [str(gap) for gap in constitution_of(cast.committee, on=today()).gaps] == [
        WITHOUT_ONE,
        ONE_DECIDER,
    ]
    assert constitution_of(cast.committee, on=today() - timedelta(days=1)).complete

"""A coordinator's pages about who sits on a committee."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import make_constituency, make_user, seat
from tests.rounds import closed_round, open_round
from tests.workspace.elements import links, text_of
from tests.workspace.typed import rows
from tracker.enums import SeatRole

MEMBERS = "/work/committees/arcadia/members/"
ADD = f"{MEMBERS}add/"
# The session and the person, the committee, the duties, the seats, the constituencies, the invitations, the rounds.
OF_THE_MEMBERS = 8


def today():
    return timezone.localdate()


def seat_address(cast, name, what):
    own = cast.committee.seats.get(user=getattr(cast, name))
    return f"/work/committees/arcadia/seats/{own.pk}/{what}/"


def typed(**more):
    make_constituency("academia")
    sent = {
        "email": "newcomer@example.org",
        "constituency": "academia",
        "organisation": "University of Arcadia",
        "role": "reporter",
        "starts_on": today().isoformat(),
        "ends_on": "",
    }
    return {**sent, **more}


@pytest.mark.parametrize("number", [1, 8])
def test_the_members_ask_a_fixed_number_of_questions(cast, signed_in, django_assert_num_queries, number):
    for count in range(number):
        seat(cast.committee, make_user(f"more{count}"), f"kind-{count}", SeatRole.REPORTER)
    client = signed_in(cast.coordinator)

    with django_assert_num_queries(OF_THE_MEMBERS):
        answer = client.get(MEMBERS)

    assert text_of(answer).count("Reporter · from") == number + 1


def test_the_members_are_shown_by_constituency_with_role_and_term(cast, signed_in):
    cast.committee.seats.filter(user=cast.observer).update(ends_on="2020-01-01")

    text = text_of(signed_in(cast.coordinator).get(MEMBERS))

    assert text == (
        "Committee of Arcadia · Arcadia Members Constituted: it may publish reports. "
        "One person coordinates this committee. Make a second member coordinator, so that the work goes on when that "
        "person cannot. Invite a member How the committee is known in public "
        "Members are named to the committee alone, never in public. "
        "Civil-Society Reviewer Person · Organisation of Reviewer Person Reviewer · from 1 January 2019 "
        "Change role : Reviewer Person · End seat : Reviewer Person "
        "Migrants Reporter Person · Organisation of Reporter Person Reporter · from 1 January 2019 "
        "Change role : Reporter Person · End seat : Reporter Person "
        "Private-Sector Coordinator Person you · Organisation of Coordinator Person Coordinator · "
        "from 1 January 2019 "
        "Change role : Coordinator Person · End seat : Coordinator Person "
        "Seats that are over Nothing here is ever rewritten: a change of role ends one seat and begins another. "
        "Observer Person · Organisation of Observer Person Civil-Society · Observer · from 1 January 2019 until "
        "1 January 2020"
    )


def test_what_a_committee_lacks_is_shown_with_what_to_do(cast, signed_in):
    client = signed_in(cast.coordinator)
    cast.committee.seats.filter(user=cast.reporter).update(role="observer")
    without_migrants = text_of(client.get(MEMBERS))
    for count in range(4):
        seat(cast.committee, make_user(f"more{count}"), "migrants", SeatRole.REPORTER)
    cast.committee.seats.filter(user=cast.reviewer).update(role="reporter")
    all_but_balanced = text_of(client.get(MEMBERS))

    assert "Nobody votes for: Migrants. Invite somebody for it; an observer has no vote." in without_migrants
    assert "Migrants: 4 of 6 votes, which is a majority." in all_but_balanced
    assert "One person can decide on reports, and two must be able to" in all_but_balanced


@pytest.mark.parametrize(
    ("who", "status"), [("reporter", 403), ("reviewer", 403), ("observer", 403), ("stranger", 404)]
)
def test_only_a_coordinator_opens_these_pages(cast, signed_in, who, status):
    client, before = signed_in(getattr(cast, who)), rows()
    there = [MEMBERS, ADD, seat_address(cast, "reporter", "role"), seat_address(cast, "reporter", "end")]

    answers = [client.get(one).status_code for one in there]
    sent = [client.post(one, typed(on=today().isoformat())).status_code for one in there[1:]]

    assert (answers, sent) == ([status] * 4, [status] * 3)
    assert rows() == {**before, "Constituency": before["Constituency"] + 1}


def test_a_seat_of_another_committee_is_not_found(cast, signed_in):
    theirs = cast.other_committee.seats.get()
    client = signed_in(cast.coordinator)

    for number in (theirs.pk, 10**30, 0):
        assert client.get(f"/work/committees/arcadia/seats/{number}/end/").status_code == 404


def test_a_member_is_invited_and_the_invitation_taken_back(cast, signed_in):
    client = signed_in(cast.coordinator)

    answer = client.post(ADD, typed())
    waiting = text_of(client.get(MEMBERS))
    invitation = cast.committee.invitations.get()
    there = f"/work/committees/arcadia/invitations/{invitation.uuid}/withdraw/"
    back = [client.post(there).status_code, client.post(there).status_code]

    assert (answer.status_code, answer.url) == (302, MEMBERS)
    assert (invitation.address, invitation.role, invitation.organisation.name) == (
        "newcomer@example.org",
        "reporter",
        "University of Arcadia",
    )
    assert "Invited newcomer@example.org Academia · Reporter · can be used until" in waiting
    assert back == [302, 302]
    assert "newcomer@example.org" not in text_of(client.get(MEMBERS))


def test_an_invitation_of_another_committee_is_not_found(cast, signed_in):
    signed_in(cast.stranger).post("/work/committees/borduria/members/add/", typed())
    theirs = cast.other_committee.invitations.get()

    answer = signed_in(cast.coordinator).post(f"/work/committees/arcadia/invitations/{theirs.uuid}/withdraw/")

    assert answer.status_code == 404


def test_an_address_with_an_account_and_one_without_are_answered_alike(cast, signed_in):
    make_user("newcomer")
    client = signed_in(cast.coordinator)

    known = client.post(ADD, typed(), follow=True)
    unknown = client.post(ADD, typed(email="nobody@example.org"), follow=True)

    said = "The invitation is on its way. It can be used for 72 hours."
    assert [said in text_of(one) for one in (known, unknown)] == [True, True]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"email": "x"}, "Write one e-mail address"),
        ({"constituency": "nobody"}, "Choose only from what is offered here."),
        ({"role": "king"}, "Choose only from what is offered here."),
        ({"starts_on": "2020-01-01"}, "Choose today or a later day"),
        ({"ends_on": "tomorrow"}, "Use the form YYYY-MM-DD"),
        ({"organisation": "x" * 201}, "At most 200 characters"),
    ],
)
def test_a_seat_that_is_refused_says_why_and_keeps_what_was_typed(cast, signed_in, more, said):
    make_user("newcomer")

    answer = signed_in(cast.coordinator).post(ADD, typed(**more))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "There is a problem" in text_of(answer)
    assert "University of Arcadia" in answer.content.decode() or "x" * 201 in answer.content.decode()
    assert cast.committee.invitations.count() == 0


def test_a_role_changes_from_a_day_on(cast, signed_in):
    day = today() + timedelta(days=7)

    answer = signed_in(cast.coordinator).post(
        seat_address(cast, "reporter", "role"), {"role": "reviewer", "on": day.isoformat()}
    )

    assert (answer.status_code, answer.url) == (302, MEMBERS)
    held = cast.committee.seats.filter(user=cast.reporter).order_by("pk")
    assert [(one.role, one.ends_on) for one in held] == [("reporter", day), ("reviewer", None)]


def test_the_last_coordinator_is_told_what_follows_and_asked_again(cast, signed_in):
    client, there = signed_in(cast.coordinator), seat_address(cast, "coordinator", "end")
    sent = {"on": today().isoformat()}

    asked = client.post(there, sent)
    unchanged = cast.committee.seats.get(user=cast.coordinator).ends_on
    done = client.post(there, {**sent, "confirmed": "on"})

    assert asked.status_code == 422
    assert "Nobody would coordinate this committee from that day on." in text_of(asked)
    assert 'name="confirmed"' in asked.content.decode()
    assert unchanged is None
    assert (done.status_code, done.url) == (302, "/work/")
    assert cast.committee.seats.get(user=cast.coordinator).ends_on == today()
    assert client.get(MEMBERS).status_code == 404


def test_the_members_lead_to_the_rounds_that_are_not_closed(cast, signed_in):
    open_round()
    closed_round()

    found = links(signed_in(cast.coordinator).get(MEMBERS))

    there = "/work/committees/arcadia/rounds/forum/"
    assert [one for one in found if "/rounds/" in one] == [there, f"{there}assign/"]


def test_the_committee_leads_its_coordinator_to_the_members(cast, signed_in):
    there = "/work/committees/arcadia/"

    assert MEMBERS in links(signed_in(cast.coordinator).get(there))
    assert MEMBERS not in links(signed_in(cast.reporter).get(there))

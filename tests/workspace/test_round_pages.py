"""The desk and the pages of a round: what is mine, what is late, who has reported; how a closed round is opened."""

import pytest

from tests.cast import drafted, figure, make_committee, make_place, make_user, published, seat, submitted
from tests.rounds import assigned, closed_round, days, open_round
from tests.workspace.elements import links, text_of
from tests.workspace.typed import address, another_target, log_address
from tracker.actions import unlocks
from tracker.enums import SeatRole
from tracker.models import Assignment, Unlock
from tracker.wording import day

ROUND = "/work/committees/arcadia/rounds/forum/"
ASSIGN = f"{ROUND}assign/"
# The session and the person besides.
OF_THE_DESK, OF_THE_ROUND, OF_ASSIGNING = 8, 7, 8


def full(cast, number):
    """So many rounds with so many targets each, for members of whom one is new each time, and requests."""
    for count in range(number):
        member = make_user(f"more{count}")
        seat(cast.committee, member, "migrants", SeatRole.REPORTER)
        target = another_target(cast, f"GCM10-{20 + count}")
        of = open_round("forum" if not count else f"forum-{count}")
        assigned(cast, of)
        assigned(cast, of, target, user=member, late=3)
        closed = closed_round(f"past-{count}")
        draft = drafted(cast, place_target=target)
        unlocks.ask(draft, reason=f"Late {closed.pk}.", by=cast.reporter)
        place = make_place(f"place-{count}", parent=cast.subregion)
        seat(make_committee(f"more-{count}", place), cast.coordinator, "migrants", SeatRole.COORDINATOR)


@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("who", ["reporter", "coordinator", "administrator"])
def test_the_desk_asks_as_much_of_a_full_database(cast, signed_in, django_assert_num_queries, number, who):
    full(cast, number)
    client = signed_in(getattr(cast, who))

    with django_assert_num_queries(OF_THE_DESK if who != "administrator" else 6):
        answer = client.get("/work/")

    assert text_of(answer).count("targets reported") == (0 if who == "administrator" else number)


@pytest.mark.parametrize("number", [1, 8])
def test_the_round_asks_as_much_of_a_full_database(cast, signed_in, django_assert_num_queries, number):
    full(cast, number)
    client = signed_in(cast.coordinator)

    with django_assert_num_queries(OF_THE_ROUND):
        client.get(ROUND)
    with django_assert_num_queries(OF_ASSIGNING):
        client.get(ASSIGN)


def test_the_desk_says_what_is_late_what_is_mine_and_who_has_reported(cast, signed_in):
    of = open_round()
    assigned(cast, of, late=3)
    assigned(cast, of, another_target(cast, "GCM10-20"), due=30)
    done = another_target(cast, "GCM10-21")
    assigned(cast, of, done, user=cast.coordinator)
    submitted(cast, place_target=done, by=cast.coordinator)

    text = text_of(signed_in(cast.reporter).get("/work/"))

    was_due, due, closes = (day(days(number)).replace("\u00a0", " ") for number in (-3, 30, 60))
    assert text.startswith(
        "Your desk Late Commitment GCM10-9 Arcadia · GCM10-9 · 5-year target · Forum Not started "
        f"late: it was due on {was_due} "
        "Yours to report Commitment GCM10-20 Arcadia · GCM10-20 · 5-year target · Forum Not started "
        f"due on {due} "
        f"Who has reported Forum , Committee of Arcadia Committee of Arcadia · closes on {closes} "
        "1 of 3 targets reported · 1 late Member Reported Of Late "
        "Coordinator Person 1 1 0 Reporter Person 0 2 1 Your committees"
    )


def test_what_is_assigned_leads_to_the_form_or_to_the_draft(cast, signed_in):
    of, second = open_round(), another_target(cast, "GCM10-20")
    assigned(cast, of)
    assigned(cast, of, second)
    draft = drafted(cast, place_target=second)

    found = links(signed_in(cast.reporter).get("/work/"))

    assert found[:2] == [log_address(cast), address("edit", draft)]
    assert ROUND in found


def test_what_is_handed_in_or_closed_waits_for_nobody(cast, signed_in):
    assigned(cast, open_round())
    closed = open_round("over")
    assigned(cast, closed, another_target(cast, "GCM10-20"))
    type(closed).objects.filter(pk=closed.pk).update(closed_at="2026-01-01T00:00Z")
    submitted(cast)

    text = text_of(signed_in(cast.reporter).get("/work/"))

    assert "Late" not in text.split("Who has reported")[0]
    assert "Yours to report" not in text
    assert "1 of 1 target reported" in text
    assert "over" not in text


def test_a_committee_without_a_coordinator_says_so(cast, signed_in):
    before = text_of(signed_in(cast.reporter).get("/work/"))
    cast.committee.seats.filter(user=cast.coordinator).update(role="reporter")

    after = text_of(signed_in(cast.reporter).get("/work/"))

    said = "Nobody coordinates it: an administrator names a new coordinator."
    assert (said in before, said in after) == (False, True)


def test_the_round_lists_every_assigned_target(cast, signed_in):
    of = open_round()
    assigned(cast, of, late=3)
    another_target(cast, "GCM10-20")
    published(cast)

    member = text_of(signed_in(cast.observer).get(ROUND))

    assert "1 of 1 target reported" in member
    assert "1 target has nobody who reports on it." in member
    assert "GCM10-9 · 5-year target · Reporter Person Published due on" in member
    assert "Assign targets" not in member
    assert "Assign targets" in text_of(signed_in(cast.coordinator).get(ROUND))


@pytest.mark.parametrize(
    ("who", "seen", "given"),
    [
        ("reporter", 200, 403),
        ("reviewer", 200, 403),
        ("observer", 200, 403),
        ("coordinator", 200, 200),
        ("stranger", 404, 404),
        ("administrator", 404, 404),
    ],
)
def test_members_see_the_round_and_coordinators_share_it_out(cast, signed_in, who, seen, given):
    open_round()
    client = signed_in(getattr(cast, who))

    assert (client.get(ROUND).status_code, client.get(ASSIGN).status_code) == (seen, given)
    assert client.post(ASSIGN, {}).status_code == (422 if given == 200 else given)
    assert client.get(ROUND.replace("forum", "nothing")).status_code == 404


def test_several_targets_are_given_to_a_member_and_taken_away(cast, signed_in):
    open_round()
    second = another_target(cast, "GCM10-20")
    targets = [str(cast.place_target.uuid), str(second.uuid)]
    client = signed_in(cast.coordinator)

    given = client.post(
        ASSIGN,
        {"user": str(cast.reporter.pk), "due_on": days(9).isoformat(), "targets": targets},
        follow=True,
    )
    held = [(one.user, one.due_on) for one in Assignment.objects.all()]
    offered = text_of(client.get(ASSIGN))
    taken = client.post(ASSIGN, {"user": "nobody", "due_on": "", "targets": targets[:1]}, follow=True)

    assert "Reporter Person has 2 targets." in text_of(given)
    assert held == [(cast.reporter, days(9))] * 2
    assert offered.count("· Reporter Person") == 2
    assert "Nobody has these targets any more." in text_of(taken)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"user": "stranger"}, "Choose only from what is offered here."),
        ({"due_on": ""}, "Write a date."),
        ({"due_on": "2020-01-01"}, "Choose a day from"),
        ({"targets": []}, "Choose at least one of these."),
        ({"targets": ["borduria"]}, "Choose only from what is offered here."),
    ],
)
def test_what_cannot_be_assigned_is_refused_beside_its_field(cast, signed_in, more, said):
    open_round()
    places = {
        "stranger": str(cast.stranger.pk),
        "borduria": str(cast.borduria.place_targets.get().uuid),
    }
    sent = {
        "user": str(cast.reporter.pk),
        "due_on": days(9).isoformat(),
        "targets": [str(cast.place_target.uuid)],
        **more,
    }
    sent = {
        key: [places.get(one, one) for one in value] if isinstance(value, list) else places.get(value, value)
        for key, value in sent.items()
    }

    answer = signed_in(cast.coordinator).post(ASSIGN, sent)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Assignment.objects.count() == 0


def test_a_closed_round_is_opened_from_the_draft_to_the_receipt(cast, signed_in):
    closed_round()
    draft = drafted(cast)
    asking = address("ask_unlock", draft)

    refused = signed_in(cast.reporter).post(address("check", draft))
    why = text_of(signed_in(cast.reporter).get(asking))
    empty = signed_in(cast.reporter).post(asking, {"reason": " "})
    asked = signed_in(cast.reporter).post(asking, {"reason": "The yearbook <b>came late</b>."})
    waiting = text_of(signed_in(cast.reporter).get(asking))
    request = Unlock.objects.get()
    there = f"/work/unlocks/{request.uuid}/"
    coordinator = signed_in(cast.coordinator)
    listed, read = links(coordinator.get("/work/")), text_of(coordinator.get(there))
    unread = coordinator.post(there, {"decision": "grant", "answer": ""})
    decided = coordinator.post(there, {"decision": "grant", "answer": "It did."})
    again = coordinator.post(there, {"decision": "refuse", "answer": "It did not."})
    open_now = text_of(signed_in(cast.reporter).get(asking))
    sent = signed_in(cast.reporter).post(address("check", draft))

    assert (refused.status_code, refused.url) == (302, asking)
    assert "This was not handed in: its round is closed" in why
    assert "Your draft is kept." in why
    assert (empty.status_code, asked.status_code, unread.status_code) == (422, 302, 422)
    assert "Waiting for a decision Reporter Person asked on" in waiting
    assert listed[0] == there
    assert "The yearbook &lt;b&gt;came late&lt;/b&gt;." in read
    assert (decided.status_code, again.status_code) == (302, 409)
    assert "This was already decided" in text_of(again)
    assert "Nothing keeps this report from being handed in" in open_now
    assert "Coordinator Person It did. Open until" in open_now
    assert (sent.status_code, sent.url) == (302, address("receipt", draft))


@pytest.mark.parametrize(
    ("who", "asks", "decides"),
    [
        ("reporter", 200, 404),
        ("reviewer", 404, 404),
        ("observer", 404, 404),
        ("coordinator", 404, 200),
        ("stranger", 404, 404),
        ("administrator", 404, 200),
    ],
)
def test_who_asks_and_who_decides(cast, signed_in, who, asks, decides):
    closed_round()
    draft = drafted(cast)
    request = unlocks.ask(draft, reason="Late.", by=cast.reporter)
    client = signed_in(getattr(cast, who))

    assert client.get(address("ask_unlock", draft)).status_code == asks
    assert client.get(f"/work/unlocks/{request.uuid}/").status_code == decides


def test_a_report_that_nothing_keeps_leads_back_to_its_check(cast, signed_in):
    draft, sent = drafted(cast), submitted(cast, figure(5_000, 2022))
    client = signed_in(cast.reporter)

    assert f'href="{address("check", draft)}"' in client.get(address("ask_unlock", draft)).content.decode()
    assert client.get(address("ask_unlock", sent)).url == address("receipt", sent)
    assert client.post(address("ask_unlock", draft), {"reason": "Late."}).status_code == 403

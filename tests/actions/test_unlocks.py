"""A closed round takes no report, unless another person opens it for that target, with a reason and for a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.cast import drafted, figure, make_user, seat, submitted
from tests.recorded import acts_since
from tests.rounds import closed_round, days, open_round
from tracker.actions import reports, unlocks
from tracker.actions.entries import BadEntry
from tracker.enums import SeatRole, UnlockState
from tracker.models import Outbox, ProgressReport, Unlock
from tracker.permissions import Refused


def other_coordinator(cast):
    person = make_user("other")
    seat(cast.committee, person, "migrants", SeatRole.COORDINATOR)
    return person


def asked(cast, report=None):
    return unlocks.ask(report or drafted(cast), reason="The yearbook came late.", by=cast.reporter)


def granted(cast):
    return unlocks.decide(asked(cast), grant=True, answer="It did.", by=cast.coordinator)


def mail():
    return [(one.kind, one.user.name) for one in Outbox.objects.select_related("user").order_by("pk")]


def test_a_report_about_a_closed_round_is_kept_as_a_draft(cast):
    closed = closed_round()
    report = drafted(cast)

    with pytest.raises(reports.RoundClosed) as refused:
        reports.submit(report, by=cast.reporter)

    report.refresh_from_db()
    assert (refused.value.closed, report.state, report.submitted_at) == (closed, "draft", None)


@pytest.mark.parametrize(
    ("closed", "others", "locked"),
    [
        (False, [], False),  # late, and not closed yet
        (True, [], True),
        # an earlier round that closes on the date or after takes it: that one is open
        (True, [{"opens_on": days(-3000), "closes_on": days(-1000)}], False),
    ],
)
def test_a_date_falls_to_the_first_round_that_closes_on_it_or_after(cast, closed, others, locked):
    for number, more in enumerate(others):
        open_round(f"other-{number}", **more)
    if closed:
        closed_round()
    else:
        open_round(opens_on=days(-90), closes_on=days(-10))
    report = drafted(cast, figure(7_000, days(-1000).year - 1))

    if locked:
        with pytest.raises(reports.RoundClosed):
            reports.submit(report, by=cast.reporter)
    else:
        reports.submit(report, by=cast.reporter)

    report.refresh_from_db()
    assert (report.state == "draft") == locked


def test_a_date_after_every_closed_round_is_taken(cast):
    past = open_round("long-past", opens_on=days(-4000), closes_on=days(-2500))
    type(past).objects.filter(pk=past.pk).update(closed_at=timezone.now())

    assert submitted(cast, figure(7_000, days(-400).year)).state == "submitted"


def test_what_was_handed_in_before_the_closing_is_still_decided_on(cast):
    to_publish, to_return = submitted(cast), submitted(cast, figure(6_000, 2022))
    closed_round()

    reports.publish(to_publish, by=cast.reviewer)
    back = reports.send_back(to_return, by=cast.reviewer, reason="Name the page.")
    again = reports.submit(back, by=cast.reporter)

    assert again.state == "submitted"
    assert ProgressReport.objects.get(pk=to_publish.pk).state == "published"


def test_a_request_is_granted_for_a_time_and_for_its_target(cast):
    closed_round()
    report = drafted(cast)

    with acts_since() as acts:
        request = asked(cast, report)
        unlocks.decide(request, grant=True, answer="It did.", by=cast.coordinator)
    reports.submit(report, by=cast.reporter)

    request.refresh_from_db()
    assert (request.state, request.decided_by, request.until) == (
        UnlockState.GRANTED,
        cast.coordinator,
        timezone.localdate() + timedelta(days=14),
    )
    assert [(act, by) for act, _about, by in acts] == [
        ("unlock.asked", cast.reporter),
        ("unlock.decided", cast.coordinator),
    ]
    assert mail() == [("unlock_asked", "Coordinator Person"), ("unlock_decided", "Reporter Person")]
    assert ProgressReport.objects.get(pk=report.pk).state == "submitted"


def test_what_was_granted_ends(cast):
    closed_round()
    report = drafted(cast)
    request = asked(cast, report)
    unlocks.decide(request, grant=True, answer="It did.", by=cast.coordinator)
    Unlock.objects.filter(pk=request.pk).update(until=timezone.localdate())

    with pytest.raises(reports.RoundClosed):
        reports.submit(report, by=cast.reporter)


def test_what_was_refused_opens_nothing_and_may_be_asked_again(cast):
    closed_round()
    report = drafted(cast)
    first = asked(cast, report)
    unlocks.decide(first, grant=False, answer="It did not.", by=cast.coordinator)

    with pytest.raises(reports.RoundClosed):
        reports.submit(report, by=cast.reporter)
    second = asked(cast, report)

    assert (second.pk != first.pk, second.state) == (True, UnlockState.ASKED)


def test_asked_twice_it_is_one_request(cast):
    closed_round()
    report = drafted(cast)

    first, second = asked(cast, report), asked(cast, report)

    assert (first, Unlock.objects.count(), len(mail())) == (second, 1, 1)


def test_nobody_decides_on_their_own_request(cast):
    closed_round()
    report = drafted(cast, by=cast.coordinator)
    request = unlocks.ask(report, reason="Late.", by=cast.coordinator)

    with pytest.raises(Refused):
        unlocks.decide(request, grant=True, answer="Yes.", by=cast.coordinator)
    # The only coordinator asked: the administrators were written to.
    assert mail() == [("unlock_asked", "administrator")]
    unlocks.decide(request, grant=True, answer="Yes.", by=cast.administrator)

    assert Unlock.objects.get().decided_by == cast.administrator


@pytest.mark.parametrize("who", ["reporter", "reviewer", "observer", "stranger"])
def test_only_another_coordinator_or_an_administrator_decides(cast, who):
    closed_round()
    request = asked(cast)

    with pytest.raises(Refused):
        unlocks.decide(request, grant=True, answer="Yes.", by=getattr(cast, who))

    assert Unlock.objects.get().state == UnlockState.ASKED


def test_of_two_who_decide_the_second_is_told(cast):
    closed_round()
    request, other = asked(cast), other_coordinator(cast)
    unlocks.decide(request, grant=False, answer="No.", by=other)

    with pytest.raises(unlocks.Decided):
        unlocks.decide(request, grant=True, answer="Yes.", by=cast.coordinator)

    assert Unlock.objects.get().state == UnlockState.REFUSED


def test_a_request_and_its_decision_need_a_reason(cast):
    closed_round()

    with pytest.raises(BadEntry):
        unlocks.ask(drafted(cast), reason="  ", by=cast.reporter)
    request = asked(cast)
    with pytest.raises(BadEntry):
        unlocks.decide(request, grant=True, answer="", by=cast.coordinator)

    assert Unlock.objects.get().state == UnlockState.ASKED


def test_nothing_is_asked_where_nothing_is_closed(cast):
    with pytest.raises(Refused):
        asked(cast)
    assert Unlock.objects.count() == 0


def test_only_the_author_asks_for_a_report(cast):
    closed_round()
    report = drafted(cast)

    with pytest.raises(Refused):
        unlocks.ask(report, reason="Late.", by=cast.coordinator)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"state": "granted"},
        {"decided_by": "asked_by", "state": "refused", "answer": "No.", "decided_at": "2026-01-01T00:00Z"},
        {"until": "2026-01-01"},
    ],
)
def test_the_database_refuses_a_request_with_holes(cast, wrong):
    closed_round()
    request = asked(cast)
    more = {name: cast.reporter if value == "asked_by" else value for name, value in wrong.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Unlock.objects.filter(pk=request.pk).update(**more)

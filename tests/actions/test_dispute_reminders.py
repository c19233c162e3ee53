"""Whoever decides is written to about a dispute: once it is there, a week before its day, and the day after."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.cast import figure, make_user, published, seat
from tests.clock import Clock
from tests.rounds import assigned, open_round
from tests.workspace.elements import text_of
from tests.workspace.typed import another_target
from tracker.actions import disputes
from tracker.actions.disputes import Objection
from tracker.actions.reminders import remind
from tracker.enums import DisputeGround, Outcome, SeatRole
from tracker.models import Dispute, DisputeNotice, Outbox, ProgressReport

WORDS = "Canary words of a dispute."


@pytest.fixture
def clock(cast, monkeypatch):
    return Clock(monkeypatch, timezone.localdate())


def raised(report):
    return disputes.raise_dispute(report, Objection(ground=DisputeGround.FIGURE, text=WORDS), token=uuid4())


def letters():
    return sorted(
        (one.kind, one.user.name) for one in Outbox.objects.exclude(user=None).select_related("user")
    )


def on_each_day(clock, number):
    """Run it twice a day for so many days, and say how many were written to on which, counted from now."""
    found = {}
    for day in range(number):
        if written := remind(clock.now.date()) + remind(clock.now.date()):
            found[day] = written
        clock.pass_days(1)
    return found


def test_both_who_decide_are_told_three_times_and_then_no_more(cast, clock, mailoutbox):
    raised(published(cast))

    assert on_each_day(clock, 60) == {0: 2, 30 - 7: 2, 30 + 1: 2}
    assert {one for letter in mailoutbox for one in letter.to} == {
        "reviewer@example.org",
        "coordinator@example.org",
    }
    assert {letter.subject for letter in mailoutbox} == {"You have a new item – GCM Scorecard"}
    assert [
        letter for letter in mailoutbox if "Canary" in letter.body or "/work/disputes/" not in letter.body
    ] == []


def test_its_author_and_who_decides_elsewhere_are_not_told(cast, clock):
    raised(published(cast, by=cast.coordinator))

    assert (remind(clock.now.date()), letters()) == (1, [("disputes_wait", "Reviewer Person")])


def test_one_letter_a_day_tells_of_all_disputes(cast, clock):
    first, second = published(cast), published(cast, figure(6_000, 2022))
    raised(first)

    numbers = [remind(clock.now.date())]
    # Raised in the course of the day: told of tomorrow.
    raised(second)
    numbers += [remind(clock.now.date())]
    clock.pass_days(1)
    numbers += [remind(clock.now.date()), remind(clock.now.date())]

    assert numbers == [2, 0, 2, 0]


def test_a_letter_about_a_target_tells_of_the_dispute_as_well(cast, clock, signed_in):
    raised(published(cast))
    assigned(cast, open_round(), another_target(cast, "GCM10-20"), user=cast.coordinator, due=30)

    numbers = [remind(clock.now.date())]
    clock.pass_days(1)
    numbers += [remind(clock.now.date())]

    assert numbers == [2, 0]
    assert letters() == [("disputes_wait", "Reviewer Person"), ("reminder", "Coordinator Person")]
    assert "1 waits for a decision" in text_of(signed_in(cast.coordinator).get("/work/"))


def test_what_is_decided_is_told_of_no_more_and_leaves_nothing_behind(cast, clock):
    dispute = raised(published(cast))
    remind(clock.now.date())
    told = DisputeNotice.objects.count()

    disputes.decide(dispute, Outcome.UPHELD, by=cast.reviewer, reasons="It stands.", version=dispute.version)
    clock.pass_days(25)

    assert (told, remind(clock.now.date()), DisputeNotice.objects.count()) == (2, 0, 0)


def test_who_comes_to_decide_later_is_told_then(cast, clock):
    raised(published(cast))
    remind(clock.now.date())
    newcomer = make_user("newcomer")
    seat(cast.committee, newcomer, "migrants", SeatRole.REVIEWER)
    clock.pass_days(2)

    assert remind(clock.now.date()) == 1
    assert ("disputes_wait", "Newcomer Person") in letters()


@pytest.mark.parametrize(
    "gone",
    [
        lambda cast, today: cast.committee.seats.filter(user=cast.reviewer).update(ends_on=today),
        lambda cast, _today: cast.committee.seats.filter(user=cast.reviewer).update(role="observer"),
        lambda cast, _today: type(cast.reviewer).objects.filter(pk=cast.reviewer.pk).update(is_active=False),
    ],
)
def test_who_does_not_decide_any_more_is_not_told(cast, clock, gone):
    raised(published(cast))
    gone(cast, clock.now.date())

    assert (remind(clock.now.date()), letters()) == (1, [("disputes_wait", "Coordinator Person")])


def test_a_dispute_about_a_series_is_told_to_the_administrators(cast, clock):
    report = published(cast)
    raised(report)
    ProgressReport.objects.filter(pk=report.pk).update(
        origin="series", committee=None, author=None, led=None, series="a-series"
    )

    assert (remind(clock.now.date()), letters()) == (1, [("disputes_wait", "administrator")])


@pytest.mark.parametrize("number", [1, 8])
def test_it_asks_as_much_of_many_disputes(cast, clock, django_assert_num_queries, number):
    report = published(cast)
    for _one in range(number):
        raised(report)
    remind(clock.now.date())

    with django_assert_num_queries(4):
        remind(clock.now.date())
    assert Dispute.objects.count() == number
    assert timezone.localdate() - Dispute.objects.first().raised_at.date() < timedelta(days=1)

"""Reminders climb a ladder and stop; one letter a day at most, and a day without them is caught up with."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import returned, submitted
from tests.clock import Clock
from tests.rounds import assigned, days, open_round
from tests.workspace.typed import another_target
from tracker.actions import sweep
from tracker.actions.reminders import remind, rungs_passed
from tracker.models import Assignment, Outbox, Round


@pytest.fixture
def clock(cast, monkeypatch):
    return Clock(monkeypatch, timezone.localdate())


def letters():
    return [(one.kind, one.user.name) for one in Outbox.objects.select_related("user").order_by("pk")]


def days_with_a_letter(clock, number):
    """Run it twice a day for so many days, and say on which days, counted from now, somebody was written to."""
    found = []
    for day in range(number):
        if remind(clock.now.date()) + remind(clock.now.date()):
            found.append(day)
        clock.pass_days(1)
    return found


def test_the_ladder_is_climbed_and_then_it_is_over(cast, clock, mailoutbox):
    assigned(cast, open_round(), due=30)

    assert days_with_a_letter(clock, 60) == [0, 30 - 14, 30 - 3, 30 + 1, 30 + 7]
    assert [letter.to for letter in mailoutbox] == [["reporter@example.org"]] * 5
    assert {letter.subject for letter in mailoutbox} == {"You have a new item – GCM Scorecard"}


@pytest.mark.parametrize(
    ("from_due", "rungs"), [(-15, 1), (-14, 2), (-3, 3), (0, 3), (1, 4), (6, 4), (7, 5), (400, 5)]
)
def test_rungs_are_counted_from_the_day_it_is_due(from_due, rungs):
    today = timezone.localdate()

    assert rungs_passed(today - timedelta(days=from_due), today=today) == rungs


def test_days_without_it_are_caught_up_with_by_one_letter(cast, clock, mailoutbox):
    assigned(cast, open_round(), due=30)
    remind(clock.now.date())
    clock.pass_days(32)

    numbers = [remind(clock.now.date()), remind(clock.now.date())]

    assert (numbers, len(mailoutbox), Assignment.objects.get().reminded) == ([1, 0], 2, 4)


def test_one_letter_a_day_tells_of_everything(cast, clock):
    of = open_round()
    assigned(cast, of, due=14)
    assigned(cast, of, another_target(cast, "GCM10-20"), due=3)

    numbers = [remind(clock.now.date())]
    # Given in the course of the day: told of tomorrow.
    assigned(cast, of, another_target(cast, "GCM10-21"), due=20)
    numbers += [remind(clock.now.date())]
    clock.pass_days(1)
    numbers += [remind(clock.now.date())]

    assert (numbers, len(letters())) == ([1, 0, 1], 2)


def test_each_person_has_a_letter_of_their_own(cast, clock):
    of = open_round()
    assigned(cast, of)
    assigned(cast, of, another_target(cast, "GCM10-20"), user=cast.coordinator)

    assert remind(clock.now.date()) == 2
    assert sorted(letters()) == [("reminder", "Coordinator Person"), ("reminder", "Reporter Person")]


def test_who_has_reported_is_left_alone_and_who_was_sent_back_is_not(cast, clock):
    of = open_round()
    assigned(cast, of)
    other = another_target(cast, "GCM10-20")
    assigned(cast, of, other, user=cast.coordinator)
    submitted(cast)
    returned(cast, place_target=other, by=cast.coordinator)

    assert remind(clock.now.date()) == 1
    assert letters() == [("reminder", "Coordinator Person")]


@pytest.mark.parametrize(
    "gone",
    [
        lambda cast: cast.committee.seats.filter(user=cast.reporter).update(ends_on=days(0)),
        lambda cast: cast.committee.seats.filter(user=cast.reporter).update(role="observer"),
        lambda cast: type(cast.reporter).objects.filter(pk=cast.reporter.pk).update(is_active=False),
        lambda cast: Round.objects.update(closed_at=timezone.now()),
        lambda cast: Round.objects.update(opens_on=days(1)),
    ],
)
def test_nobody_is_reminded_of_what_is_no_longer_theirs_to_do(cast, clock, gone):
    assigned(cast, open_round())
    gone(cast)

    assert (remind(clock.now.date()), letters()) == (0, [])


def test_the_sweep_reminds_once_an_hour_at_most(cast, clock, django_capture_on_commit_callbacks):
    assigned(cast, open_round())

    for _time in range(3):
        sweep.sweep()

    assert len(letters()) == 1

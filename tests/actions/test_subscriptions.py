"""Letters about what changes: when they come, about what, and what they say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import figure, published
from tests.clock import Clock
from tests.models.finding_rows import mark_change
from tests.subscriptions import READER, day_later, follow, path_in
from tracker.actions import subscriptions
from tracker.actions.outbox import send_waiting
from tracker.enums import MailKind, Rhythm
from tracker.models import Outbox, Subscription
from tracker.selectors.mark_changes import Watched


@pytest.fixture
def follower(cast, mailoutbox):
    """Somebody who follows Arcadia, day by day."""
    found = follow(Watched(place=cast.arcadia))
    mailoutbox.clear()
    return found


def test_one_that_can_still_be_confirmed_is_kept(cast):
    subscriptions.ask(READER, Watched(), Rhythm.DAILY)

    assert subscriptions.forget_unconfirmed(now=timezone.now() + timedelta(hours=71)) == 0
    assert subscriptions.forget_unconfirmed(now=timezone.now() + timedelta(hours=73)) == 1


def test_token_stands_nowhere(cast, mailoutbox):
    subscriptions.ask(READER, Watched(), Rhythm.DAILY)
    token = path_in(mailoutbox[0]).split("/")[-2]

    kept = str([list(model.objects.values()) for model in (Subscription, Outbox)])

    assert len(token) == 64
    assert token not in kept


def test_letter_comes_the_day_after_and_once(cast, follower, mailoutbox):
    published(cast, figure(7_000, 2023))
    tomorrow = day_later()

    written = [subscriptions.tell(now=tomorrow) for _once in range(2)]

    assert written == [1, 0]
    (mail,) = mailoutbox
    today = timezone.localdate()
    assert path_in(mail) == f"/subscriptions/{follower.uuid}/?since={today}&until={today}"


def test_letter_says_neither_what_is_followed_nor_what_changed(cast, follower, mailoutbox):
    published(cast, figure(7_000, 2023))
    subscriptions.tell(now=day_later())

    said = mailoutbox[0].subject + mailoutbox[0].body

    assert [word for word in ("Arcadia", "GCM10", "arcadia", READER, "Missed") if word in said] == []


def test_nothing_changed_and_no_letter_comes(follower, mailoutbox):
    assert subscriptions.tell(now=day_later()) == 0
    assert mailoutbox == []


def test_change_elsewhere_is_no_reason_for_a_letter(cast, follower, mailoutbox):
    mark_change(cast, place=cast.borduria, on=timezone.localdate()).save()

    assert subscriptions.tell(now=day_later()) == 0


@pytest.mark.parametrize("days", range(1, 8))
def test_weekly_letter_waits_for_a_week(cast, days):
    follow(rhythm=Rhythm.WEEKLY)
    mark_change(cast, on=timezone.localdate()).save()

    written = [subscriptions.tell(now=day_later(one)) for one in range(1, days + 1)]

    assert sum(written) == (days >= 7)


@pytest.mark.parametrize("of", ["place", "objective", "commitment", "everything"])
def test_place_objective_commitment_and_everything_can_be_followed(cast, of, mailoutbox):
    watched = {
        "place": Watched(place=cast.arcadia),
        "objective": Watched(objective=cast.objective),
        "commitment": Watched(commitment=cast.commitment),
        "everything": Watched(),
    }[of]
    follow(watched)
    published(cast, figure(7_000, 2023))

    assert subscriptions.tell(now=day_later()) == 1


def test_letters_do_not_pile_up_where_no_server_takes_them(cast, follower):
    published(cast, figure(7_000, 2023))
    subscriptions.tell(now=day_later())
    Outbox.objects.filter(kind=MailKind.WHAT_CHANGED).update(sent_at=None)
    mark_change(cast, on=timezone.localdate() + timedelta(days=1)).save()

    written = subscriptions.tell(now=day_later(2))
    Outbox.objects.filter(kind=MailKind.WHAT_CHANGED).update(sent_at=timezone.now())
    later = subscriptions.tell(now=day_later(3))

    assert (written, later) == (0, 1)


def test_change_committed_a_little_after_midnight_is_told(cast, follower, monkeypatch):
    clock = Clock(monkeypatch, timezone.localdate())
    yesterday = timezone.localdate()
    clock.pass_days(1)
    midnight = timezone.now().replace(hour=0, minute=5)

    early = subscriptions.tell(now=midnight)
    mark_change(cast, on=yesterday).save()

    assert (early, subscriptions.tell(now=midnight + timedelta(hours=1))) == (0, 1)


def test_letter_to_whoever_is_out_is_not_sent(cast, follower, mailoutbox, settings):
    settings.DRAIN_IN_PROCESS = False
    published(cast, figure(7_000, 2023))
    Outbox.objects.create(
        kind=MailKind.WHAT_CHANGED, address=READER, about=f"{follower.uuid}/2026-01-01/2026-01-01"
    )
    Subscription.objects.all().delete()

    send_waiting()

    assert (mailoutbox, Outbox.objects.filter(kind=MailKind.WHAT_CHANGED).count()) == ([], 0)

"""Forgetting an address on request."""

import pytest
from django.core.management import CommandError, call_command

from tracker.actions import subscriptions
from tracker.enums import Rhythm
from tracker.models import Outbox, Subscription
from tracker.selectors.mark_changes import Watched


def test_address_is_forgotten_with_all_it_follows_and_no_other(cast, capsys):
    for address in ("reader@example.org", "other@example.org"):
        subscriptions.ask(address, Watched(), Rhythm.DAILY)
        subscriptions.confirm(Subscription.objects.latest("id").token)
        subscriptions.ask(address, Watched(place=cast.arcadia), Rhythm.WEEKLY)

    call_command("forget_address", "Reader@Example.org")

    assert capsys.readouterr().out == "Forgotten with 2 subscriptions.\n"
    assert set(Subscription.objects.values_list("address", flat=True)) == {"other@example.org"}
    assert set(Outbox.objects.values_list("address", flat=True)) == {"other@example.org"}


def test_what_is_no_address_is_refused(db):
    with pytest.raises(CommandError):
        call_command("forget_address", "reader")

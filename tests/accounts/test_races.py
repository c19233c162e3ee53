"""At the same instant: one link clicked twice, one mail tried by two. One of each wins, and nothing happens twice."""

import pytest
from django.core import mail

from tests.actions.test_invitations import ADDRESS, CHOSEN, invited
from tests.actions.test_races import at_once, won
from tests.cast import make_cast
from tracker.actions import outbox, people
from tracker.enums import MailKind
from tracker.models import Invitation, Outbox, Seat, User
from tracker.permissions import Refused

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def test_link_clicked_twice_at_once_begins_once():
    cast = make_cast()

    for number in range(ROUNDS):
        address = f"{number}{ADDRESS}"
        invitation = invited(cast, address)
        outcomes = at_once(*[lambda one=invitation: people.begin(one, **CHOSEN)] * 4)

        assert len(won(outcomes)) == 1
        assert User.objects.filter(email=address).count() == 1
        assert Seat.objects.filter(user__email=address).count() == 1


def test_two_who_invite_the_same_address_at_once_leave_one_open_link():
    cast = make_cast()

    for number in range(ROUNDS):
        address = f"{number}{ADDRESS}"
        outcomes = at_once(*[lambda one=address: invited(cast, one)] * 4)

        assert {type(one) for one in outcomes} <= {Invitation, Refused}
        assert Invitation.objects.filter(address=address, withdrawn_at=None).count() == 1


def test_two_who_send_at_once_send_each_mail_once(transactional_db):
    cast = make_cast()
    mail.outbox.clear()
    for _number in range(20):
        Outbox.objects.create(kind=MailKind.NEW_DEVICE, user=cast.reporter)

    at_once(*[outbox.send_waiting] * 4)

    sent = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert (len(sent), len(set(sent))) == (20, 20)
    assert Outbox.objects.filter(sent_at=None).count() == 0

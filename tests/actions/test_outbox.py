"""Mail is posted with its act, sent after the commit, tried again when it fails, and holds no word of content."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.cast import make_user
from tracker.actions import outbox
from tracker.enums import MailKind
from tracker.mail import LETTERS
from tracker.mail.words import new_item
from tracker.models import Outbox

INVITED = MailKind.INVITATION
LETTER = new_item("http://localhost/work/")


@pytest.fixture(autouse=True)
def _plain_letters(monkeypatch):
    """What a letter says is tested beside the letters."""
    monkeypatch.setitem(LETTERS, INVITED, lambda _mail: LETTER)


class Refusing(locmem.EmailBackend):
    """A mail server that is there and refuses."""

    fault: Exception = ValueError("no such mailbox: somebody@example.org")

    def send_messages(self, messages):
        raise self.fault


class Away(Refusing):
    """A mail server that is not there."""

    fault = ConnectionRefusedError("refused")


def backend(settings, kind):
    settings.EMAIL_BACKEND = f"{__name__}.{kind.__name__}"


def waiting(number=1):
    return [
        Outbox.objects.create(kind=INVITED, address=f"invited{one}@example.org", about=str(uuid4()))
        for one in range(number)
    ]


def due_now():
    Outbox.objects.waiting().update(next_try_at=timezone.now())


def test_mail_is_sent_once_after_the_commit(db, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        posted = outbox.post(INVITED, to="invited@example.org", about="a-code")
        before = len(mailoutbox)
    again = outbox.send_waiting()

    (sent,) = mailoutbox
    posted.refresh_from_db()
    assert (before, again) == (0, 0)
    assert (sent.to, sent.extra_headers["Message-ID"]) == (
        ["invited@example.org"],
        f"<{posted.uuid}@localhost>",
    )
    assert (posted.attempts, posted.sent_at is not None, posted.quarantined_at) == (1, True, None)


@pytest.mark.django_db(transaction=True)
def test_mail_about_what_was_taken_back_is_never_sent(mailoutbox):
    with transaction.atomic():
        outbox.post(INVITED, to="invited@example.org")
        transaction.set_rollback(True)

    outbox.send_waiting()

    assert (mailoutbox, Outbox.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_mail_outside_a_transaction_is_refused():
    with pytest.raises(outbox.NotInTransaction):
        outbox.post(INVITED, to="invited@example.org")

    assert Outbox.objects.count() == 0


def test_mail_that_fails_waits_longer_each_time_and_is_then_put_aside(db, settings, caplog):
    backend(settings, Refusing)
    (mail,) = waiting()
    waits = []

    for _try in range(outbox.MOST_TRIES):
        before = timezone.now()
        outbox.send_waiting()
        mail.refresh_from_db()
        waits.append(round((mail.next_try_at - before) / timedelta(seconds=1)))
        due_now()

    assert waits[:4] == [5, 30, 120, 600]
    assert (mail.attempts, mail.error, mail.sent_at) == (5, "ValueError", None)
    assert mail.quarantined_at is not None
    assert "example.org" not in caplog.text


def test_mail_that_was_given_up_is_tried_again_when_an_administrator_says_so(db, mailoutbox):
    (mail,) = waiting()
    Outbox.objects.update(quarantined_at=timezone.now(), attempts=5)
    before = outbox.send_waiting()

    call_command("drain", "--again", stdout=StringIO())

    mail.refresh_from_db()
    assert (before, len(mailoutbox), mail.sent_at is not None) == (0, 1, True)


def test_mail_that_fails_keeps_nobody_waiting(db, settings, mailoutbox, monkeypatch):
    bad, good = waiting(2)
    monkeypatch.setitem(LETTERS, INVITED, lambda mail: 1 / 0 if mail.pk == bad.pk else LETTER)

    sent = outbox.send_waiting()

    good.refresh_from_db()
    assert (sent, [one.to for one in mailoutbox], good.attempts) == (1, [["invited1@example.org"]], 1)


def test_while_the_mail_server_is_away_only_one_mail_tries(db, settings, mailoutbox):
    backend(settings, Away)
    waiting(3)

    outbox.send_waiting()

    assert sorted(Outbox.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_try_counts_when_it_kills_its_process(db, monkeypatch):
    (mail,) = waiting()

    def killed(_mail):
        raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "_send", killed)
    for _try in range(outbox.MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            outbox.send_waiting()
        held = outbox.send_waiting()
        due_now()
    outbox.send_waiting()

    mail.refresh_from_db()
    assert held == 0
    assert (mail.attempts, mail.quarantined_at is not None) == (5, True)


def test_nobody_who_was_suspended_gets_mail(db, mailoutbox, django_capture_on_commit_callbacks):
    suspended, active = make_user("suspended", is_active=False), make_user("active")

    with django_capture_on_commit_callbacks(execute=True):
        outbox.post(INVITED, to=suspended)
        outbox.post(INVITED, to=active)

    assert [one.to for one in mailoutbox] == [["active@example.org"]]
    assert [one.user for one in Outbox.objects.all()] == [active]


def test_what_was_sent_long_ago_is_forgotten(db):
    old, new = waiting(2)
    Outbox.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=15))
    Outbox.objects.filter(pk=new.pk).update(sent_at=timezone.now() - timedelta(days=13))

    outbox.send_waiting()

    assert list(Outbox.objects.all()) == [new]


def test_database_that_breaks_while_sending_does_not_break_the_act(db, monkeypatch, caplog):
    def broken():
        raise DatabaseError

    monkeypatch.setattr(outbox, "send_waiting", broken)

    outbox.wake()

    assert "could not send mail" in caplog.text

"""Mail: put into the outbox by the act that it tells about, and sent after the commit, at least once.

A try is counted before it is made, so that one which kills its process counts too. What fails five times is put aside
for an administrator. Where the mail server does not answer at all, the others wait and their tries are not used up.
"""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tracker.actions.drain import DELAYS, MOST_TRIES
from tracker.actions.wake import hint
from tracker.enums import MailKind
from tracker.mail import letter_for
from tracker.mail.words import Letter
from tracker.models import Outbox, User

log = logging.getLogger(__name__)

TASK = "tracker.tasks.send_mail"
# While a mail is being tried nobody else tries it; after a crash it is tried again this much later.
HELD = timedelta(minutes=1)
# What was sent is known for so long, and then forgotten with its address.
KEPT = timedelta(days=14)
NO_SERVER = (ConnectionError, TimeoutError, SMTPServerDisconnected)


class NotInTransaction(Exception):
    """A mail is written down in the transaction of what it tells about, and there is none."""


def post(kind: MailKind, *, to: User | str, about: str = "") -> Outbox:
    """Put a mail into the outbox, in the caller's transaction; it is sent after the commit, and not without it.

    `about` is a code or an id, from which the letter is made when it is sent. It is no place for words.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(kind)
    to_whom = {"user": to} if isinstance(to, User) else {"address": to}
    mail = Outbox.objects.create(kind=MailKind(kind).value, about=about, **to_whom)
    transaction.on_commit(wake)
    return mail


def wake() -> None:
    """Say that there is mail to send. Never raises; on a server it never waits either."""
    if not settings.DRAIN_IN_PROCESS:
        hint(TASK)
        return
    try:
        send_waiting()
    except Exception:
        # The act that posted it is committed already: nobody is told that it failed.
        log.exception("could not send mail; the sweep will")


def send_waiting() -> int:
    """Send what can be sent now, and say how much that was. Safe to run many times at once."""
    sent = 0
    tried: set[int] = set()
    while (mail := _claim(tried)) is not None:
        tried.add(mail.pk)
        try:
            sent += _send(mail)
        except Exception as fault:
            # Whatever is wrong with this mail, the others must go on. The words of a fault may hold an address.
            log.warning("mail %s could not be sent: %s", mail.uuid, type(fault).__name__)
            _note(mail, fault)
            if isinstance(fault, NO_SERVER):
                break
    Outbox.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
    return sent


def try_again() -> int:
    """Have what was given up tried anew, once its reason is gone; says how much that is."""
    return Outbox.objects.quarantined().update(quarantined_at=None, attempts=0, next_try_at=None)


@transaction.atomic
def _claim(tried: set[int]) -> Outbox | None:
    """Count the next try before it is made, and keep others off meanwhile; what was tried too often is put aside."""
    now = timezone.now()
    free = Outbox.objects.ready(now).exclude(pk__in=tried).select_for_update(skip_locked=True, of=("self",))
    mail = free.filter(attempts__lt=MOST_TRIES).select_related("user").order_by("attempts", "id").first()
    # Those whose last try killed its process.
    _put_aside(*Outbox.objects.ready(now).filter(attempts__gte=MOST_TRIES).values_list("pk", flat=True))
    if mail is None:
        return None
    Outbox.objects.filter(pk=mail.pk).update(attempts=F("attempts") + 1, next_try_at=now + HELD)
    mail.attempts += 1
    return mail


def _send(mail: Outbox) -> int:
    """Make the letter and send it. Nothing is sent to whom it should not reach any more: that mail is dropped."""
    letter = letter_for(mail)
    if letter is None:
        Outbox.objects.filter(pk=mail.pk).delete()
        return 0
    with get_connection() as connection:
        connection.send_messages([_message(mail, letter)])
    Outbox.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), next_try_at=None, error="")
    return 1


def _message(mail: Outbox, letter: Letter) -> EmailMessage:
    """The letter with its address and the headers by which a second copy and an answering machine know it."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    address = mail.user.email if mail.user else mail.address
    known = {"Message-ID": f"<{mail.uuid}@{host}>", "Auto-Submitted": "auto-generated"}
    headers = {**letter.headers, **known}
    return EmailMessage(letter.subject, letter.text, to=[address], headers=headers)


def _note(mail: Outbox, fault: Exception) -> None:
    """Keep what kind of fault it was, and when to try again; after the last try the mail is put aside."""
    failed = Outbox.objects.filter(pk=mail.pk)
    wait = DELAYS[min(mail.attempts - 1, len(DELAYS) - 1)]
    failed.update(error=type(fault).__name__[:100], next_try_at=timezone.now() + wait)
    if mail.attempts >= MOST_TRIES or isinstance(fault, SMTPRecipientsRefused):
        _put_aside(mail.pk)


def _put_aside(*pks: int) -> None:
    """Give up on these mails, loudly; an administrator must look at them."""
    if pks:
        Outbox.objects.filter(pk__in=pks).update(quarantined_at=timezone.now())
        log.error("gave up on %s mails", len(pks))

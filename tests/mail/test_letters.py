"""Every letter there is: made of ids when it is sent, and silent about all but that there is something, and where."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.actions.test_invitations import invited
from tests.cast import make_user
from tests.models import build
from tests.models.voice_rows import letter
from tracker.actions import subscriptions
from tracker.enums import MailKind, Rhythm
from tracker.mail import LETTERS, letter_for, new_item
from tracker.models import Outbox, Subscription
from tracker.models.endorsements import digest_of
from tracker.selectors.mark_changes import Watched

# What is no letter to an account, and what it is about.
TO_AN_ADDRESS = {
    MailKind.INVITATION,
    MailKind.PASSWORD_RESET,
    MailKind.ENDORSEMENT,
    MailKind.DISPUTE_RECEIVED,
    MailKind.DISPUTE_DECIDED,
    MailKind.SUBSCRIPTION,
    MailKind.WHAT_CHANGED,
}


def a_letter(cast):
    """A question to an organisation, with the digest of its own token."""
    made = letter(cast, expires_at=timezone.now() + timedelta(hours=1))
    made.token_digest = digest_of(made.token)
    made.save()
    return made.uuid


def a_dispute(cast):
    made = build.decided_dispute(cast)
    made.save()
    return made.uuid


def asked_for(cast):
    subscriptions.ask("reader@example.org", Watched(place=cast.arcadia), Rhythm.DAILY)
    return Subscription.objects.get()


def what_changed(cast):
    return f"{subscriptions.confirm(asked_for(cast).token).uuid}/2026-01-01/2026-01-07"


ABOUT = {
    MailKind.SUBSCRIPTION: lambda cast: asked_for(cast).uuid,
    MailKind.WHAT_CHANGED: what_changed,
    MailKind.INVITATION: lambda cast: invited(cast).uuid,
    MailKind.ENDORSEMENT: a_letter,
    MailKind.DISPUTE_RECEIVED: a_dispute,
    MailKind.DISPUTE_DECIDED: a_dispute,
    MailKind.UNLOCK_ASKED: lambda _cast: uuid4(),
    MailKind.TABLE: lambda _cast: uuid4(),
}


def mail_of(kind, cast):
    """A mail of this kind, about something where there is something, and to whom it would go."""
    about = str(ABOUT[kind](cast)) if kind in ABOUT else ""
    if kind in TO_AN_ADDRESS:
        return Outbox(kind=kind, address=cast.reporter.email, about=about)
    return Outbox(kind=kind, user=cast.reporter, about=about)


def test_every_kind_has_its_letter():
    assert set(LETTERS) == set(MailKind)


@pytest.mark.parametrize("kind", MailKind)
def test_no_letter_names_anybody_or_tells_anything(cast, settings, kind):
    cast.reporter.name = "Canary Person"
    cast.reporter.save(update_fields=["name"])

    sent = letter_for(mail_of(kind, cast))

    said = sent.subject + sent.text
    told = ("Canary", cast.reporter.email, "Arcadia", "Committee of", cast.administrator.email)
    assert sent.subject.endswith(" – GCM Scorecard")
    assert settings.SITE_URL in sent.text
    assert [word for word in told if word in said] == []
    assert "\n" not in sent.subject


@pytest.mark.parametrize("kind", sorted(set(MailKind) - TO_AN_ADDRESS))
def test_nobody_suspended_gets_a_letter(cast, kind):
    suspended = make_user("suspended", is_active=False)

    mail = mail_of(kind, cast)
    to_suspended = Outbox(kind=kind, user=suspended, about=mail.about)

    assert letter_for(to_suspended) is None
    assert letter_for(mail) is not None


def test_usual_letter_says_that_there_is_something_and_where():
    usual = new_item("https://scorecard.example/work/")

    assert usual.subject == "You have a new item – GCM Scorecard"
    assert usual.text.startswith(
        "You have a new item. Sign in to see it:\n\nhttps://scorecard.example/work/\n\n"
    )


def test_invitation_made_with_another_secret_key_is_not_sent(cast, settings):
    mail = mail_of(MailKind.INVITATION, cast)
    settings.SECRET_KEY = "another"

    with pytest.raises(ValueError, match="secret key"):
        letter_for(mail)

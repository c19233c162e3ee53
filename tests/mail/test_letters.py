"""Every letter there is: made of ids when it is sent, and silent about all but that there is something, and where."""

import pytest

from tests.actions.test_invitations import invited
from tests.cast import make_user
from tracker.enums import MailKind
from tracker.mail import LETTERS, letter_for, new_item
from tracker.models import Outbox

# What is no letter to an account, and what it is about.
TO_AN_ADDRESS = {MailKind.INVITATION, MailKind.PASSWORD_RESET}


def mail_of(kind, cast):
    """A mail of this kind, about something where there is something, and to whom it would go."""
    if kind in TO_AN_ADDRESS:
        about = str(invited(cast).uuid) if kind == MailKind.INVITATION else ""
        return Outbox(kind=kind, address=cast.reporter.email, about=about)
    return Outbox(kind=kind, user=cast.reporter)


def test_every_kind_has_its_letter():
    assert set(LETTERS) == set(MailKind)


@pytest.mark.parametrize("kind", MailKind)
def test_no_letter_names_anybody_or_tells_anything(cast, settings, kind):
    cast.reporter.name = "Canary Person"
    cast.reporter.save(update_fields=["name"])

    letter = letter_for(mail_of(kind, cast))

    said = letter.subject + letter.text
    told = ("Canary", cast.reporter.email, "Arcadia", "Committee of", cast.administrator.email)
    assert letter.subject.endswith(" – GCM Scorecard")
    assert settings.SITE_URL in letter.text
    assert [word for word in told if word in said] == []
    assert "\n" not in letter.subject


@pytest.mark.parametrize("kind", sorted(set(MailKind) - TO_AN_ADDRESS))
def test_nobody_suspended_gets_a_letter(cast, kind):
    suspended = make_user("suspended", is_active=False)

    assert letter_for(Outbox(kind=kind, user=suspended)) is None
    assert letter_for(Outbox(kind=kind, user=cast.reporter)) is not None


def test_usual_letter_says_that_there_is_something_and_where():
    letter = new_item("https://scorecard.example/work/")

    assert letter.subject == "You have a new item – GCM Scorecard"
    assert letter.text.startswith(
        "You have a new item. Sign in to see it:\n\nhttps://scorecard.example/work/\n\n"
    )


def test_invitation_made_with_another_secret_key_is_not_sent(cast, settings):
    mail = mail_of(MailKind.INVITATION, cast)
    settings.SECRET_KEY = "another"

    with pytest.raises(ValueError, match="secret key"):
        letter_for(mail)

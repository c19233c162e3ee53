"""Letters about an account: how to come in, and what changed about it."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.utils.translation import gettext as _

from tracker.mail.words import Letter, link_to, said
from tracker.models import Invitation, Outbox, User
from tracker.models.invitations import digest_of
from tracker.selectors.invitations import is_open


def invitation(mail: Outbox) -> Letter | None:
    """You are invited, and by which link. It does not say to what: others may read it."""
    found = Invitation.objects.filter(uuid=mail.about).first()
    if found is None or not is_open(found):
        return None
    if digest_of(found.token) != found.token_digest:
        raise ValueError("the secret key is not the one the invitation was made with")
    return said(
        _("You are invited"),
        _("You are invited to take part. Open this link to see to what, and to begin:"),
        link_to("invitation", found.token),
        _(
            "It works once, for this address only, and for 72 hours. If you do not know why you got it, do nothing."
        ),
    )


def password_reset(mail: Outbox) -> Letter | None:
    """The link to choose another password, for whoever has this address; nobody else gets a letter."""
    user = User.objects.filter(email=mail.address, is_active=True).first()
    if user is None:
        return None
    token = default_token_generator.make_token(user)
    link = link_to("account_reset_password_from_key", user_pk_to_url_str(user), token)
    return said(
        _("Another password"),
        _("Somebody, most likely you, asked for another password. Open this link to choose one:"),
        link,
        _("It works once and for 72 hours. If it was not you, do nothing: your password stays as it is."),
    )


def password_changed(_mail: Outbox) -> Letter:
    """Somebody changed the password."""
    return said(_("Your password was changed"), _("Your password was changed."), *_if_it_was_not_you())


def second_factor_changed(_mail: Outbox) -> Letter:
    """Somebody set up, removed or renewed the second factor."""
    return said(
        _("Your second factor was changed"),
        _("The codes that you sign in with were set up, removed or made anew."),
        *_if_it_was_not_you(),
    )


def new_device(_mail: Outbox) -> Letter:
    """Somebody signed in on a device that was not known."""
    return said(
        _("You signed in on a new device"),
        _("Somebody, most likely you, signed in with your account where it was not known yet."),
        *_if_it_was_not_you(),
    )


def _if_it_was_not_you() -> tuple[str, str]:
    """What to do, and where."""
    words = _(
        "If it was not you, choose another password at once, sign out everywhere, and tell your administrator:"
    )
    return words, link_to("account_reset_password")

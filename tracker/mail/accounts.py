"""Letters about an account: how to come in."""

from django.utils.translation import gettext as _

from tracker.mail.words import Letter, link_to, said
from tracker.models import Invitation, Outbox
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

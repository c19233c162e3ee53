"""Letters about an account: how to come in."""

from django.utils.translation import gettext as _

from tracker.mail.words import Letter, link_to, said
from tracker.models import Outbox


def invitation(mail: Outbox) -> Letter:
    """You are invited, and by which link."""
    return said(
        _("You are invited"), _("You are invited to take part. Sign in to begin:"), link_to("workspace:desk")
    )

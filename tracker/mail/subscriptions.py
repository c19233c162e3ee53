"""Letters to whoever asked to be told what changed: is it meant, and later that something changed, and where.

They do not say what is followed either: whoever reads a letter on its way must not learn what its reader watches.
"""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.mail.words import Letter, link_to, said
from tracker.models import Outbox, Subscription
from tracker.models.subscriptions import SubscriptionQuerySet, digest_of


def subscription(mail: Outbox) -> Letter | None:
    """Somebody wants this address to be told: is it meant?"""
    found = _of(mail.about, Subscription.objects.waiting(timezone.now()))
    if found is None:
        return None
    if digest_of(found.token) != found.token_digest:
        raise ValueError("the secret key is not the one the letter was made with")
    return said(
        _("Something to confirm"),
        _("Somebody asked for letters to this address about what changes. Open this link to see about what:"),
        link_to("public:subscription-letter", found.token),
        _(
            "Nothing comes unless you confirm it there. The link works once, for 72 hours; then we forget you."
        ),
        reason=_(
            "You get this because somebody typed this address at the %(site)s. Nobody reads answers to it."
        ),
    )


def what_changed(mail: Outbox) -> Letter | None:
    """Something changed, and where to see what; with one click there are no more letters."""
    uuid, _slash, days = mail.about.partition("/")
    found = _of(uuid, Subscription.objects.confirmed())
    if found is None:
        return None
    since, _slash, until = days.partition("/")
    page = link_to("public:subscription", found.uuid)
    return said(
        _("Something has changed"),
        _("Marks that you asked to be told about have changed. Open this link to see which:"),
        f"{page}?since={since}&until={until}",
        _("The same page ends these letters, without an account."),
        reason=_("You get this because this address asked the %(site)s for it. Nobody reads answers to it."),
        headers={"List-Unsubscribe": f"<{page}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def _of(uuid: str, among: SubscriptionQuerySet) -> Subscription | None:
    try:
        return among.filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None

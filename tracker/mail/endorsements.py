"""The letter that asks an organisation whether it signs on, or withdraws."""

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.mail.words import Letter, link_to, said
from tracker.models import EndorsementLetter, Outbox
from tracker.models.endorsements import digest_of


def endorsement(mail: Outbox) -> Letter | None:
    """There is something to confirm, and by which link. It does not say what: others may read it."""
    found = EndorsementLetter.objects.open(timezone.now()).filter(uuid=mail.about).first()
    if found is None:
        return None
    if digest_of(found.token) != found.token_digest:
        raise ValueError("the secret key is not the one the letter was made with")
    return said(
        _("Something to confirm"),
        _("Somebody asked for something in the name of your organisation. Open this link to see what:"),
        link_to("public:endorsement-letter", found.token),
        _("Nothing happens unless you confirm it there. The link works once, for 72 hours."),
    )

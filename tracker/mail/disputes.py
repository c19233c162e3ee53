"""Letters to whoever raised a dispute and left an address: that it came, and that it was decided."""

from uuid import UUID

from django.utils.translation import gettext as _

from tracker.mail.words import Letter, link_to, said
from tracker.models import Dispute, Outbox
from tracker.wording import short_reference


def dispute_received(mail: Outbox) -> Letter | None:
    """It came, and where to see how far it is."""
    return _about(mail, _("What you sent us has arrived. Where it stands can be seen here:"))


def dispute_decided(mail: Outbox) -> Letter | None:
    """It was decided, and where the reasons stand. The address is not kept any longer."""
    return _about(mail, _("What you sent us was decided. The outcome and the reasons stand here:"))


def _about(mail: Outbox, sentence: str) -> Letter | None:
    """A letter with the number of the dispute and its page, and no word of it."""
    try:
        found = Dispute.objects.filter(uuid=UUID(mail.about)).first()
    except ValueError:
        found = None
    if found is None:
        return None
    number = _("Your reference is %(reference)s.") % {"reference": short_reference(found.uuid)}
    return said(_("About what you sent us"), sentence, link_to("public:dispute", found.uuid), number)

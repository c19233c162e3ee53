"""Mail to administrators about the desk."""

from tracker.mail.words import Letter, link_to, new_item
from tracker.models import Outbox


def change_to_decide(mail: Outbox) -> Letter:
    """A change waits for a second administrator, or one was decided."""
    return new_item(link_to("admin:tracker_changerequest_changelist"))

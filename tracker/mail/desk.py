"""Mail to administrators about the desk."""

from tracker.mail.words import Letter, link_to, new_item
from tracker.models import Outbox


def change_to_decide(mail: Outbox) -> Letter:
    """A change waits for a second administrator, or one was decided."""
    return new_item(link_to("admin:tracker_changerequest_changelist"))


def table(mail: Outbox) -> Letter:
    """Something became of a table that was brought in, or it waits for a second administrator."""
    return new_item(link_to("admin:import", mail.about))

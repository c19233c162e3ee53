"""Letters about the work of a committee. They say that there is something, and where; never what."""

from tracker.mail.words import Letter, link_to, new_item
from tracker.models import Outbox


def at_your_desk(_mail: Outbox) -> Letter:
    """Something waits at the desk."""
    return new_item(link_to("workspace:desk"))


def at_the_committees(_mail: Outbox) -> Letter:
    """Something waits at the administrators' desk, among the seats."""
    return new_item(link_to("admin:tracker_seat_changelist"))


def at_the_disputes(_mail: Outbox) -> Letter:
    """Something waits in the list of disputes."""
    return new_item(link_to("workspace:disputes"))


def request_to_decide(mail: Outbox) -> Letter:
    """A request waits for a decision."""
    return new_item(link_to("workspace:unlock", mail.about))

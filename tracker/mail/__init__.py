"""What mail says: one function per kind, called when the mail is sent, with the row that waits in the outbox.

A mail says that there is something, and where. No title, no figure, no text of a report, and nobody's name: whoever
reads it on the way or over a shoulder learns nothing. To add a kind: a member of `MailKind` in tracker/enums, its
function in a module beside this one, and its line in `LETTERS`.
"""

from collections.abc import Callable

from tracker.enums import MailKind
from tracker.mail import accounts
from tracker.mail.desk import change_to_decide, table
from tracker.mail.disputes import dispute_decided, dispute_received
from tracker.mail.endorsements import endorsement
from tracker.mail.rounds import at_the_committees, at_the_disputes, at_your_desk, request_to_decide
from tracker.mail.subscriptions import subscription, what_changed
from tracker.mail.words import Letter, link_to, new_item
from tracker.models import Outbox

__all__ = ["LETTERS", "Letter", "letter_for", "link_to", "new_item"]

# None instead of a letter: there is nothing to tell any more, and the mail is dropped.
LETTERS: dict[MailKind, Callable[[Outbox], Letter | None]] = {
    MailKind.INVITATION: accounts.invitation,
    MailKind.PASSWORD_RESET: accounts.password_reset,
    MailKind.PASSWORD_CHANGED: accounts.password_changed,
    MailKind.SECOND_FACTOR_CHANGED: accounts.second_factor_changed,
    MailKind.NEW_DEVICE: accounts.new_device,
    MailKind.UNCOORDINATED: at_the_committees,
    MailKind.REMINDER: at_your_desk,
    MailKind.UNLOCK_ASKED: request_to_decide,
    MailKind.UNLOCK_DECIDED: at_your_desk,
    MailKind.ENDORSEMENT: endorsement,
    MailKind.CHANGE_ASKED: change_to_decide,
    MailKind.CHANGE_DECIDED: change_to_decide,
    MailKind.TABLE: table,
    MailKind.DISPUTES_WAIT: at_the_disputes,
    MailKind.DISPUTE_RECEIVED: dispute_received,
    MailKind.DISPUTE_DECIDED: dispute_decided,
    MailKind.SUBSCRIPTION: subscription,
    MailKind.WHAT_CHANGED: what_changed,
}


def letter_for(mail: Outbox) -> Letter | None:
    """What this mail says now, or nothing where nobody should get it any more."""
    if mail.user is not None and not mail.user.is_active:
        return None
    return LETTERS[MailKind(mail.kind)](mail)

"""What mail says: one function per kind, called when the mail is sent, with the row that waits in the outbox.

A mail says that there is something, and where. No title, no figure, no text of a report, and nobody's name: whoever
reads it on the way or over a shoulder learns nothing. To add a kind: a member of `MailKind` in tracker/enums, its
function in a module beside this one, and its line in `LETTERS`.
"""

from collections.abc import Callable

from tracker.enums import MailKind
from tracker.mail.accounts import invitation
from tracker.mail.disputes import dispute_decided, dispute_received
from tracker.mail.words import Letter, link_to
from tracker.models import Outbox

__all__ = ["LETTERS", "Letter", "letter_for", "link_to"]

# None instead of a letter: there is nothing to tell any more, and the mail is dropped.
LETTERS: dict[MailKind, Callable[[Outbox], Letter | None]] = {
    MailKind.INVITATION: invitation,
    MailKind.DISPUTE_RECEIVED: dispute_received,
    MailKind.DISPUTE_DECIDED: dispute_decided,
}


def letter_for(mail: Outbox) -> Letter | None:
    """What this mail says now, or nothing where nobody should get it any more."""
    if mail.user is not None and not mail.user.is_active:
        return None
    return LETTERS[MailKind(mail.kind)](mail)

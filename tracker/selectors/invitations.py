"""What a link in an invitation is good for, to whoever opens it."""

from enum import Enum

from django.utils import timezone

from tracker.models import Invitation, User
from tracker.models.invitations import digest_of


class LinkState(Enum):
    """What the link is good for."""

    BEGIN = "begin"  # nobody has this address yet: choose a name and a password
    SIGN_IN = "sign_in"  # there is such an account: sign in, then take it
    TAKE = "take"  # signed in with this address
    OVER = "over"  # used, withdrawn or too old
    FOREIGN = "foreign"  # signed in with another address
    UNKNOWN = "unknown"  # never was


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose link has this token. One question, whatever the token is."""
    kept = Invitation.objects.select_related("committee__place", "constituency", "organisation", "place")
    return kept.filter(token_digest=digest_of(token)).first()


def link_state(invitation: Invitation | None, user: User | None) -> LinkState:
    """What the link is good for to this person, or to somebody who is not signed in."""
    if invitation is None:
        return LinkState.UNKNOWN
    if user is not None and user.email != invitation.address:
        return LinkState.FOREIGN
    if not is_open(invitation):
        return LinkState.OVER
    if user is not None:
        return LinkState.TAKE
    known = User.objects.filter(email=invitation.address).first()
    if known is None:
        return LinkState.BEGIN
    return LinkState.SIGN_IN if known.is_active else LinkState.OVER


def is_open(invitation: Invitation) -> bool:
    """Whether it still lets its person in, and the term it offers is not over."""
    spent = invitation.used_at or invitation.withdrawn_at
    ended = invitation.ends_on is not None and invitation.ends_on <= timezone.localdate()
    return not spent and not ended and invitation.expires_at > timezone.now()

"""What a page carries so that a text finds its way back to whoever typed it, and to nobody else.

All of it is signed and stands in the page alone: no cookie, and nothing that the browser keeps.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, UnreadablePostError
from django.utils import timezone

from tracker.models import User
from tracker.workspace.answers import MemberRequest

OWNER, SENT = "tracker.workspace.owner", "tracker.workspace.sent"
# As long as somebody may have left a page open, and a little longer.
LONGEST = timedelta(hours=24)
# What is not typed: the proofs of one page are no good on the next.
_OF_THE_PAGE = {"csrfmiddlewaretoken", "owner"}


@dataclass(frozen=True, kw_only=True)
class SentPage:
    """A form as it was sent, where to, and by whom the page had been opened."""

    owner: int
    path: str
    fields: dict[str, list[str]]


def owner_of_page(user: User) -> str:
    """Says in a page for whom it was made."""
    return signing.dumps(user.pk, salt=OWNER)


def kept_of(request: HttpRequest) -> str:
    """What was sent, signed; empty where the page does not say for whom it was made, or the line broke half way."""
    try:
        owner = signing.loads(request.POST.get("owner", ""), salt=OWNER, max_age=LONGEST)
    except (signing.BadSignature, UnreadablePostError):
        return ""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in _OF_THE_PAGE}
    kept = {"owner": owner, "path": request.path, "fields": fields}
    return signing.dumps(kept, salt=SENT, compress=True)


def sent_page(kept: str) -> SentPage | None:
    """What was kept, or nothing where the signature is not ours or too old."""
    try:
        return SentPage(**signing.loads(kept, salt=SENT, max_age=LONGEST))
    except signing.BadSignature:
        return None


def session_ends(request: MemberRequest) -> datetime:
    """When the person will have to sign in again at the latest, as far as the session says when it began."""
    began = getattr(request.session, "started_at", None) or request.user.last_login or timezone.now()
    return cast(datetime, began) + timedelta(seconds=settings.SESSION_COOKIE_AGE)

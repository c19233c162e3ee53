"""What somebody sees of the own account."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.utils import timezone

from tracker.models import Session, User


@dataclass(frozen=True)
class SignedIn:
    """A place where one is signed in: since when, used on which day last, and whether it is this one."""

    since: datetime
    used_on: date
    is_this: bool


@dataclass(frozen=True)
class Account:
    """The account page."""

    name: str
    address: str
    has_second_factor: bool
    sessions: tuple[SignedIn, ...]


def account_of(user: User, *, session: str | None) -> Account:
    """Two queries."""
    alive = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    return Account(
        name=user.name,
        address=user.email,
        has_second_factor=has_second_factor(user),
        sessions=tuple(
            SignedIn(one.started_at, one.used_on, is_this=one.session_key == session) for one in alive
        ),
    )


def has_second_factor(user: User) -> bool:
    """Whether signing in asks for a code."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())

"""Browsers where somebody signed in before: known by a cookie that says nothing to others. Nothing is stored here.

Signing out takes the cookie away as well, so that a shared computer remembers nobody.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from tracker.models import User

HALF_A_YEAR = 182 * 24 * 60 * 60


def is_known(request: HttpRequest, user: User) -> bool:
    """Whether the person has signed in from this browser, with the password of now."""
    return constant_time_compare(request.COOKIES.get(_name(), ""), _mark(user))


def remember(response: HttpResponse, user: User) -> None:
    """Have the browser keep the cookie."""
    response.set_cookie(
        _name(),
        _mark(user),
        max_age=HALF_A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name() -> str:
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"


def _mark(user: User) -> str:
    return salted_hmac("tracker.known", f"{user.pk} {user.password}", algorithm="sha256").hexdigest()

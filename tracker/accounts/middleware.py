"""What is asked of somebody who is signed in, before any page that is not for everybody."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from tracker.models import User
from tracker.permissions import decides_or_administers
from tracker.selectors.accounts import has_second_factor

IDLE_SECONDS = 30 * 60
# How exactly the last use is kept, in the session itself; what others see of it is the day.
GRAIN_SECONDS = 60
SEEN = "seen"
Answer = Callable[[HttpRequest], HttpResponse]


def _asks(request: HttpRequest, view: Any) -> User | None:
    """Who is there, if the page wants to know; pages for everybody do not even look."""
    if not getattr(view, "login_required", True) or not isinstance(request.user, User):
        return None
    return request.user


class EndsIdleSessions:
    """Ends the session of somebody who decides or administers and did nothing for half an hour."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> None:
        """Look how long ago the last use was; what is too long ago is over, and the next in line asks to sign in."""
        user = _asks(request, view)
        if user is None:
            return
        now = int(time.time())
        began = getattr(request.session, "started_at", None)
        idle = now - int(request.session.get(SEEN) or (began.timestamp() if began else now))
        if idle > IDLE_SECONDS and decides_or_administers(user, on=timezone.localdate()):
            logout(request)
        elif idle > GRAIN_SECONDS:
            request.session[SEEN] = now


class AsksForTheSecondFactor:
    """Sends whoever must have a second factor and has none to set it up, before anything else opens."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        """The account's own pages stay open: there one sets it up, and signs out."""
        user = _asks(request, view)
        if user is None or request.path_info.startswith(reverse("account")):
            return None
        if not getattr(user, "must_set_up", True):
            return None
        return _to(reverse("mfa_activate_totp"), request.get_full_path())

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Ask for the password or a code again. What was sent is not kept meanwhile: it has an address in it."""
        if not isinstance(fault, ReauthenticationRequired) or not isinstance(request.user, User):
            return None
        page = "mfa_reauthenticate" if has_second_factor(request.user) else "account_reauthenticate"
        return _to(reverse(page), request.path)


def _to(page: str, back: str) -> HttpResponse:
    return redirect(f"{page}?{urlencode({REDIRECT_FIELD_NAME: back})}")

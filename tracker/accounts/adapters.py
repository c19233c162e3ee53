"""What we ask of django-allauth: no registration, mail through the outbox, no address stored, words of our own."""

import base64
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.accounts.devices import is_known, remember
from tracker.actions import accounts
from tracker.forms.networks import network_of, todays_word
from tracker.models import User
from tracker.selectors.accounts import has_second_factor

log = logging.getLogger(__name__)

TOO_MANY = {"too_many_login_attempts", "rate_limited"}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with an address and a password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The address or the password is not right. Mind capital letters."),
        "incorrect_password": _("The password is not right. Mind capital letters."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page."""
        return False

    def add_message(self, *args: Any, **more: Any) -> None:
        """The pages say themselves what happened."""

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """Notices go through our outbox, in the transaction of the act, without an address in them."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail goes past the outbox."""
        raise NotImplementedError(template_prefix)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network's word of today: what is counted by network is stored under it, and no address is."""
        return network_of(request)

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Nobody asks."""
        return ""

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """What was wrong; too many tries are a page of their own."""
        if code in TOO_MANY:
            raise ImmediateHttpResponse(ratelimit.respond_429(self.request))
        refusal: ValidationError = super().validation_error(code, *args)
        return refusal

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong tries are counted by account and network together: nobody locks another person out."""
        account = str(credentials.get("email") or credentials.get("username") or "").lower()
        return todays_word(f"tries {account} {network_of(request)}")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person, if the password is right; somebody suspended gets the same answer as a wrong password."""
        user = super().authenticate(request, **credentials)
        if not isinstance(user, User) or not user.is_active:
            return None
        # In a row: a right password ends the row.
        self._delete_login_attempts_cached_email(request, **credentials)
        return user

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Suspended between the password and the code."""
        return redirect("login")

    def get_login_stages(self) -> list[str]:
        """After the password comes the code."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin the session. Who has no second factor yet sets it up without typing the password once more."""
        super().login(request, user)
        if not has_second_factor(user):
            record_authentication(request, user, method="password", reauthenticated=True)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Where to, and a notice by mail where this browser was not known."""
        response: HttpResponse = super().post_login(request, user, **more)
        if not is_known(request, user):
            accounts.tell_of_new_device(user)
            remember(response, user)
        return response

    def set_password(self, user: Any, password: str) -> None:
        """Another password, with its trace and its notice."""
        accounts.set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return reverse("account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: its secrets stand encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Take the one that the app shows now."),
    }

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was; refused where no key of ours opens it, since a guess would let anybody in."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.exception("a second factor was sealed with another SECRET_KEY: see docs/deploy.md")
            raise PermissionDenied from None

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """Notices go through our outbox."""


def _lock() -> MultiFernet:
    """The keys for secrets at rest: derived from the secret key, and from those before it, for this alone."""
    return MultiFernet([_derived(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str) -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tracker second factor v1")
    return Fernet(base64.urlsafe_b64encode(derive.derive(key.encode())))

"""The pages of allauth in our house: our status for a form that is refused, and every change with its trace."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tracker.accounts.answers import GONE, UNPROCESSABLE, MemberRequest, page
from tracker.actions import accounts
from tracker.selectors.accounts import account_of


class HousePage:
    """A page whose form, where it is refused, says so to machines too; kept out of search engines."""

    request: HttpRequest

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        """The page, with the status that it has."""
        form = context.get("form")
        if self.request.method == "POST" and form is not None and form.errors:
            more.setdefault("status", UNPROCESSABLE)
        response: HttpResponse = super().render_to_response(context, **more)  # type: ignore[misc]
        response.headers["X-Robots-Tag"] = "noindex"
        return response


class Traced(HousePage):
    """A change of the second factor: with its trace and its notice or not at all, and other sessions end."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            accounts.second_factor_changed(self.request.user, session=self.request.session.session_key)  # type: ignore[arg-type]
        return response


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignIn(HousePage, account.LoginView):
    """The way in."""


class AskForReset(HousePage, account.PasswordResetView):
    """Asking for another password."""


class ResetAsked(HousePage, account.PasswordResetDoneView):
    """The same words, whether or not somebody has the address."""


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class ResetFromMail(HousePage, account.PasswordResetFromKeyView):
    """Behind the link in the mail."""

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        """A link that was used or is too old is gone."""
        status = {"status": GONE} if context.get("token_fail") else {}
        return super().render_to_response(context, **more, **status)


class ResetDone(HousePage, account.PasswordResetFromKeyDoneView):
    """It is done: sign in."""


@method_decorator(sensitive_post_parameters("current", "password"), name="dispatch")
class ChangePassword(HousePage, account.PasswordChangeView):
    """Another password, for somebody who is signed in."""


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class Confirm(HousePage, account.ReauthenticateView):
    """The password once more."""


class Code(HousePage, second_factor.AuthenticateView):
    """The code, after the password."""


class ConfirmCode(HousePage, second_factor.ReauthenticateView):
    """A code once more."""


class SetUp(Traced, app.ActivateTOTPView):
    """Setting up an app that makes codes."""

    def get_success_url(self) -> str:
        """On to the recovery codes: without them a lost phone is a lost account."""
        return reverse("mfa_view_recovery_codes")


class Remove(Traced, app.DeactivateTOTPView):
    """Taking the app away, to set up another."""

    def get_success_url(self) -> str:
        """Back to the account."""
        return reverse("account")


class RecoveryCodes(HousePage, codes.ViewRecoveryCodesView):
    """The codes for the day the app is lost."""


class NewRecoveryCodes(Traced, codes.GenerateRecoveryCodesView):
    """Other codes; the ones before do nothing any more."""


class RecoveryCodesFile(codes.DownloadRecoveryCodesView):
    """The codes as a file."""


@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """The account: who one is, how one proves it, and where one is signed in."""
    return page(request, "account", account=account_of(request.user, session=request.session.session_key))


@require_POST
def sign_out_everywhere(request: MemberRequest) -> HttpResponse:
    """End every session, this one too."""
    accounts.sign_out_everywhere(request.user)
    return _signed_out(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The way out."""
    return _signed_out(request)


def _signed_out(request: HttpRequest) -> HttpResponse:
    account.flows.logout.logout(request)
    return redirect("public:home")

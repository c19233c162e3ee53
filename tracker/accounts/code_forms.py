"""The forms about the second factor: codes from an app, and those kept for the day it is lost."""

import hashlib
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from tracker.forms.base import StrictForm

# Longer than a code is taken for: the step it belongs to, with the one before and the one after.
USED_SECONDS = 120
LONGEST_CODE = 40
WAITING_SECRET = "waiting-secret"  # noqa: S105  # a name in the session


class CodeInput(forms.PasswordInput):
    """Shown while it is typed, and never given back: whoever reads the page later must not find a code on it."""

    input_type = "text"


class CodeField(forms.CharField):
    """A code as an app shows it, or one of those kept on paper; spaces in it do not matter."""

    def __init__(self, **more: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        words = {"required": _("Type the code."), "max_length": _("This is longer than any code.")}
        widget = CodeInput(attrs=attrs)
        super().__init__(max_length=LONGEST_CODE, widget=widget, error_messages=words, **more)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """No maxlength: it would cut a pasted code without a word."""
        return {}


class _TakesACode(StrictForm):
    """What the two forms share that take a code of an account."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("The six figures that your app shows now, or one of your recovery codes.")
        self.fields = {"code": CodeField(label=_("Code"), help_text=hint)}

    def clean_code(self) -> str:
        """Right, and not used before: whoever saw it over a shoulder cannot use it again."""
        code: str = super().clean_code()  # type: ignore[misc]  # of the form beside
        used = hashlib.sha256(f"{self.user.pk} {code}".encode()).hexdigest()
        if not cache.add(f"code-used:{used}", 1, timeout=USED_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_TakesACode, AuthenticateForm):
    """After the password."""


class ConfirmCodeForm(_TakesACode, ReauthenticateForm):
    """Before something that proves who one is changes."""


class SetUpForm(StrictForm, ActivateTOTPForm):
    """The first code of an app, which shows that it has the secret; until then that waits in the session, locked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = context.request.session
        # What allauth put there is as it is; ours is locked.
        session.pop(SECRET_SESSION_KEY, None)
        kept = session.get(WAITING_SECRET) if self.is_bound else None
        self.secret = get_adapter().decrypt(kept) if kept else generate_totp_secret()
        session[WAITING_SECRET] = kept or get_adapter().encrypt(self.secret)
        hint = _("The six figures that the app shows now.")
        self.fields = {"code": CodeField(label=_("Code"), help_text=hint)}

    @property
    def secret_in_groups(self) -> str:
        """The secret as it is read aloud or typed."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class RemoveForm(StrictForm, DeactivateTOTPForm):
    """Nothing to type: a button."""


class NewCodesForm(StrictForm, GenerateRecoveryCodesForm):
    """Nothing to type: a button."""

"""The forms about an account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.actions.accounts import ask_for_reset
from tracker.forms.base import StrictForm
from tracker.forms.fields import Email, ShortText
from tracker.models import User

# Longer than any that is typed or made; without an end, hashing one could keep a process busy.
LONGEST_PASSWORD = 1_000


class PasswordField(forms.CharField):
    """A password, with every sign of it, also outer spaces. It is never sent back to the page."""

    def __init__(self, *, autocomplete: str, **more: Any) -> None:
        attrs = {"autocomplete": autocomplete, "dir": "ltr"}
        known = {"strip": False, "max_length": LONGEST_PASSWORD, "widget": forms.PasswordInput(attrs=attrs)}
        known["error_messages"] = {
            "required": _("Type the password."),
            "max_length": _("This is longer than a password may be: %(limit_value)s characters."),
        }
        super().__init__(**{**known, **more})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """No maxlength: it would cut a pasted password without a word."""
        return {}


class NewPassword(PasswordField):
    """A password that somebody chooses. Once is enough: whoever mistyped it has it reset by mail."""

    def __init__(self, **more: Any) -> None:
        hint = _("At least 12 characters. Three words that do not belong together are a good one.")
        known = {"label": _("New password"), "help_text": hint, "autocomplete": "new-password"}
        super().__init__(**{**known, **more})


class BeginForm(StrictForm):
    """What an invited person chooses before anything else."""

    name = ShortText(
        label=_("Your name"),
        max_length=150,
        help_text=_("Your committee knows you by it. It stands on no public page."),
    )
    password = NewPassword(label=_("Password"))

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easily guessed, also from the name or the address."""
        cleaned = super().clean() or self.cleaned_data
        check_password(self, User(email=self.address, name=cleaned.get("name", "")))
        return cleaned


def check_password(form: StrictForm, user: User) -> None:
    """Say beside the field what is wrong with a password that somebody chose."""
    if "password" in form.cleaned_data:
        try:
            validate_password(form.cleaned_data["password"], user)
        except ValidationError as weak:
            form.add_error("password", weak)


class SignInForm(StrictForm, LoginForm):
    """An address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = Email(label=_("E-mail address"), help_text=_("The one your invitation was sent to."))
        address.widget.attrs.update({"autocomplete": "username", "autocapitalize": "none"})
        hint = _("Pasting it from a password manager is fine.")
        password = PasswordField(label=_("Password"), help_text=hint, autocomplete="current-password")
        self.fields = {"login": address, "password": password}


class ResetForm(StrictForm):
    """To which address the link to another password goes."""

    email = Email(label=_("E-mail address"), help_text=_("The one you sign in with."))

    def save(self, _request: HttpRequest) -> None:
        """Have it sent; whether somebody has the address is found out then, and not here."""
        ask_for_reset(self.cleaned_data["email"])


class ResetFromMailForm(StrictForm):
    """Another password, chosen behind the link in the mail."""

    password = NewPassword()

    def __init__(self, *args: Any, user: User, temp_key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easily guessed."""
        super().clean()
        check_password(self, self.user)
        return self.cleaned_data

    def save(self) -> None:
        """Set it; every session made with the old one is over."""
        get_adapter().set_password(self.user, self.cleaned_data["password"])


class ChangePasswordForm(ResetFromMailForm):
    """Another password, chosen by somebody who is signed in and knows the present one."""

    current = PasswordField(label=_("Present password"), autocomplete="current-password")
    field_order = ("current", "password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, temp_key="", **kwargs)

    def clean_current(self) -> str:
        """Wrong tries count as they do at the door."""
        typed: str = self.cleaned_data["current"]
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("incorrect_password")
        return typed


class ConfirmForm(StrictForm, ReauthenticateForm):
    """The password once more, before something that proves who one is changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"password": PasswordField(label=_("Password"), autocomplete="current-password")}

"""The forms about an account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.forms.base import StrictForm
from tracker.forms.fields import ShortText
from tracker.models import User

# Longer than any that is typed or made; without an end, hashing one could keep a process busy.
LONGEST_PASSWORD = 1_000


class PasswordField(forms.CharField):
    """A password, with every sign of it, also outer spaces. It is never sent back to the page."""

    def __init__(self, *, autocomplete: str, **more: Any) -> None:
        attrs = {"autocomplete": autocomplete, "dir": "ltr"}
        known = {"strip": False, "max_length": LONGEST_PASSWORD, "widget": forms.PasswordInput(attrs=attrs)}
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
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], User(email=self.address, name=cleaned.get("name", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned

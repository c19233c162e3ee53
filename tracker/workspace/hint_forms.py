"""What the hints are asked with."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker import cleaning
from tracker.enums import Language
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Narrative, ShortText, StrictField, Token

_NAME = re.compile("[A-Za-z][A-Za-z0-9_-]{0,59}")


class FieldName(StrictField):
    """The name of a field of some form."""

    def clean_text(self, value: Any) -> str:
        """The name as it was sent."""
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            raise cleaning.Unclean("slug")
        return value


class AskForm(StrictForm):
    """A text, and where it stands."""

    text = Narrative(label=_("Text"), required=False, widget=forms.Textarea)
    field = FieldName(label=_("Field"))
    token = Token()
    language = Choice(label=_("Language"), choices=Language.choices, required=False)


class KeepForm(StrictForm):
    """Whose word is kept, in which field of which form; `piece` is sent by the script."""

    term = ShortText(label=_("Term"), max_length=60)
    field = FieldName(label=_("Field"))
    token = Token()
    piece = Choice(label=_("Piece"), choices=[("on", "on")], required=False)

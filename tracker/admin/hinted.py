"""The admin's text inputs that point out words to avoid: see `tracker/forms/hints.py`."""

from collections.abc import Sequence

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget

from tracker.forms.hints import PointsOutWords

STYLE: dict[str, Sequence[str]] = {"all": ("css/desk.css",)}


class HintedArea(PointsOutWords, AdminTextareaWidget):
    """Some paragraphs of text."""

    @property
    def media(self) -> forms.Media:
        """The script, and how the desk shows what it brings."""
        return super().media + forms.Media(css=STYLE)


class HintedLine(PointsOutWords, AdminTextInputWidget):
    """A line of text."""

    @property
    def media(self) -> forms.Media:
        """The script, and how the desk shows what it brings."""
        return super().media + forms.Media(css=STYLE)

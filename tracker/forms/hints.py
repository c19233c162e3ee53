"""Text inputs that point out words to avoid while one writes. Without a script they are ordinary inputs.

The script asks `workspace:hints` with the text, after a pause, and shows the answer below the input. Nothing is
stored by asking, and nothing is ever refused because of a hint.
"""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import NoReverseMatch, reverse


def _where() -> dict[str, Any]:
    """The addresses that the script asks; none where a site has no workspace."""
    try:
        return {"data-hints": reverse("workspace:hints"), "data-keep": reverse("workspace:keep_word")}
    except NoReverseMatch:
        return {}


class PointsOutWords(forms.Widget):
    """What a text input says to the script."""

    @property
    def media(self) -> forms.Media:
        """The script, which looks for inputs once the page is there."""
        return super().media + forms.Media(js=[Script("js/hints.js", defer=True)])  # type: ignore[list-item]  # unknown to the stubs

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The attributes of the input, with where hints come from and where a word is kept."""
        return _where() | super().build_attrs(base_attrs, extra_attrs)


class HintedText(PointsOutWords, forms.Textarea):
    """Some paragraphs of text."""


class HintedLine(PointsOutWords, forms.TextInput):
    """A line of text."""

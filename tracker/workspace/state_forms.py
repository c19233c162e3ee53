"""The form of a State's reply."""

from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from tracker.actions.replies import LONGEST
from tracker.forms.base import StrictForm
from tracker.forms.fields import Narrative, ShortText, Token, WebLink
from tracker.workspace.layouts import More

SOURCES = ("first", "second", "third")


class ReplyForm(StrictForm):
    """What a State replies. `replaces` names the reply that stood when the page was drawn, if one did."""

    token = Token()
    replaces = Token(required=False)
    text = Narrative(
        label=_("Your reply"),
        max_length=LONGEST,
        help_text=_(
            "Plain text, at most 5 000 characters. It stands beside the report at the same size, under the name of "
            "your State, as you write it. Name nobody: personal data is taken out, and the page says so."
        ),
        error_messages={"required": _("Write your reply.")},
    )
    first_url = WebLink(label=_("Page that shows it"), required=False)
    first_title = ShortText(label=_("Title of that page"), required=False)
    second_url = WebLink(label=_("Second page"), required=False)
    second_title = ShortText(label=_("Title of the second page"), required=False)
    third_url = WebLink(label=_("Third page"), required=False)
    third_title = ShortText(label=_("Title of the third page"), required=False)

    def layout(self) -> Layout:
        """The reply first, and behind a line what it rests on."""
        names = [f"{source}_{part}" for source in SOURCES for part in ("url", "title")]
        filled = any(self[name].value() or self[name].errors for name in names)
        return Layout("text", More(_("Add pages that show it"), *names, opened=filled))

    def clean(self) -> dict[str, Any]:
        """A title belongs to a page."""
        cleaned = super().clean() or self.cleaned_data
        for source in SOURCES:
            name = f"{source}_url"
            if cleaned.get(f"{source}_title") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Enter the address of the page."))
        return cleaned

    def links(self) -> list[dict[str, str]]:
        """The pages that were named."""
        typed = self.cleaned_data
        return [
            {"url": typed[f"{source}_url"], "title": typed[f"{source}_title"]}
            for source in SOURCES
            if typed.get(f"{source}_url")
        ]

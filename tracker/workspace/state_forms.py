"""The form of a State's reply."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from crispy_forms.layout import Layout
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.actions.replies import LONGEST
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choices, Narrative, ShortText, Token, WebLink
from tracker.models.drafts import Typed
from tracker.selectors.files import PublicFile
from tracker.workspace.file_forms import offer_files
from tracker.workspace.layouts import More
from tracker.workspace.report_fields import as_lines

SOURCES = ("first", "second", "third")


class ReplyForm(StrictForm):
    """What a State replies. `replaces` names the reply that stood when the page was drawn, if one did.

    `files` are those that go along with that one, and may go along with this one too.
    """

    # Ticked or not, each is an answer.
    needed_sometimes: ClassVar[frozenset[str]] = frozenset({"keep"})

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

    keep = Choices(
        label=_("Which files of the reply that stands go along with this one?"),
        choices=(),
        required=False,
        help_text=_("The same clean copies: nothing is sent again. The reply before keeps its own."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        files: Iterable[PublicFile],
    ) -> None:
        super().__init__(data, initial=initial)
        offer_files(self, {one.digest: one.name for one in files})

    def layout(self) -> Layout:
        """The reply first, behind a line what it rests on, and the files of the reply that stands."""
        names = [f"{source}_{part}" for source in SOURCES for part in ("url", "title")]
        filled = any(self[name].value() or self[name].errors for name in names)
        kept = ["keep"] if "keep" in self.fields else []
        return Layout("text", More(_("Add pages that show it"), *names, opened=filled), *kept)

    def clean(self) -> dict[str, Any]:
        """A title belongs to a page."""
        cleaned = super().clean() or self.cleaned_data
        for source in SOURCES:
            name = f"{source}_url"
            if cleaned.get(f"{source}_title") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Enter the address of the page."))
        return cleaned

    def typed(self) -> Typed:
        """What was sent, as it was typed; the tokens are the page's own."""
        data = cast(QueryDict, self.data)
        names = [name for name in self.fields if name not in {"token", "replaces"}]
        return {name: [as_lines(one) for one in data.getlist(name)] for name in names}

    def links(self) -> list[dict[str, str]]:
        """The pages that were named."""
        typed = self.cleaned_data
        return [
            {"url": typed[f"{source}_url"], "title": typed[f"{source}_title"]}
            for source in SOURCES
            if typed.get(f"{source}_url")
        ]

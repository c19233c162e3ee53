"""The form of a good practice."""

from typing import Any, ClassVar, cast

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import Link
from tracker.actions.proposals import Proposal, faults_in_proposal
from tracker.enums import Language
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Choices, Narrative, ShortText, Token, Version, WebLink
from tracker.forms.hints import HintedLine
from tracker.workspace.layouts import More, Part

SOURCES = ("first", "second")


class PracticeForm(StrictForm):
    """What worked, where it shows, and which commitments it serves."""

    needed_sometimes: ClassVar[frozenset[str]] = frozenset({"first_url", "first_title"})

    token = Token()
    version = Version(required=False)
    title = ShortText(
        label=_("Title"),
        widget=HintedLine(),
        help_text=_("One line that a stranger understands."),
        error_messages={"required": _("Give it a title.")},
    )
    language = Choice(
        label=_("Language of your text"),
        choices=Language.choices,
        widget=forms.Select,
        initial=Language.ENGLISH.value,
    )
    done = Narrative(
        label=_("What was done?"),
        max_length=8_000,
        help_text=_("Who did what, for whom, since when. Name nobody who could be at risk."),
        error_messages={"required": _("Say what was done.")},
    )
    outcome = Narrative(
        label=_("What came of it?"),
        max_length=8_000,
        help_text=_(
            "What changed for people, as far as it is known. It is too early to say: that is an answer."
        ),
        error_messages={"required": _("Say what came of it. “It is too early to say” is an answer.")},
    )
    first_url = WebLink(
        label=_("Page that shows it"),
        help_text=_("The full address of a page that anyone can open, with https:// in front."),
        error_messages={"required": _("Name at least one page that shows it.")},
    )
    first_title = ShortText(
        label=_("Title of that page"), error_messages={"required": _("Enter the title of the page.")}
    )
    second_url = WebLink(label=_("Second page"), required=False)
    second_title = ShortText(label=_("Title of the second page"), required=False)
    commitments = Choices(
        label=_("Which commitments does it serve?"),
        choices=(),
        error_messages={"required": _("Choose at least one commitment that it serves.")},
    )

    def __init__(
        self, *args: Any, offered: list[tuple[str, str]], versioned: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        cast(forms.MultipleChoiceField, self.fields["commitments"]).choices = offered
        self.fields["version"].required = versioned

    def layout(self) -> Layout:
        """The words, what shows them, and the commitments."""
        uses_second = any(self[name].value() or self[name].errors for name in ("second_url", "second_title"))
        return Layout(
            "title",
            "language",
            "done",
            "outcome",
            Part(
                _("What shows it"),
                _("Pages that anyone can open."),
                "first_url",
                "first_title",
                More(_("Add a second page"), "second_url", "second_title", opened=uses_second),
                name="evidence",
            ),
            "commitments",
        )

    def about_version(self, version: int) -> "PracticeForm":
        """The same typed text, now knowingly about this version of what is stored."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        return PracticeForm(data, offered=self.offered, versioned=True)

    def clean(self) -> dict[str, Any]:
        """The fields one by one, and then together as a proposal."""
        cleaned = super().clean() or self.cleaned_data
        url, title = cleaned.get("second_url"), cleaned.get("second_title")
        if url and not title and "second_title" not in self.errors:
            self.add_error("second_title", _("Enter the title of the page."))
        if title and not url and "second_url" not in self.errors:
            self.add_error("second_url", _("Enter the address of the page."))
        if not self.errors:
            for fault in faults_in_proposal(self.proposal()):
                self.add_error("first_url" if fault.field == "link_url" else fault.field, str(fault.message))
        return cleaned

    def proposal(self) -> Proposal:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return Proposal(
            title=typed["title"],
            done=typed["done"],
            outcome=typed["outcome"],
            language=Language(typed["language"]),
            commitments=tuple(sorted(typed["commitments"])),
            links=tuple(
                Link(title=typed[f"{source}_title"], url=typed[f"{source}_url"])
                for source in SOURCES
                if typed.get(f"{source}_url")
            ),
        )


def typed_from(proposal: Proposal) -> dict[str, Any]:
    """A proposal as it would stand in the form again."""
    initial: dict[str, Any] = {
        "title": proposal.title,
        "language": proposal.language.value,
        "done": proposal.done,
        "outcome": proposal.outcome,
        "commitments": list(proposal.commitments),
    }
    for source, link in zip(SOURCES, proposal.links, strict=False):
        initial |= {f"{source}_url": link.url, f"{source}_title": link.title}
    return initial

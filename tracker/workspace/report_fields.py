"""The fields of a report with what is said beside each, and how what is typed in them is carried about."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.enums import GRADE_LABELS, Conflict, choices_of
from tracker.forms.base import StrictForm
from tracker.forms.fields import (
    Choice,
    Choices,
    Figure,
    Narrative,
    ReferenceDate,
    ShortText,
    Token,
    Version,
    WebLink,
)
from tracker.models.drafts import Typed
from tracker.workspace.layouts import HintedRadio
from tracker.workspace.words import ANSWER_HINTS, CONFLICT_HINTS, GRADE_HINTS, KNOWN_HINTS


class ReportFields(StrictForm):
    """What a report asks for, whatever the target."""

    needed_sometimes: ClassVar[frozenset[str]] = frozenset(
        {"value", "done", "grade", "first_url", "first_title", "conflict_with", "credit"}
    )

    token = Token()
    version = Version(required=False)
    answer = Choice(
        label=_("What can you report?"),
        choices=(),
        widget=HintedRadio(hints=ANSWER_HINTS),
        help_text=_("These are different answers. None of them is a zero."),
    )
    value = Figure(label=_("Figure"), required=False)
    done = Choices(
        label=_("Which steps are reached?"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reference_on = ReferenceDate(
        label=_("Which year or date is the answer about?"),
        help_text=_("Not when it was published. A year such as 2025, or a date such as 2025-06-30."),
        error_messages={"required": _("Enter the year or the date that the answer is about.")},
    )
    narrative = Narrative(
        label=_("What happened?"),
        help_text=_("Two or three sentences that a stranger understands. Name nobody who could be at risk."),
        error_messages={"required": _("Say in two or three sentences what happened.")},
    )
    grade = Choice(
        label=_("How well is it known?"),
        choices=choices_of(GRADE_LABELS),
        required=False,
        widget=HintedRadio(hints=GRADE_HINTS),
    )
    first_url = WebLink(
        label=_("Page that shows it"),
        required=False,
        help_text=_("The full address of a page that anyone can open, with https:// in front."),
    )
    first_archive_url = WebLink(
        label=_("Address of a copy in an archive, such as web.archive.org"),
        required=False,
        help_text=_(
            "Pages change and vanish; a copy stays. Have one made there, and give its address. We open neither."
        ),
    )
    first_title = ShortText(label=_("Title of that page"), required=False)
    first_quotation = ShortText(
        label=_("The words that show it"),
        required=False,
        max_length=1000,
        help_text=_("Quoted as they stand."),
    )
    first_page = ShortText(label=_("Page number or section"), required=False, max_length=50)
    second_url = WebLink(label=_("Second page, from another source"), required=False)
    second_archive_url = WebLink(
        label=_("Address of a copy of the second page in an archive"), required=False
    )
    second_title = ShortText(label=_("Title of the second page"), required=False)
    second_quotation = ShortText(label=_("The words that show it there"), required=False, max_length=1000)
    second_page = ShortText(label=_("Page number or section there"), required=False, max_length=50)
    jump_reason = Narrative(
        label=_("Why does it differ so much from the figure before?"),
        required=False,
        max_length=2000,
        help_text=_(
            "A law, a crisis, another way of counting? Whoever decides on it will ask. You may leave this empty."
        ),
    )
    conflict = Choice(
        label=_("Do you, or your organisation, have an interest in what this report says?"),
        choices=Conflict.choices,
        widget=HintedRadio(hints=CONFLICT_HINTS),
        help_text=_("An interest stops nothing: the members who decide see it, the public does not."),
        error_messages={"required": _("Choose yes or no.")},
    )
    conflict_with = Narrative(
        label=_("Which interest is it?"),
        required=False,
        max_length=1000,
        help_text=_("Needed when you answer “Yes”. One sentence is enough."),
    )
    credit = Choice(
        label=_("How is your committee shown on this report?"),
        choices=(),
        required=False,
        widget=HintedRadio(hints=KNOWN_HINTS),
        error_messages={
            "invalid_choice": _(
                "Choose one of these: your committee is never shown by more than it asks for."
            )
        },
    )


def data_of(typed: Typed) -> QueryDict:
    """What was typed, as a form is sent it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data


def initial_of(typed: Typed) -> dict[str, Any]:
    """What was typed, as it stands in a form again without being judged."""
    return {name: list(values) if name == "done" else (values or [""])[0] for name, values in typed.items()}


def listed(value: Any) -> list[str]:
    """A value of a form as it is sent."""
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def as_lines(text: str) -> str:
    """A browser sends the ends of lines in another way than it shows them."""
    return text.replace("\r\n", "\n")

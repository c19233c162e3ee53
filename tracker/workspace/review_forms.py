"""The forms of a review: why a report is sent back, corrected or withdrawn, the notes at its fields, the choice."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.enums import Credit, NoteAt
from tracker.forms.base import StrictForm
from tracker.forms.fields import Choice, Choices, Narrative
from tracker.scoring import Kind
from tracker.selectors.workspace.files import OlderFile
from tracker.workspace.file_forms import offer_files
from tracker.workspace.forms import ReportForm
from tracker.workspace.known_words import with_words
from tracker.workspace.layouts import HintedRadio, More
from tracker.workspace.words import KNOWN_HINTS

NOTE = "note_"
# What can be published in one go: as much as one person can have read.
MOST_AT_ONCE = 50
CHOICE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9]{1,9}")
NOT_ASKED: dict[Kind, set[NoteAt]] = {
    Kind.MILESTONES: {NoteAt.FIGURE},
    Kind.YES_NO: {NoteAt.FIGURE, NoteAt.STEPS},
}


class ReasonForm(StrictForm):
    """Why something is sent back to its author."""

    reason = Narrative(
        label=_("What should change?"),
        max_length=2000,
        help_text=_("The author reads this beside the report."),
        error_messages={"required": _("Say what should change, so that the author can change it.")},
    )


class SendBackForm(ReasonForm):
    """Why a report is sent back to its author, and what is to be said at its single fields."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [one for one in NoteAt if one not in NOT_ASKED.get(kind, {NoteAt.STEPS})]
        for at in asked:
            label = gettext("Note at “%(field)s”") % {"field": at.label}
            self.fields[NOTE + at.value] = Narrative(label=label, max_length=1000, required=False)
            self.fields[NOTE + at.value].widget.attrs["rows"] = "2"

    def layout(self) -> Layout:
        """The reason, and behind a line the notes."""
        names = [name for name in self.fields if name.startswith(NOTE)]
        filled = any(self[name].value() or self[name].errors for name in names)
        return Layout("reason", More(_("Write notes at single fields"), *names, opened=filled))

    def notes(self) -> dict[str, str]:
        """The notes that were written, by the field they are at."""
        typed = {
            name.removeprefix(NOTE): self.cleaned_data[name] for name in self.fields if name.startswith(NOTE)
        }
        return {field: text for field, text in typed.items() if text}


class ShownForm(StrictForm):
    """How the committee is shown on the report that is published: as its author asks, or by less."""

    needed_sometimes = frozenset({"credit"})

    credit = Choice(
        label=_("How is the committee shown?"),
        choices=(),
        required=False,
        widget=HintedRadio(hints=KNOWN_HINTS),
        help_text=_("As its author asks, or by less: it can be made safer here, and never less safe."),
        error_messages={
            "invalid_choice": _("Choose one of these: it can be made safer, and never less safe.")
        },
    )

    def __init__(self, data: QueryDict | None, *, offers: Iterable[tuple[Credit, str]]) -> None:
        choices = [(level.value, with_words(level, words)) for level, words in offers]
        super().__init__(data, initial={"credit": choices[0][0] if choices else ""})
        field = self.fields["credit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def level(self) -> Credit:
        """What was chosen, where the form was taken."""
        return Credit(self.cleaned_data.get("credit") or Credit.NAMED)


class WithdrawForm(StrictForm):
    """Why a published report is withdrawn."""

    reason = Narrative(
        label=_("Why is it withdrawn?"),
        max_length=2000,
        help_text=_("Everyone reads this on the page of the report. Name nobody."),
        error_messages={"required": _("Say why it is withdrawn: everyone reads it.")},
    )


class CorrectionForm(StrictForm):
    """Why a report corrects one that is public already, and which of its files go along; asked before it goes."""

    # Ticked or not, each is an answer.
    needed_sometimes: ClassVar[frozenset[str]] = frozenset({"keep"})

    correction = Narrative(
        label=_("Why is the older answer corrected?"),
        max_length=2000,
        help_text=_("Everyone reads this on the pages of both reports, with the day. Name nobody."),
        error_messages={"required": _("Say why the older report is corrected: everyone reads it.")},
    )
    keep = Choices(
        label=_("Which files of the older answer go along with this one?"),
        choices=(),
        required=False,
        help_text=_("The same clean copies: nothing is sent again. The older answer keeps its own."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        files: Iterable[OlderFile],
    ) -> None:
        super().__init__(data, initial=initial)
        offer_files(self, {one.digest: one.file.public_name for one in files})


class ChosenForm(StrictForm):
    """Which of the waiting reports are meant, each as it was when the list was drawn."""

    reports = Choices(
        label=_("Reports to publish"),
        choices=(),
        error_messages={"required": _("Tick the reports that you have read and want to publish.")},
    )

    def __init__(self, data: QueryDict | None = None, *, offered: Iterable[str]) -> None:
        super().__init__(data)
        field = self.fields["reports"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [(one, one) for one in offered]


def put_notes(form: ReportForm, notes: dict[str, str]) -> None:
    """Say at each field of a report's form what the reviewer noted there; listeners hear it with the field's hint."""
    form.noted = frozenset(notes)
    for name, text in notes.items():
        if name in form.fields:
            field = form.fields[name]
            said = gettext("The reviewer says:")
            field.help_text = format_html(
                '{}<span class="reviewer-note"><b>{}</b> {}</span>', field.help_text, said, text
            )


def well_formed(choices: Iterable[str]) -> list[str]:
    """Those of the sent choices that name a report and a version of it, at most as many as may be decided at once."""
    return [choice for choice in choices if CHOICE.fullmatch(choice)][:MOST_AT_ONCE]

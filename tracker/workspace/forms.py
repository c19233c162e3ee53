"""The forms of the workspace: what a member types about a target, and why a report is sent back."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.actions.entries import Entry, Link, answers_to, faults_in
from tracker.enums import ANSWER_LABELS, GRADE_LABELS, choices_of
from tracker.forms.base import StrictForm
from tracker.forms.fields import (
    Choice,
    Choices,
    Figure,
    Narrative,
    ReferenceDate,
    ShortText,
    Token,
    WebLink,
    WholeNumber,
)
from tracker.scoring import Answer, Grade, Kind
from tracker.selectors.workspace import Question

SOURCES = ("first", "second")


class ReportForm(StrictForm):
    """One answer about one target. The rules of the entry are asked of the same function as the act asks."""

    token = Token()
    version = WholeNumber(required=False, widget=forms.HiddenInput)
    answer = Choice(label=_("What can you report?"), choices=(), widget=forms.RadioSelect)
    value = Figure(label=_("The figure"), required=False)
    done = Choices(
        label=_("Which steps are reached?"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reference_on = ReferenceDate(
        label=_("Which year or date is the answer about?"),
        help_text=_("Not when it was published. A year such as 2025, or a date such as 2025-06-30."),
    )
    narrative = Narrative(
        label=_("What happened?"),
        help_text=_("Two or three sentences that a stranger understands. Name nobody who could be at risk."),
    )
    grade = Choice(
        label=_("How well is it known?"),
        choices=choices_of(GRADE_LABELS),
        required=False,
        widget=forms.RadioSelect,
    )
    first_url = WebLink(
        label=_("Page that shows it"),
        required=False,
        help_text=_("The full address of a page that anyone can open, with https:// in front."),
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
    second_title = ShortText(label=_("Title of the second page"), required=False)
    second_quotation = ShortText(label=_("The words that show it there"), required=False, max_length=1000)
    second_page = ShortText(label=_("Page number or section there"), required=False, max_length=50)

    def __init__(self, *args: Any, question: Question, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.today = question, today
        answers = answers_to(question.facts.version)
        self._offer("answer", [(one.value, ANSWER_LABELS[one]) for one in answers])
        self._offer("done", list(question.milestones))
        self.fields["value"].help_text = question.unit
        for name in self._not_asked(Kind(question.facts.version.kind)):
            del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Set what one can choose from, which the target decides."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    @staticmethod
    def _not_asked(kind: Kind) -> Iterable[str]:
        """The fields that make no sense for a kind of target."""
        if kind == Kind.MILESTONES:
            return ["value"]
        return ["value", "done"] if kind == Kind.YES_NO else ["done"]

    def clean(self) -> dict[str, Any]:
        """The fields one by one, and then together as an entry."""
        cleaned = super().clean() or self.cleaned_data
        for source in SOURCES:
            self._check_source(source)
        if not self.errors:
            for fault in faults_in(
                self.entry(),
                self.question.facts.version,
                baseline_on=self.question.spec.baseline_on,
                today=self.today,
            ):
                self.add_error("first_url" if fault.field == "link_url" else fault.field, str(fault.message))
        return cleaned

    def _check_source(self, source: str) -> None:
        """A source has an address and a title, or nothing at all."""
        url, title = self.cleaned_data.get(f"{source}_url"), self.cleaned_data.get(f"{source}_title")
        others = self.cleaned_data.get(f"{source}_quotation") or self.cleaned_data.get(f"{source}_page")
        if url and not title and f"{source}_title" not in self.errors:
            self.add_error(f"{source}_title", _("Enter the title of the page."))
        if (title or others) and not url and f"{source}_url" not in self.errors:
            self.add_error(f"{source}_url", _("Enter the address of the page."))

    def entry(self) -> Entry:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        on, yearly = typed["reference_on"]
        return Entry(
            answer=Answer(typed["answer"]),
            value=typed.get("value"),
            done=tuple(typed.get("done") or ()),
            reference_on=on,
            yearly=yearly,
            narrative=typed["narrative"],
            grade=Grade(typed["grade"]) if typed.get("grade") else None,
            links=tuple(self._link(source) for source in SOURCES if typed.get(f"{source}_url")),
        )

    def _link(self, source: str) -> Link:
        typed = self.cleaned_data
        return Link(
            url=typed[f"{source}_url"],
            title=typed[f"{source}_title"],
            quotation=typed.get(f"{source}_quotation") or "",
            page=typed.get(f"{source}_page") or "",
        )


def typed_from(entry: Entry) -> dict[str, Any]:
    """An entry as it would stand in the form again."""
    written = str(entry.reference_on.year) if entry.yearly else entry.reference_on.isoformat()
    initial: dict[str, Any] = {
        "answer": entry.answer.value,
        "value": "" if entry.value is None else f"{entry.value:f}",
        "done": list(entry.done),
        "reference_on": written,
        "narrative": entry.narrative,
        "grade": entry.grade.value if entry.grade else "",
    }
    for source, link in zip(SOURCES, entry.links, strict=False):
        initial |= {
            f"{source}_url": link.url,
            f"{source}_title": link.title,
            f"{source}_quotation": link.quotation,
            f"{source}_page": link.page,
        }
    return initial


class SendBackForm(StrictForm):
    """Why a report is sent back to its author."""

    reason = Narrative(
        label=_("What should change?"),
        max_length=2000,
        help_text=_("The author reads this beside the report."),
    )

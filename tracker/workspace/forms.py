"""The form of the workspace: what a member types about a target."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, cast

from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext
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
    Version,
    WebLink,
)
from tracker.scoring import Answer, Grade, Kind
from tracker.selectors.workspace import Question
from tracker.workspace.layouts import HintedRadio, More, Part
from tracker.workspace.words import ANSWER_HINTS, EVIDENCE_NEEDED, FIGURE_NEEDED, GRADE_HINTS, STEPS_NEEDED

SOURCES = ("first", "second")
PARTS_OF_SOURCE = ("url", "title", "quotation", "page")


class ReportForm(StrictForm):
    """One answer about one target. The rules of the entry are asked of the same function as the act asks.

    `versioned` is for a report that is stored already: then the form says which version of it it was opened with.
    """

    needed_sometimes: ClassVar[frozenset[str]] = frozenset(
        {"value", "done", "grade", "first_url", "first_title"}
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

    def __init__(
        self, *args: Any, question: Question, today: date, versioned: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.today = question, today
        self.kind = Kind(question.facts.version.kind)
        self.fields["version"].required = versioned
        answers = answers_to(question.facts.version)
        self._offer("answer", [(one.value, ANSWER_LABELS[one]) for one in answers])
        self._offer("done", list(question.milestones))
        self.fields["value"].help_text = self._unit_for_listeners()
        cast(ReferenceDate, self.fields["reference_on"]).today = today
        for name in self._not_asked(self.kind):
            del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Set what one can choose from, which the target decides."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _unit_for_listeners(self) -> str:
        """The hint on the figure; the unit, which is seen beside the input, is heard here."""
        hint = gettext("Digits only, with a full stop before decimals: 1234.5")
        if not self.question.unit:
            return hint
        unit = gettext("Unit: %(unit)s.") % {"unit": self.question.unit}
        return format_html('<span class="visually-hidden">{} </span>{}', unit, hint)

    @staticmethod
    def _not_asked(kind: Kind) -> Iterable[str]:
        """The fields that make no sense for a kind of target."""
        if kind == Kind.MILESTONES:
            return ["value"]
        return ["value", "done"] if kind == Kind.YES_NO else ["done"]

    def layout(self) -> Layout:
        """The answer, what it needs, when and what, and what it rests on."""
        first, second = ([f"{source}_{part}" for part in PARTS_OF_SOURCE] for source in SOURCES)
        return Layout(
            "answer",
            *self._measured(),
            Div("reference_on", css_class="short"),
            "narrative",
            Part(
                _("What it rests on"),
                EVIDENCE_NEEDED[self.kind],
                "grade",
                *first[:3],
                Div(first[3], css_class="short"),
                More(
                    _("Add a second page"),
                    *second[:3],
                    Div(second[3], css_class="short"),
                    opened=self._uses_second(second),
                ),
                name="evidence",
            ),
        )

    def _measured(self) -> Iterable[Part]:
        """What the target asks for in figures or steps, beside what was there before."""
        before = HTML('{% include "workspace/_before.html" with asked=form.question only %}')
        if "value" in self.fields:
            figure = AppendedText("value", self.question.unit)
            yield Part(_("The figure"), FIGURE_NEEDED, Div(before, figure, css_class="beside"), name="figure")
        elif "done" in self.fields:
            yield Part(_("The steps"), STEPS_NEEDED, Div(before, "done", css_class="beside"), name="steps")

    def _uses_second(self, names: Iterable[str]) -> bool:
        """Whether the second source must be in sight: something stands in it, or grade C asks for it."""
        filled = any(self[name].value() or self[name].errors for name in names)
        return filled or self["grade"].value() == Grade.C

    def about_version(self, version: int) -> "ReportForm":
        """The same typed text, now knowingly about this version of what is stored."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        return ReportForm(data, question=self.question, today=self.today, versioned=True)

    def clean(self) -> dict[str, Any]:
        """The fields one by one, and then together as an entry."""
        cleaned = super().clean() or self.cleaned_data
        for source in SOURCES:
            self._check_source(source)
        if "answer" not in self.errors:
            self._check_together()
        return cleaned

    def _check_together(self) -> None:
        """The rules of the entry, for every field that is not refused already: all that is wrong is said at once."""
        spec = self.question.spec
        refused = {name.partition("_")[0] for name in self.errors}
        for fault in faults_in(
            self.entry(), self.question.facts.version, baseline_on=spec.baseline_on, today=self.today
        ):
            name = "first_url" if fault.field == "link_url" else fault.field
            # How many pages were meant is unknown while one of them is refused.
            counts_pages = name == "grade" and self.cleaned_data.get("grade") and refused & set(SOURCES)
            if name not in self.errors and not counts_pages:
                self.add_error(name, str(fault.message))

    def _check_source(self, source: str) -> None:
        """A source has an address and a title, or nothing at all."""
        url, title = self.cleaned_data.get(f"{source}_url"), self.cleaned_data.get(f"{source}_title")
        others = self.cleaned_data.get(f"{source}_quotation") or self.cleaned_data.get(f"{source}_page")
        if url and not title and f"{source}_title" not in self.errors:
            self.add_error(f"{source}_title", _("Enter the title of the page."))
        if (title or others) and not url and f"{source}_url" not in self.errors:
            self.add_error(f"{source}_url", _("Enter the address of the page."))

    def entry(self) -> Entry:
        """What was typed, as the act takes it; what is refused stands as if it were empty, the date as today."""
        typed = self.cleaned_data
        on, yearly = typed.get("reference_on") or (self.today, False)
        return Entry(
            answer=Answer(typed["answer"]),
            value=typed.get("value"),
            done=tuple(typed.get("done") or ()),
            reference_on=on,
            yearly=yearly,
            narrative=typed.get("narrative") or "",
            grade=Grade(typed["grade"]) if typed.get("grade") else None,
            links=tuple(self._link(source) for source in SOURCES if typed.get(f"{source}_url")),
        )

    def _link(self, source: str) -> Link:
        typed = self.cleaned_data
        return Link(
            url=typed[f"{source}_url"],
            title=typed.get(f"{source}_title") or "",
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

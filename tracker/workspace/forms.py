"""The form of the workspace: what a member types about a target."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.actions.declared import GroupFigure, field_of
from tracker.actions.entries import Entry, Link, answers_to, faults_in
from tracker.actions.typed import PARTS_OF_SOURCE, SOURCES
from tracker.enums import ANSWER_LABELS, GROUP_LABELS, Conflict, Credit, Dimension
from tracker.forms.base import Problem
from tracker.forms.fields import (
    Figure,
    ReferenceDate,
)
from tracker.models import Committee
from tracker.models.drafts import Typed
from tracker.scoring import Answer, Grade, Kind
from tracker.selectors.workspace import Question
from tracker.workspace.known_words import credit_words, usual_and_why
from tracker.workspace.report_fields import ReportFields, as_lines, data_of, listed
from tracker.workspace.topic_layouts import layout_of
from tracker.workspace.topics import Topic, names_in


class ReportForm(ReportFields):
    """One answer about one target. The rules of the entry are asked of the same function as the act asks.

    `alone` is whether no other committee follows the place: then readers can guess whose report it is.

    `versioned` is for what is stored already: then the form says which version of it it was opened with. With a
    `topic` only its fields are shown, and only what is wrong with them; the rules still look at everything typed.
    """

    # The fields at which a reviewer noted something.
    noted: frozenset[str] = frozenset()

    def __init__(
        self,
        *args: Any,
        question: Question,
        committee: Committee,
        today: date,
        alone: bool = False,
        versioned: bool = False,
        topic: Topic | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.committee, self.today, self.topic = question, committee, today, topic
        self.alone = alone
        self.kind = Kind(question.facts.version.kind)
        self.fields["version"].required = versioned
        answers = answers_to(question.facts.version)
        self._offer("answer", [(one.value, ANSWER_LABELS[one]) for one in answers])
        self._offer("done", list(question.milestones))
        self._offer_credit(Credit(committee.credit))
        self.fields["value"].help_text = self._unit_for_listeners()
        cast(ReferenceDate, self.fields["reference_on"]).today = today
        for name in self._not_asked(self.kind):
            del self.fields[name]
        self.dimensions = self._dimensions() if "value" in self.fields else ()
        self._add_parts()
        first = (
            "token",
            "version",
            "answer",
            "value",
            *self.part_names(),
            "done",
            "reference_on",
            "jump_reason",
        )
        self.order_fields(first)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Set what one can choose from, which the target decides."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _offer_credit(self, usual: Credit) -> None:
        """How the committee may be shown: as it asks for now, which is chosen already, or by less."""
        levels = usual.and_safer
        self._offer("credit", [(one.value, credit_words(self.committee, one)) for one in levels])
        if self.initial.get("credit") not in [one.value for one in levels]:
            self.initial["credit"] = usual.value
        self.fields["credit"].help_text = usual_and_why(usual)

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

    def _dimensions(self) -> tuple[Dimension, ...]:
        """What the figure is told apart by: as the indicator asks, and as was typed while it asked for others."""
        there = set(self.data) if self.is_bound else {name for name, value in self.initial.items() if value}
        once = (one for one in Dimension if there & {field_of(one, group) for group in GROUP_LABELS[one]})
        return (*self.question.groups, *(one for one in once if one not in self.question.groups))

    def _add_parts(self) -> None:
        """A field for each group of each dimension."""
        for dimension in self.dimensions:
            for group, label in GROUP_LABELS[dimension].items():
                self.fields[field_of(dimension, group)] = Figure(label=label, required=False)

    def layout(self) -> Layout:
        """The fields of its topic, or all of them one topic after the other."""
        return layout_of(self)

    def shown(self) -> tuple[str, ...]:
        """The fields on the page, in their order; what is hidden is always there."""
        return names_in(self.topic, tuple(self.fields))

    def error_summary(self) -> tuple[Problem, ...]:
        """Every error of what is shown, and of what nobody sees."""
        if self.topic is None:
            return super().error_summary()
        whole = (Problem("", "", str(message)) for message in self.non_field_errors())
        names = ["token", "version", *self.shown()]
        return (*whole, *(problem for name in names for problem in self._problems(self[name])))

    @property
    def is_refused(self) -> bool:
        """Whether something that the page shows cannot be taken."""
        return bool(self.errors.keys() & {"__all__", "token", "version", *self.shown()})

    def uses_second(self) -> bool:
        """Whether the second source must be in sight: something stands in it or is said of it, or grade C asks."""
        names = [f"second_{part}" for part in PARTS_OF_SOURCE]
        filled = any(self[name].value() or self[name].errors or name in self.noted for name in names)
        return filled or self["grade"].value() == Grade.C

    def uses_parts(self) -> bool:
        """Whether something stands in the parts of the figure."""
        return any(self[name].value() or self[name].errors for name in self.part_names())

    def optional_fields(self) -> frozenset[str]:
        """The parts say once for all of them that any may be left out."""
        return super().optional_fields() - set(self.part_names())

    def part_names(self) -> tuple[str, ...]:
        """The fields of the groups."""
        return tuple(name for name in self.fields if name.startswith("part_"))

    def typed(self) -> Typed:
        """What was sent for the fields that are shown, as it was typed."""
        data = cast(QueryDict, self.data)
        return {name: [as_lines(one) for one in data.getlist(name)] for name in self.shown()}

    def asks_about_jump(self) -> bool:
        """Whether the figure as typed is so far from the one before that one asks why; or it was said already."""
        bound = self if self.is_bound else self.about_initial()
        typed = {} if bound.errors.keys() & {"value", "reference_on"} else bound.cleaned_data
        on, _yearly = typed.get("reference_on") or (self.today, False)
        return bool(self["jump_reason"].value()) or self.question.is_jump(typed.get("value"), on)

    def about_day(self) -> date | None:
        """The date that the answer is about, once one was typed that can be read."""
        bound = self if self.is_bound else self.about_initial()
        typed = {} if "reference_on" in bound.errors else bound.cleaned_data
        on, _yearly = typed.get("reference_on") or (None, False)
        return on

    def about_initial(self) -> "ReportForm":
        """The form as if what stands in it had just been sent."""
        data = data_of({name: listed(value) for name, value in self.initial.items()})
        return ReportForm(data, **self._about())

    def about_version(self, version: int) -> "ReportForm":
        """The same typed text, now knowingly about this version of what is stored."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        return ReportForm(data, **self._about(), versioned=True, topic=self.topic)

    def _about(self) -> dict[str, Any]:
        """What another form about the same is made with."""
        return {
            "question": self.question,
            "committee": self.committee,
            "today": self.today,
            "alone": self.alone,
        }

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
        others = [self.cleaned_data.get(f"{source}_{part}") for part in PARTS_OF_SOURCE if part != "url"]
        if url and not title and f"{source}_title" not in self.errors:
            self.add_error(f"{source}_title", _("Enter the title of the page."))
        if any(others) and not url and f"{source}_url" not in self.errors:
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
            parts=self._parts(),
            jump_reason=typed.get("jump_reason") or "",
            conflict=Conflict(typed["conflict"]) if typed.get("conflict") else None,
            conflict_with=typed.get("conflict_with") or "",
            credit=Credit(typed["credit"]) if typed.get("credit") else None,
        )

    def _parts(self) -> tuple[GroupFigure, ...]:
        """The groups that were given; one that was left out is missing, not nought."""
        given = {name: self.cleaned_data.get(name) for name in self.part_names()}
        return tuple(
            GroupFigure(dimension=dimension, group=group, value=value)
            for dimension in self.dimensions
            for group in GROUP_LABELS[dimension]
            if (value := given.get(field_of(dimension, group))) is not None
        )

    def _link(self, source: str) -> Link:
        typed = self.cleaned_data
        return Link(
            url=typed[f"{source}_url"],
            title=typed.get(f"{source}_title") or "",
            quotation=typed.get(f"{source}_quotation") or "",
            page=typed.get(f"{source}_page") or "",
            archive_url=typed.get(f"{source}_archive_url") or "",
        )

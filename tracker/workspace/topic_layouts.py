"""How the fields of each topic stand on a page, and all of them one after the other."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import HTML, Div, Layout
from django.utils.translation import gettext_lazy as _

from tracker.actions.declared import field_of
from tracker.actions.typed import PARTS_OF_SOURCE, SOURCES
from tracker.enums import GROUP_LABELS
from tracker.scoring import is_counted
from tracker.workspace.known_words import known_asked
from tracker.workspace.layouts import Group, More, Part
from tracker.workspace.topics import Topic
from tracker.workspace.words import (
    EVIDENCE_NEEDED,
    FIGURE_NEEDED,
    INTERESTS_ASKED,
    PARTS_ADD_UP,
    PARTS_ARE_RATES,
    PARTS_ONCE_ASKED,
    PARTS_WANTED,
    STEPS_NEEDED,
)

if TYPE_CHECKING:
    from tracker.workspace.forms import ReportForm

SAID = '{% include "workspace/_said.html" %}'
BEFORE = '{% include "workspace/_before.html" with asked=form.question only %}'


def layout_of(form: "ReportForm") -> Layout:
    """The fields of the form's topic, or of all topics."""
    topics = [form.topic] if form.topic else list(Topic)
    return Layout(*(part for topic in topics for part in LAYOUTS[topic](form)))


def _answer(form: "ReportForm") -> Iterable[object]:
    yield "answer"
    if "value" in form.fields:
        figure = AppendedText("value", form.question.unit)
        yield Part(
            _("The figure"),
            FIGURE_NEEDED,
            Div(HTML(BEFORE), figure, css_class="beside"),
            *_parts(form),
            name="figure",
        )
    elif "done" in form.fields:
        yield Part(_("The steps"), STEPS_NEEDED, Div(HTML(BEFORE), "done", css_class="beside"), name="steps")
    yield Div("reference_on", css_class="short")
    yield HTML(SAID)
    hidden = {} if form.asks_about_jump() else {"hidden": "hidden"}
    yield Div("jump_reason", css_id="jump", **hidden)


def _parts(form: "ReportForm") -> Iterable[object]:
    """The figure by each dimension, behind a line that opens it."""
    if form.dimensions:
        hint = PARTS_ADD_UP if is_counted(form.question.unit) else PARTS_ARE_RATES
        groups = (
            Group(
                one.label,
                *(field_of(one, group) for group in GROUP_LABELS[one]),
                name=one.value,
                hint="" if one in form.question.groups else PARTS_ONCE_ASKED,
            )
            for one in form.dimensions
        )
        yield More(PARTS_WANTED, *groups, opened=form.uses_parts(), hint=hint)


def _story(form: "ReportForm") -> Iterable[object]:
    yield "narrative"


def _sources(form: "ReportForm") -> Iterable[object]:
    first, second = ([f"{source}_{part}" for part in PARTS_OF_SOURCE] for source in SOURCES)
    yield Part(
        _("What it rests on"),
        EVIDENCE_NEEDED[form.kind],
        "grade",
        *first[:-1],
        Div(first[-1], css_class="short"),
        More(
            _("Add a second page"),
            *second[:-1],
            Div(second[-1], css_class="short"),
            opened=form.uses_second(),
        ),
        name="evidence",
    )


def _interests(form: "ReportForm") -> Iterable[object]:
    yield Part(_("Interests"), INTERESTS_ASKED, "conflict", "conflict_with", name="interests")
    yield Part(_("Your committee’s name"), known_asked(form), "credit", name="credit")


LAYOUTS: dict[Topic, Callable[["ReportForm"], Iterable[object]]] = {
    Topic.ANSWER: _answer,
    Topic.STORY: _story,
    Topic.SOURCES: _sources,
    Topic.INTERESTS: _interests,
}

"""Goals and answers in words, for whatever asks about a target."""

from decimal import Decimal
from typing import Protocol
from uuid import UUID

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker import wording
from tracker.enums import GRADE_LABELS
from tracker.scoring import Answer, Assessment, Grade, Reading, TargetSpec, goal_of
from tracker.selectors.reports import ReportPage

register = template.Library()


class Asked(Protocol):
    """A target in a place: what is asked, in which unit, with which steps, and where it stands."""

    @property
    def spec(self) -> TargetSpec:
        """What is asked."""

    @property
    def unit(self) -> str:
        """What the figures count."""

    @property
    def milestones(self) -> tuple[tuple[str, str], ...]:
        """The steps by code, with their titles."""

    @property
    def assessment(self) -> Assessment:
        """Where it stands."""


@register.filter
def goal_words(asked: Asked) -> str:
    """The goal: `at most 4 000 persons`, `every step reached`."""
    return wording.goal_in_words(asked.spec, asked.unit, goal_of(asked.spec))


@register.filter
def baseline_words(asked: Asked) -> str:
    """Where it began: `10 000 persons (2018)`; empty without a baseline."""
    if asked.spec.baseline is None:
        return ""
    return _("%(answer)s (%(when)s)") % {
        "answer": wording.quantity(asked.spec.baseline, asked.unit),
        "when": asked.spec.baseline_on.year,
    }


@register.filter
def answer_words(reading: Reading | None, asked: Asked) -> str:
    """What a reading says and about when: `7 000 persons (2021)`."""
    if reading is None:
        return ""
    said = wording.answered(reading.answer, reading.value, asked.unit, sorted(reading.done), asked.milestones)
    when = wording.reference(reading.on, yearly=reading.yearly)
    return _("%(answer)s (%(when)s)") % {"answer": said, "when": when}


@register.filter
def last_words(asked: Asked) -> str:
    """The answer the mark rests on now, with the figure that "no progress" carries on; empty without one."""
    found = asked.assessment
    if found.used is None:
        return ""
    said = answer_words(found.used, asked)
    has_number = found.value is not None and asked.spec.kind not in {"milestones", "yes_no"}
    if found.used.answer == Answer.NO_PROGRESS and has_number and found.value is not None:
        numbers = {"answer": said, "figure": wording.quantity(found.value, asked.unit)}
        return _("%(answer)s: still %(figure)s") % numbers
    return said


@register.filter
def grade_words(grade: Grade | str | None) -> str:
    """How well it is known, in words."""
    return str(GRADE_LABELS[Grade(grade)]) if grade else ""


class Answered(Protocol):
    """An answer in a list, with what its figure counts and its steps are called."""

    @property
    def answer(self) -> Answer:
        """What kind of answer."""

    @property
    def value(self) -> Decimal | None:
        """The figure, where it is one."""

    @property
    def done(self) -> tuple[str, ...]:
        """The steps that are reached."""

    @property
    def unit(self) -> str:
        """What the figures count."""

    @property
    def milestones(self) -> tuple[tuple[str, str], ...]:
        """The steps by code, with their titles."""


@register.filter
def row_answer(row: Answered) -> str:
    """What a row of a list answers: `7 000 persons`."""
    return wording.answered(row.answer, row.value, row.unit, row.done, row.milestones)


@register.filter
def reference_of(uuid: UUID) -> str:
    """A report's name as people say it on the telephone."""
    return wording.short_reference(uuid)


@register.filter
def shown_and_disputed(page: ReportPage) -> str:
    """How much shows what a report says, and how often it was disputed."""
    shown_by = len(page.reading.evidence) + sum(1 for one in page.files if not one.taken_out_on)
    evidence = (
        ngettext("%(number)s piece of evidence shows it.", "%(number)s pieces of evidence show it.", shown_by)
        % {"number": wording.figure(shown_by)}
        if shown_by
        else _("No piece of evidence stands with it.")
    )
    number = len(page.disputes) + page.disputes_waiting
    if not number:
        return evidence
    disputed = ngettext("It was disputed %(number)s time.", "It was disputed %(number)s times.", number) % {
        "number": wording.figure(number)
    }
    return f"{evidence} {disputed}"

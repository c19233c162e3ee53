"""An answer read back to the person who gave it, in one sentence: what it says, what was asked, how far that is."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from uuid import UUID

from django.utils.translation import gettext as _

from tracker.cleaning import suggested_figure
from tracker.scoring import (
    Answer,
    Assessment,
    Better,
    Kind,
    Reading,
    Status,
    TargetSpec,
    assess,
    gain,
    goal_of,
    is_end_line,
    share_of_way,
)
from tracker.selectors.workspace import ReportView
from tracker.selectors.workspace.unlocks import ClosedRound
from tracker.wording import answered, day, goal_in_words, percent, quantity, reference, short_reference
from tracker.workspace.forms import ReportForm

Steps = Sequence[tuple[str, str]]
BY_DIRECTION = {Kind.IMPROVE, Kind.MAINTAIN}


def read_back(
    reading: Reading,
    spec: TargetSpec,
    *,
    today: date,
    unit: str = "",
    steps: Steps = (),
    beside: Iterable[Reading] = (),
) -> str:
    """`133 943 in 2023; the goal was at most 34 245; this is moving away from it.`

    `beside` is what counts already: no progress carries on from it.
    """
    if reading.answer == Answer.NO_PROGRESS:
        return _carried_on(reading, spec, today=today, unit=unit, steps=steps, beside=beside)
    if reading.answer in {Answer.NO_DATA, Answer.NOT_APPLICABLE, Answer.CONFIDENTIAL}:
        return _without_figure(reading)
    alone = assess(spec, [reading], as_of=today)
    numbers = {
        "answer": answered(reading.answer, reading.value, unit, sorted(reading.done), steps),
        "when": _when(reading),
        "goal": _goal(spec, reading, unit),
        "due": day(spec.due_on),
        "meaning": _meaning(alone, spec, reading),
    }
    if today > spec.due_on:
        return _("%(answer)s %(when)s; the goal was %(goal)s; %(meaning)s.") % numbers
    return _("%(answer)s %(when)s; the goal is %(goal)s by %(due)s; %(meaning)s.") % numbers


def _when(reading: Reading) -> str:
    text = _("in %(year)s") if reading.yearly else _("on %(day)s")
    return text % {"year": reading.on.year, "day": day(reading.on)}


def _goal(spec: TargetSpec, reading: Reading, unit: str) -> str:
    """The goal, in whole numbers where one counts in whole numbers: at most 34 245.2 persons are 34 245."""
    goal = goal_of(spec)
    counted = (Fraction(one) for one in (reading.value, spec.baseline) if one is not None)
    if goal is not None and all(one.denominator == 1 for one in counted):
        goal = Fraction(floor(goal) if spec.better == Better.LOWER else ceil(goal))
    return goal_in_words(spec, "%" if unit.startswith("%") else "", goal)


def _meaning(alone: Assessment, spec: TargetSpec, reading: Reading) -> str:
    """What the answer by itself says about the goal."""
    if alone.value is None:
        return _without_mark(spec)
    if spec.kind in BY_DIRECTION:
        return _by_direction(spec, alone.value, reached_its_date=is_end_line(spec, reading))
    if alone.share is not None and alone.share >= 1:
        late = alone.status == Status.MET_LATE
        return _("this reaches it, later than promised") if late else _("this reaches it")
    if spec.kind == Kind.YES_NO:
        over = is_end_line(spec, reading)
        return _("this does not reach it") if over else _("this does not reach it yet")
    return _part_of_the_way(spec, alone.value)


def _without_mark(spec: TargetSpec) -> str:
    if not spec.applies:
        return _("the target does not apply here, so no mark follows from it")
    if not spec.assessable:
        return _("nobody can verify this commitment, so no mark follows from it")
    if spec.baseline is None:
        return _("there is no baseline to measure it from, so no mark follows from it")
    return _("it is about a time before the baseline, so no mark follows from it")


def _part_of_the_way(spec: TargetSpec, value: Fraction) -> str:
    share = share_of_way(spec, value)
    if spec.kind != Kind.MILESTONES and share < -Fraction(spec.tolerance):
        return _("this is moving away from it")
    if spec.kind != Kind.MILESTONES and share <= Fraction(spec.tolerance):
        return _("this is about where it began")
    return _("this is %(share)s of the way to it") % {"share": percent(share)}


def _by_direction(spec: TargetSpec, value: Fraction, *, reached_its_date: bool) -> str:
    """For a goal without a number: better, worse, or about the same as where it began."""
    moved, margin = gain(spec, value), Fraction(spec.tolerance) * abs(Fraction(spec.baseline or 0))
    if moved < -margin:
        return _("this is moving away from it")
    if spec.kind == Kind.MAINTAIN:
        return _("this keeps to it")
    if moved <= margin:
        return _("this is about where it began")
    return _("this reaches it") if reached_its_date else _("this is on the way to it")


def _without_figure(reading: Reading) -> str:
    texts = {
        Answer.NO_DATA: _(
            "There are no data for %(when)s. That is published as an answer; it is never a zero, and no mark "
            "follows from it."
        ),
        Answer.NOT_APPLICABLE: _(
            "It does not apply here, said of %(when)s. While this is the latest answer, the target is left out "
            "of every count."
        ),
        Answer.CONFIDENTIAL: _(
            "You know, but cannot publish it safely, said of %(when)s. No figure is kept or shown; it is never a "
            "zero, and no mark follows from it."
        ),
    }
    return texts[reading.answer] % {"when": reference(reading.on, yearly=reading.yearly)}


def _carried_on(
    reading: Reading, spec: TargetSpec, *, today: date, unit: str, steps: Steps, beside: Iterable[Reading]
) -> str:
    """No progress: which figure stays."""
    earlier = [one for one in beside if one.on < reading.on]
    found = assess(spec, [*earlier, reading], as_of=today)
    origin = next((one for one in earlier if one.key == found.carried_from), None)
    numbers = {"when": reference(reading.on, yearly=reading.yearly)}
    if origin:
        numbers["figure"] = answered(origin.answer, origin.value, unit, sorted(origin.done), steps)
        numbers["since"] = reference(origin.on, yearly=origin.yearly)
        return _("No progress, said of %(when)s: the last answer stays, %(figure)s (%(since)s).") % numbers
    if found.used and spec.baseline is not None:
        numbers |= {"figure": quantity(spec.baseline, unit), "since": str(spec.baseline_on.year)}
        return (
            _("No progress, said of %(when)s: it is still where it began, %(figure)s (%(since)s).") % numbers
        )
    return _("No progress, said of %(when)s: there is no earlier answer to carry on, so no mark follows.") % (
        numbers
    )


def read_back_typed(form: ReportForm) -> str:
    """What is typed so far, in the same sentence; what cannot be read yet is said instead, and else nothing."""
    asked, wrong = form.question, form.errors
    if "value" in wrong and form["value"].value():
        return str(wrong["value"][0])
    if wrong.keys() & {"answer", "value", "done", "reference_on"}:
        return ""
    entry = form.entry()
    reading = Reading(
        key="",
        answer=entry.answer,
        on=entry.reference_on,
        published_on=form.today,
        yearly=entry.yearly,
        value=entry.value,
        done=frozenset(entry.done),
        standing=0,
    )
    beside = asked.facts.readings
    return read_back(
        reading, asked.spec, today=form.today, unit=asked.unit, steps=asked.milestones, beside=beside
    )


def suggested(form: ReportForm) -> str:
    """The figure as it would be taken, where it is refused and can be meant in one way only."""
    refused = "value" in form.errors
    return suggested_figure(str(form["value"].value() or "")) if refused and "value" in form.fields else ""


def before_in_words(report: ReportView) -> str:
    """The figure that a jump starts from: `7 000 persons (2021)`."""
    asked = report.question
    before = asked.figure_before(report.reference_on)
    if before is None:
        return ""
    value, on, yearly = before
    numbers = {"answer": quantity(value, asked.unit), "when": reference(on, yearly=yearly)}
    return _("%(answer)s (%(when)s)") % numbers


def read_back_of(report: ReportView, *, today: date) -> str:
    """The same of a report on its way."""
    asked = report.question
    return read_back(
        report.reading,
        asked.spec,
        today=today,
        unit=asked.unit,
        steps=asked.milestones,
        beside=report.beside,
    )


def told_closed(closed: ClosedRound | None) -> str:
    """That the date falls to a round that is closed, and what is to be done; nothing where it does not."""
    if closed is None:
        return ""
    words = _(
        "This date falls to “%(round)s”, which has been closed since %(day)s: ask for it to be opened, or it cannot "
        "be handed in. What you type is kept all the same."
    )
    return words % {"round": closed.name, "day": day(closed.closed_on)}


def to_be_released(uuid: UUID, on: date) -> str:
    """What was decided about a report that goes out later, since it does not name its committee."""
    words = _(
        "%(reference)s is decided. It goes out on %(day)s (UTC), at an hour that nobody knows beforehand."
    )
    return words % {"reference": short_reference(uuid), "day": day(on)}

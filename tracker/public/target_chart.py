"""The picture on a target's page: what was reported against the path to the goal."""

from dataclasses import replace
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.public.pathway import Coming, Course, Goal, Pathway, Point, Reported, pathway
from tracker.scoring import Ahead, Answer, Kind, TargetSpec, year_number
from tracker.selectors.readings import ReadingRow
from tracker.selectors.targets import TargetPage
from tracker.wording import goal_in_words, possible, reference

WITHOUT_FIGURES = {Kind.MILESTONES, Kind.YES_NO}


def target_chart(page: TargetPage, *, key: str = "pathway") -> Pathway | None:
    """The picture, or None for steps and yes or no: there the table of readings says it all.

    `key` tells it from the other pictures of a page.
    """
    if page.spec.kind in WITHOUT_FIGURES:
        return None
    return pathway(replace(_course(page), key=key))


def _course(page: TargetPage) -> Course:
    spec = page.spec
    baseline = None
    if spec.baseline is not None:
        baseline = Point(year=float(year_number(spec.baseline_on, yearly=False)), value=spec.baseline)
    return Course(
        title=_("%(title)s: what was reported against the way to the goal") % {"title": page.title},
        unit=page.unit,
        today=float(year_number(page.standing.as_of, yearly=False)),
        past=page.as_of is not None,
        baseline=baseline,
        goal=_goal(page),
        due=float(year_number(spec.due_on, yearly=False)),
        steps=tuple(
            Point(year=float(year_number(step.on, yearly=False)), value=step.value, when=str(step.on.year))
            for step in spec.steps
        ),
        readings=tuple(
            _reported(one) for one in page.readings if one.answer == Answer.FIGURE and not one.replaced
        ),
        ahead=tuple(_coming(one, spec) for one in page.projection.ahead) if page.projection else (),
    )


def _coming(one: Ahead, spec: TargetSpec) -> Coming:
    """A point of the line that lies ahead; the end of 2023 is written 2023."""
    value, low, high = (possible(found, spec) for found in (one.value, one.low, one.high))
    return Coming(year=float(one.year), value=value, low=low, high=high)


def _goal(page: TargetPage) -> Goal | None:
    """The goal, where it is a figure; without a baseline a change in per cent is not one."""
    goal: Fraction | None = page.assessment.goal
    if goal is None:
        return None
    word = goal_in_words(page.spec, "", goal)
    return Goal(year=float(year_number(page.spec.due_on, yearly=False)), value=goal, word=word)


def _reported(row: ReadingRow) -> Reported:
    """A published figure as a point; `value` is there, since the answer is a figure."""
    if row.value is None:
        raise ValueError("a figure has a value")
    return Reported(
        year=float(year_number(row.on, yearly=row.yearly)),
        value=row.value,
        when=reference(row.on, yearly=row.yearly),
        href=reverse("public:report", args=[row.uuid]),
        left_out=row.left_out is not None,
    )

"""Why a mark is what it is: the arithmetic with its numbers put in, for a reader with a pencil."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.enums import MARK_LABELS, STATUS_LABELS, STATUS_MEANINGS
from tracker.scoring import Answer, Kind, Status, round_half_up
from tracker.selectors.targets import TargetPage
from tracker.wording import MINUS, answered, cut, day, figure, goal_in_words, quantity, reference

WITH_GOAL = {Kind.LEVEL, Kind.SHARE, Kind.RELATIVE_CHANGE}
FROM_BASELINE = WITH_GOAL | {Kind.IMPROVE, Kind.MAINTAIN}
BY_PACE = {Status.ON_PACE, Status.BEHIND_PACE, Status.FAR_BEHIND, Status.TOO_EARLY}


def explanation(page: TargetPage) -> tuple[str, ...]:
    """The steps from the target and its readings to the mark, in the order they are taken."""
    steps: list[Callable[[TargetPage], str]] = [
        _applies,
        _goal,
        _baseline,
        _figure,
        _share,
        _pace,
        _reason,
        _score,
        _mark,
    ]
    return tuple(text for text in (step(page) for step in steps) if text)


def _applies(page: TargetPage) -> str:
    if page.why_not:
        return _("This target does not apply here: %(why)s") % {"why": page.why_not}
    if page.why_not_verifiable:
        return _("This commitment cannot be verified: %(why)s") % {"why": page.why_not_verifiable}
    return ""


def _goal(page: TargetPage) -> str:
    spec, goal = page.spec, page.assessment.goal
    words = goal_in_words(spec, page.unit, goal, exact=True)
    if spec.kind == Kind.RELATIVE_CHANGE and goal is not None and spec.baseline is not None and spec.change:
        sign = MINUS if spec.change < 0 else "+"
        numbers = {
            "baseline": figure(spec.baseline),
            "sign": sign,
            "change": figure(abs(spec.change)),
            "goal": words,
            "due": day(spec.due_on),
        }
        return _("Goal: %(baseline)s %(sign)s %(change)s %% = %(goal)s by %(due)s.") % numbers
    if spec.kind == Kind.MILESTONES:
        steps = ", ".join(f"{title} ({weight})" for _code, title, weight in page.milestones)
        return _("Goal: every step reached by %(due)s. The steps and their weights: %(steps)s.") % {
            "due": day(spec.due_on),
            "steps": steps,
        }
    return _("Goal: %(goal)s by %(due)s.") % {"goal": words, "due": day(spec.due_on)}


def _baseline(page: TargetPage) -> str:
    spec = page.spec
    if spec.kind not in FROM_BASELINE:
        return ""
    if spec.baseline is None:
        return _("No baseline is set here, so nothing says how far the way to the goal is.")
    return _("Baseline: %(figure)s in %(year)s.") % {
        "figure": quantity(spec.baseline, page.unit),
        "year": spec.baseline_on.year,
    }


def _figure(page: TargetPage) -> str:
    found = page.assessment
    if found.used is None:
        return ""
    count = len(found.readings_used)
    numbers = {
        "answer": answered(
            found.used.answer,
            found.used.value,
            page.unit,
            sorted(found.used.done),
            [(code, title) for code, title, _weight in page.milestones],
        ),
        "when": reference(found.used.on, yearly=found.used.yearly),
        "count": count,
    }
    text = ngettext(
        "Answer used: %(answer)s (%(when)s), the only one that counts.",
        "Answer used: %(answer)s (%(when)s), the latest of %(count)s that count.",
        count,
    )
    said = text % numbers
    if found.used.answer == Answer.NO_PROGRESS and found.value is not None:
        said += " " + _("It carries on the figure before it: %(value)s.") % {"value": figure(found.value)}
    return said


def _share(page: TargetPage) -> str:
    spec, found = page.spec, page.assessment
    if found.share is None:
        return _difference(page)
    if spec.kind == Kind.MILESTONES:
        reached = sum(
            weight for code, _title, weight in page.milestones if found.used and code in found.used.done
        )
        total = sum(weight for _code, _title, weight in page.milestones)
        return _("Share of the way: %(reached)s ÷ %(total)s = %(share)s.") % {
            "reached": reached,
            "total": total,
            "share": cut(found.share),
        }
    if spec.baseline is None or found.value is None or found.goal is None:
        return ""
    numbers = {
        "value": figure(found.value),
        "baseline": figure(spec.baseline),
        "goal": figure(found.goal),
        "share": cut(found.share, places=3),
        "minus": MINUS,
    }
    return (
        _(
            "Share of the way: (%(value)s %(minus)s %(baseline)s) ÷ (%(goal)s %(minus)s %(baseline)s) = %(share)s. "
            "At 0 nothing has moved, at 1 the goal is reached."
        )
        % numbers
    )


def _difference(page: TargetPage) -> str:
    """Where no goal has a number, how far the figure is from the baseline, and what counts as a change."""
    spec, found = page.spec, page.assessment
    if spec.kind not in {Kind.IMPROVE, Kind.MAINTAIN} or spec.baseline is None or found.value is None:
        return ""
    numbers = {
        "value": figure(found.value),
        "baseline": figure(spec.baseline),
        "difference": figure(found.value - Fraction(spec.baseline)),
        "margin": figure(Fraction(spec.tolerance) * abs(Fraction(spec.baseline))),
        "minus": MINUS,
    }
    return (
        _(
            "Change: %(value)s %(minus)s %(baseline)s = %(difference)s. "
            "Less than %(margin)s either way would count as no change."
        )
        % numbers
    )


def _pace(page: TargetPage) -> str:
    """Time gone, the share that the path asks for by then, and the one divided by the other."""
    found = page.assessment
    if found.status not in BY_PACE or found.elapsed is None or found.share is None:
        return ""
    parts = [_("Time gone at that figure: %(elapsed)s of the whole.") % {"elapsed": cut(found.elapsed)}]
    if found.required is not None:
        asked = quantity(round_half_up(found.required, 2), page.unit)
        parts.append(_("The path asks for %(required)s by then.") % {"required": asked})
    if found.pace:
        numbers = {
            "share": cut(found.share, places=3),
            "asked": cut(found.share / found.pace, places=3),
            "pace": cut(found.pace),
        }
        parts.append(
            _(
                "Pace: share of the way ÷ share that the path asks for by then = %(share)s ÷ %(asked)s = %(pace)s. "
                "From 0.95 it is on pace, from 0.60 behind, below that far behind."
            )
            % numbers
        )
    return " ".join(parts)


def _reason(page: TargetPage) -> str:
    found, due = page.assessment, page.spec.due_on
    if found.status == Status.NO_DATA and page.is_past_due:
        text = (
            _("The date, %(due)s, has passed, and what was reported since gives no figure.")
            if page.readings
            else _("The date, %(due)s, has passed and nothing was reported.")
        ) % {"due": day(due)}
        return f"{text} " + _("No report is not a no: it is shown as no data, never as zero.")
    numbers = {"status": STATUS_LABELS[found.status], "meaning": STATUS_MEANINGS[found.status]}
    text = _("Status: %(status)s. %(meaning)s") % numbers
    if found.status == Status.MET_LATE and found.met_on:
        text += " " + _("It was first reached in %(year)s.") % {"year": found.met_on.year}
    return text


def _score(page: TargetPage) -> str:
    """What goes up into every sum above; nothing where the target does not apply."""
    found = page.assessment
    if found.status == Status.NOT_APPLICABLE:
        return ""
    if found.score is None:
        return _("There is nothing to score: in every sum it counts as missing, between 0 and 100.")
    return _("In every sum it counts with a score of %(score)s of 100.") % {"score": figure(found.score)}


def _mark(page: TargetPage) -> str:
    return _("The mark: %(mark)s.") % {"mark": MARK_LABELS[page.assessment.mark]}

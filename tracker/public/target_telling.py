"""What the page of a target tells in sentences: how far it is, how well that is known, where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.enums import NO_PROJECTION_LABELS, VERDICT_LABELS
from tracker.scoring import Answer, Kind, Status, round_half_up
from tracker.selectors.readings import ReadingRow
from tracker.selectors.targets import TargetPage
from tracker.selectors.versions import VersionRow
from tracker.wording import (
    day,
    figure,
    goal_in_words,
    percent,
    places_for,
    possible,
    quantity,
    reference,
    share_in_words,
)

BY_DIFFERENCE = {Kind.IMPROVE, Kind.MAINTAIN}


@dataclass(frozen=True)
class Step:
    """A step to reach: whether it is done (None: nobody said), and the first reading that said so."""

    title: str
    weight: int
    done: bool | None
    reading: ReadingRow | None


@dataclass(frozen=True)
class Change:
    """A version with what it says, in words."""

    version: VersionRow
    says: str


@dataclass(frozen=True, kw_only=True)
class TargetTelling:
    """The sentences beside the numbers of a target's page; `series` are the sources of readings taken over."""

    share: str
    lede: str
    age: str
    milestones: tuple[Step, ...]
    series: tuple[tuple[str, str, bool], ...]
    projection: tuple[str, ...]
    second_opinion: str
    changes: tuple[Change, ...]


def target_telling(page: TargetPage) -> TargetTelling:
    """Everything the page says in sentences, apart from the steps to the mark."""
    return TargetTelling(
        share=_share(page),
        lede=_lede(page),
        age=_age(page),
        milestones=_milestones(page),
        series=tuple(dict.fromkeys(_series(row) for row in page.readings if row.from_series)),
        projection=_projection(page),
        second_opinion=_second_opinion(page),
        changes=tuple(Change(one, _says(one)) for one in page.versions),
    )


def _series(row: ReadingRow) -> tuple[str, str, bool]:
    """The source of a reading that was taken over: its title, its address, whether we read it."""
    return row.source, row.source_url, row.source_read


def _share(page: TargetPage) -> str:
    """How far, in words; without a goal, how far the figure is from the baseline."""
    spec, found = page.spec, page.assessment
    if spec.kind in BY_DIFFERENCE and found.value is not None and spec.baseline:
        change = found.value / Fraction(spec.baseline) - 1
        if change == 0:
            return _("the same as at the baseline")
        text = _("%(percent)s above the baseline") if change > 0 else _("%(percent)s below the baseline")
        return text % {"percent": percent(abs(change))}
    if found.share is None or spec.kind == Kind.YES_NO:
        return ""
    return share_in_words(found.share)


def _lede(page: TargetPage) -> str:
    """What was last reported, and what was asked for."""
    if page.used is None or page.assessment.status == Status.NOT_APPLICABLE:
        return _unreported(page)
    return " ".join(filter(None, [_reported(page, page.used), _asked(page)]))


def _unreported(page: TargetPage) -> str:
    """Why there is nothing to judge."""
    due = {"due": day(page.spec.due_on)}
    if page.assessment.status == Status.NOT_APPLICABLE:
        return _("This target does not apply here. It is left out of every count.")
    if page.readings:
        return _("What was reported so far gives nothing to judge; the reasons stand beside each reading.")
    if page.is_past_due:
        return _("The date, %(due)s, passed and nothing was reported. No report is not a no.") % due
    return _("Nothing has been reported yet. The target is due on %(due)s.") % due


def _reported(page: TargetPage, used: ReadingRow) -> str:
    when = {"when": reference(used.on, yearly=used.yearly)}
    if used.answer == Answer.STEPS:
        done = sum(code in used.done for code, _title, _weight in page.milestones)
        count = len(page.milestones)
        text = ngettext(
            "By %(when)s, %(done)s of %(count)s step was reached.",
            "By %(when)s, %(done)s of %(count)s steps were reached.",
            count,
        )
        return text % {**when, "done": done, "count": count}
    if used.answer == Answer.YES:
        return _("By %(when)s it was so.") % when
    if used.answer == Answer.NO:
        return _("By %(when)s it was not so.") % when
    return _figure(page, when)


def _figure(page: TargetPage, when: Mapping[str, str]) -> str:
    """The figure with its distance from the baseline; also where "no progress" carries an earlier one on."""
    spec, found = page.spec, page.assessment
    if found.value is None:
        return _("By %(when)s no progress was reported.") % when
    numbers = {**when, "value": quantity(found.value, page.unit)}
    if found.used and found.used.answer == Answer.NO_PROGRESS:
        return _("By %(when)s no progress was reported: the figure stays at %(value)s.") % numbers
    if spec.baseline is None:
        return _("The figure for %(when)s is %(value)s.") % numbers
    moved = found.value - Fraction(spec.baseline)
    points = _("%(figure)s points") if page.unit.startswith("%") else "%(figure)s"
    numbers |= {"moved": points % {"figure": figure(abs(moved))}, "began": str(spec.baseline_on.year)}
    if moved == 0:
        return _("The figure for %(when)s is %(value)s, the same as in %(began)s.") % numbers
    text = (
        _("The figure for %(when)s is %(value)s, %(moved)s more than in %(began)s.")
        if moved > 0
        else _("The figure for %(when)s is %(value)s, %(moved)s less than in %(began)s.")
    )
    return text % numbers


def _asked(page: TargetPage) -> str:
    spec = page.spec
    goal = page.assessment.goal if spec.kind not in {Kind.MILESTONES, Kind.YES_NO} else None
    numbers = {"goal": goal_in_words(spec, page.unit, goal), "due": day(spec.due_on)}
    if page.is_past_due:
        return _("The goal was %(goal)s by %(due)s.") % numbers
    return _("The goal is %(goal)s by %(due)s.") % numbers


def _age(page: TargetPage) -> str:
    """How old the figure of the mark is at the date of the mark."""
    if page.used is None:
        return ""
    on = date(page.used.on.year, 12, 31) if page.used.yearly else page.used.on
    months = 12 * (page.standing.as_of.year - on.year) + page.standing.as_of.month - on.month
    months -= page.standing.as_of.day < on.day
    if months < 1:
        return _("less than a month old")
    if months < 12:
        return ngettext("%(count)s month old", "%(count)s months old", months) % {"count": months}
    years = months // 12
    return ngettext("%(count)s year old", "%(count)s years old", years) % {"count": years}


def _milestones(page: TargetPage) -> tuple[Step, ...]:
    """Every step, done or not by the reading of the mark, with the first counted reading that names it.

    Without a reading no step is said to be undone: no report is not a no.
    """
    used = page.used
    counted = [row for row in page.readings if row.left_out is None]
    return tuple(
        Step(
            title=title,
            weight=weight,
            done=code in used.done if used else None,
            reading=next((row for row in counted if code in row.done), None),
        )
        for code, title, weight in page.milestones
    )


def _projection(page: TargetPage) -> tuple[str, ...]:
    """Where the figures lead, what is needed from now on; or why nothing is projected."""
    found = page.projection
    if found is None:
        return (str(NO_PROJECTION_LABELS[page.no_projection]),) if page.no_projection else ()
    projected, low, high = (possible(one, page.spec) for one in (found.projected, *found.interval))
    places = places_for(low, high)
    led = _(
        "At this pace it comes to %(projected)s by %(due)s, in four of five such cases between %(low)s and %(high)s. "
        "So the goal is %(verdict)s. The line goes through %(figures)s figures, the baseline among them."
    ) % {
        "figures": found.figures,
        "projected": quantity(round_half_up(projected, places), page.unit),
        "due": day(page.spec.due_on),
        "low": figure(low, places=places),
        "high": figure(high, places=places),
        "verdict": VERDICT_LABELS[found.verdict],
    }
    needed = found.needed_per_year
    if needed == 0:
        return led, _("The last figure reaches the goal already: what is needed is to stay there.")
    text = (
        _("Needed from the last figure on: %(change)s more each year.")
        if needed > 0
        else _("Needed from the last figure on: %(change)s less each year.")
    )
    change = quantity(round_half_up(abs(needed), places_for(needed)), page.unit)
    return led, text % {"change": change}


def _second_opinion(page: TargetPage) -> str:
    if page.growth_ratio is None:
        return ""
    return _(
        "Growth ratio: %(ratio)s. It compares the yearly growth observed with the yearly growth that the goal "
        "required; 1 is exactly on the path, and below 0 the figure moved the other way."
    ) % {"ratio": figure(page.growth_ratio, places=2)}


def _says(version: VersionRow) -> str:
    """What a version says, in one sentence."""
    if version.spec is not None:
        words = goal_in_words(version.spec, version.unit, version.goal)
        return _("Goal: %(goal)s by %(due)s.") % {"goal": words, "due": day(version.spec.due_on)}
    if version.why_not:
        return _("It does not apply here: %(why)s") % {"why": version.why_not}
    parts = [_("No baseline is set.")]
    if version.baseline is not None and version.baseline_on:
        numbers = {
            "figure": quantity(version.baseline, version.unit),
            "when": version.baseline_on.year,
        }
        parts = [_("Baseline: %(figure)s in %(when)s.") % numbers]
    if version.own_goal is not None:
        parts.append(
            _("A stricter goal of this place: %(goal)s.") % {"goal": quantity(version.own_goal, version.unit)}
        )
    return " ".join(parts)

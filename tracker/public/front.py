"""The sentences at the head of pages, made from their numbers."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.enums import MARK_LABELS, STATUS_LABELS
from tracker.scoring import Mark, percent_truncated
from tracker.selectors.home import Example, HomePage
from tracker.selectors.moved import Moved
from tracker.selectors.objectives import ObjectivesPage
from tracker.selectors.standings import Standing, shown
from tracker.wording import day, figure, goal_in_words, percent, quantity, reference


@dataclass(frozen=True, kw_only=True)
class Case:
    """One of the three examples in words: a large figure, what it is of, the mark's word, and what it means."""

    example: Example
    large: str
    small: str
    word: str
    told: tuple[str, ...]


def headline(page: HomePage) -> str:
    """How far the world is, in three short sentences; before the first date, what is still to come."""
    rows = [row for row in page.horizons if row.total]
    past = [row for row in rows if page.as_of and row.due_on < page.as_of]
    if not rows:
        return _("Nothing has been scored yet.")
    if not past:
        return _("The first of these targets is due on %(due)s.") % {"due": day(rows[0].due_on)}
    marks = Counter(dict(past[0].counts))
    for row in past[1:]:
        marks.update(dict(row.counts))
    due = marks.total() - marks[Mark.NOT_APPLICABLE]
    said = [
        ngettext("%(due)s target has passed its date.", "%(due)s targets have passed their dates.", due)
        % {"due": due},
        met_in_words(marks[Mark.MET]),
        _unknown(marks[Mark.NO_EVIDENCE]),
    ]
    return " ".join(sentence for sentence in said if sentence)


def met_in_words(number: int) -> str:
    """How many of what was counted before are met."""
    if number == 0:
        return _("None is met.")
    return ngettext("%(number)s is met.", "%(number)s are met.", number) % {"number": number}


def _unknown(number: int) -> str:
    if number == 0:
        return _("All of them have evidence.")
    return ngettext(
        "For %(number)s there is too little evidence to say.",
        "For %(number)s there is too little evidence to say.",
        number,
    ) % {"number": number}


def moved_in_words(found: Moved) -> str:
    """How many of the world's marks moved since an edition, and whether more is known now."""
    number = len(found.moves)
    if number:
        said = ngettext(
            "%(number)s mark of the world is another one now.",
            "%(number)s marks of the world are others now.",
            number,
        ) % {"number": figure(number)}
    else:
        said = _("No mark of the world is another one now.")
    known = _("Then something was known of %(then)s targets, now of %(now)s of %(total)s.") % {
        "then": figure(found.known_then),
        "now": figure(found.known_now),
        "total": figure(found.total),
    }
    return f"{said} {known}"


def objectives_headline(page: ObjectivesPage) -> str:
    """How many objectives nothing can be said about yet, or else how many are met."""
    counts = dict(page.counts)
    total = sum(counts.values()) - counts.get(Mark.NOT_APPLICABLE, 0)
    if not total:
        return _("No objective has been scored yet.")
    unknown, met = counts.get(Mark.NO_EVIDENCE, 0), counts.get(Mark.MET, 0)
    if unknown:
        text = ngettext(
            "For %(unknown)s of %(total)s objective there is too little evidence to say.",
            "For %(unknown)s of %(total)s objectives there is too little evidence to say.",
            total,
        )
        return text % {"unknown": unknown, "total": total}
    return ngettext(
        "%(met)s of %(total)s objective is met.", "%(met)s of %(total)s objectives are met.", total
    ) % {
        "met": met,
        "total": total,
    }


def cases(page: HomePage) -> tuple[Case, ...]:
    """The three examples in words, in the order of their dates."""
    ordered = sorted(page.examples, key=lambda example: example.due_on)
    return tuple(_case(example, page) for example in ordered)


def _case(example: Example, page: HomePage) -> Case:
    """The example in words; where its mark cannot be shown, nothing is told of it."""
    found = shown(example.standing)
    if found is None:
        return Case(example=example, large="–", small="", word="", told=())
    if example.spec is None:
        return _of_each_state(example, found, page)
    return Case(
        example=example,
        large=_large(example),
        small=_small(example),
        word=str(STATUS_LABELS[found.status] if found.status else MARK_LABELS[found.mark]),
        told=tuple(text for text in (_goal(example), _away(found)) if text),
    )


def _large(example: Example) -> str:
    """The change since the baseline where both are known, else the figure; a dash where nothing is."""
    if example.change is not None:
        sign = "+" if percent_truncated(example.change) > 0 else ""
        return sign + percent(example.change)
    return figure(example.figure.value) if example.figure else "–"


def _small(example: Example) -> str:
    found, spec = example.figure, example.spec
    if found is None:
        return _("No figure was published for this.")
    now = {"figure": quantity(found.value, example.unit), "when": reference(found.on, yearly=found.yearly)}
    if spec is None or spec.baseline is None:
        return _("%(figure)s (%(when)s)") % now
    return _("%(figure)s (%(when)s), from %(baseline)s in %(year)s") % {
        **now,
        "baseline": figure(spec.baseline),
        "year": spec.baseline_on.year,
    }


def _goal(example: Example) -> str:
    if example.spec is None:
        return ""
    return _("The goal: %(goal)s by %(due)s.") % {
        "goal": goal_in_words(example.spec, example.unit, example.goal),
        "due": day(example.due_on),
    }


def _away(found: Standing) -> str:
    """Said where the figure went the wrong way: the mark of a missed target does not show it."""
    share = found.share
    if share is None or share >= 0:
        return ""
    return _("The figure moved away from it: %(share)s of the way.") % {"share": percent(share)}


def _of_each_state(example: Example, found: Standing, page: HomePage) -> Case:
    """A target that each State has for itself: how many reported. Silence is told as silence, never as zero."""
    passed = page.as_of is not None and example.due_on < page.as_of
    told = [_silence(found.applicable - found.with_data, passed=passed)]
    if found.with_data < found.applicable:
        told.append(_("No report is not a no, and it never counts as zero."))
    return Case(
        example=example,
        large=_("%(with)s of %(all)s") % {"with": found.with_data, "all": found.applicable},
        small=ngettext("State has reported", "States have reported", found.applicable),
        word=str(MARK_LABELS[found.mark]),
        told=tuple(told),
    )


def _silence(number: int, *, passed: bool) -> str:
    if number == 0:
        return _("Every State has reported.")
    if passed:
        text = ngettext(
            "The date passed and nothing was reported for %(number)s State.",
            "The date passed and nothing was reported for %(number)s States.",
            number,
        )
    else:
        text = ngettext(
            "Nothing is reported yet for %(number)s State.",
            "Nothing is reported yet for %(number)s States.",
            number,
        )
    return text % {"number": number}

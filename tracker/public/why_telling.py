"""The sum of a roll-up in words, with the numbers put in; what is told of it as a heading."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.enums import BECAUSE_LABELS, MARK_LABELS, Fault, Subject
from tracker.scoring import PUBLISHED_AT, Working
from tracker.selectors.standings import Unshown
from tracker.selectors.why import ReadingBelow, WhyPage
from tracker.wording import day, figure, percent

# So many readings are listed on the page; the whole list is in the JSON.
MOST_ON_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class WhyTelling:
    """The words of a page that explains a roll-up: `readings` are as many as fit, `more` how many do not."""

    title: str
    holder: str
    until: str
    steps: tuple[str, ...]
    trouble: str
    readings: tuple[ReadingBelow, ...]
    more: int


def why_telling(page: WhyPage) -> WhyTelling:
    """What the page says in words."""
    readings = page.readings or ()
    return WhyTelling(
        title=title(page),
        holder=page.place.name if page.place else page.process_name,
        until=day(page.due_on) if page.due_on else "",
        steps=steps(page),
        trouble=trouble(page),
        readings=readings[:MOST_ON_PAGE],
        more=max(len(readings) - MOST_ON_PAGE, 0),
    )


def title(page: WhyPage) -> str:
    """What the roll-up is about."""
    numbers = {"number": page.number, "code": page.code, "name": page.name}
    if page.subject == Subject.COMMITMENT:
        return _("%(code)s %(name)s") % numbers
    if page.subject == Subject.OBJECTIVE:
        return _("Objective %(number)s: %(name)s") % numbers
    return _("All objectives together")


def trouble(page: WhyPage) -> str:
    """Why the mark or its sum is not told, in words; empty where both are."""
    found = page.told
    if isinstance(found, Unshown):
        said = str(found.fault.label)
        if found.fault == Fault.HELD and found.last:
            said += " " + _("It was last computed as of %(day)s, and said then: %(mark)s.") % {
                "day": day(found.last.as_of),
                "mark": MARK_LABELS[found.last.mark],
            }
        return said
    if page.working:
        return ""
    if found.updating:
        return _("Its parts have changed, and the sum is made anew: look again in a moment.")
    return _("The sum cannot be told: at least one part of it cannot be used.")


def steps(page: WhyPage) -> tuple[str, ...]:
    """The arithmetic, step by step; none where it does not lead to a mark that is shown."""
    if page.working is None or isinstance(page.told, Unshown):
        return ()
    working = page.working
    return (
        _made_from(page, working),
        _coverage(working),
        _score(working),
        _bounds(working),
        _published(working),
        str(BECAUSE_LABELS[working.because]),
        _("The mark: %(mark)s.") % {"mark": MARK_LABELS[working.result.mark]},
    )


def _made_from(page: WhyPage, working: Working) -> str:
    count = len(page.parts)
    text = ngettext(
        "It is made from %(count)s part, of which %(applicable)s applies. %(rule)s",
        "It is made from %(count)s parts, of which %(applicable)s apply. %(rule)s",
        count,
    )
    return text % {
        "count": figure(count),
        "applicable": figure(working.result.applicable),
        "rule": page.gathering.label,
    }


def _coverage(working: Working) -> str:
    sums = working.sums
    if not sums.weight:
        return _("Coverage: none of the parts applies, so there is no weight to cover.")
    return _(
        "Coverage: known weight ÷ weight of all that applies = %(known)s ÷ %(weight)s = %(coverage)s."
    ) % {
        "known": figure(sums.known),
        "weight": figure(sums.weight),
        "coverage": percent(working.result.coverage, decimals=1),
    }


def _score(working: Working) -> str:
    if working.result.score is None:
        return _("Score: nothing is known, so there is none. It is not a zero.")
    return _(
        "Score over what is known: sum of weight × known × score ÷ known weight = %(scored)s ÷ %(known)s = %(score)s."
    ) % {
        "scored": figure(working.sums.scored),
        "known": figure(working.sums.known),
        "score": figure(working.result.score),
    }


def _bounds(working: Working) -> str:
    if not working.sums.weight:
        return ""
    return _(
        "If all that is missing scored 0, the whole would be %(least)s ÷ %(weight)s = %(lower)s of 100; "
        "if it scored 100, %(most)s ÷ %(weight)s = %(upper)s."
    ) % {
        "least": figure(working.sums.lower),
        "most": figure(working.sums.upper),
        "weight": figure(working.sums.weight),
        "lower": figure(working.result.lower),
        "upper": figure(working.result.upper),
    }


def _published(working: Working) -> str:
    needed = {"percent": percent(PUBLISHED_AT)}
    if working.result.published:
        return _("A number is given from %(percent)s coverage on: it is given here.") % needed
    return _("A number is given from %(percent)s coverage on, so there is none here.") % needed

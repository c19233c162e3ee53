"""What the page of a place tells in sentences: how its targets add up, and what is missing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.enums import MARK_LABELS, PlaceKind
from tracker.scoring import PUBLISHED_AT, Mark, Status
from tracker.selectors.objectives import HorizonHead
from tracker.selectors.places import CommitmentCell, PlacePage
from tracker.selectors.processes import ProcessPage
from tracker.selectors.standings import Standing, Told, shown
from tracker.wording import figure, percent

WITH_COMMITTEES = {PlaceKind.COUNTRY, PlaceKind.LOCAL}
UNANSWERED = {Status.NO_DATA, Status.OVERDUE}


class Summed(Protocol):
    """A place or a process with its standings over everything."""

    @property
    def horizons(self) -> tuple[HorizonHead, ...]:
        """The dates by which it has targets."""

    @property
    def overall(self) -> Told | None:
        """What is told of it over all dates."""

    @property
    def by_horizon(self) -> tuple[Told | None, ...]:
        """The same by each date."""


@dataclass(frozen=True)
class Overdue:
    """A target whose date has passed without an answer."""

    commitment: CommitmentCell
    due_year: int
    found: Standing


@dataclass(frozen=True)
class PlaceTelling:
    """The sentences beside the numbers of a place's page; `asks_committee` where a committee could fill the gaps.

    `untold` says that something of it cannot be shown, so that no list here is whole.
    """

    lede: str
    horizons: tuple[tuple[HorizonHead, Standing], ...]
    steps: tuple[str, ...]
    missing: tuple[str, ...]
    untold: bool
    asks_committee: bool
    overdue: tuple[Overdue, ...] = ()
    overdue_told: str = ""


def place_telling(page: PlacePage) -> PlaceTelling:
    """How far the place is, why its mark is what it is, and what nobody reported on."""
    told = _telling(page, lede=_lede(page), asks_committee=page.kind in WITH_COMMITTEES)
    return replace(told, overdue=tuple(_overdue(page)), overdue_told=_overdue_in_words(page))


def process_telling(page: ProcessPage) -> PlaceTelling:
    """How far the members of a process are together, and what nobody reported on."""
    overall = shown(page.overall)
    if page.overall and not overall:
        lede = _("Its mark as a whole cannot be shown; what can be shown stands below.")
    elif overall is None or overall.applicable == 0:
        lede = _("No target is set for its members yet.")
    else:
        lede = ngettext(
            "%(known)s of the %(count)s target of its member States has something to score.",
            "%(known)s of the %(count)s targets of its member States have something to score.",
            overall.applicable,
        ) % {"known": figure(overall.with_data), "count": figure(overall.applicable)}
    return _telling(page, lede=lede, asks_committee=False)


def _telling(page: Summed, *, lede: str, asks_committee: bool) -> PlaceTelling:
    overall = shown(page.overall)
    return PlaceTelling(
        lede=lede,
        horizons=tuple((head, found) for head, found in _by_horizon(page) if found),
        steps=_steps(overall) if overall else (),
        missing=tuple(filter(None, (_missing(head, found) for head, found in _by_horizon(page) if found))),
        untold=any(found.fault for found in (page.overall, *page.by_horizon) if found),
        asks_committee=asks_committee,
    )


def _by_horizon(page: Summed) -> Iterator[tuple[HorizonHead, Standing | None]]:
    """Each horizon with the standing by it, where that can be shown."""
    return zip(page.horizons, map(shown, page.by_horizon), strict=True)


def _lede(page: PlacePage) -> str:
    overall = shown(page.overall)
    if overall is None and page.overall:
        return _("Its mark as a whole cannot be shown; what can be shown stands below.")
    if overall is None or overall.applicable == 0:
        return _("No target is set for this place yet.")
    numbers = {"known": figure(overall.with_data), "count": figure(overall.applicable)}
    if page.kind in WITH_COMMITTEES:
        text = ngettext(
            "%(known)s of the %(count)s target that applies here has something to score.",
            "%(known)s of the %(count)s targets that apply here have something to score.",
            overall.applicable,
        )
    else:
        text = ngettext(
            "%(known)s of the %(count)s target of this place and of its States has something to score.",
            "%(known)s of the %(count)s targets of this place and of its States have something to score.",
            overall.applicable,
        )
    said = text % numbers
    return said if overall.with_data == overall.applicable else said + " " + _("No report is not a no.")


def _steps(overall: Standing) -> tuple[str, ...]:
    """The sum over everything, with its numbers put in."""
    steps = [
        _(
            "Each target scores its share of the way, from 0 to 100. Targets become commitments, commitments "
            "objectives, and objectives the place, each by its weight; all objectives weigh the same."
        ),
        _("Coverage: %(percent)s of the weight that applies here has something to score.")
        % {"percent": percent(overall.coverage)},
        _(
            "If all that is missing scored 0, the whole would be %(lower)s of 100; if it scored 100, %(upper)s."
        )
        % {"lower": figure(overall.lower, places=0), "upper": figure(overall.upper, places=0)},
        _number(overall),
        _("The mark: %(mark)s.") % {"mark": MARK_LABELS[overall.mark]},
    ]
    return tuple(steps)


def _number(overall: Standing) -> str:
    """The number, or why there is none."""
    needed = {"percent": percent(PUBLISHED_AT)}
    if overall.published and overall.score is not None:
        return _("Over what is known the whole is %(score)s of 100.") % {
            "score": figure(overall.score, places=0)
        }
    return _("A number and a mark are given from %(percent)s coverage on, so there is none here.") % needed


def _missing(head: HorizonHead, found: Standing) -> str:
    """On how many targets of one horizon nobody reported, and whether their date has passed."""
    silent = dict(found.statuses).get(Status.NO_DATA, 0)
    if not silent:
        return ""
    numbers = {"silent": figure(silent), "count": figure(_targets(found)), "year": head.due_year}
    if found.as_of.year > head.due_year:
        text = ngettext(
            "Due by %(year)s, and the date has passed: no report on %(silent)s of %(count)s target.",
            "Due by %(year)s, and the date has passed: no report on %(silent)s of %(count)s targets.",
            _targets(found),
        )
    else:
        text = ngettext(
            "Due by %(year)s: no report yet on %(silent)s of %(count)s target.",
            "Due by %(year)s: no report yet on %(silent)s of %(count)s targets.",
            _targets(found),
        )
    return text % numbers


def _overdue(page: PlacePage) -> Iterator[Overdue]:
    """The targets of this place itself that are past their date without an answer, by objective."""
    for commitment in (one for block in page.objectives for one in block.commitments):
        for head, found in zip(page.horizons, map(shown, commitment.by_horizon), strict=True):
            if found and found.status in UNANSWERED and found.as_of.year > head.due_year:
                yield Overdue(commitment, head.due_year, found)


def _overdue_in_words(page: PlacePage) -> str:
    """How many targets are past their date without an answer, and why; empty while no date has passed."""
    past = [found for head, found in _by_horizon(page) if found and found.as_of.year > head.due_year]
    if not past:
        return ""
    statuses: Counter[Status] = Counter()
    for found in past:
        statuses.update(dict(found.statuses))
    silent, old = statuses[Status.NO_DATA], statuses[Status.OVERDUE]
    if not silent + old:
        return _("Every target whose date has passed has an answer, or may still get one in time.")
    said = ngettext(
        "%(number)s target is past its date without an answer.",
        "%(number)s targets are past their dates without an answer.",
        silent + old,
    ) % {"number": figure(silent + old)}
    return " ".join(filter(None, (said, never_in_words(silent), too_old_in_words(old))))


def never_in_words(number: int) -> str:
    """On how many targets nobody ever reported; empty for none."""
    text = ngettext(
        "On %(number)s nothing was ever reported.", "On %(number)s nothing was ever reported.", number
    )
    return text % {"number": figure(number)} if number else ""


def too_old_in_words(number: int) -> str:
    """For how many targets the last figure is about too early a date; empty for none."""
    text = ngettext(
        "For %(number)s the last figure is too old to decide.",
        "For %(number)s the last figures are too old to decide.",
        number,
    )
    return text % {"number": figure(number)} if number else ""


def _targets(found: Standing) -> int:
    """How many targets apply."""
    return sum(number for mark, number in found.counts if mark != Mark.NOT_APPLICABLE)

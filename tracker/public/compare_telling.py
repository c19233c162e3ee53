"""What the page that compares says in sentences, made from its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.enums import PlaceKind
from tracker.public.map_telling import Telling, untold_in_words
from tracker.scoring import Mark, Status
from tracker.selectors.compact import ObjectiveHead
from tracker.selectors.compare import Compared, ComparePage
from tracker.selectors.standings import Standing, Told, shown
from tracker.wording import figure, percent

WITH_COMMITTEES = {PlaceKind.COUNTRY, PlaceKind.LOCAL}


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What is missing of one that is compared; `asks` where a committee could report it."""

    one: Compared
    told: str
    asks: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the table: what it is about, and what is told of each that is compared."""

    label: str
    objective: ObjectiveHead | None
    cells: tuple[Told | None, ...]


def compare_telling(page: ComparePage) -> Telling:
    """How many targets are met in each, and how much of each is known."""
    if page.wrong or page.order.wrong:
        return Telling(_("This cannot be compared"), ())
    told = [(one.name, found) for one in page.compared if (found := shown(one.overall))]
    if not page.compared:
        return Telling(_("Put up to four side by side"), (_like_ones(),))
    if not told:
        return Telling(_("Nothing of these can be compared now."), ())
    met = [
        _("%(met)s of %(total)s in %(name)s")
        % {
            "met": figure(dict(found.counts).get(Mark.MET, 0)),
            "total": figure(found.applicable),
            "name": name,
        }
        for name, found in told
    ]
    hidden = sum(1 for one in page.compared if one.overall and not shown(one.overall))
    headline = _("Targets met: %(all)s.") % {"all": ", ".join(met)}
    return Telling(headline, (_known(told), *untold_in_words(hidden)))


def rows(page: ComparePage) -> tuple[Line, ...]:
    """Everything, by each date, and objective by objective; what none of them has a target on is left out."""
    whole = Line(label=_("Everything"), objective=None, cells=tuple(one.overall for one in page.compared))
    dates = [
        Line(
            label=_("Everything by %(year)s") % {"year": horizon.due_year},
            objective=None,
            cells=tuple(one.by_horizon[at] for one in page.compared),
        )
        for at, horizon in enumerate(page.horizons)
    ]
    objectives = [
        Line(label="", objective=head, cells=tuple(one.objectives[at] for one in page.compared))
        for at, head in enumerate(page.objectives)
    ]
    return tuple(one for one in (whole, *dates, *objectives) if any(one.cells))


def _like_ones() -> str:
    return _(
        "States with States, regions with regions, local authorities with local authorities, processes with "
        "processes. They stand in the order you choose them: nothing is ranked."
    )


def _known(told: Sequence[tuple[str, Standing]]) -> str:
    said = [
        _("%(known)s in %(name)s") % {"known": percent(found.coverage), "name": name} for name, found in told
    ]
    return _("So much is known of what was promised, by weight: %(all)s. No report is not a no.") % {
        "all": ", ".join(said)
    }


def differences(page: ComparePage) -> tuple[str, ...]:
    """Of which of them it cannot be told which is further, and why."""
    told = [(one.name, found) for one in page.compared if (found := shown(one.overall)) and found.applicable]
    return tuple(_difference(*pair) for pair in combinations(told, 2) if _overlap(pair[0][1], pair[1][1]))


def _overlap(one: Standing, other: Standing) -> bool:
    """Whether either can turn out further than the other, once the rest is known."""
    return one.lower <= other.upper and other.lower <= one.upper


def _difference(one: tuple[str, Standing], other: tuple[str, Standing]) -> str:
    numbers = {
        "one": one[0],
        "other": other[0],
        "lower": figure(one[1].lower, places=0),
        "upper": figure(one[1].upper, places=0),
        "from": figure(other[1].lower, places=0),
        "to": figure(other[1].upper, places=0),
    }
    if one[1].coverage == other[1].coverage == 1:
        return _("%(one)s and %(other)s stand alike, at %(lower)s of 100.") % numbers
    return (
        _(
            "%(one)s lies between %(lower)s and %(upper)s, %(other)s between %(from)s and %(to)s: the bounds "
            "overlap, so what is known does not say which is further."
        )
        % numbers
    )


def gaps(page: ComparePage) -> tuple[Gap, ...]:
    """What nobody has reported of each, and whether a committee could."""
    return tuple(_gaps(page))


def _gaps(page: ComparePage) -> Iterator[Gap]:
    for one in page.compared:
        found = shown(one.overall)
        if found:
            yield Gap(one=one, told=_missing(found), asks=one.kind in WITH_COMMITTEES)
        elif one.overall:
            said = _("This cannot be told while its mark cannot be shown.")
            yield Gap(one=one, told=said, asks=False)
        else:
            yield Gap(one=one, told=_("No target is set here yet."), asks=False)


def _missing(found: Standing) -> str:
    silent = dict(found.statuses).get(Status.NO_DATA, 0)
    if not found.applicable:
        return _("No target applies here.")
    if not silent:
        return _("Something was reported on every target.")
    return ngettext(
        "Nothing was reported on %(silent)s of %(count)s target.",
        "Nothing was reported on %(silent)s of %(count)s targets.",
        found.applicable,
    ) % {"silent": figure(silent), "count": figure(found.applicable)}

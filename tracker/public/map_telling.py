"""The sentences at the head of the views of all States, made from their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.front import met_in_words
from tracker.public.place_telling import never_in_words, too_old_in_words
from tracker.scoring import Mark, Status
from tracker.selectors.heat_map import HeatMap
from tracker.selectors.horizons import HorizonPage
from tracker.selectors.standings import Standing, Told, shown
from tracker.selectors.tile_map import TileMap
from tracker.wording import day, figure

WITHOUT_A_MARK = {Mark.NO_EVIDENCE, Mark.NOT_APPLICABLE}


@dataclass(frozen=True)
class Telling:
    """The headline, and what follows it, sentence by sentence."""

    headline: str
    lede: tuple[str, ...]


@dataclass(frozen=True)
class _Tally:
    """Of so many that apply, how many carry a mark, of how many too little is known for one, of how many nothing."""

    total: int
    marked: int
    some: int
    nothing: int
    untold: int


def _tally(found: Iterable[Told | None]) -> _Tally:
    all_of_them = [one for one in found if one]
    told = [one for one in map(shown, all_of_them) if one]
    counted = [one for one in told if one.applicable]
    marked = [one for one in counted if one.mark not in WITHOUT_A_MARK]
    nothing = [one for one in counted if not one.coverage]
    return _Tally(
        total=len(counted),
        marked=len(marked),
        some=len(counted) - len(marked) - len(nothing),
        nothing=len(nothing),
        untold=len(all_of_them) - len(told),
    )


def heat_telling(found: HeatMap) -> Telling:
    """For how many of the States' objectives there is a mark, and of how many of the others anything is known."""
    if found.wrong:
        return Telling(_("There is no such view"), ())
    tally = _tally(told for row in found.states for told in row.cells)
    if not tally.total:
        return Telling(_("No State has a target here."), untold_in_words(tally.untold))
    if not tally.marked:
        return Telling(
            _("No State can be given a mark here yet."),
            (_one_is(tally), *_rest(tally), *untold_in_words(tally.untold)),
        )
    headline = ngettext(
        "%(marked)s of %(total)s mark can be given.",
        "%(marked)s of %(total)s marks can be given.",
        tally.total,
    ) % {"marked": figure(tally.marked), "total": figure(tally.total)}
    return Telling(headline, (_one_is(tally), *_rest(tally), *untold_in_words(tally.untold)))


def _one_is(tally: _Tally) -> str:
    """What a mark of the heat map is about, and how many there would be."""
    return ngettext(
        "One box is one State on one objective: %(total)s in all.",
        "One box is one State on one objective: %(total)s in all.",
        tally.total,
    ) % {"total": figure(tally.total)}


def tile_telling(found: TileMap) -> Telling:
    """For how many States there is a mark on what was asked for."""
    if found.wrong:
        return Telling(_("There is no such view"), ())
    tally = _tally(tile.told for tile in found.tiles)
    if found.own:
        return Telling(_("This is a target of the world as a whole: no State has one of its own."), ())
    if not tally.total:
        return Telling(_("No State has a target here."), untold_in_words(tally.untold))
    if not tally.marked:
        return Telling(
            _("No State can be given a mark here yet."), (*_rest(tally), *untold_in_words(tally.untold))
        )
    headline = ngettext(
        "%(marked)s of %(total)s State has a mark.",
        "%(marked)s of %(total)s States have a mark.",
        tally.total,
    ) % {"marked": figure(tally.marked), "total": figure(tally.total)}
    return Telling(headline, (*_rest(tally), *untold_in_words(tally.untold)))


def _rest(tally: _Tally) -> tuple[str, ...]:
    """What is known where there is no mark."""
    said = []
    if tally.some:
        said.append(
            ngettext(
                "For %(number)s something is known, too little for a mark.",
                "For %(number)s something is known, too little for a mark.",
                tally.some,
            )
            % {"number": figure(tally.some)}
        )
    if tally.nothing:
        said.append(
            ngettext(
                "For %(number)s nothing was reported: that is not a no, and it never counts as zero.",
                "For %(number)s nothing was reported: that is not a no, and it never counts as zero.",
                tally.nothing,
            )
            % {"number": figure(tally.nothing)}
        )
    return tuple(said)


def untold_in_words(number: int) -> tuple[str, ...]:
    """Of how many the mark cannot be shown; nothing for none."""
    if not number:
        return ()
    text = ngettext("%(number)s cannot be shown now.", "%(number)s cannot be shown now.", number)
    return (text % {"number": figure(number)},)


def horizon_telling(page: HorizonPage) -> Telling:
    """How many of the targets of all States were met, and on how many nothing was reported."""
    whole = shown(page.whole)
    due = {"due": day(page.due_on)}
    if whole is None or not whole.applicable:
        if page.whole:
            return Telling(_("Its marks as a whole cannot be shown; what can be shown stands below."), ())
        return Telling(_("No target is due by %(due)s.") % due, ())
    numbers = {**due, "total": figure(whole.applicable)}
    if page.past:
        text = ngettext(
            "%(total)s target was due by %(due)s.", "%(total)s targets were due by %(due)s.", whole.applicable
        )
    else:
        text = ngettext(
            "%(total)s target is due by %(due)s.", "%(total)s targets are due by %(due)s.", whole.applicable
        )
    met = met_in_words(dict(whole.counts).get(Mark.MET, 0))
    return Telling(f"{text % numbers} {met}", _horizon_lede(page, whole))


def _horizon_lede(page: HorizonPage, whole: Standing) -> tuple[str, ...]:
    """On how many nothing was reported, and how many are overdue."""
    statuses = dict(whole.statuses)
    silent, overdue = statuses.get(Status.NO_DATA, 0), statuses.get(Status.OVERDUE, 0)
    is_no_no = _("No report is not a no.") if silent else ""
    return tuple(filter(None, (never_in_words(silent), too_old_in_words(overdue), is_no_no)))

"""What is put elsewhere: whose mark or which view, and what is said of it, in the frame and in the picture alike."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.enums import MARK_LABELS, word_of
from tracker.public.pathway import Pathway
from tracker.selectors.heat_map import HeatMap
from tracker.selectors.standings import Standing, Told
from tracker.wording import figure, percent

NONE, UNTOLD = "none", "untold"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One view to be put elsewhere. `holder` is whose it is, `fictional` whether that place is made up.

    Of a heat map there is `heat` in place of `told`; of a target whose goal is a figure, `chart` beside it.
    """

    holder: str
    title: str
    fictional: bool
    as_of: date
    told: Told | None = None
    chart: Pathway | None = None
    heat: HeatMap | None = None
    said: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """What it is drawn as."""
        if self.told is None:
            return NONE
        return self.told.mark.value if isinstance(self.told, Standing) else UNTOLD

    @property
    def word(self) -> str:
        """The mark in a word: that of the status, where it is a single target's."""
        if self.told is None:
            return _("no target")
        if not isinstance(self.told, Standing):
            return str(self.told.fault.label)
        return str(word_of(self.told.status) if self.told.status else MARK_LABELS[self.told.mark])

    @property
    def sentences(self) -> tuple[str, ...]:
        """What must stand beside the mark, in words."""
        return self.said or sentences(self.told)

    @property
    def description(self) -> str:
        """Everything that is drawn, for whoever does not see it."""
        said = self.sentences if self.heat else (f"{self.word}.", *self.sentences)
        return " ".join(said)


def sentences(told: Told | None) -> tuple[str, ...]:
    """The share of the way of a target; of a roll-up the score, how much is known, and the bounds."""
    if not isinstance(told, Standing):
        return ()
    if told.status:
        return (
            (_("Share of the way: %(share)s.") % {"share": percent(told.share)},)
            if told.share is not None
            else ()
        )
    said = []
    if told.published and told.score is not None:
        said.append(_("Score: %(score)s of 100.") % {"score": figure(told.score, places=0)})
    said.append(
        ngettext(
            "%(known)s of %(total)s target has evidence.",
            "%(known)s of %(total)s targets have evidence.",
            told.applicable,
        )
        % {"known": figure(told.with_data), "total": figure(told.applicable)}
    )
    if told.coverage == 1:
        return (*said, _("Coverage: 100 %."))
    bounds = {
        "coverage": percent(told.coverage),
        "lower": figure(told.lower, places=0),
        "upper": figure(told.upper, places=0),
    }
    text = _("Coverage by weight: %(coverage)s, so the score lies between %(lower)s and %(upper)s.")
    return (*said, text % bounds)

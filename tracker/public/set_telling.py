"""What is said of some of the commitments together: those that serve a benchmark, those about a group of people."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.front import met_in_words
from tracker.public.map_telling import Telling, untold_in_words
from tracker.public.place_telling import never_in_words
from tracker.scoring import Mark, Status
from tracker.selectors.benchmarks import BenchmarkPage, BenchmarksPage
from tracker.selectors.commitment_sets import CommitmentSet
from tracker.selectors.populations import PopulationPage, PopulationsPage
from tracker.wording import figure


def benchmark_telling(page: BenchmarkPage) -> Telling:
    """How many commitments serve it, and how many of their targets are met."""
    number = len(page.together.rows)
    if not number:
        return Telling(_("No commitment of the Compact serves %(what)s.") % {"what": page.called}, ())
    text = ngettext(
        "%(number)s commitment of the Compact serves %(what)s.",
        "%(number)s commitments of the Compact serve %(what)s.",
        number,
    )
    return _telling(text % {"number": figure(number), "what": page.called}, page.together)


def population_telling(page: PopulationPage) -> Telling:
    """How many commitments are about the group, and how many of their targets are met."""
    text = ngettext(
        "%(number)s commitment is about %(who)s.",
        "%(number)s commitments are about %(who)s.",
        len(page.together.rows),
    )
    return _telling(text % {"number": figure(len(page.together.rows)), "who": page.name}, page.together)


def _telling(first: str, found: CommitmentSet) -> Telling:
    if not found.targets:
        return Telling(f"{first} {_('None has been scored yet.')}", untold_in_words(found.untold))
    of_them = ngettext(
        "In all there is %(total)s target by a date.",
        "In all there are %(total)s targets by a date.",
        found.targets,
    ) % {"total": figure(found.targets)}
    met = met_in_words(dict(found.counts)[Mark.MET])
    return Telling(f"{first} {of_them} {met}", (*_silence(found), *untold_in_words(found.untold)))


def _silence(found: CommitmentSet) -> tuple[str, ...]:
    silent = dict(found.statuses)[Status.NO_DATA]
    if not silent:
        return (_("On every one of them something was reported."),)
    return never_in_words(silent), _("No report is not a no.")


def benchmarks_telling(page: BenchmarksPage) -> str:
    """How many benchmarks of how many frameworks are served."""
    if not page.frameworks:
        return _("No framework is loaded on this installation yet.")
    frameworks = ngettext(
        "Beside the Compact stands %(number)s other framework that was agreed.",
        "Beside the Compact stand %(number)s other frameworks that were agreed.",
        len(page.frameworks),
    ) % {"number": figure(len(page.frameworks))}
    served = ngettext(
        "Commitments serve %(served)s of their %(total)s benchmark.",
        "Commitments serve %(served)s of their %(total)s benchmarks.",
        page.benchmarks,
    ) % {"served": figure(page.served), "total": figure(page.benchmarks)}
    return f"{frameworks} {served}"


def populations_telling(page: PopulationsPage) -> str:
    """How many commitments are about some group of people."""
    if not page.about:
        return _("No commitment names a group of people.")
    return ngettext(
        "%(about)s of %(total)s commitment names a group of people that it is about.",
        "%(about)s of %(total)s commitments name a group of people that they are about.",
        page.commitments,
    ) % {"about": figure(page.about), "total": figure(page.commitments)}

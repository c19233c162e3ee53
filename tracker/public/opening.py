"""The sentence with numbers that pages open with which have a title of their own."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.public.front import met_in_words
from tracker.public.place_telling import never_in_words
from tracker.scoring import Mark, Status
from tracker.selectors.all_places import PlacesPage, StateRow
from tracker.selectors.committees import CommitteePage, CommitteeRow
from tracker.selectors.editions import EditionPage
from tracker.selectors.practices import PracticePage, PracticesPage
from tracker.selectors.processes import ProcessesPage
from tracker.selectors.sources import SourcesPage
from tracker.selectors.standings import Told, shown
from tracker.selectors.terms import TermPage, TermsPage
from tracker.wording import day, figure


def whole_opening(told: Told | None) -> str:
    """Of how many targets how many are met, and on how many nothing was reported; nothing where that is not known."""
    found = shown(told)
    if found is None or not found.applicable:
        return ""
    first = ngettext(
        "It has %(total)s target by a date.", "It has %(total)s targets by a date.", found.applicable
    ) % {"total": figure(found.applicable)}
    met = met_in_words(dict(found.counts).get(Mark.MET, 0))
    silent = dict(found.statuses).get(Status.NO_DATA, 0)
    return " ".join(filter(None, (first, met, never_in_words(silent))))


def practices_opening(page: PracticesPage) -> str:
    """How many good practices there are, from how many places, for how many commitments."""
    if not page.rows:
        return _("No good practice has been published here yet.")
    served = len({one.code for row in page.rows for one in row.commitments})
    places = len({row.place.code for row in page.rows})
    first = ngettext(
        "%(number)s good practice was published.", "%(number)s good practices were published.", len(page.rows)
    ) % {"number": figure(len(page.rows))}
    where = ngettext("From %(number)s place,", "From %(number)s places,", places) % {"number": figure(places)}
    what = ngettext("for %(number)s commitment.", "for %(number)s commitments.", served) % {
        "number": figure(served)
    }
    return f"{first} {where} {what}"


def practice_opening(page: PracticePage) -> str:
    """How many commitments it serves, and how much shows it."""
    served = ngettext(
        "From %(place)s, for %(number)s commitment:",
        "From %(place)s, for %(number)s commitments:",
        len(page.row.commitments),
    ) % {"place": page.row.place.name, "number": figure(len(page.row.commitments))}
    shows = ngettext(
        "%(number)s piece of evidence shows it.", "%(number)s pieces of evidence show it.", len(page.evidence)
    ) % {"number": figure(len(page.evidence))}
    return f"{served} {shows}"


def terms_opening(page: TermsPage) -> str:
    """How many terms there are, in how many languages."""
    if not page.number:
        return ""
    terms = ngettext(
        "%(number)s term, with what to write instead and why,",
        "%(number)s terms, with what to write instead and why,",
        page.number,
    ) % {"number": figure(page.number)}
    languages = ngettext("in %(number)s language.", "in %(number)s languages.", len(page.languages)) % {
        "number": figure(len(page.languages))
    }
    return f"{terms} {languages}"


def term_opening(page: TermPage) -> str:
    """What to write instead of what."""
    return _("Write %(prefer)s instead of %(avoid)s.") % {
        "prefer": _one_of(page.term.prefer),
        "avoid": _one_of(page.term.avoid),
    }


def term_lede(page: TermPage) -> str:
    """How many terms of its language there are beside it."""
    return ngettext(
        "It is the only term in %(language)s that the scorecard points out.",
        "It is one of %(number)s terms in %(language)s that the scorecard points out.",
        page.number,
    ) % {"number": figure(page.number), "language": page.language}


def _one_of(words: Sequence[str]) -> str:
    """Words to choose from, each in quotation marks."""
    return _(" or ").join(_("“%(word)s”") % {"word": word} for word in words)


def places_opening(page: PlacesPage) -> str:
    """On how many States something was reported that can be scored; nothing where places are looked for by name."""
    states = [row for region in page.regions for part in region.subregions for row in part.states]
    if page.named or not states:
        return ""
    return ngettext(
        "Of %(known)s of %(total)s State something is known.",
        "Of %(known)s of %(total)s States something is known.",
        len(states),
    ) % {"known": figure(_known(states)), "total": figure(len(states))}


def _known(rows: Iterable[StateRow]) -> int:
    return sum(1 for row in rows if (found := shown(row.standing)) and found.with_data)


def processes_opening(page: ProcessesPage) -> str:
    """Of how many processes enough is known for a mark."""
    marked = [one for one in page.processes if (found := shown(one.standing)) and found.published]
    return ngettext(
        "Of %(marked)s of %(total)s process enough is known to give a mark.",
        "Of %(marked)s of %(total)s processes enough is known to give a mark.",
        len(page.processes),
    ) % {"marked": figure(len(marked)), "total": figure(len(page.processes))}


def committees_opening(rows: Sequence[CommitteeRow]) -> str:
    """How many committees there are, and how many of them may publish; nothing where there is none."""
    if not rows:
        return ""
    may = sum(1 for one in rows if one.constituted)
    return ngettext(
        "%(may)s of %(total)s committee may publish.",
        "%(may)s of %(total)s committees may publish.",
        len(rows),
    ) % {"may": figure(may), "total": figure(len(rows))}


def committee_opening(page: CommitteePage) -> str:
    """How many reports a committee published, and when the last; who sits on it, as far as that is counted at all."""
    reports = (
        ngettext(
            "It has published %(number)s report that counts now, the last on %(day)s.",
            "It has published %(number)s reports that count now, the last on %(day)s.",
            page.reports,
        )
        % {"number": figure(page.reports), "day": day(page.recent[0].published_on)}
        if page.recent
        else _("It has published no report that counts now.")
    )
    # Not known of a protected committee, nor where the number is so small that it would say who they are.
    if page.members is None:
        return reports
    members = ngettext("%(number)s person sits on it.", "%(number)s people sit on it.", page.members) % {
        "number": figure(page.members)
    }
    return f"{reports} {members}"


def sources_opening(page: SourcesPage) -> str:
    """How many of the sources we read; nothing where there is none."""
    total = len(page.opened) + len(page.unopened)
    if not total:
        return ""
    return ngettext(
        "Of %(total)s source we read %(read)s ourselves.",
        "Of %(total)s sources we read %(read)s ourselves.",
        total,
    ) % {"total": figure(total), "read": figure(len(page.opened))}


def edition_opening(page: EditionPage) -> str:
    """How many targets there were on the day of an edition, and how many of them were met; nothing without any."""
    found = [one.standing for one in page.horizons if one.standing]
    total = sum(one.applicable for one in found)
    if not total:
        return ""
    met = sum(dict(one.counts).get(Mark.MET, 0) for one in found)
    return ngettext(
        "%(met)s of %(total)s target was met by then.",
        "%(met)s of %(total)s targets were met by then.",
        total,
    ) % {"met": figure(met), "total": figure(total)}

"""The front page of the desk: what waits, in words, each with the screen where something can be done about it."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.sweep import EVERY
from tracker.actions.wake import broker_answers, workers_answering
from tracker.enums import ChangeRequestState
from tracker.selectors.attention import Attention, attention
from tracker.selectors.health import LONGEST_WAIT, Backlog
from tracker.wording import day, figure

log = logging.getLogger(__name__)

# As many committees and rounds are named; the others are counted.
NAMED = 5


@dataclass(frozen=True)
class Concern:
    """A sentence, and the screen that it leads to; empty where there is none."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class FrontPage:
    """What waits for an administrator, and how the machinery is."""

    concerns: tuple[Concern, ...]
    machinery: tuple[Concern, ...]


def front_page(request: HttpRequest) -> FrontPage | None:
    """The front page of whoever may do everything here; others change some nouns, and see those."""
    if not (request.user.is_active and request.user.is_superuser):
        return None
    found = attention(today=timezone.localdate())
    return FrontPage(concerns=tuple(_concerns(found)), machinery=tuple(_machinery(found)))


def _concerns(found: Attention) -> Iterator[Concern]:
    yield from _rounds(found)
    yield from _changes(found)
    yield from _disputes(found)
    yield from _committees(found)
    yield from _tables(found)
    yield from _given_up(found.backlog)
    yield from _not_checked(found)


def _rounds(found: Attention) -> Iterator[Concern]:
    for one in found.rounds_over[:NAMED]:
        words = _("%(name)s was to end on %(day)s and is not closed: close it by freezing its edition.")
        yield Concern(words % {"name": one.name, "day": day(one.closes_on)}, _page("round", one.pk))


def _changes(found: Attention) -> Iterator[Concern]:
    if found.changes_asked:
        words = ngettext(
            "%(number)s change waits for a second administrator.",
            "%(number)s changes wait for a second administrator.",
            found.changes_asked,
        )
        told = words % {"number": found.changes_asked}
        yield Concern(told, _list("changerequest", state__exact=ChangeRequestState.WAITING))


def _disputes(found: Attention) -> Iterator[Concern]:
    if not found.disputes_open:
        return
    words = ngettext(
        "%(number)s dispute waits for a decision,",
        "%(number)s disputes wait for a decision,",
        found.disputes_open,
    )
    late = ngettext(
        "%(number)s of them for longer than was promised.",
        "%(number)s of them for longer than was promised.",
        found.disputes_late,
    )
    told = f"{words % {'number': found.disputes_open}} {late % {'number': found.disputes_late}}"
    yield Concern(told, reverse("workspace:disputes"))


def _committees(found: Attention) -> Iterator[Concern]:
    for one in found.committees_lacking[:NAMED]:
        words = _("%(name)s cannot publish as it is made up now.") % {"name": one.name}
        yield Concern(words, _list("seat", committee__id__exact=one.pk))
    more = len(found.committees_lacking) - NAMED
    if more > 0:
        words = ngettext("%(number)s more cannot either.", "%(number)s more cannot either.", more)
        yield Concern(words % {"number": more}, _list("committee"))


def _tables(found: Attention) -> Iterator[Concern]:
    """Tables that were brought in, and that somebody has to look at."""
    waiting = ngettext(
        "%(number)s table waits for a second administrator to store it.",
        "%(number)s tables wait for a second administrator to store them.",
        found.tables_waiting,
    )
    failed = ngettext(
        "%(number)s table was given up after several tries; nothing of it is stored.",
        "%(number)s tables were given up after several tries; nothing of them is stored.",
        found.tables_failed,
    )
    for number, words in ((found.tables_waiting, waiting), (found.tables_failed, failed)):
        if number:
            yield Concern(words % {"number": number}, reverse("admin:tables"))


def _given_up(backlog: Backlog) -> Iterator[Concern]:
    told = (
        (
            backlog.given_up,
            ngettext(
                "%(number)s score was given up after too many tries.",
                "%(number)s scores were given up after too many tries.",
                backlog.given_up,
            ),
            _list("dirtyscore", quarantined_at__isempty=0),
        ),
        (
            backlog.mail_given_up,
            ngettext(
                "%(number)s letter was given up after too many tries.",
                "%(number)s letters were given up after too many tries.",
                backlog.mail_given_up,
            ),
            _list("outbox", quarantined_at__isempty=0),
        ),
        (
            backlog.files_set_aside,
            ngettext(
                "%(number)s file could not be checked.",
                "%(number)s files could not be checked.",
                backlog.files_set_aside,
            ),
            _list("evidencefile", state__exact="quarantined"),
        ),
    )
    for number, words, url in told:
        if number:
            yield Concern(words % {"number": number}, url)


def _not_checked(found: Attention) -> Iterator[Concern]:
    for noun, number in found.not_checked:
        if number:
            words = _("%(noun)s: %(number)s not checked against the source yet.")
            named = str(noun._meta.verbose_name_plural).capitalize()
            url = _list(noun._meta.model_name or "", verified__exact=0)
            yield Concern(words % {"noun": named, "number": number}, url)


def _machinery(found: Attention) -> Iterator[Concern]:
    yield Concern(_waiting(found.backlog))
    if found.backlog.unturned:
        words = _("Marks that may have changed on %(day)s were not looked at again: no sweep runs.")
        yield Concern(words % {"day": day(found.backlog.unturned)})
    yield Concern(_last_sweep(found.swept_until))
    yield Concern(_workers())
    if found.head:
        words = _("The record of acts stands at entry %(number)s, of %(day)s.")
        told = words % {"number": found.head.seq, "day": day(found.head.day)}
        yield Concern(told, _list("auditevent"))


def _last_sweep(until: datetime | None) -> str:
    """When the last sweep began: its lease ran for as long as sweeps lie apart."""
    if until is None:
        return _("No sweep has run yet.")
    seconds = max(0, int((timezone.now() - (until - EVERY)).total_seconds()))
    if seconds > LONGEST_WAIT.total_seconds():
        return _("The last sweep began %(seconds)s seconds ago: none runs now.") % {
            "seconds": figure(seconds)
        }
    return _("The last sweep began %(seconds)s seconds ago.") % {"seconds": figure(seconds)}


def _workers() -> str:
    """Whether the queue answers and how many workers do; one that is away is told, and breaks no page."""
    try:
        queue, workers = broker_answers(), workers_answering()
    except Exception:
        # Brokers fail in many words.
        log.warning("the broker does not answer", exc_info=True)
        queue, workers = False, 0
    if not queue:
        return _("No queue answers, or there is none: the sweeps compute what waits.")
    if not workers:
        return _("The queue answers, and no worker does: the sweeps compute what waits.")
    words = ngettext(
        "The queue answers, and %(number)s worker does.",
        "The queue answers, and %(number)s workers do.",
        workers,
    )
    return words % {"number": workers}


def _waiting(backlog: Backlog) -> str:
    if not backlog.waiting:
        return _("No score waits to be computed.")
    seconds = int(backlog.waiting.total_seconds())
    words = (
        _("The oldest score to be computed waits for %(seconds)s seconds.")
        if backlog.waiting <= LONGEST_WAIT
        else _(
            "The oldest score to be computed waits for %(seconds)s seconds: no sweep runs, or it does not get on."
        )
    )
    return words % {"seconds": seconds}


def _page(noun: str, pk: int) -> str:
    return reverse(f"admin:tracker_{noun}_change", args=[pk])


def _list(noun: str, **narrowed: str | int) -> str:
    """The list of a noun, narrowed down."""
    query = urlencode(narrowed)
    return reverse(f"admin:tracker_{noun}_changelist") + (f"?{query}" if query else "")

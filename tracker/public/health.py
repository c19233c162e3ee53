"""How the installation is: in a status for a load balancer, in words for a person, in JSON for a monitor.

It is answered within two seconds whatever hangs, and tells nothing about who is at work.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tracker.access import Access, opens_to
from tracker.actions.wake import broker_answers
from tracker.public.asking import Asker
from tracker.scoring import METHOD_VERSION
from tracker.selectors.health import LONGEST_WAIT, Backlog, Stored, what_is_stored
from tracker.wording import day

# As long as a part may take to answer.
PATIENCE = 1.5
JSON, PLAIN = "application/json", "text/plain"

_database, _broker = Asker(patience=PATIENCE), Asker(patience=PATIENCE)


class State(IntEnum):
    """How a part is; the whole is as its worst part."""

    HEALTHY = 0
    DEGRADED = 1
    UNHEALTHY = 2

    @property
    def word(self) -> str:
        """As monitors read it, in every language."""
        return self.name.lower()


@dataclass(frozen=True)
class Finding:
    """What was found about one part."""

    part: str
    state: State
    words: str


@opens_to(Access.PUBLIC)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 where the site can be used, 503 where something is wrong that people notice. Kept nowhere, no session."""
    stored, broker = _database.ask(what_is_stored), _broker.ask(broker_answers)
    found = stored()
    findings = [*_about_database(found), _about_broker(answers=bool(broker()))]
    versions = {"method": str(METHOD_VERSION), "schema": found.newest_migration if found else ""}
    response = _answer(request, findings, versions)
    patch_vary_headers(response, ["Accept"])
    return response


def _about_database(found: Stored | None) -> Iterator[Finding]:
    """What the database says, as far as it says anything."""
    if found is None:
        yield Finding("database", State.UNHEALTHY, _("It does not answer."))
        return
    yield Finding("database", State.HEALTHY, _("It answers."))
    if found.backlog is None:
        yield Finding("schema", State.UNHEALTHY, _("It is older than the code: run manage.py prepare."))
        return
    yield Finding("schema", State.HEALTHY, _("It is the one that the code needs."))
    asked = (_about_scores, _about_given_up, _about_day, _about_mail, _about_files)
    yield from (about(found.backlog) for about in asked)


def _about_scores(backlog: Backlog) -> Finding:
    if backlog.waiting <= LONGEST_WAIT:
        return Finding("scores", State.HEALTHY, _("None waits longer than two minutes to be computed."))
    seconds = int(backlog.waiting.total_seconds())
    words = _(
        "The oldest waits for %(seconds)s seconds to be computed: no sweep runs, or it does not get on."
    )
    return Finding("scores", State.UNHEALTHY, words % {"seconds": seconds})


def _about_given_up(backlog: Backlog) -> Finding:
    number = backlog.given_up
    if not number:
        return Finding("given up", State.HEALTHY, _("No score was given up."))
    words = ngettext(
        "%(number)s score was given up after too many tries; the desk says why.",
        "%(number)s scores were given up after too many tries; the desk says why.",
        number,
    )
    return Finding("given up", State.DEGRADED, words % {"number": number})


def _about_day(backlog: Backlog) -> Finding:
    if backlog.unturned is None:
        return Finding("day", State.HEALTHY, _("No mark waits for a day that is over."))
    words = _("Marks that may have changed on %(day)s were not looked at again: no sweep runs.")
    return Finding("day", State.DEGRADED, words % {"day": day(backlog.unturned)})


def _about_mail(backlog: Backlog) -> Finding:
    number = backlog.mail_given_up
    if not number:
        return Finding("mail", State.HEALTHY, _("No mail was given up."))
    words = ngettext(
        "%(number)s mail was given up after too many tries; the desk says why.",
        "%(number)s mails were given up after too many tries; the desk says why.",
        number,
    )
    return Finding("mail", State.DEGRADED, words % {"number": number})


def _about_files(backlog: Backlog) -> Finding:
    number = backlog.files_set_aside
    if not number:
        return Finding("files", State.HEALTHY, _("No file was set aside."))
    words = ngettext(
        "%(number)s file was set aside after too many tries; the desk says why.",
        "%(number)s files were set aside after too many tries; the desk says why.",
        number,
    )
    return Finding("files", State.DEGRADED, words % {"number": number})


def _about_broker(*, answers: bool) -> Finding:
    """Never more than a word: scores are found by the sweeps without it."""
    if settings.DRAIN_IN_PROCESS:
        return Finding("broker", State.HEALTHY, _("There is none: this process computes the scores itself."))
    if answers:
        return Finding("broker", State.HEALTHY, _("It answers."))
    return Finding("broker", State.HEALTHY, _("It does not answer; the sweeps do the work meanwhile."))


def _answer(request: HttpRequest, findings: Sequence[Finding], versions: dict[str, str]) -> HttpResponse:
    """The findings, as this client reads them."""
    worst = max(finding.state for finding in findings)
    status = 503 if worst is State.UNHEALTHY else 200
    if request.get_preferred_type([PLAIN, JSON]) == JSON:
        checks = {one.part: {"status": one.state.word, "words": one.words} for one in findings}
        return JsonResponse({"status": worst.word, "checks": checks, "versions": versions}, status=status)
    lines = [worst.word, ""]
    lines += [f"{one.part}: {one.state.word}. {one.words}" for one in findings]
    lines += [f"{name} version: {version}" for name, version in versions.items() if version]
    return HttpResponse("\n".join(lines) + "\n", content_type=f"{PLAIN}; charset=utf-8", status=status)

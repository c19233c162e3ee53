"""What can be taken away of each page, and where its files are.

A page is taken away by one line in `TAKINGS`: the name of its address, and what makes its extract. See
docs/public-data.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from tracker.public.extracts import (
    changes,
    compared,
    editions,
    grids,
    lists,
    log,
    readings,
    scorecards,
    sets,
)
from tracker.selectors.heat_map import FILTERS
from tracker.transfer.extract import Extract
from tracker.transfer.taken import FORMS

# What a page is asked for as of a past day with.
PARAMETER = "as_of"
# What an address asks for, by name; a list where a name may be asked more than once.
Asked = dict[str, str | list[str]]


@dataclass(frozen=True)
class Taking:
    """What makes the extract of a page: whether it tells of a past day too, and which questions of its it hears.

    Those in `many` may be asked more than once. `by_itself` says that it shows what changes without another version
    of what is public.
    """

    extract: Callable[..., Extract | None]
    dated: bool = False
    hears: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    by_itself: bool = False


TAKINGS = {
    "home": Taking(grids.home, dated=True),
    "heatmap": Taking(grids.heatmap, dated=True, hears=FILTERS),
    "map": Taking(grids.tiles, dated=True, hears=grids.SUBJECTS),
    "horizon": Taking(grids.horizon, dated=True),
    "search": Taking(log.search, hears=("q", "kind", "page"), by_itself=True),
    "changes": Taking(log.changes, hears=log.HEARD),
    "objectives": Taking(scorecards.objectives, dated=True),
    "objective": Taking(scorecards.objective, dated=True),
    "commitment": Taking(scorecards.commitment, dated=True),
    "places": Taking(scorecards.places, dated=True, hears=("name",)),
    "place": Taking(scorecards.place, dated=True),
    "place-commitment": Taking(scorecards.place_commitment, dated=True),
    "target": Taking(readings.target, dated=True),
    "processes": Taking(scorecards.processes, dated=True),
    "process": Taking(scorecards.process, dated=True),
    "compare": Taking(compared.compare, dated=True, hears=("order",), many=("place", "process")),
    "benchmarks": Taking(sets.benchmarks, dated=True),
    "benchmark": Taking(sets.benchmark, dated=True),
    "populations": Taking(sets.populations, dated=True),
    "population": Taking(sets.population, dated=True),
    "report": Taking(readings.report),
    "committees": Taking(lists.committees),
    "practices": Taking(lists.practices, hears=("commitment", "place")),
    "terms": Taking(lists.terms),
    "term": Taking(lists.term),
    "sources": Taking(lists.sources),
    "editions": Taking(editions.editions),
    "edition": Taking(editions.edition),
    "edition-place": Taking(editions.edition_place),
    "edition-process": Taking(editions.edition_process),
    "edition-commitment": Taking(editions.edition_commitment),
    "edition-changes": Taking(changes.edition_changes, hears=("since", "commitment")),
}


def canonical_of(request: HttpRequest) -> str:
    """The one address of the page that is asked for: whole, with what it is asked for always in the same order."""
    match = request.resolver_match
    taking = TAKINGS.get(match.url_name or "") if match else None
    asked = asked_in(request, taking.hears, many=taking.many, dated=False) if taking else {}
    return settings.SITE_URL.rstrip("/") + request.path + query_of(asked)


def alternates_of(canonical: str) -> list[tuple[str, str]]:
    """The address of a page for each language that has one, and for everybody else.

    What language a page is in, a reader's browser says: there is one address for all. So the only language, where
    there is but one, is found there; several would have no address of their own to be named.
    """
    codes = [code for code, _name in settings.LANGUAGES]
    return [(code, canonical) for code in (*(codes if len(codes) == 1 else []), "x-default")]


def files_of(request: HttpRequest) -> list[tuple[str, str]]:
    """The files of the page that is asked for, each with its ending and its address; none where it has none."""
    match = request.resolver_match
    taking = TAKINGS.get(match.url_name or "") if match else None
    if match is None or taking is None:
        return []
    asked = asked_in(request, taking.hears, many=taking.many, dated=taking.dated)
    return file_addresses(request.path, query_of(asked))


def asked_in(
    request: HttpRequest, hears: tuple[str, ...], *, many: tuple[str, ...] = (), dated: bool
) -> Asked:
    """What an address asks of its page, always in the same order, and last the past day if it asks for one."""
    asked: Asked = {name: [one for one in request.GET.getlist(name) if one] for name in many}
    asked |= {name: request.GET.get(name, "") for name in hears}
    return {**asked, **_past_day(request.GET.get(PARAMETER, ""))} if dated else asked


def _past_day(said: str) -> dict[str, str]:
    """What keeps the day; nothing for today, whose page is the same however it is asked for."""
    return {} if said == timezone.localdate().isoformat() else {PARAMETER: said}


def file_addresses(page: str, query: str, *, but: str = "") -> list[tuple[str, str]]:
    """The files below the address of a page, but for one form."""
    return [(form.upper(), f"{page}data.{form}{query}") for form in FORMS if form != but]


def query_of(asked: Mapping[str, str | Sequence[str]]) -> str:
    """What stands behind the question mark; nothing where nothing is asked."""
    said = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(said, doseq=True)}" if said else ""

"""The public pages: each asks one selector one question and prints the answer."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tracker.public.about import contact
from tracker.public.answers import changes_by_itself, page, public_page, refused, with_more
from tracker.public.dated import dated_page
from tracker.public.explanation import explanation
from tracker.public.front import cases, headline, moved_in_words, objectives_headline
from tracker.public.method import method
from tracker.public.opening import (
    committee_opening,
    committees_opening,
    places_opening,
    processes_opening,
    sources_opening,
    term_lede,
    term_opening,
    terms_opening,
    whole_opening,
)
from tracker.public.place_commitment_telling import missing, parts, place_commitment_telling, untold
from tracker.public.place_telling import place_telling, process_telling
from tracker.public.searching import name_asked
from tracker.public.target_chart import target_chart
from tracker.public.target_telling import target_telling
from tracker.selectors.about import about_page
from tracker.selectors.all_places import places_page
from tracker.selectors.audit import integrity_page
from tracker.selectors.commitments import commitment_page
from tracker.selectors.committees import committee_page, committee_rows
from tracker.selectors.home import home_page
from tracker.selectors.objectives import objective_page, objectives_page
from tracker.selectors.place_commitments import place_commitment_page
from tracker.selectors.places import place_page
from tracker.selectors.processes import process_page, processes_page
from tracker.selectors.reports import report_page
from tracker.selectors.signing_key import public_key
from tracker.selectors.sources import sources_page
from tracker.selectors.targets import UnshownTarget, target_page
from tracker.selectors.terms import term_page, terms_page
from tracker.transfer.extract import LICENCE


@dated_page
def home(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """What this is, and how far the world is."""
    found = home_page(as_of=as_of)
    response = page(request, "home", found, section="home")
    told = moved_in_words(found.moved) if found.moved else ""
    return with_more(response, headline=headline(found), cases=cases(found), moved_told=told)


@dated_page
def objectives(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """The 23 objectives side by side."""
    found = objectives_page(as_of=as_of)
    response = page(request, "objectives", found, section="objectives")
    return with_more(response, headline=objectives_headline(found))


@dated_page
def objective(request: HttpRequest, as_of: date | None, number: int) -> HttpResponse:
    """One objective with its commitments."""
    found = objective_page(number, as_of=as_of)
    response = page(request, "objective", found, section="objectives")
    return with_more(response, opening=whole_opening(found.overall)) if found else response


@dated_page
def commitment(request: HttpRequest, as_of: date | None, code: str) -> HttpResponse:
    """One commitment: its targets, their history, how each State stands."""
    found = commitment_page(code, as_of=as_of)
    response = page(request, "commitment", found, section="objectives")
    return with_more(response, opening=whole_opening(found.overall)) if found else response


@dated_page
def places(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """Every place in its region, or those that bear the name asked for."""
    asked = name_asked(request.GET.get("name", ""))
    found = places_page(named=asked.name, as_of=as_of)
    response = page(request, "places", found, section="places")
    if asked.fault:
        response = refused(response, 422)
    return with_more(response, asked=asked, opening=places_opening(found))


@dated_page
def place(request: HttpRequest, as_of: date | None, code: str) -> HttpResponse:
    """One place and how it stands on everything."""
    found = place_page(code, as_of=as_of)
    demonstration = found is not None and found.place.fictional
    response = page(request, "place", found, section="places", demonstration=demonstration)
    return with_more(response, telling=place_telling(found)) if found else response


@dated_page
def processes(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """The processes in which States consult."""
    found = processes_page(as_of=as_of)
    response = page(request, "processes", found, section="processes")
    return with_more(response, opening=processes_opening(found))


@dated_page
def process(request: HttpRequest, as_of: date | None, code: str) -> HttpResponse:
    """One process: its members, and how they stand together on everything."""
    found = process_page(code, as_of=as_of)
    response = page(request, "process", found, section="processes")
    return with_more(response, telling=process_telling(found)) if found else response


@dated_page
def target(request: HttpRequest, as_of: date | None, place: str, commitment: str, years: int) -> HttpResponse:
    """One target of one place: the mark, the path, the arithmetic, the readings, the evidence."""
    found = target_page(place, commitment, years, as_of=as_of)
    demonstration = found is not None and found.place.fictional
    template = "target_unshown" if isinstance(found, UnshownTarget) else "target"
    response = page(request, template, found, section="places", demonstration=demonstration)
    if found is None or isinstance(found, UnshownTarget):
        return response
    return with_more(
        response, chart=target_chart(found), steps=explanation(found), telling=target_telling(found)
    )


@dated_page
def place_commitment(request: HttpRequest, as_of: date | None, place: str, commitment: str) -> HttpResponse:
    """One commitment in one place: its targets by each date together."""
    found = place_commitment_page(place, commitment, as_of=as_of)
    demonstration = found is not None and found.place.fictional
    response = page(request, "place_commitment", found, section="places", demonstration=demonstration)
    if found is None:
        return response
    return with_more(
        response,
        telling=place_commitment_telling(found),
        parts=parts(found),
        gaps=missing(found),
        untold=untold(found),
    )


@public_page
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One published report with its evidence."""
    found = report_page(uuid)
    demonstration = found is not None and found.place.fictional
    return page(request, "report", found, section="places", demonstration=demonstration)


@public_page
def committees(request: HttpRequest) -> HttpResponse:
    """Every committee."""
    rows = committee_rows(on=timezone.localdate())
    response = page(request, "committees", rows, section="committees")
    return with_more(response, opening=committees_opening(rows))


@public_page
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    """One committee: who is represented, whether it may publish, what it published."""
    found = committee_page(slug, on=timezone.localdate())
    demonstration = found is not None and found.place.fictional
    response = page(request, "committee", found, section="committees", demonstration=demonstration)
    return with_more(response, opening=committee_opening(found)) if found else response


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What this is, who runs it, how to tell of an error, and what is kept of readers."""
    response = page(request, "about", about_page(), section="about")
    return with_more(response, operator=settings.OPERATOR, contact=contact(settings.CONTACT), licence=LICENCE)


@public_page
def method_page(request: HttpRequest) -> HttpResponse:
    """How marks come about."""
    return page(request, "method", method(), section="method")


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """Where the figures and titles come from."""
    found = sources_page()
    return with_more(page(request, "sources", found, section="sources"), opening=sources_opening(found))


@public_page
def terms(request: HttpRequest) -> HttpResponse:
    """The words to avoid and to prefer, with the reasons."""
    found = terms_page()
    return with_more(page(request, "terms", found, section="method"), opening=terms_opening(found))


@public_page
def term(request: HttpRequest, code: str) -> HttpResponse:
    """One term: what to write instead, and why."""
    found = term_page(code)
    response = page(request, "term", found, section="method")
    return with_more(response, headline=term_opening(found), opening=term_lede(found)) if found else response


@changes_by_itself
@public_page
def integrity(request: HttpRequest) -> HttpResponse:
    """Where the record of acts had got to yesterday, for anybody to note down."""
    response = page(request, "integrity", integrity_page(today=timezone.localdate()), section="method")
    return with_more(response, public_key=public_key())


@changes_by_itself
@public_page
def signing_key_file(request: HttpRequest) -> HttpResponse:
    """The public key that checks what is signed here; none where nothing is."""
    key = public_key()
    if not key:
        raise Http404
    return HttpResponse(key, content_type="application/x-pem-file")

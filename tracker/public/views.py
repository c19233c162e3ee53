"""The public pages: each asks one selector one question and prints the answer."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tracker.public.answers import changes_by_itself, page, public_page, refused, with_more
from tracker.public.dated import dated_page
from tracker.public.explanation import explanation
from tracker.public.front import cases, headline, moved_in_words, objectives_headline
from tracker.public.method import method
from tracker.public.place_telling import place_telling, process_telling
from tracker.public.searching import name_asked
from tracker.public.target_chart import target_chart
from tracker.public.target_telling import target_telling
from tracker.selectors.all_places import places_page
from tracker.selectors.audit import integrity_page
from tracker.selectors.commitments import commitment_page
from tracker.selectors.committees import committee_page, committee_rows
from tracker.selectors.home import home_page
from tracker.selectors.objectives import objective_page, objectives_page
from tracker.selectors.places import place_page
from tracker.selectors.processes import process_page, processes_page
from tracker.selectors.reports import report_page
from tracker.selectors.signing_key import public_key
from tracker.selectors.sources import sources_page
from tracker.selectors.targets import UnshownTarget, target_page
from tracker.selectors.terms import terms_page


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
    return page(request, "objective", objective_page(number, as_of=as_of), section="objectives")


@dated_page
def commitment(request: HttpRequest, as_of: date | None, code: str) -> HttpResponse:
    """One commitment: its targets, their history, how each State stands."""
    return page(request, "commitment", commitment_page(code, as_of=as_of), section="objectives")


@dated_page
def places(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """Every place in its region, or those that bear the name asked for."""
    asked = name_asked(request.GET.get("name", ""))
    response = page(request, "places", places_page(named=asked.name, as_of=as_of), section="places")
    if asked.fault:
        response = refused(response, 422)
    return with_more(response, asked=asked)


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
    return page(request, "processes", processes_page(as_of=as_of), section="processes")


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
    return page(request, "committees", rows, section="committees")


@public_page
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    """One committee: who is represented, whether it may publish, what it published."""
    found = committee_page(slug, on=timezone.localdate())
    demonstration = found is not None and found.place.fictional
    return page(request, "committee", found, section="committees", demonstration=demonstration)


@public_page
def method_page(request: HttpRequest) -> HttpResponse:
    """How marks come about."""
    return page(request, "method", method(), section="method")


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """Where the figures and titles come from."""
    return page(request, "sources", sources_page(), section="sources")


@public_page
def terms(request: HttpRequest) -> HttpResponse:
    """The words to avoid and to prefer, with the reasons."""
    return page(request, "terms", terms_page(), section="method")


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

"""Why a mark is what it is, or was on a past date: as a page, and as JSON from the same selector."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from tracker.public.answers import page, with_more
from tracker.public.dated import at, dated_page
from tracker.public.why_json import target_json, unshown_target_json, why_json
from tracker.public.why_telling import why_telling
from tracker.selectors.targets import TargetPage, target_page
from tracker.selectors.why import WhyPage, WhyTarget, why_of_place, why_of_process


@dated_page
def place_why(request: HttpRequest, as_of: date | None, place: str, address: str) -> HttpResponse:
    """One roll-up of a place; a single target is explained on its own page."""
    found = why_of_place(place, address, as_of=as_of)
    if isinstance(found, WhyTarget):
        own = reverse("public:target", args=[found.place, found.commitment, found.years])
        return redirect(own + at(as_of) + "#why")
    return _page(request, found)


@dated_page
def process_why(request: HttpRequest, as_of: date | None, process: str, address: str) -> HttpResponse:
    """One roll-up of a process."""
    return _page(request, why_of_process(process, address, as_of=as_of))


@dated_page
def place_why_json(request: HttpRequest, as_of: date | None, place: str, address: str) -> HttpResponse:
    """One mark of a place as JSON, a roll-up or a single target."""
    found = why_of_place(place, address, as_of=as_of)
    if isinstance(found, WhyTarget):
        return _target(found, as_of)
    return _json(found)


@dated_page
def process_why_json(request: HttpRequest, as_of: date | None, process: str, address: str) -> HttpResponse:
    """One roll-up of a process as JSON."""
    return _json(why_of_process(process, address, as_of=as_of))


def _page(request: HttpRequest, found: WhyPage | None) -> HttpResponse:
    if found is None:
        raise Http404
    section = "places" if found.place else "processes"
    fictional = found.place is not None and found.place.fictional
    response = page(request, "why", found, section=section, demonstration=fictional)
    json_address = request.path.removesuffix("/") + ".json" + at(found.asked_for)
    return with_more(response, telling=why_telling(found), json_address=json_address)


def _json(found: WhyPage | None) -> HttpResponse:
    if found is None:
        raise Http404
    return JsonResponse(why_json(found), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _target(found: WhyTarget, as_of: date | None) -> HttpResponse:
    about = target_page(found.place, found.commitment, found.years, as_of=as_of)
    if about is None:
        raise Http404
    told = target_json(about) if isinstance(about, TargetPage) else unshown_target_json(about)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})

"""The pages of editions, and their bytes."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from tracker.public.answers import frozen_file, page, public_page, with_more
from tracker.public.citing import address_of, bibtex, cited, of_edition, ris
from tracker.public.opening import edition_opening
from tracker.selectors.edition_changes import TODAY, changes_page
from tracker.selectors.edition_payload import PLACES, PROCESSES
from tracker.selectors.edition_refs import edition_payload, edition_ref, edition_rows
from tracker.selectors.editions import edition_page, holder_page, promise_page


@public_page
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition."""
    return page(request, "editions", edition_rows(), section="editions")


@public_page
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: its marks, its bytes, how to cite it."""
    found = edition_page(slug)
    response = page(request, "edition", found, section="editions")
    if found is None:
        return response
    citation = cited(of_edition(found.edition), today=timezone.localdate())
    opening, address = edition_opening(found), address_of(found.edition)
    return with_more(response, opening=opening, cited=citation, address=address, citation=None)


@public_page
def edition_place(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One place in an edition."""
    found = holder_page(slug, PLACES, code)
    demonstration = bool(found and found.place and found.place.fictional)
    return page(request, "edition_holder", found, section="editions", demonstration=demonstration)


@public_page
def edition_process(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One consultative process in an edition."""
    return page(request, "edition_holder", holder_page(slug, PROCESSES, code), section="editions")


@public_page
def edition_commitment(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One commitment in an edition, in its words of then."""
    return page(request, "edition_commitment", promise_page(slug, code), section="editions")


@public_page
def edition_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed between an edition and another, or today, and why."""
    since, commitment = request.GET.get("since", TODAY), request.GET.get("commitment", "")
    if since == slug or len(since) > 60 or len(commitment) > 60 or "\0" in since + commitment:
        raise BadRequest("an edition is compared with another one, or with today")
    found = changes_page(slug, since=since, commitment=commitment)
    return page(request, "edition_changes", found, section="editions")


@frozen_file
def edition_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The bytes of an edition, as they were frozen."""
    found = edition_payload(slug)
    if found is None:
        raise Http404
    etag = f'"{found.digest}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = StreamingHttpResponse(found, content_type="application/json")
        answer["Content-Length"] = str(found.size)
    answer["ETag"] = etag
    return answer


@public_page
def edition_bibtex(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference for BibTeX."""
    found = edition_ref(slug)
    if found is None:
        raise Http404
    return HttpResponse(bibtex(of_edition(found)), content_type="application/x-bibtex; charset=utf-8")


@public_page
def edition_ris(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference for programs that read RIS."""
    found = edition_ref(slug)
    if found is None:
        raise Http404
    return HttpResponse(
        ris(of_edition(found)), content_type="application/x-research-info-systems; charset=utf-8"
    )

"""Taking a page with you: below its address `data.csv`, `.xlsx`, `.json` and `.pdf` hold exactly what it shows."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from tracker.public.answers import changes_by_itself, public_page
from tracker.public.dated import dated_page
from tracker.public.errors import busy
from tracker.public.searching import LONGEST_SEARCH
from tracker.public.takings import PARAMETER, TAKINGS, Asked, Taking, file_addresses, query_of
from tracker.selectors.computed_at import Busy
from tracker.selectors.imprint import imprint, known_places
from tracker.transfer.as_pdf import Unprintable
from tracker.transfer.extract import with_places
from tracker.transfer.taken import FORMS, taken

TAGS = "hxl"
# The words of a search are the one thing asked for that is no code or name.
WORDS = "q"
LONGEST = 60


class FormConverter:
    """A form of file, by the ending of its name."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> str:
        """The ending itself."""
        return value

    def to_url(self, value: str) -> str:
        """The ending itself."""
        return value


def with_data(pages: Iterable[URLPattern]) -> list[URLPattern]:
    """The addresses of these pages, and below each that can be taken away the address of its files."""
    found = []
    for page in pages:
        taking = TAKINGS.get(page.name or "")
        if taking:
            found.append(path(f"{page.pattern}data.<form:form>", _view_of(taking), name=f"{page.name}-data"))
        found.append(page)
    return found


def _view_of(taking: Taking) -> Callable[..., Any]:
    def dated(request: HttpRequest, as_of: date | None, /, *, form: str, **named: Any) -> HttpResponse:
        return _answer(request, taking, form, as_of, {"as_of": as_of, **named})

    def undated(request: HttpRequest, /, *, form: str, **named: Any) -> HttpResponse:
        return _answer(request, taking, form, None, named)

    view = dated_page(dated) if taking.dated else public_page(undated)
    return changes_by_itself(view) if taking.by_itself else view


def _answer(
    request: HttpRequest, taking: Taking, form: str, as_of: date | None, named: dict[str, Any]
) -> HttpResponse:
    asked: Asked = {name: all_heard(request, name) for name in taking.many}
    asked |= {name: heard(request, name) for name in taking.hears}
    extract = taking.extract(**named, **asked)
    if extract is None:
        raise Http404
    places = known_places()
    kept = {PARAMETER: as_of.isoformat()} if as_of else {}
    page = request.path.rpartition("/")[0] + "/"
    address = settings.SITE_URL.rstrip("/") + page + query_of({**kept, **asked})
    about = imprint(address, places, as_of=as_of, today=timezone.localdate())
    try:
        return taken(
            with_places(extract, places), about, form, tags=form == "csv" and request.GET.get(TAGS) == "1"
        )
    except Busy:
        return busy(request)
    except Unprintable as reason:
        return _unprintable(request, str(reason), page, query_of({**kept, **asked}))


def heard(request: HttpRequest, name: str) -> str:
    """What an address asks for under a name; 400 for what no page is asked for by."""
    said, *more = request.GET.getlist(name) or [""]
    if more:
        raise BadRequest("nothing is asked for twice")
    return _fit(said, LONGEST_SEARCH if name == WORDS else LONGEST)


def all_heard(request: HttpRequest, name: str) -> list[str]:
    """All that an address asks for under a name that may be asked more than once."""
    return [_fit(said, LONGEST) for said in request.GET.getlist(name) if said]


def _fit(said: str, longest: int) -> str:
    if len(said) > longest or "\0" in said:
        raise BadRequest("no page is asked for by so long a name")
    return said


def _unprintable(request: HttpRequest, reason: str, page: str, query: str) -> HttpResponse:
    """422: no PDF of this, and why; with the ways that there are."""
    context = {"reason": reason, "here": page + query, "files": file_addresses(page, query, but="pdf")}
    return TemplateResponse(request, "public/unprintable.html", context, status=422)

"""Plain pages for what goes wrong. None of them asks the database, the session or who is reading."""

import sys
from datetime import date

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from tracker.public.away import is_away, sent_form

# For machines, after how many seconds to ask again: where another page is made first, and where the database is away.
COME_AGAIN, RETRY_AFTER = "5", "30"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request makes no sense; or 413, it is more than a form takes."""
    return _page("400", status=413 if isinstance(exception, RequestDataTooBig) else 400)


def bad_date(request: HttpRequest, *, earliest: date) -> HttpResponse:
    """400: the page was asked for as of something that is no date, or no date it can tell of."""
    return _page("date", status=400, here=request.path, earliest=earliest)


def busy(request: HttpRequest) -> HttpResponse:
    """503: a page of another date is being worked out; this one comes after it."""
    response = _page("busy", status=503, here=request.get_full_path())
    response.headers["Retry-After"] = COME_AGAIN
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this reader may not."""
    return _page("403", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing is here. It never says whether something is here for somebody else."""
    return _page("404", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without the token of its page, as from a page left open too long."""
    return _page("csrf", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page rests on nothing else, since anything may be what broke. Or else 503: see `away`."""
    if is_away(sys.exception()):
        return out_of_reach(request)
    return _page("500", status=500)


def out_of_reach(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer. A form that was sent stands on the page, to be sent again."""
    response = _page("503", status=503, sent=sent_form(request))
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _page(name: str, *, status: int, **more: object) -> HttpResponse:
    """The page, rendered without the request, so that nothing about the reader is looked up."""
    style = f"{settings.STATIC_URL}css/scorecard.css"
    return HttpResponse(render_to_string(f"errors/{name}.html", {"style": style, **more}), status=status)

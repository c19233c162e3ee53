"""Pages that can be asked for as of a date: `?as_of=2023-12-31`. Without it, and for today, they say what holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone

from tracker.cleaning import EARLIEST, Unclean, iso_date
from tracker.public.answers import View, public_page, with_more
from tracker.public.errors import bad_date, busy
from tracker.public.takings import PARAMETER
from tracker.selectors.computed_at import Busy

Given = ParamSpec("Given")
DatedView = Callable[Concatenate[HttpRequest, date | None, Given], HttpResponse]


class BadDate(ValueError):
    """What was asked for is no date of which this scorecard can say anything."""


def dated_page(view: DatedView[Given]) -> View[Given]:
    """A public page that tells how things stood on a date: the view is given the date, or None for today.

    Templates of such a page find `as_of`, and `at`, what an address needs to keep the date; the tag `dated_url`
    adds it. A bad date is answered with 400, one that has to wait for another reader's with 503.
    """

    @public_page
    def answered(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        as_of = day_asked(request.GET.getlist(PARAMETER), today=timezone.localdate())
        return _told(view(request, as_of, *args, **kwargs), as_of)

    def wrapped(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        try:
            return answered(request, *args, **kwargs)
        except BadDate:
            return bad_date(request, earliest=EARLIEST)
        except Busy:
            return busy(request)

    # All that a public page says of itself to the middleware, under the view's own name.
    return cast(View[Given], update_wrapper(update_wrapper(wrapped, answered), view, updated=()))


def day_asked(values: list[str], *, today: date) -> date | None:
    """The past day that an address asks for; None for today. Raises BadDate for anything else."""
    if not values:
        return None
    if len(values) > 1:
        raise BadDate
    try:
        day = iso_date(values[0], today=today, earliest=EARLIEST, latest=today)
    except Unclean as unclean:
        raise BadDate from unclean
    return None if day == today else day


def _told(response: HttpResponse, as_of: date | None) -> HttpResponse:
    """The page with the date it is about. Only today's is an address to be found under."""
    if not isinstance(response, TemplateResponse):
        return response
    told = {"dated": True, "earliest": EARLIEST, "as_of": as_of, "at": at(as_of), **_cited(response, as_of)}
    if as_of:
        told |= {"canonical": ""}
    return with_more(response, **told)


def _cited(response: TemplateResponse, as_of: date | None) -> dict[str, object]:
    """The page is cited with its day in the address, today's too: read later, it says how that day ended."""
    found = (response.context_data or {}).get("citation")
    return {"citation": replace(found, as_of=as_of or found.today)} if found else {}


def at(as_of: date | None) -> str:
    """What an address needs to keep the date."""
    return f"?{PARAMETER}={as_of.isoformat()}" if as_of else ""

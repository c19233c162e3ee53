"""What changed: the log of published marks as a page, and as feeds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tracker.enums import ChangeReason
from tracker.public.answers import page, public_page, refused, with_more
from tracker.public.change_feed import atom
from tracker.public.change_form import ChangesForm
from tracker.selectors.mark_changes import (
    Watched,
    latest_changes,
    watched_at,
    what_changed,
)

UNPROCESSABLE = 422


@public_page
def changes(request: HttpRequest) -> HttpResponse:
    """The log, narrowed down to what the address says."""
    form = ChangesForm(request.GET, prefix=None)
    found = what_changed(form.asked())
    demonstration = bool(found and len(found.watched) == 1 and _is_fictional(found.watched[0]))
    response = page(request, "changes", found, section="changes", demonstration=demonstration)
    if form.errors:
        response = refused(response, UNPROCESSABLE)
    kept = {
        name: value for name, value in request.GET.items() if name in form.fields and name != "page" and value
    }
    return with_more(response, form=form, kept=kept, reasons=ChangeReason.choices, today=timezone.localdate())


def _is_fictional(watched: Watched) -> bool:
    return bool(watched.place and watched.place.fictional)


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest changes of everything."""
    return _feed(request, Watched())


@public_page
def place_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Those of one place."""
    return _feed(request, watched_at(place=code))


@public_page
def objective_feed(request: HttpRequest, number: int) -> HttpResponse:
    """Those of one objective and its commitments."""
    return _feed(request, watched_at(objective=number))


@public_page
def commitment_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Those of one commitment."""
    return _feed(request, watched_at(commitment=code))


def _feed(request: HttpRequest, watched: Watched | None) -> HttpResponse:
    if watched is None:
        raise Http404
    text = atom(watched, latest_changes(watched), address=request.path)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")

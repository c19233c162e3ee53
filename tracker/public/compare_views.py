"""Up to four places or processes of like kind side by side."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from tracker.public.answers import page, refused, with_more
from tracker.public.compare_telling import compare_telling, differences, gaps, rows
from tracker.public.dated import dated_page
from tracker.public.filtering import BAD_REQUEST
from tracker.selectors.compare import PLACES, PROCESSES, compare_page


@dated_page
def compare(request: HttpRequest, as_of: date | None) -> HttpResponse:
    """The form, and below it those that were chosen; 400 where they cannot be compared."""
    found = compare_page(
        places=request.GET.getlist(PLACES),
        processes=request.GET.getlist(PROCESSES),
        order=" + ".join(request.GET.getlist("order")),
        as_of=as_of,
    )
    asked = (*found.chosen, *((("order", found.order.asked),) if found.order.asked else ()))
    made_up = any(one.place and one.place.fictional for one in found.compared)
    response = page(request, "compare", found, section="compare", demonstration=made_up)
    if found.wrong or found.order.wrong:
        response = refused(response, BAD_REQUEST)
    elif not found.compared:
        response = with_more(response, files=[])
    return with_more(
        response,
        telling=compare_telling(found),
        rows=rows(found),
        differences=differences(found),
        gaps=gaps(found),
        kept=asked,
        whole_address=request.path + (f"?{urlencode(asked)}" if asked else ""),
    )
